import Feeds
import Governance
import Kernel
import Storage

/// How complete one sender's files are, field by field, as one audience may see it.
///
/// The team reads months. Everybody else reads whole quarters, which never overlap, with small numbers protected on
/// both sides: few rows with a field, and few without it.
struct FilledReading: Sendable {
    /// What is shown of one field in one stretch of months.
    enum Cell: Sendable, Equatable {
        case percent(Int)
        /// So few rows have it that the number may not be shown.
        case few
        /// So few rows lack it.
        case nearlyAll
        case tooFewRows
        /// No row came that could have had it.
        case noRows

        /// In percent, where it may be shown.
        var percent: Int? {
            if case .percent(let number) = self { number } else { nil }
        }

        func words(_ rule: Suppression) -> String {
            switch self {
            case .percent(let number): "\(number)%"
            case .few: "\(rule.fewWords) rows"
            case .nearlyAll: "all but \(rule.fewWords)"
            case .tooFewRows: "too few rows"
            case .noRows: "no rows"
            }
        }
    }

    struct Line: Sendable {
        /// The field in words: "How they were hurt".
        let title: String
        /// It says where, in one of several ways: one of them is enough.
        let isPlace: Bool
        /// For each of the periods.
        let cells: [Cell]
    }

    let site: String
    let agency: String
    let audience: CountAudience
    let periods: [ClosedRange<Month>]
    let lines: [Line]

    /// How many months, or quarters, are shown.
    static let months = 12
    static let quarters = 4

    init(_ counts: FilledCounts, for audience: CountAudience) {
        site = counts.site
        agency = counts.agency
        self.audience = audience
        let newest = counts.cells.keys.map(\.month).max() ?? Month(number: 0)
        let oldest = counts.cells.keys.map(\.month).min() ?? newest
        let periods = Self.periods(to: newest, for: audience).filter { $0.upperBound >= oldest }
        self.periods = periods
        lines = counts.fields.map { field, title, isPlace in
            Line(
                title: title, isPlace: isPlace,
                cells: periods.map { period in
                    let cells = period.all.compactMap { counts.cells[FilledCounts.Key(month: $0, field: field)] }
                    return Self.cell(
                        rows: cells.map(\.rows).reduce(0, +), filled: cells.map(\.filled).reduce(0, +), for: audience)
                })
        }
    }

    /// The newest twelve months, or the newest four calendar quarters that are whole; oldest first.
    private static func periods(to newest: Month, for audience: CountAudience) -> [ClosedRange<Month>] {
        switch audience {
        case .team: return (newest.adding(1 - months)...newest).all.map { $0...$0 }
        case .outside:
            let last = (newest.number + 1) / 3 * 3 - 1
            return (0..<quarters).reversed().map { back in
                Month(number: last - back * 3 - 2)...Month(number: last - back * 3)
            }
        }
    }

    private static func cell(rows: Int, filled: Int, for audience: CountAudience) -> Cell {
        guard rows > 0 else { return .noRows }
        let rule = Suppression.partner
        if audience == .outside {
            if rule.isSmall(rows) { return .tooFewRows }
            if rule.isSmall(filled) { return .few }
            if rule.isSmall(rows - filled) { return .nearlyAll }
        }
        // Never 100% where one is missing, nor 0% where one is there.
        let percent = Int((Double(filled) * 100 / Double(rows)).rounded())
        return .percent(filled == rows ? 100 : filled == 0 ? 0 : min(99, max(1, percent)))
    }

    /// "October 2026", "April to June 2026".
    static func words(_ period: ClosedRange<Month>) -> String {
        period.lowerBound == period.upperBound
            ? period.lowerBound.name : "\(period.lowerBound.name) to \(period.upperBound.name)"
    }

    // MARK: What stands out

    /// Points of a hundred that a field has to fall by to be spoken of.
    private static let fall = 20

    /// Fields nobody fills in.
    var neverSent: [String] {
        lines.filter { line in line.cells.allSatisfy { $0 == .percent(0) || $0 == .noRows } }.map(\.title)
    }

    /// What stands out, from what is shown and nothing else.
    var finding: String {
        if let fallen = fallen { return fallen }
        let sent = lines.filter { !neverSent.contains($0.title) }.compactMap { line in
            line.cells.last?.percent.map { (title: line.title, isPlace: line.isPlace, percent: $0) }
        }
        let bestPlace = sent.filter(\.isPlace).max { $0.percent < $1.percent }
        let newest = sent.filter { !$0.isPlace } + [bestPlace].compactMap(\.self)
        guard let least = newest.min(by: { $0.percent < $1.percent }) else {
            return neverSent.count == lines.count ? "No field is filled in" : "Too few rows to say what is missing"
        }
        return least.percent >= 90
            ? "Every field that is sent is filled in for 9 rows in 10 or more"
            : "“\(least.title)” is filled in for \(least.percent) rows in 100"
    }

    /// A field that was filled in and is so much less of late.
    private var fallen: String? {
        let falls = lines.compactMap { line -> (title: String, from: Int, to: Int)? in
            let known = line.cells.compactMap(\.percent)
            guard let last = line.cells.last?.percent, known.count >= 3 else { return nil }
            let before = known.dropLast().sorted()
            let usual = before[before.count / 2]
            return usual - last >= Self.fall ? (line.title, usual, last) : nil
        }
        return falls.max { $0.from - $0.to < $1.from - $1.to }.map {
            "“\($0.title)” fell from \($0.from) rows in 100 to \($0.to)"
        }
    }
}

/// How many rows one sender's files had, and how many of them had each field.
struct FilledCounts: Sendable {
    struct Key: Hashable, Sendable {
        let month: Month
        let field: String
    }

    let site: String
    let agency: String
    /// Fields in the order of their mapping, with their titles.
    let fields: [(field: String, title: String, isPlace: Bool)]
    let cells: [Key: (rows: Int, filled: Int)]
}

extension Transaction {
    /// How complete the files of each sender are, by feed and sender.
    func filledCounts() throws -> [(feed: Mapping, counts: [FilledCounts])] {
        var cells: [String: [String: [FilledCounts.Key: (rows: Int, filled: Int)]]] = [:]
        var agencies: [String: String] = [:]
        for row in try rows(
            """
            SELECT r.feed, f.site, f.month, f.field, SUM(f.rows) AS all_rows, SUM(f.filled) AS filled_rows,
                MIN(a.name) AS agency
            FROM event_filled f JOIN event_run e ON e.run_id = f.run_id JOIN import_run r ON r.id = f.run_id
                JOIN agency a ON a.id = r.agency_id
            GROUP BY r.feed, f.site, f.month, f.field
            """)
        {
            let (feed, site, field): (String, String, String) = (try row["feed"], try row["site"], try row["field"])
            let key = FilledCounts.Key(month: Month(number: try row["month"]), field: field)
            cells[feed, default: [:]][site, default: [:]][key] = (try row["all_rows"], try row["filled_rows"])
            agencies["\(feed)/\(site)"] = try row["agency"]
        }
        return Mapping.shipped.compactMap { mapping in
            guard let sites = cells[mapping.name] else { return nil }
            let fields = FilledTally.fields(mapping).compactMap { field in
                mapping.column(for: field).map {
                    (field: field, title: $0.title, isPlace: mapping.home?.drops.contains(field) ?? false)
                }
            }
            return (
                mapping,
                sites.sorted { $0.key < $1.key }.map { site, cells in
                    FilledCounts(
                        site: site, agency: agencies["\(mapping.name)/\(site)"] ?? "", fields: fields, cells: cells)
                }
            )
        }
    }
}
