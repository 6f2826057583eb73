import Governance
import Kernel
import Statistics
import Storage
import Web

/// Assaults treated in A&E beside those police recorded, under 25: by age, by method and by time of day.
///
/// Two counts of overlapping but different people: nobody is matched (DOMAIN.md 6.7).
struct KnownToPolice: Sendable {
    /// One group: "15 to 17", "Sharp object".
    struct Group: Sendable {
        let name: String
        let treated: ShownCount
        let police: ShownCount

        /// The share police can know of at most; nil where a count may not be shown.
        var seen: SeenByPolice? {
            guard let treated = treated.value, let police = police.value else { return nil }
            return try? SeenByPolice(police: police, treated: treated)
        }
    }

    /// One way to split them.
    struct Table: Sendable {
        let name: String
        let groups: [Group]
        /// What its own total may say, of A&E and of police.
        let totals: (treated: ShownCount, police: ShownCount)
    }

    /// What is known of one event.
    struct Fact: Sendable {
        let isTreated: Bool
        let month: Month
        let ages: ClosedRange<Int>?
        let method: String
        /// The hour in London; nil when not known.
        let hour: Int?
    }

    let months: ClosedRange<Month>
    let whole: Group
    let tables: [Table]

    init(_ facts: [Fact], months: ClosedRange<Month>, for audience: CountAudience) {
        self.months = months
        let tables = Self.splits.map { Self.table($0.name, $0.groups, facts, audience) }
        self.tables = tables
        // Said only where no table has to keep its total back: a hidden row, or a month hidden on the measure's own page,
        // could be worked out from it.
        func total(_ one: (Table) -> ShownCount) -> ShownCount {
            tables.map(one).first { $0.value == nil } ?? tables.first.map(one) ?? .notShown
        }
        whole = Group(name: "All under 25", treated: total(\.totals.treated), police: total(\.totals.police))
    }

    private struct Split {
        let name: String
        let groups: [(name: String, holds: @Sendable (Fact) -> Bool)]
    }

    private static let splits: [Split] = [
        Split(
            name: "Age",
            groups: [
                ("Under 15", { $0.ages.map { $0.upperBound < 15 } ?? false }),
                ("15 to 17", { $0.ages.map { $0.lowerBound >= 15 && $0.upperBound < 18 } ?? false }),
                ("18 to 24", { $0.ages.map { $0.lowerBound >= 18 } ?? false }),
            ]),
        Split(
            name: "Method",
            groups: [
                ("Sharp object", { ["knife", "glass", "sharp object"].contains($0.method) }),
                ("Firearm", { $0.method == "firearm" }),
            ]),
        Split(
            name: "Time of day",
            groups: [
                ("6am to midday", { $0.hour.map { (6..<12).contains($0) } ?? false }),
                ("Midday to 6pm", { $0.hour.map { (12..<18).contains($0) } ?? false }),
                ("6pm to midnight", { $0.hour.map { $0 >= 18 } ?? false }),
                ("Midnight to 6am", { $0.hour.map { $0 < 6 } ?? false }),
            ]),
    ]

    private static func table(
        _ name: String, _ groups: [(name: String, holds: @Sendable (Fact) -> Bool)], _ facts: [Fact],
        _ audience: CountAudience
    ) -> Table {
        func counts(_ isTreated: Bool) -> ShownCounts {
            let some = facts.filter { $0.isTreated == isTreated }
            let inside = groups.map { group in some.count(where: group.holds) }
            let rest = some.count - inside.reduce(0, +)
            let months = Dictionary(grouping: some, by: \.month).values
            let hidesMonth = months.contains { Suppression.partner.isSmall($0.count) }
            return Suppression.partner.protect(parts: inside + [rest], isWholeKnown: !hidesMonth, for: audience)
        }
        let names = groups.map(\.name) + ["Anything else, or not known"]
        let (treated, police) = (counts(true), counts(false))
        let rows = zip(names, zip(treated.cells, police.cells)).map {
            Group(name: $0, treated: $1.0, police: $1.1)
        }
        return Table(name: name, groups: rows, totals: (treated.total, police.total))
    }
}

extension Transaction {
    /// Assaults treated beside crimes with injury over the newest year both have; nil when they share no month.
    func knownToPolice(for audience: CountAudience) throws -> KnownToPolice? {
        let treated = try coverage(of: ["assault"], feeds: nil).months
        let police = try coverage(of: ["crime"], feeds: ["police-crime-events"]).months
        let shared = treated.intersection(police)
        guard let last = shared.max(), let first = shared.min() else { return nil }
        let months = max(first, last.adding(-11))...last
        let facts = try rows(
            """
            SELECT kind, age_from, age_to, method, at, precision, month FROM event
            WHERE (kind = 'assault' OR (kind = 'crime' AND feed = 'police-crime-events'
                    AND category = 'Violence with injury'))
                AND area <> \(Area.elsewhere) AND age_from >= 0 AND age_to <= 24
                AND month >= \(months.lowerBound.number) AND month <= \(months.upperBound.number)
            """
        ).compactMap { row -> KnownToPolice.Fact? in
            let month = Month(number: try row["month"])
            guard shared.contains(month) else { return nil }
            let kind: String = try row["kind"]
            let (from, to): (Int, Int) = (try row["age_from"], try row["age_to"])
            let (at, precision): (Instant, Precision) = (try row["at"], try row["precision"])
            let hour = precision == .day || precision == .month ? nil : London.minuteOfDay(at) / 60
            return KnownToPolice.Fact(
                isTreated: kind == "assault", month: month, ages: from...max(from, to), method: try row["method"],
                hour: hour)
        }
        return facts.isEmpty ? nil : KnownToPolice(facts, months: months, for: audience)
    }
}
