import Governance
import Kernel
import People
import Storage

extension Transaction {
    func insert(_ link: RecordLink) throws {
        try run(
            """
            INSERT INTO record_link (id, record_id, person_id, maker, probability, run_id, worker_id, reason, since)
            VALUES (\(link.id), \(link.record), \(link.person), \(link.maker), \(link.probability), \(link.run),
                \(link.worker), \(link.reason), \(link.since))
            """)
    }

    /// Ends the link a record has.
    ///
    /// - Returns: The link that ended; nil when the record had none.
    @discardableResult
    func endLink(
        of record: ID<SourceRecord>, because reason: String, by worker: ID<Worker>?, at now: Instant
    ) throws -> RecordLink? {
        guard let link = try link(of: record) else { return nil }
        try run(
            """
            UPDATE record_link SET ended_at = \(now), ended_by = \(worker), ended_reason = \(reason)
            WHERE id = \(link.id)
            """)
        return link
    }

    /// The link a record has now.
    package func link(of record: ID<SourceRecord>) throws -> RecordLink? {
        try first(
            """
            SELECT \(sql: RecordLink.columns) FROM record_link l
            WHERE l.record_id = \(record) AND l.ended_at IS NULL ORDER BY l.since DESC, l.id LIMIT 1
            """)
    }

    /// The links some records have now, by record.
    package func links(of records: [ID<SourceRecord>]) throws -> [ID<SourceRecord>: RecordLink] {
        var found: [ID<SourceRecord>: RecordLink] = [:]
        for start in stride(from: 0, to: records.count, by: 500) {
            let part = records[start..<min(start + 500, records.count)]
            let links: [RecordLink] = try all(
                """
                SELECT \(sql: RecordLink.columns) FROM record_link l
                WHERE l.record_id IN \(list: part) AND l.ended_at IS NULL ORDER BY l.since, l.id
                """)
            for link in links { found[link.record] = link }
        }
        return found
    }

    /// The links to a young person now, the longest first. Callers ask the policy first.
    package func links(to person: ID<Person>) throws -> [RecordLink] {
        try all(
            """
            SELECT \(sql: RecordLink.columns) FROM record_link l
            WHERE l.person_id = \(person) AND l.ended_at IS NULL ORDER BY l.since, l.id
            """)
    }

    /// A page of all links that stand, by identifier.
    func standingLinks(after last: ID<RecordLink>?, most: Int) throws -> [RecordLink] {
        try all(
            """
            SELECT \(sql: RecordLink.columns) FROM record_link l
            WHERE l.id > \(last?.text ?? "") AND l.ended_at IS NULL ORDER BY l.id LIMIT \(most)
            """)
    }

    /// A page of the source records that stand in a file that counts, by identifier. For linkage alone.
    func keptRecords(after last: ID<SourceRecord>?, most: Int) throws -> [SourceRecord] {
        try all(
            """
            SELECT \(sql: SourceRecord.columns) FROM source_record s
            WHERE s.id > \(last?.text ?? "") AND EXISTS (
                SELECT 1 FROM source_row w JOIN import_run r ON r.id = w.run_id
                WHERE w.record_id = s.id AND r.state = \(ImportRun.State.kept))
            ORDER BY s.id LIMIT \(most)
            """)
    }

    /// Some source records. Callers ask the policy before showing any.
    package func sourceRecords(_ ids: [ID<SourceRecord>]) throws -> [ID<SourceRecord>: SourceRecord] {
        var found: [ID<SourceRecord>: SourceRecord] = [:]
        for start in stride(from: 0, to: ids.count, by: 500) {
            let part = ids[start..<min(start + 500, ids.count)]
            let records: [SourceRecord] = try all(
                "SELECT \(sql: SourceRecord.columns) FROM source_record s WHERE s.id IN \(list: part)")
            for record in records { found[record.id] = record }
        }
        return found
    }

    /// The files that speak of some records: newest first, whether they count, and under which agreement they came.
    package func standings(of records: [ID<SourceRecord>]) throws -> [ID<SourceRecord>: [RecordStanding]] {
        guard !records.isEmpty else { return [:] }
        let all: [RecordStanding] = try all(
            """
            SELECT w.record_id, w.category, r.id AS run_id, r.feed, r.period, r.agreement, r.state, r.kept_at,
                COUNT(*) AS row_count
            FROM source_row w JOIN import_run r ON r.id = w.run_id
            WHERE w.record_id IN \(list: records) AND r.state IN \(list: [ImportRun.State.kept, .replaced])
            GROUP BY w.record_id, w.category, r.id, r.feed, r.period, r.agreement, r.state, r.kept_at
            ORDER BY r.kept_at DESC NULLS LAST, r.id, w.category
            """)
        return Dictionary(grouping: all, by: \.record)
    }
}

/// That a record stands in a file: how many rows, and whether the file counts.
package struct RecordStanding: Sendable, FromRow {
    package let record: ID<SourceRecord>
    package let run: ID<ImportRun>
    /// The kind of information its rows are.
    package let category: Governance.Category
    package let feed: String
    package let period: String
    package let agreement: String
    package let state: ImportRun.State
    package let keptAt: Instant?
    package let rows: Int

    package init(row: Row) throws {
        record = try row["record_id"]
        run = try row["run_id"]
        let category: String = try row["category"]
        self.category = Governance.Category(rawValue: category) ?? .notes
        feed = try row["feed"]
        period = try row["period"]
        agreement = try row["agreement"]
        state = try row["state"]
        keptAt = try row["kept_at"]
        rows = try row["row_count"]
    }
}
