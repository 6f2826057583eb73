import Governance
import Kernel
import People
import Storage

/// Who may open a record because a referral about it is at the hub: its handler first, every agency at the meeting once
/// it is on the list, and nobody any longer when the reason is gone.
enum HubAccess {
    static let handling = "Handling a referral about them"

    static func onList(_ reference: String) -> String { "On the daily meeting's list, \(reference)" }
}

extension Transaction {
    /// Opens a record to the one who linked a referral to it, and to nobody else at their agency.
    func involveHandler(_ worker: Worker, with person: ID<Person>, at now: Instant) throws {
        // Somebody already in the team stays in it for their own reason.
        let own = try count(
            """
            SELECT COUNT(*) FROM involvement WHERE subject_id = \(person) AND kind = \(Involvement.team)
                AND worker_id = \(worker.id) AND why <> \(HubAccess.handling) AND (until IS NULL OR until > \(now))
            """)
        guard own == 0 else { return }
        try involve(
            worker, as: .team, with: person, why: HubAccess.handling,
            until: now.adding(days: DeskRules.meetingWindowDays), at: now)
    }

    /// Puts a young person before the meeting: every agency on the hub may open the record while the window lasts.
    func involveMeeting(with person: ID<Person>, reference: String, at now: Instant) throws {
        for agency in try agencies() where agency.isOnHub {
            try prolong(
                agency.id, as: .meeting, with: person, why: HubAccess.onList(reference),
                until: now.adding(days: DeskRules.meetingWindowDays), at: now)
        }
    }

    /// Ends what a referral opened at the hub, when it is linked to this record no longer or closed.
    func endHubAccess(for referral: Referral, to person: ID<Person>, at now: Instant) throws {
        try endHandling(of: referral.id, about: person, at: now)
        try endMeeting(for: referral, about: person, at: now)
    }

    /// Ends its handlers' leave to open the record, but for those who handle another referral about them.
    package func endHandling(of referral: ID<Referral>, about person: ID<Person>, at now: Instant) throws {
        try run(
            """
            UPDATE involvement SET until = \(now)
            WHERE subject_id = \(person) AND kind = \(Involvement.team) AND why = \(HubAccess.handling)
                AND (until IS NULL OR until > \(now)) AND worker_id NOT IN (
                    SELECT s.worker_id FROM referral_step s JOIN referral r ON r.id = s.referral_id
                    WHERE r.person_id = \(person) AND r.id <> \(referral) AND r.status IN \(list: HubAccess.open)
                        AND s.kind IN \(list: [ReferralStep.Kind.linked, .recordMade]))
            """)
    }

    /// Ends the meeting's access where this referral was the reason. Another one on the list, or decided within the
    /// window, takes its place as the reason.
    private func endMeeting(for referral: Referral, about person: ID<Person>, at now: Instant) throws {
        let others: [Referral] = try all(
            """
            SELECT \(sql: Referral.columns) FROM referral r
            WHERE r.person_id = \(person) AND r.id <> \(referral.id)
                AND r.status IN \(list: [ReferralStatus.waiting, .moreInformation, .decided])
            ORDER BY r.received_at DESC, r.id
            """)
        let reason = HubAccess.reason(among: others, at: now)
        try run(
            """
            UPDATE involvement SET until = \(reason?.until ?? now),
                why = \(reason?.why ?? HubAccess.onList(referral.reference))
            WHERE subject_id = \(person) AND kind = \(Involvement.meeting)
                AND why = \(HubAccess.onList(referral.reference)) AND (until IS NULL OR until > \(now))
            """)
    }
}

extension HubAccess {
    /// The states in which somebody at the hub still has a referral in hand.
    fileprivate static let open: [ReferralStatus] = [.received, .waiting, .moreInformation]

    /// Why the meeting may open a record besides, and until when: on the list now, or decided within the window.
    fileprivate static func reason(among referrals: [Referral], at now: Instant) -> (why: String, until: Instant)? {
        let window = DeskRules.meetingWindowDays
        if let listed = referrals.first(where: { $0.status != .decided }) {
            return (onList(listed.reference), now.adding(days: window))
        }
        let decided = referrals.compactMap { one in one.decidedAt.map { (one.reference, $0.adding(days: window)) } }
        guard let last = decided.max(by: { $0.1 < $1.1 }), last.1 > now else { return nil }
        return ("Decided at the daily meeting, \(last.0)", last.1)
    }
}
