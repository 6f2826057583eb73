import Feeds
import Kernel
import Storage

/// The ways from areas of other years to those in use, by the lookups that have been brought in.
struct Passages: Sendable {
    /// Where an area of another year lies.
    enum Way: Equatable {
        /// All of it in one area.
        case into(AreaCode)
        /// In several, or its lines were drawn anew: what was counted in it cannot be put in one of them.
        case redrawn
        case unknown
    }

    /// The year of the boundaries in use.
    let year: Int
    private let lookups: [AreaLookup]

    init(to year: Int, _ lookups: [AreaLookup]) {
        self.year = year
        self.lookups = lookups.filter { $0.years.from == year || $0.years.to == year }
    }

    /// The way from an area of a year, or of any other year where nobody said which.
    func way(from code: AreaCode, of from: Int?) -> Way {
        for lookup in lookups {
            let isForward = lookup.years.to == year
            guard from == nil || from == (isForward ? lookup.years.from : lookup.years.to) else { continue }
            let found = isForward ? lookup.newer(code) : lookup.older(code)
            guard !found.isEmpty else { continue }
            let whole = isForward ? lookup.wholly(newer: code) : lookup.wholly(older: code)
            return whole.map { .into($0) } ?? .redrawn
        }
        return .unknown
    }

    /// The areas of another year that an area in use was made of, where figures of that year cannot be put into it.
    func redrawn(into area: AreaCode) -> [(code: AreaCode, year: Int)] {
        lookups.flatMap { lookup -> [(code: AreaCode, year: Int)] in
            let isForward = lookup.years.to == year
            let others = isForward ? lookup.older(area) : lookup.newer(area)
            let other = isForward ? lookup.years.from : lookup.years.to
            return others.filter { way(from: $0, of: other) == .redrawn }.map { ($0, other) }
        }
    }
}

/// A lookup file being read: which areas of one year are which of another.
struct LookupFile {
    let years: (from: Int, to: Int)
    private(set) var rows: [(from: AreaCode, to: AreaCode, change: String)] = []

    /// The years its columns name ("LSOA11CD"), 2011 and 2021 where they name none.
    init(_ headers: [String]) {
        let named = Set(headers.compactMap { AreaColumn($0) }.filter { $0.isCode && $0.kind != "district" }.map(\.year))
            .filter { $0 % 10 == 1 }.sorted()
        years = named.count == 2 ? (named[0], named[1]) : (2011, 2021)
    }

    mutating func add(_ row: CheckedRow) {
        guard row.outcome != .rejected, let from = row.fields["from_code"].flatMap({ AreaCode($0) }),
            let to = row.fields["to_code"].flatMap({ AreaCode($0) })
        else { return }
        rows.append((from, to, row.fields["change"] ?? ""))
    }
}

extension Mapping {
    /// Whether its rows say which areas of one year are which of another.
    var isLookup: Bool { makes == .area && columns.contains { $0.field == "from_code" } }
}

extension Transaction {
    /// Every lookup from or to the boundaries of a year.
    func passages(to year: Int) throws -> Passages {
        var lookups: [String: AreaLookup] = [:]
        for row in try rows(
            """
            SELECT from_year, to_year, from_code, to_code, change FROM area_lookup
            WHERE from_year = \(year) OR to_year = \(year) ORDER BY from_year, to_year, from_code, to_code
            """)
        {
            let (from, to): (Int, Int) = (try row["from_year"], try row["to_year"])
            let (old, new): (String, String) = (try row["from_code"], try row["to_code"])
            let change: String = try row["change"]
            guard let old = AreaCode(old), let new = AreaCode(new) else { continue }
            lookups["\(from)-\(to)", default: AreaLookup(from: from, to: to)]
                .add(old, new, AreaLookup.Change(rawValue: change))
        }
        return Passages(to: year, lookups.sorted { $0.key < $1.key }.map(\.value))
    }

    /// Keeps a lookup in place of what was known of the same older areas.
    func insert(_ file: LookupFile) throws {
        let (from, to) = file.years
        let codes = Set(file.rows.map(\.from.text)).sorted()
        for start in stride(from: 0, to: codes.count, by: 400) {
            let some = Array(codes[start..<min(codes.count, start + 400)])
            try run(
                """
                DELETE FROM area_lookup WHERE from_year = \(from) AND to_year = \(to) AND from_code IN \(list: some)
                """)
        }
        for start in stride(from: 0, to: file.rows.count, by: 100) {
            let some = file.rows[start..<min(file.rows.count, start + 100)].map { row -> [Value] in
                [
                    "\(from)/\(to)/\(row.from)/\(row.to)".stored, from.stored, to.stored, row.from.text.stored,
                    row.to.text.stored, row.change.stored,
                ]
            }
            try run(
                """
                INSERT INTO area_lookup (id, from_year, to_year, from_code, to_code, change) VALUES \(rows: some)
                ON CONFLICT (id) DO UPDATE SET change = excluded.change
                """)
        }
    }
}
