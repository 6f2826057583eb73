import Governance
import Kernel
import People
import Storage

extension Transaction {
    // MARK: Questions

    /// Keeps a question; one that was asked before is brought up to date, one that was answered stays answered.
    func keep(_ item: ReviewItem, of run: ID<LinkRun>) throws {
        try self.run(
            """
            INSERT INTO review_item (id, left_id, right_id, cause, probability, weight, usefulness, explanation, run_id,
                state, created_at)
            VALUES (\(item.id), \(item.left), \(item.right), \(item.cause), \(item.probability), \(item.weight),
                \(item.usefulness), \(item.evidence.packed), \(run), \(ReviewItem.State.open), \(item.createdAt))
            ON CONFLICT (left_id, right_id) DO UPDATE SET cause = \(item.cause), probability = \(item.probability),
                weight = \(item.weight), usefulness = \(item.usefulness), explanation = \(item.evidence.packed),
                run_id = \(run),
                state = CASE WHEN review_item.state = \(ReviewItem.State.withdrawn) THEN \(ReviewItem.State.open)
                    ELSE review_item.state END
            WHERE review_item.state <> \(ReviewItem.State.decided)
            """)
    }

    /// Takes back the open questions a run no longer asks, unless somebody has begun to answer.
    func withdraw(allBut asked: Set<RecordPair>, at now: Instant) throws {
        for row in try rows(
            """
            SELECT i.id, i.left_id, i.right_id FROM review_item i
            WHERE i.state = \(ReviewItem.State.open) AND NOT EXISTS (
                SELECT 1 FROM pair_decision d WHERE d.left_id = i.left_id AND d.right_id = i.right_id
                    AND d.undone_at IS NULL)
            """)
        {
            let pair = RecordPair(try row["left_id"], try row["right_id"])
            if asked.contains(pair) { continue }
            let id: ID<ReviewItem> = try row["id"]
            try run("UPDATE review_item SET state = \(ReviewItem.State.withdrawn) WHERE id = \(id)")
        }
    }

    /// One question. Callers ask the policy before showing anything of it.
    package func reviewItem(_ id: ID<ReviewItem>) throws -> ReviewItem? {
        try first("SELECT \(sql: ReviewItem.columns) FROM review_item i WHERE i.id = \(id)")
    }

    /// The questions in these states, most useful first. Callers ask the policy before showing anything of them.
    package func reviewItems(in states: [ReviewItem.State], most: Int) throws -> [ReviewItem] {
        try all(
            """
            SELECT \(sql: ReviewItem.columns) FROM review_item i WHERE i.state IN \(list: states)
            ORDER BY i.usefulness DESC, i.id LIMIT \(most)
            """)
    }

    /// Open questions about any of these records. Callers ask the policy before showing anything of them.
    func openItems(about records: [ID<SourceRecord>]) throws -> [ReviewItem] {
        guard !records.isEmpty else { return [] }
        return try all(
            """
            SELECT \(sql: ReviewItem.columns) FROM review_item i
            WHERE i.state IN \(list: [ReviewItem.State.open, .disputed])
                AND (i.left_id IN \(list: records) OR i.right_id IN \(list: records))
            ORDER BY i.probability DESC, i.id LIMIT 20
            """)
    }

    /// How many questions wait for an answer.
    package func openReviewItems() throws -> Int {
        try count(
            "SELECT COUNT(*) FROM review_item WHERE state IN \(list: [ReviewItem.State.open, .disputed])")
    }

    func settle(
        _ item: ID<ReviewItem>, as verdict: PairDecision.Verdict, with regrouping: ID<Regrouping>?, at now: Instant
    ) throws {
        try run(
            """
            UPDATE review_item SET state = \(ReviewItem.State.decided), settled_at = \(now), settled_as = \(verdict),
                regrouping_id = \(regrouping)
            WHERE id = \(item)
            """)
    }

    func reopen(_ item: ID<ReviewItem>, as state: ReviewItem.State) throws {
        try run(
            """
            UPDATE review_item SET state = \(state), settled_at = NULL, settled_as = NULL, regrouping_id = NULL
            WHERE id = \(item)
            """)
    }

    /// What joining the two did, when a settled question joined two records.
    func regrouping(of item: ID<ReviewItem>) throws -> Regrouping? {
        let id: ID<Regrouping>? = try value(
            "SELECT regrouping_id FROM review_item WHERE id = \(item) AND regrouping_id IS NOT NULL")
        return try id.flatMap { try regrouping($0) }
    }

    // MARK: Answers

    func insert(
        _ verdict: PairDecision.Verdict, on item: ReviewItem, by worker: ID<Worker>, note: String, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO pair_decision (id, left_id, right_id, verdict, worker_id, at, note, engine_probability)
            VALUES (\(ID<PairDecision>.make()), \(item.left), \(item.right), \(verdict), \(worker), \(now), \(note),
                \(item.probability))
            """)
    }

    /// The answers to a question that were not taken back, oldest first.
    func decisions(on item: ReviewItem) throws -> [PairDecision] {
        try all(
            """
            SELECT \(sql: PairDecision.columns) FROM pair_decision d JOIN worker w ON w.id = d.worker_id
            WHERE d.left_id = \(item.left) AND d.right_id = \(item.right) AND d.undone_at IS NULL
            ORDER BY d.at, d.id
            """)
    }

    /// Takes a worker's answers to a question back; they stay written.
    func undoDecisions(
        on item: ReviewItem, of worker: ID<Worker>?, because reason: String, by undoer: ID<Worker>, at now: Instant
    ) throws {
        let whose: SQL = worker.map { "worker_id = \($0)" } ?? "1 = 1"
        try run(
            """
            UPDATE pair_decision SET undone_at = \(now), undone_by = \(undoer), undone_reason = \(reason)
            WHERE left_id = \(item.left) AND right_id = \(item.right) AND undone_at IS NULL AND \(sql: whose)
            """)
    }

    /// How many questions a worker has answered since a moment.
    package func decided(by worker: ID<Worker>, since: Instant) throws -> Int {
        try count(
            """
            SELECT COUNT(*) FROM pair_decision
            WHERE worker_id = \(worker) AND at >= \(since) AND undone_at IS NULL
            """)
    }

    /// The questions a worker answered lately, newest first.
    func answered(by worker: ID<Worker>, most: Int) throws -> [(item: ID<ReviewItem>, decision: PairDecision)] {
        try rows(
            """
            SELECT \(sql: PairDecision.columns), i.id AS item_id
            FROM pair_decision d JOIN worker w ON w.id = d.worker_id
                JOIN review_item i ON i.left_id = d.left_id AND i.right_id = d.right_id
            WHERE d.worker_id = \(worker) AND d.undone_at IS NULL ORDER BY d.at DESC, d.id LIMIT \(most)
            """
        ).map { (try $0["item_id"], try PairDecision(row: $0)) }
    }
}
