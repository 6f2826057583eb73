import Foundation
import Governance
import Kernel
import People

/// What stands on a young person's record when several agencies describe them: one value each, chosen by rule.
///
/// Every agency's own words stay beside it; this is only what the record is called by.
enum Survivorship {
    /// A description with whose it is and when the agency last said so.
    struct Described: Sendable {
        let record: SourceRecord
        let kind: AgencyKind
        let lastSaid: Instant?
    }

    /// Puts details chosen from descriptions into a person.
    static func fill(
        _ person: inout Person, from all: [Described], settings: LinkSettings, now: Instant
    ) {
        func weight(_ one: Described, _ trust: Double) -> Double {
            let days = Double(max(0, one.lastSaid.map { now.seconds(since: $0) } ?? 0)) / 86_400
            return trust * pow(0.5, days / Double(max(1, settings.halfLifeDays)))
        }
        func names(_ one: Described) -> Double { weight(one, settings.trust(in: one.kind).names) }
        func place(_ one: Described) -> Double { weight(one, settings.trust(in: one.kind).place) }

        person.givenName = chosen(all, \.forename, by: names)
        person.familyName = chosen(all, \.surname, by: names)
        let alias = chosen(all, \.alsoKnownAs, by: names)
        person.knownAs = alias.folded == person.givenName.folded || alias.contains(" ") ? "" : alias
        person.born = heaviest(all.compactMap { one in one.record.born.map { ($0, names(one)) } })
        person.isBirthEstimated = false
        person.school = chosen(all, \.school, by: names)
        person.postcode = chosen(all, \.postcode, by: place)
        let there = all.filter { $0.record.postcode == person.postcode }
        person.address = chosen(there, \.address, by: place)
        person.nhsNumber = undisputed(all.map(\.record.nhsNumber))
        person.upn = undisputed(all.map(\.record.upn))
    }

    /// The value with the most weight behind it, spelling and case aside; among equals the first by letter.
    private static func chosen(
        _ all: [Described], _ path: KeyPath<SourceRecord, String>, by weight: (Described) -> Double
    ) -> String {
        let said = all.map { ($0.record[keyPath: path], weight($0)) }.filter { !$0.0.isEmpty }
        let groups = Dictionary(grouping: said) { $0.0.folded }
        let totals = groups.map { key, values in (key, values.reduce(0) { $0 + $1.1 }) }
        guard let winner = heaviest(totals), let spellings = groups[winner] else { return "" }
        return heaviest(spellings) ?? ""
    }

    /// An identifier only when nobody says otherwise.
    private static func undisputed(_ values: [String]) -> String {
        let said = Set(values.filter { !$0.isEmpty })
        return said.count == 1 ? said.first ?? "" : ""
    }
}

/// The value with the largest sum of weights; among equals the smallest, so that the answer is one.
private func heaviest<Value: Hashable & Comparable>(_ said: [(Value, Double)]) -> Value? {
    var sums: [Value: Double] = [:]
    for (value, weight) in said { sums[value, default: 0] += weight }
    return sums.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
}
