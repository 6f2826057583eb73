import Feeds
import Governance
import Kernel
import Storage
import Web

/// How the events of one feed came to their areas, as one audience may see it.
struct PlacedBy: Sendable {
    let title: String
    let rows: [(means: EventPlacing.Means, count: ShownCount, months: ClosedRange<Month>)]

    init(
        _ title: String, _ found: [(means: EventPlacing.Means, events: Int, months: ClosedRange<Month>)],
        for audience: CountAudience
    ) {
        self.title = title
        let sorted = found.sorted { $0.means.place < $1.means.place }
        let shown = Suppression.partner.protect(sorted.map(\.events), for: audience).cells
        rows = zip(sorted, shown).map { ($0.means, $1, $0.months) }
    }

    /// One table for all feeds.
    static func table(_ feeds: [PlacedBy]) -> HTML {
        let columns = [
            TableColumn("File"), TableColumn("How its place was found"), TableColumn("Events", .figures),
            TableColumn("Months"),
        ]
        let rows = feeds.flatMap { feed in
            feed.rows.map { row -> [HTML] in
                [
                    HTML(feed.title), HTML(row.means.words), HTML(words(row.count)),
                    HTML("\(row.months.lowerBound.shortName) to \(row.months.upperBound.shortName)"),
                ]
            }
        }
        return dataTable("How places were found", isCaptionHidden: true, columns: columns, rows: rows)
    }
}

/// A count in words, thousands grouped.
private func words(_ count: ShownCount) -> String {
    if case .exact(let number) = count { return grouped(number) }
    return Suppression.partner.words(count)
}

extension EventPlacing.Means {
    /// The order they stand in.
    fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Transaction {
    /// How events came to their areas, by feed.
    func placedBy(for audience: CountAudience) throws -> [PlacedBy] {
        var found: [String: [(means: EventPlacing.Means, events: Int, months: ClosedRange<Month>)]] = [:]
        for row in try rows(
            """
            SELECT r.feed, p.means, SUM(p.events) AS all_events, MIN(p.first_month) AS first_month,
                MAX(p.last_month) AS last_month
            FROM event_place p JOIN event_run r ON r.run_id = p.run_id GROUP BY r.feed, p.means
            """)
        {
            let (feed, first, last): (String, Int, Int) = (
                try row["feed"], try row["first_month"], try row["last_month"]
            )
            found[feed, default: []].append(
                (try row["means"], try row["all_events"], Month(number: first)...Month(number: max(first, last))))
        }
        return Mapping.shipped.compactMap { mapping in
            found[mapping.name].map { PlacedBy(mapping.title, $0, for: audience) }
        }
    }

    /// The months in which events of a measure named areas of other boundaries that cannot be put in those in use.
    func redrawnMonths(of measure: Measure) throws -> ClosedRange<Month>? {
        let kinds = Set(measure.numerator.kinds ?? [])
        let feeds =
            measure.numerator.feeds
            ?? Mapping.shipped.filter { mapping in mapping.happened.map { kinds.contains($0.kind) } ?? false }
            .map(\.name)
        guard !feeds.isEmpty else { return nil }
        let means: [EventPlacing.Means] = [.redrawn, .otherBoundaries]
        let row = try rows(
            """
            SELECT MIN(p.first_month) AS first_month, MAX(p.last_month) AS last_month
            FROM event_place p JOIN event_run r ON r.run_id = p.run_id
            WHERE p.means IN \(list: means) AND r.feed IN \(list: feeds)
            """
        ).first
        let (first, last): (Int?, Int?) = (try row?["first_month"], try row?["last_month"])
        guard let first, let last else { return nil }
        return Month(number: first)...Month(number: max(first, last))
    }
}
