import Governance
import Kernel
import Storage

/// What keeping a file would change, beside the earlier one of the same agency, feed and period.
package struct ImportChange: Sendable, Equatable, Codable {
    /// How many of one sort came, went, or are there under the same number with something else.
    package struct Tally: Sendable, Equatable, Codable {
        package var new = 0
        package var gone = 0
        package var changed = 0
        package var same = 0

        package init() {}

        package var isNothing: Bool { new == 0 && gone == 0 && changed == 0 }
    }

    package let earlierText: String
    /// Young people, by the agency's own number.
    package var people = Tally()
    package var rows = Tally()

    package var earlier: ID<ImportRun>? { ID(earlierText) }

    init(earlier: ID<ImportRun>) {
        earlierText = earlier.text
    }
}

/// One difference between two files of the same agency, feed and period.
package struct ImportDifference: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case new, changed, gone
    }

    package let kind: Kind
    /// Line in the earlier file; nil for a new row.
    package let lineBefore: Int?
    /// Line in this file; nil for a row that is gone.
    package let lineNow: Int?
}

/// A row by its hashes alone: enough to compare two files of any length in little memory.
struct RowPrint: Sendable, Equatable {
    let line: Int
    /// Whom the agency means.
    let ref: Int
    /// How it describes them.
    let record: Int
    /// What tells the row from others of its file.
    let key: Int
    /// All of it.
    let row: Int
}

extension RowPrint: FromRow {
    init(row stored: Row) throws {
        line = try stored["line"]
        ref = try stored["ref_digest"]
        record = try stored["record_digest"]
        key = try stored["key_digest"]
        row = try stored["row_digest"]
    }
}

/// Compares two files row by row. A row that stands in both is the same whatever its line.
struct ImportComparison {
    private(set) var change: ImportChange
    private(set) var differences: [ImportDifference] = []

    init(earlier: ID<ImportRun>, before: [RowPrint], now: [RowPrint]) {
        change = ImportChange(earlier: earlier)
        compareRows(before, now)
        comparePeople(before, now)
    }

    private mutating func compareRows(_ before: [RowPrint], _ now: [RowPrint]) {
        var unmatched: [Int: [RowPrint]] = Dictionary(grouping: before, by: \.row)
        var fresh: [RowPrint] = []
        for row in now {
            if unmatched[row.row]?.popLast() != nil { change.rows.same += 1 } else { fresh.append(row) }
        }
        // What is left of the earlier file, first line first, by what tells one row from another.
        let left = unmatched.values.joined().sorted { $0.line > $1.line }
        var byKey = Dictionary(grouping: left, by: \.key)
        for row in fresh {
            if let other = byKey[row.key]?.popLast() {
                change.rows.changed += 1
                differences.append(ImportDifference(kind: .changed, lineBefore: other.line, lineNow: row.line))
            } else {
                change.rows.new += 1
                differences.append(ImportDifference(kind: .new, lineBefore: nil, lineNow: row.line))
            }
        }
        for row in byKey.values.joined().sorted(by: { $0.line < $1.line }) {
            change.rows.gone += 1
            differences.append(ImportDifference(kind: .gone, lineBefore: row.line, lineNow: nil))
        }
    }

    private mutating func comparePeople(_ before: [RowPrint], _ now: [RowPrint]) {
        let then = Self.people(before)
        let present = Self.people(now)
        for (ref, records) in present {
            switch then[ref] {
            case nil: change.people.new += 1
            case records?: change.people.same += 1
            default: change.people.changed += 1
            }
        }
        change.people.gone = then.keys.count { present[$0] == nil }
    }

    /// Each of the agency's numbers with an order-free sum of the descriptions it stands with.
    private static func people(_ rows: [RowPrint]) -> [Int: Int] {
        var described: [Int: Set<Int>] = [:]
        for row in rows { described[row.ref, default: []].insert(row.record) }
        return described.mapValues { $0.reduce(0) { $0 &+ $1 } }
    }
}

extension Transaction {
    /// The usable rows of a run by their hashes.
    func prints(of run: ID<ImportRun>) throws -> [RowPrint] {
        var all: [RowPrint] = []
        var last = -1
        while true {
            let rows: [RowPrint] = try self.all(
                """
                SELECT line, ref_digest, record_digest, key_digest, row_digest FROM source_row
                WHERE run_id = \(run) AND line > \(last) AND outcome <> \(SourceRow.Outcome.rejected)
                ORDER BY line LIMIT 5000
                """)
            all += rows
            guard let end = rows.last else { return all }
            last = end.line
        }
    }

    /// The kept run a file of this agency, feed and period would take the place of.
    func importReplaced(by run: ImportRun) throws -> ID<ImportRun>? {
        try importRuns(run.agency, run.feed, run.period, in: [.kept]).first { $0.id != run.id }?.id
    }

    /// This run beside the one it would replace, or has.
    func comparison(of run: ID<ImportRun>, with earlier: ID<ImportRun>) throws -> ImportComparison {
        ImportComparison(earlier: earlier, before: try prints(of: earlier), now: try prints(of: run))
    }
}
