import Governance
import Joining
import Kernel
import People
import Storage

/// A young person the worker might mean: from records they may search, or from what they told us before.
struct EarlierMatch: Sendable {
    /// The field that keeps the choice: "same_person" or "same_referral"; empty where there is none to make, because
    /// the worker may know only that there is a record.
    let field: String
    let value: String
    let label: String
    let hint: String
}

/// Looks before anything is written down twice.
enum EarlierMatches {
    /// The most suggestions that help rather than tire.
    static let most = 8

    /// Whoever the worker might mean, by what is typed in the draft. Records are masked as in any search; those the
    /// worker may know nothing of are left out without a trace.
    static func find(_ draft: ReferralDraft, for visit: Visit, in tx: Transaction) throws -> [EarlierMatch] {
        let told = try tx.referrals(sentBy: visit.worker).compactMap { earlier(draft, $0) }.prefix(most)
        guard Policy.allows(visit.worker.role, .searchPeople) else {
            try visit.note(.followReferral, "own earlier referrals, \(told.count) shown", in: tx)
            return Array(told)
        }
        func answer(_ name: String) -> String { draft.answers[name]?.first ?? "" }
        let found = try tx.matches(
            given: answer("given_name"), family: answer("family_name"), born: draft.born, postcode: answer("postcode"),
            school: answer("school"), most: 50)
        let hits = try visit.hits(found, most: most, in: tx)
        try visit.note(.searchPeople, "\(hits.count) shown, before a referral", in: tx)
        let query = LookedFor(
            given: answer("given_name"), family: answer("family_name"), born: draft.born, postcode: answer("postcode"),
            nhsNumber: answer("nhs_number"), upn: answer("upn"))
        let known = try visit.agenciesKnowing(query, besides: hits.compactMap(\.person), action: .searchPeople, in: tx)
        return hits.map(match) + elsewhere(known) + told
    }

    /// That agencies' files may know them, which is nothing to choose and something to ask.
    private static func elsewhere(_ agencies: [Agency]) -> [EarlierMatch] {
        guard !agencies.isEmpty else { return [] }
        return [
            EarlierMatch(
                field: "", value: "", label: "An agency’s file may know this young person",
                hint: KnownElsewhere.words(agencies))
        ]
    }

    private static func match(_ hit: PersonHit) -> EarlierMatch {
        switch hit {
        case .named(let line, let reasons):
            let facts = [line.ageWords, line.school] + reasons
            return EarlierMatch(
                field: "same_person", value: line.id.text, label: "\(line.name), \(line.reference)",
                hint: facts.filter { !$0.isEmpty }.joined(separator: ", "))
        case .exists(let initials, let ask, _):
            return EarlierMatch(field: "", value: "", label: "A record under the initials \(initials)", hint: ask)
        }
    }

    /// A referral the worker sent before, when the same name was given.
    static func earlier(_ draft: ReferralDraft, _ referral: Referral) -> EarlierMatch? {
        let names = ReferralNames(draft.answers)
        guard names.isAlike(ReferralNames(referral.answers)) else { return nil }
        return EarlierMatch(
            field: "same_referral", value: referral.id.text,
            label: "\(ReferralAnswers.name(in: referral.answers)), \(referral.reference)",
            hint: "You told us on \(referral.receivedAt.day.long)")
    }
}

/// The names somebody gave for a young person, as they are compared: folded, in any order.
struct ReferralNames: Sendable, Equatable {
    let words: Set<String>

    init(_ answers: [String: [String]]) {
        let given = ["given_name", "family_name", "known_as", "who_name"].flatMap { answers[$0] ?? [] }
        words = Set(given.flatMap { $0.folded.split(separator: " ").map(String.init) }.filter { $0.count > 1 })
    }

    /// Whether one names the other: every word of the shorter is in the longer, so "Kai" is "Kai Brennan".
    func isAlike(_ other: ReferralNames) -> Bool {
        guard !words.isEmpty, !other.words.isEmpty else { return false }
        return words.isSubset(of: other.words) || other.words.isSubset(of: words)
    }
}

extension ReferralDraft {
    /// The whole birthday, when one was given.
    var born: Day? {
        guard let (day, precision) = LooseDate("born", in: answers).resolved, precision == .day else { return nil }
        return day
    }
}
