import Governance
import Kernel
import Storage
import Web

extension Transaction {
    /// Begins a draft for a worker.
    package func startDraft(by worker: Worker, channel: Channel, at now: Instant) throws -> ID<ReferralDraft> {
        let id = ID<ReferralDraft>.make()
        try run(
            """
            INSERT INTO referral_draft (id, worker_id, channel, answers, started_at, saved_at)
            VALUES (\(id), \(worker.id), \(channel), \(ReferralDraft.pack([:])), \(now), \(now))
            """)
        return id
    }

    /// A draft, for the one who writes it. Anybody else's does not exist.
    func draft(_ id: ID<ReferralDraft>, of worker: Worker, at now: Instant) throws -> ReferralDraft? {
        try first(
            """
            SELECT id, worker_id, channel, answers, started_at, saved_at FROM referral_draft
            WHERE id = \(id) AND worker_id = \(worker.id) AND saved_at > \(now.adding(days: -ReferralDraft.keptDays))
            """)
    }

    /// A worker's own drafts, the latest first.
    func drafts(of worker: Worker, at now: Instant) throws -> [ReferralDraft] {
        try all(
            """
            SELECT id, worker_id, channel, answers, started_at, saved_at FROM referral_draft
            WHERE worker_id = \(worker.id) AND saved_at > \(now.adding(days: -ReferralDraft.keptDays))
            ORDER BY saved_at DESC, id
            """)
    }

    /// Keeps what has been typed so far.
    package func save(_ answers: [String: [String]], in draft: ID<ReferralDraft>, of worker: Worker, at now: Instant)
        throws
    {
        let packed = ReferralDraft.pack(answers)
        guard packed.utf8.count <= ReferralDraft.mostBytes else { throw Problem.tooLarge }
        try run(
            """
            UPDATE referral_draft SET answers = \(packed), saved_at = \(now)
            WHERE id = \(draft) AND worker_id = \(worker.id)
            """)
    }

    func deleteDraft(_ draft: ID<ReferralDraft>, of worker: Worker) throws {
        try run("DELETE FROM referral_draft WHERE id = \(draft) AND worker_id = \(worker.id)")
    }

    /// Deletes the drafts nobody has gone on with for 30 days.
    ///
    /// - Returns: How many there were.
    @discardableResult
    package func deleteOldDrafts(at now: Instant) throws -> Int {
        try run("DELETE FROM referral_draft WHERE saved_at <= \(now.adding(days: -ReferralDraft.keptDays))")
    }

    /// The referrals a worker sent, the latest first.
    package func referrals(sentBy worker: Worker) throws -> [Referral] {
        try all(
            """
            SELECT \(sql: Referral.columns) FROM referral r
            WHERE r.referrer_id = \(worker.id) AND r.status <> 'draft' ORDER BY r.received_at DESC, r.id LIMIT 500
            """)
    }

    /// One referral, for the worker who sent it. Anybody else's does not exist.
    package func referral(_ id: ID<Referral>, sentBy worker: Worker) throws -> Referral? {
        try first(
            """
            SELECT \(sql: Referral.columns) FROM referral r WHERE r.id = \(id) AND r.referrer_id = \(worker.id)
            """)
    }
}
