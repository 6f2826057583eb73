import Kernel
import Storage

extension Transaction {
    // MARK: What measures came to

    /// A measure month by month for an area ("" for the whole partnership), oldest first; months without a figure
    /// between the first and the last are there without one.
    package func values(of measure: String, area: String = "") throws -> [MeasureValue] {
        try rows(
            """
            SELECT month, numerator, denominator FROM measure_value
            WHERE measure = \(measure) AND area = \(area) ORDER BY month
            """
        ).map { row in
            MeasureValue(
                month: Month(number: try row["month"]), numerator: try row["numerator"],
                denominator: try row["denominator"])
        }
    }

    /// What a measure came to in each small area over a span of months.
    package func values(of measure: String, byAreaIn months: ClosedRange<Month>) throws -> [String: Int] {
        let found = try rows(
            """
            SELECT area, SUM(numerator) AS total FROM measure_value
            WHERE measure = \(measure) AND area <> '' AND month >= \(months.lowerBound.number)
                AND month <= \(months.upperBound.number)
            GROUP BY area
            """)
        var totals: [String: Int] = [:]
        for row in found {
            let area: String = try row["area"]
            let total: Int? = try row["total"]
            totals[area] = total ?? 0
        }
        return totals
    }

    /// When a measure was last worked out.
    package func countedAt(_ measure: String) throws -> Instant? {
        try value("SELECT MAX(counted_at) FROM measure_value WHERE measure = \(measure)")
    }

    func replaceValues(of measure: String, with values: [(area: String, value: MeasureValue)], at now: Instant) throws {
        try run("DELETE FROM measure_value WHERE measure = \(measure)")
        let inOrder = values.sorted { ($0.area, $0.value.month) < ($1.area, $1.value.month) }
        let all = inOrder.map { area, value -> [Value] in
            [
                "\(measure)/\(area)/\(value.month.number)".stored, measure.stored, area.stored,
                value.month.number.stored, value.numerator.stored, value.denominator.stored, now.stored,
            ]
        }
        for start in stride(from: 0, to: all.count, by: 100) {
            try run(
                """
                INSERT INTO measure_value (id, measure, area, month, numerator, denominator, counted_at)
                VALUES \(rows: Array(all[start..<min(all.count, start + 100)]))
                """)
        }
    }

    // MARK: What they are worked out from

    /// For which months events of these kinds have come.
    func coverage(of kinds: [String], feeds: [String]?) throws -> Coverage {
        let sent: SQL = feeds.map { "feed IN \(list: $0)" } ?? "1 = 1"
        var counts: [Month: Int] = [:]
        for row in try rows(
            """
            SELECT month, COUNT(*) AS events FROM event WHERE kind IN \(list: kinds) AND \(sql: sent) GROUP BY month
            """)
        { counts[Month(number: try row["month"])] = try row["events"] }
        let files: SQL = feeds.map { "r.feed IN \(list: $0)" } ?? "1 = 1"
        let spans = try rows(
            """
            SELECT r.first_month, r.last_month, i.started_at FROM event_run r JOIN import_run i ON i.id = r.run_id
            WHERE r.first_month IS NOT NULL AND r.last_month IS NOT NULL AND i.state = 'kept' AND \(sql: files)
                AND EXISTS (SELECT 1 FROM event e WHERE e.run_id = r.run_id AND e.kind IN \(list: kinds))
            """
        ).map { row -> (months: ClosedRange<Month>, came: Month) in
            let (first, last): (Int, Int) = (try row["first_month"], try row["last_month"])
            let came: Instant = try row["started_at"]
            return (Month(number: first)...Month(number: max(first, last)), Month(came.day))
        }
        return Coverage(counts: counts, files: spans)
    }

    /// Events by area and month; without `byArea` those inside the partnership together, under "".
    func eventCounts(_ count: Measure.Count, byArea: Bool) throws -> [String: [Month: Int]] {
        let what: SQL = count.distinct ?? false ? "COUNT(DISTINCT person)" : "COUNT(*)"
        let place: SQL = byArea ? "area" : "''"
        let placed: SQL = byArea ? "area <> ''" : "1 = 1"
        let group: SQL = byArea ? "area, month" : "month"
        var counts: [String: [Month: Int]] = [:]
        for row in try rows(
            """
            SELECT \(sql: place) AS place, month, \(sql: what) AS events FROM event
            WHERE area <> \(Area.elsewhere) AND \(sql: placed) AND \(sql: SQL.all(count.conditions))
            GROUP BY \(sql: group)
            """)
        {
            let area: String = try row["place"]
            counts[area, default: [:]][Month(number: try row["month"])] = try row["events"]
        }
        return counts
    }

    /// Counts sent by month under a name; the newest kept file wins, and hidden ones are nil.
    func monthly(_ measure: String, part: String) throws -> [Month: Int?] {
        let found = try rows(
            """
            SELECT c.month, c.value FROM monthly_count c JOIN import_run i ON i.id = c.run_id
            WHERE c.measure = \(measure) AND c.part = \(part) AND i.state = 'kept'
            ORDER BY i.started_at, c.line
            """)
        var months: [Month: Int?] = [:]
        for row in found {
            let value: Int? = try row["value"]
            months[Month(number: try row["month"])] = .some(value)
        }
        guard let first = months.keys.min(), let last = months.keys.max() else { return [:] }
        return Dictionary(uniqueKeysWithValues: (first...last).all.map { ($0, months[$0] ?? nil) })
    }
}

extension Measure.Count {
    /// What an event must be to be counted.
    var conditions: [SQL] {
        func among(_ column: SQL, _ values: [String]?) -> [SQL] {
            values.map { ["\(sql: column) IN \(list: $0)"] } ?? []
        }
        return among("feed", feeds) + among("kind", kinds) + among("category", categories) + among("method", methods)
            + among("place_type", placeTypes) + among("outcome", outcomes) + agedInside
    }

    private var agedInside: [SQL] {
        guard let ages, let youngest = ages.first, let oldest = ages.last else { return [] }
        return ["age_from >= \(youngest) AND age_to <= \(oldest)"]
    }
}
