import Governance
import Kernel
import People
import Storage

/// Referrals, as what can go to another young person's record.
///
/// Screenings, what agencies told the meeting, decisions and their actions all follow the referral they belong to.
package func frontDoorMovables() -> [Movable] {
    [
        Movable(
            kind: "referral", name: "Referrals, with their screenings, decisions and actions",
            list: { tx, person in
                let referrals: [Referral] = try tx.all(
                    """
                    SELECT \(sql: Referral.columns) FROM referral r
                    WHERE r.person_id = \(person) AND r.duplicate_of IS NULL AND r.status <> \(ReferralStatus.draft)
                    ORDER BY r.received_at DESC, r.id
                    """)
                return referrals.map {
                    MovableThing(
                        id: $0.id.text, at: $0.receivedAt, category: .concerns,
                        title: "Referral \($0.reference), \($0.channel.name.lowercased())", agency: $0.agency)
                }
            },
            move: { tx, thing, from, to, now in try tx.moveReferral(thing, from: from, to: to, at: now) })
    ]
}

extension Transaction {
    /// Takes a referral, and those joined to it, to another record. Whoever told us follows their own; the reasons the
    /// meeting had to open a record move as involvements, not here.
    fileprivate func moveReferral(_ referral: String, from: ID<Person>, to: ID<Person>, at now: Instant) throws
        -> Bool
    {
        let moved = try run(
            """
            UPDATE referral SET person_id = \(to)
            WHERE person_id = \(from) AND (id = \(referral) OR duplicate_of = \(referral))
            """)
        guard moved > 0 else { return false }
        let tellers: [ID<Worker>] = try values(
            """
            SELECT DISTINCT referrer_id FROM referral
            WHERE referrer_id IS NOT NULL AND (id = \(referral) OR duplicate_of = \(referral)) ORDER BY referrer_id
            """)
        for teller in tellers {
            guard let worker = try worker(teller) else { continue }
            try involve(worker, as: .referrer, with: to, why: "Told us", at: now)
            let others = try count(
                "SELECT COUNT(*) FROM referral WHERE referrer_id = \(teller) AND person_id = \(from)")
            if others == 0 { try endInvolvement(of: teller, as: .referrer, with: from, at: now) }
        }
        return true
    }
}
