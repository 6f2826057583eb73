import Governance
import Kernel
import People
import Storage
import Web

extension Transaction {
    /// The referrals received close enough to this one to tell of the same concern.
    func referrals(near referral: Referral) throws -> [Referral] {
        let days = SameConcern.withinDays + 1
        return try all(
            """
            SELECT \(sql: Referral.columns) FROM referral r
            WHERE r.received_at >= \(referral.receivedAt.adding(days: -days))
                AND r.received_at <= \(referral.receivedAt.adding(days: days))
                AND r.id <> \(referral.id) AND r.status NOT IN \(list: [ReferralStatus.draft, .closed])
            ORDER BY r.received_at DESC, r.id LIMIT 3000
            """)
    }

    /// The referrals joined to this one, oldest first.
    package func referrals(joinedTo referral: ID<Referral>) throws -> [Referral] {
        try all(
            """
            SELECT \(sql: Referral.columns) FROM referral r WHERE r.duplicate_of = \(referral)
            ORDER BY r.received_at, r.id
            """)
    }

    /// Whom the referrals that nobody at the hub has read yet are linked to: one entry each, nil where to nobody.
    func unreadReferrals() throws -> [ID<Person>?] {
        let rows = try rows(
            """
            SELECT person_id FROM referral
            WHERE status = \(ReferralStatus.received) AND acknowledged_at IS NULL
            """)
        return try rows.map { try $0["person_id"] }
    }

    /// How many public reports are held back.
    package func heldBackReferrals() throws -> Int {
        try count("SELECT COUNT(*) FROM referral WHERE status = \(ReferralStatus.quarantined)")
    }

    /// Links a referral, and those joined to it, to a young person's record; whoever told us follows their own.
    func link(_ referral: Referral, to person: ID<Person>, by worker: Worker, at now: Instant) throws {
        let joined = try referrals(joinedTo: referral.id)
        for told in [referral] + joined {
            try run("UPDATE referral SET person_id = \(person) WHERE id = \(told.id)")
            try involveReferrer(of: told, with: person, at: now)
        }
        try involveHandler(worker, with: person, at: now)
    }

    /// Takes a wrong link away again. What was seen meanwhile stays in the audit.
    func unlink(_ referral: Referral, from person: ID<Person>, at now: Instant) throws {
        let joined = try referrals(joinedTo: referral.id)
        for told in [referral] + joined {
            try run("UPDATE referral SET person_id = NULL WHERE id = \(told.id)")
            guard let referrer = told.referrer, try !hasReferral(from: referrer, about: person) else { continue }
            try endInvolvement(of: referrer, as: .referrer, with: person, at: now)
        }
        if referral.status == .waiting {
            try run("UPDATE referral SET status = \(ReferralStatus.received) WHERE id = \(referral.id)")
        }
        try endHubAccess(for: referral, to: person, at: now)
    }

    /// Joins a referral, and those joined to it, to the one that tells of the same concern.
    ///
    /// Its sender reads what is said from now on, and nothing that was said before: an answer older than their own
    /// telling would say that the young person was known.
    package func join(_ referral: Referral, to original: Referral, at now: Instant) throws {
        let isDecided = original.decidedAt != nil
        let joined = [referral] + (try referrals(joinedTo: referral.id))
        try run(
            """
            UPDATE referral SET status = \(ReferralStatus.duplicate), duplicate_of = \(original.id),
                person_id = \(original.person ?? referral.person), decided_at = \(isDecided ? now : nil),
                told_at = \(isDecided ? now : nil)
            WHERE id = \(referral.id) OR duplicate_of = \(referral.id)
            """)
        if let person = referral.person, original.person != person {
            try endHubAccess(for: referral, to: person, at: now)
        }
        guard let person = original.person else { return }
        for told in joined { try involveReferrer(of: told, with: person, at: now) }
    }

    private func involveReferrer(of referral: Referral, with person: ID<Person>, at now: Instant) throws {
        guard let id = referral.referrer, let referrer = try worker(id) else { return }
        try involve(referrer, as: .referrer, with: person, why: "Told us, \(referral.reference)", at: now)
    }

    private func hasReferral(from worker: ID<Worker>, about person: ID<Person>) throws -> Bool {
        try count("SELECT COUNT(*) FROM referral WHERE referrer_id = \(worker) AND person_id = \(person)") > 0
    }
}

extension Transaction {
    /// Closes a referral without a meeting. It is kept, with the reason.
    func close(_ referral: Referral, because reason: String, by worker: Worker, at now: Instant) throws {
        try run("UPDATE referral SET status = \(ReferralStatus.closed) WHERE id = \(referral.id)")
        if let person = referral.person { try endHubAccess(for: referral, to: person, at: now) }
        try addStep(.closed, to: referral.id, because: reason, by: worker, at: now)
    }

    /// Lets a held-back report onto the desk. Its clock has run since it came.
    func release(_ referral: Referral, because reason: String, by worker: Worker, at now: Instant) throws {
        try run("UPDATE referral SET status = \(ReferralStatus.received) WHERE id = \(referral.id)")
        try addStep(.released, to: referral.id, because: reason, by: worker, at: now)
    }
}
