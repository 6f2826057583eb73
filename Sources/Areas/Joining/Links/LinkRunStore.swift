import Governance
import Kernel
import People
import Storage

extension Transaction {
    /// Begins a run, unless one is at work; one that stopped with its program is marked as failed.
    ///
    /// - Returns: The run that is at work now, and whether it is this one.
    func begin(_ run: LinkRun) throws -> (run: LinkRun, isNew: Bool) {
        let running: [LinkRun] = try all(
            """
            SELECT \(sql: LinkRun.columns) FROM link_run r WHERE r.state = \(LinkRun.State.running)
            ORDER BY r.started_at DESC, r.id
            """)
        if let atWork = running.first(where: { $0.isAtWork(at: run.startedAt) }) { return (atWork, false) }
        for stopped in running {
            try fail(
                stopped.id,
                because: "The program stopped meanwhile. What was linked stays; a new run goes on from there.",
                at: run.startedAt)
        }
        try self.run(
            """
            INSERT INTO link_run (id, started_at, worker_id, state, stage, beat_at, records, pairs, links, people,
                asked, refused)
            VALUES (\(run.id), \(run.startedAt), \(run.worker), \(run.state), \(run.stage), \(run.beatAt), 0, 0, 0, 0,
                0, 0)
            """)
        return (run, true)
    }

    /// Says what a run is doing, which is its sign of life too.
    func note(_ stage: String, _ counts: LinkRun.Counts, of run: ID<LinkRun>, at now: Instant) throws {
        try self.run(
            """
            UPDATE link_run SET stage = \(stage), beat_at = \(now), records = \(counts.records),
                pairs = \(counts.pairs), links = \(counts.links), people = \(counts.people), asked = \(counts.asked),
                refused = \(counts.refused)
            WHERE id = \(run) AND state = \(LinkRun.State.running)
            """)
    }

    func finish(_ run: ID<LinkRun>, _ counts: LinkRun.Counts, model: String, report: String, at now: Instant) throws {
        try note("Done", counts, of: run, at: now)
        try self.run(
            """
            UPDATE link_run SET state = \(LinkRun.State.done), ended_at = \(now), model = \(model), report = \(report)
            WHERE id = \(run) AND state = \(LinkRun.State.running)
            """)
    }

    func fail(_ run: ID<LinkRun>, because problem: String, at now: Instant) throws {
        try self.run(
            """
            UPDATE link_run SET state = \(LinkRun.State.failed), ended_at = \(now), problem = \(problem)
            WHERE id = \(run) AND state = \(LinkRun.State.running)
            """)
    }

    /// The latest runs, newest first.
    package func linkRuns(most: Int) throws -> [LinkRun] {
        try all("SELECT \(sql: LinkRun.columns) FROM link_run r ORDER BY r.started_at DESC, r.id LIMIT \(most)")
    }

    package func linkRun(_ id: ID<LinkRun>) throws -> LinkRun? {
        try first("SELECT \(sql: LinkRun.columns) FROM link_run r WHERE r.id = \(id)")
    }

    /// JSON of what the last run learnt, and what its blocking rules found.
    package func lastModel() throws -> (model: String, report: String)? {
        guard
            let row = try rows(
                """
                SELECT model, report FROM link_run WHERE state = \(LinkRun.State.done) AND model IS NOT NULL
                ORDER BY started_at DESC, id LIMIT 1
                """
            ).first
        else { return nil }
        return (try row["model"], try row["report"])
    }

    /// How many records stand in a file that counts and have no link yet.
    package func unlinkedRecords() throws -> Int {
        try count(
            """
            SELECT COUNT(*) FROM source_record s
            WHERE NOT EXISTS (SELECT 1 FROM record_link l WHERE l.record_id = s.id AND l.ended_at IS NULL)
                AND EXISTS (SELECT 1 FROM source_row w JOIN import_run r ON r.id = w.run_id
                    WHERE w.record_id = s.id AND r.state = \(ImportRun.State.kept))
            """)
    }

    /// Of one agency's records in files that count: how many there are, and how many are linked.
    package func linkedRecords(of agency: ID<Agency>) throws -> (all: Int, linked: Int) {
        func count(_ condition: SQL) throws -> Int {
            try self.count(
                """
                SELECT COUNT(*) FROM source_record s
                WHERE s.agency_id = \(agency) AND \(sql: condition)
                    AND EXISTS (SELECT 1 FROM source_row w JOIN import_run r ON r.id = w.run_id
                        WHERE w.record_id = s.id AND r.state = \(ImportRun.State.kept))
                """)
        }
        let linked: SQL = "EXISTS (SELECT 1 FROM record_link l WHERE l.record_id = s.id AND l.ended_at IS NULL)"
        return (try count("1 = 1"), try count(linked))
    }

    // MARK: What people decided

    /// Pairs of records that were settled as two young people.
    func settledApart() throws -> [RecordPair] {
        try settled(as: .different)
    }

    /// Pairs of records that were settled one way, or either.
    func settled(as verdict: PairDecision.Verdict?) throws -> [RecordPair] {
        let which: SQL = verdict.map { "settled_as = \($0)" } ?? "1 = 1"
        return try rows(
            """
            SELECT left_id, right_id FROM review_item
            WHERE state = \(ReviewItem.State.decided) AND \(sql: which) ORDER BY left_id, right_id
            """
        ).map { RecordPair(try $0["left_id"], try $0["right_id"]) }
    }

    /// Every two young people who are never to be joined.
    func neverLinks() throws -> [NeverLink] {
        try all(
            """
            SELECT n.id, n.left_id, n.right_id, n.reason, n.worker_id, n.since FROM never_link n
            WHERE n.ended_at IS NULL ORDER BY n.since, n.id
            """)
    }

    /// Those whom this young person is never to be joined with.
    package func neverLinks(of person: ID<Person>) throws -> [NeverLink] {
        try all(
            """
            SELECT n.id, n.left_id, n.right_id, n.reason, n.worker_id, n.since FROM never_link n
            WHERE n.ended_at IS NULL AND (n.left_id = \(person) OR n.right_id = \(person)) ORDER BY n.since, n.id
            """)
    }

    /// Says that two young people are never to be joined; saying it again changes nothing.
    func neverLink(
        _ one: ID<Person>, _ other: ID<Person>, because reason: String, by worker: ID<Worker>, at now: Instant
    ) throws {
        guard try !neverLinks(of: one).contains(where: { $0.other(than: one) == other }) else { return }
        try run(
            """
            INSERT INTO never_link (id, left_id, right_id, reason, worker_id, since)
            VALUES (\(ID<NeverLink>.make()), \(min(one, other)), \(max(one, other)), \(reason), \(worker), \(now))
            """)
    }

    /// Takes that back.
    ///
    /// - Returns: Whether it stood.
    func endNeverLink(
        _ one: ID<Person>, _ other: ID<Person>, because reason: String, by worker: ID<Worker>, at now: Instant
    ) throws -> Bool {
        try run(
            """
            UPDATE never_link SET ended_at = \(now), ended_by = \(worker), ended_reason = \(reason)
            WHERE left_id = \(min(one, other)) AND right_id = \(max(one, other)) AND ended_at IS NULL
            """) > 0
    }
}
