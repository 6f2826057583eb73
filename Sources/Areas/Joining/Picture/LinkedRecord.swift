import Governance
import Kernel
import People
import Storage

/// A linked description of a young person with whose it is and which of the agency's kept files say so.
struct LinkedRecord: Sendable {
    /// The kept files of one kind of information that hold it, from the first to the last.
    struct Span: Sendable {
        let category: Governance.Category
        let firstKept: Instant
        let lastKept: Instant
        let lastPeriod: String
        let rows: Int
    }

    let person: ID<Person>
    let record: SourceRecord
    let agencyName: String
    let agencyKind: AgencyKind
    let linkedAt: Instant
    let spans: [Span]

    /// Since when the agency says so, as far as we know.
    var since: Instant { spans.map(\.firstKept).min() ?? linkedAt }
    var lastSaid: Instant { spans.map(\.lastKept).max() ?? linkedAt }
    var lastPeriod: String { spans.max { $0.lastKept < $1.lastKept }?.lastPeriod ?? "" }
    var categories: Set<Governance.Category> { Set(spans.map(\.category)) }
}

extension Transaction {
    /// The descriptions linked to some young people that stand in a file that counts. Callers mask.
    func linkedRecords(_ people: SQL) throws -> [LinkedRecord] {
        let rows = try rows(
            """
            SELECT l.person_id, l.since AS linked_at, \(sql: SourceRecord.columns), a.name AS agency_name,
                a.kind AS agency_kind
            FROM record_link l JOIN source_record s ON s.id = l.record_id JOIN agency a ON a.id = s.agency_id
            WHERE \(sql: people) AND l.ended_at IS NULL ORDER BY a.name, s.id LIMIT 2000
            """)
        let spans = try spans(of: rows.map { try $0["id"] })
        return try rows.compactMap { row in
            let record = try SourceRecord(row: row)
            guard let found = spans[record.id] else { return nil }
            return LinkedRecord(
                person: try row["person_id"], record: record, agencyName: try row["agency_name"],
                agencyKind: try row["agency_kind"], linkedAt: try row["linked_at"], spans: found)
        }
    }

    func linkedRecords(_ grant: Grant<Person>) throws -> [LinkedRecord] {
        try linkedRecords("l.person_id = \(grant.subject)")
    }

    func spans(of records: [ID<SourceRecord>]) throws -> [ID<SourceRecord>: [LinkedRecord.Span]] {
        var found: [ID<SourceRecord>: [LinkedRecord.Span]] = [:]
        for start in stride(from: 0, to: records.count, by: 500) {
            let part = records[start..<min(start + 500, records.count)]
            let rows = try rows(
                """
                SELECT r.record_id, r.category, MIN(i.kept_at) AS first_kept, MAX(i.kept_at) AS last_kept,
                    MAX(i.period) AS last_period, COUNT(*) AS number
                FROM source_row r JOIN import_run i ON i.id = r.run_id
                WHERE r.record_id IN \(list: part) AND i.state = \(ImportRun.State.kept)
                GROUP BY r.record_id, r.category ORDER BY r.record_id, r.category
                """)
            for row in rows {
                let category: String = try row["category"]
                guard let known = Governance.Category(rawValue: category) else { continue }
                found[try row["record_id"], default: []].append(
                    LinkedRecord.Span(
                        category: known, firstKept: try row["first_kept"], lastKept: try row["last_kept"],
                        lastPeriod: try row["last_period"], rows: try row["number"]))
            }
        }
        return found
    }
}
