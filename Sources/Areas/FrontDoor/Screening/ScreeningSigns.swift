import Governance
import Joining
import Kernel
import People
import Storage

/// What screenings say is known of harm, for the risk picture and for cohorts: what is only suspected is not a sign.
package func screeningSigns() -> SignSource {
    SignSource(
        about: { tx, grant in
            try tx.screenings(about: grant).flatMap { $0.signs(of: grant.subject) }
        },
        among: { tx, people in
            try stride(from: 0, to: people.count, by: 500).flatMap { start in
                try tx.screeningSigns(of: people[start..<min(start + 500, people.count)])
            }
        })
}

extension Screening {
    /// One sign for each question whose answer is known.
    fileprivate func signs(of person: ID<Person>) -> [ToldSign] {
        (Instrument.find(instrument, version: version)?.rows ?? []).compactMap { row in
            guard input.answer(to: row.number).isKnown else { return nil }
            return ToldSign(
                person: person, kind: "screening.\(instrument).\(row.number)", at: at, precision: .day, category: .risk,
                agency: "A screening here")
        }
    }
}

extension Transaction {
    fileprivate func screeningSigns(of people: ArraySlice<ID<Person>>) throws -> [ToldSign] {
        let rows = try rows(
            """
            SELECT r.person_id AS subject, \(sql: Screening.columns) FROM screening s JOIN worker w ON w.id = s.worker_id
                JOIN referral r ON r.id = s.referral_id
            WHERE r.person_id IN \(list: people) ORDER BY s.at, s.id
            """)
        return try rows.flatMap { row in try Screening(row: row).signs(of: try row["subject"]) }
    }

    /// The young people of referrals that came in a span of time, once each: for counting alone. At the hub are those
    /// that reached its meeting, or were decided.
    package func referredPeople(in span: Range<Instant>, atHub: Bool) throws -> [ID<Person>] {
        let states: [ReferralStatus] =
            atHub
            ? [.waiting, .moreInformation, .decided]
            : [.received, .waiting, .moreInformation, .decided, .duplicate, .closed]
        return try values(
            """
            SELECT DISTINCT person_id FROM referral
            WHERE person_id IS NOT NULL AND received_at >= \(span.lowerBound) AND received_at < \(span.upperBound)
                AND status IN \(list: states)
            ORDER BY person_id
            """)
    }
}
