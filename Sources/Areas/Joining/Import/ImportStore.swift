import Feeds
import Governance
import Kernel
import Storage

/// A run with what people call those it concerns: for lists and pages.
package struct ImportEntry: Sendable, FromRow {
    package let run: ImportRun
    package let agency: String
    package let agencyKind: AgencyKind
    /// Who sent it; nil for the command line.
    package let worker: String?
    package let decidedBy: String?
    package let replaces: ID<ImportRun>?
    /// What it changes beside an earlier one, once it is staged.
    package let change: ImportChange?

    package init(row: Row) throws {
        run = try ImportRun(row: row)
        agency = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        worker = try row["worker_name"]
        decidedBy = try row["decider_name"]
        replaces = try row["replaces"]
        change = try Stored.value(row["changed"])
    }

    static let columns: SQL = """
        \(sql: ImportRun.columns), a.name AS agency_name, a.kind AS agency_kind, w.name AS worker_name,
        d.name AS decider_name, r.replaces, r.changed
        """

    static let tables: SQL = """
        import_run r JOIN agency a ON a.id = r.agency_id LEFT JOIN worker w ON w.id = r.worker_id
        LEFT JOIN worker d ON d.id = r.decided_by
        """
}

/// What is kept of a run beside the run itself: what it is read with, and where it is.
struct ImportState: Sendable, FromRow {
    let mapping: Mapping?
    let headers: [String]
    /// Columns the agreement does not cover: nothing of them is kept.
    let withheld: [String]
    let position: FeedPosition?

    init(row: Row) throws {
        mapping = try Stored.value(row["mapping"])
        headers = try Stored.value(row["headers"]) ?? []
        withheld = try Stored.value(row["withheld"]) ?? []
        position = try Stored.value(row["position"])
    }
}

extension Transaction {
    package func importRun(_ id: ID<ImportRun>) throws -> ImportRun? {
        try first("SELECT \(sql: ImportRun.columns) FROM import_run r WHERE r.id = \(id)")
    }

    package func importEntry(_ id: ID<ImportRun>) throws -> ImportEntry? {
        try first("SELECT \(sql: ImportEntry.columns) FROM \(sql: ImportEntry.tables) WHERE r.id = \(id)")
    }

    /// Whether a file's rows tell of people: also said of one whose kind nobody knows any more.
    func tellsOfPeople(_ run: ImportRun) throws -> Bool {
        if let mapping = try importState(run.id)?.mapping { return mapping.makes == .person }
        return try mappings(for: run.agency).first { $0.name == run.feed }.map { $0.makes == .person } ?? true
    }

    /// The files within a worker's reach, newest first.
    package func imports(within reach: ImportReach, from first: Int, most: Int) throws -> [ImportEntry] {
        try all(
            """
            SELECT \(sql: ImportEntry.columns) FROM \(sql: ImportEntry.tables) WHERE \(sql: reach.condition)
            ORDER BY r.started_at DESC, r.id LIMIT \(most) OFFSET \(first)
            """)
    }

    package func importCount(within reach: ImportReach) throws -> Int {
        try count("SELECT COUNT(*) FROM import_run r WHERE \(sql: reach.condition)")
    }

    func importState(_ id: ID<ImportRun>) throws -> ImportState? {
        try first("SELECT mapping, headers, withheld, position FROM import_run WHERE id = \(id)")
    }

    /// Runs of one agency, feed and period in these states, newest first.
    func importRuns(
        _ agency: ID<Agency>, _ feed: String, _ period: String, in states: [ImportRun.State]
    ) throws -> [ImportRun] {
        try all(
            """
            SELECT \(sql: ImportRun.columns) FROM import_run r
            WHERE r.agency_id = \(agency) AND r.feed = \(feed) AND r.period = \(period) AND r.state IN \(list: states)
            ORDER BY r.started_at DESC, r.id
            """)
    }

    /// Runs of the very same bytes, newest first.
    func importRuns(hash: String, of agency: ID<Agency>) throws -> [ImportRun] {
        try all(
            """
            SELECT \(sql: ImportRun.columns) FROM import_run r
            WHERE r.file_hash = \(hash) AND r.agency_id = \(agency) ORDER BY r.started_at DESC, r.id
            """)
    }

    /// Runs to be read on that nobody else has touched since `then`; a SQLite file has no other process on it.
    func importsToRead(by holder: String, untouchedSince then: Instant) throws -> [ImportRun] {
        let free: SQL =
            switch dialect {
            case .sqlite: "1 = 1"
            case .postgres: "(r.holder = \(holder) OR r.touched_at IS NULL OR r.touched_at < \(then))"
            }
        return try all(
            """
            SELECT \(sql: ImportRun.columns) FROM import_run r
            WHERE r.state = \(ImportRun.State.reading) AND \(sql: free) ORDER BY r.started_at, r.id
            """)
    }

    /// A file that has just come: nothing of it is read yet.
    func insert(_ run: ImportRun) throws {
        try self.run(
            """
            INSERT INTO import_run (id, agency_id, feed, feed_version, period, agreement, file_name, file_hash,
                file_bytes, worker_id, started_at, state, bytes_read, rows_read, accepted, corrected, rejected,
                pace_bytes, holder)
            VALUES (\(run.id), \(run.agency), \(run.feed), \(run.feedVersion), \(run.period), \(run.agreement),
                \(run.fileName), \(run.fileHash), \(run.fileBytes), \(run.worker), \(run.startedAt), \(run.state),
                0, 0, 0, 0, 0, 0, '')
            """)
    }

    /// Says how a file is to be read, and begins.
    func beginReading(
        _ id: ID<ImportRun>, with mapping: Mapping, headers: [String], withholding withheld: [String]
    ) throws {
        let changed = try run(
            """
            UPDATE import_run SET feed = \(mapping.name), feed_version = \(mapping.version),
                mapping = \(try Stored.text(mapping)), headers = \(try Stored.text(headers)),
                withheld = \(try Stored.text(withheld)), state = \(ImportRun.State.reading)
            WHERE id = \(id) AND state = \(ImportRun.State.received)
            """)
        guard changed == 1 else { throw ImportRefusal.decidedAlready }
    }

    /// Takes a run up again from where it stands; its rate is counted from here.
    func resumeReading(_ id: ID<ImportRun>, by holder: String, at now: Instant) throws {
        try run(
            """
            UPDATE import_run SET holder = \(holder), pace_at = \(now), touched_at = \(now), pace_bytes = bytes_read,
                state = \(ImportRun.State.reading), problem = NULL
            WHERE id = \(id) AND state IN \(list: [ImportRun.State.reading, .stopped])
            """)
    }

    /// Lets whoever looks next read a stopped run on.
    func askToReadOn(_ id: ID<ImportRun>) throws {
        try run(
            """
            UPDATE import_run SET holder = '', touched_at = NULL, state = \(ImportRun.State.reading), problem = NULL
            WHERE id = \(id) AND state = \(ImportRun.State.stopped)
            """)
    }

    func stopReading(_ id: ID<ImportRun>, because problem: String) throws {
        try run(
            """
            UPDATE import_run SET state = \(ImportRun.State.stopped), problem = \(problem)
            WHERE id = \(id) AND state = \(ImportRun.State.reading)
            """)
    }

    /// Every row is judged.
    func endReading(_ id: ID<ImportRun>, change: ImportChange?, at now: Instant) throws {
        let text = try change.map { try Stored.text($0) }
        try run(
            """
            UPDATE import_run SET state = \(ImportRun.State.staged), staged_at = \(now), bytes_read = file_bytes,
                replaces = \(change?.earlier), changed = \(text)
            WHERE id = \(id) AND state = \(ImportRun.State.reading)
            """)
    }

    /// Makes a run part of the picture, in the place of those before it. Short, however long the file.
    func keepImport(_ run: ImportRun, by worker: ID<Worker>?, at now: Instant) throws {
        let changed = try self.run(
            """
            UPDATE import_run SET state = \(ImportRun.State.kept), kept_at = \(now), decided_by = \(worker)
            WHERE id = \(run.id) AND state = \(ImportRun.State.staged)
            """)
        guard changed == 1 else { throw ImportRefusal.decidedAlready }
        try self.run(
            """
            UPDATE import_run SET state = \(ImportRun.State.replaced)
            WHERE agency_id = \(run.agency) AND feed = \(run.feed) AND period = \(run.period)
                AND state = \(ImportRun.State.kept) AND id <> \(run.id)
            """)
    }

    /// Says no to a run; what was read of it stays for its report and counts for nothing.
    func abandonImport(_ id: ID<ImportRun>, by worker: ID<Worker>?, at now: Instant) throws {
        let changed = try run(
            """
            UPDATE import_run SET state = \(ImportRun.State.abandoned), kept_at = NULL, touched_at = \(now),
                decided_by = \(worker)
            WHERE id = \(id) AND state IN \(list: ImportRun.State.allCases.filter(\.isOpen))
            """)
        guard changed == 1 else { throw ImportRefusal.decidedAlready }
    }
}
