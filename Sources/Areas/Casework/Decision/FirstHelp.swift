import Kernel
import People
import Storage

extension Transaction {
    /// When the meeting first decided on help for each of these young people: for counting alone.
    ///
    /// Help is an outcome that needs somebody to lead it; advice and "nothing further" are none.
    package func firstHelp(for people: [ID<Person>], before end: Instant) throws -> [ID<Person>: Instant] {
        let helping = Outcome.allCases.filter(\.words.needsLead)
        var found: [ID<Person>: Instant] = [:]
        for start in stride(from: 0, to: people.count, by: 500) {
            let part = people[start..<min(start + 500, people.count)]
            for row in try rows(
                """
                SELECT COALESCE(r.person_id, d.person_id) AS helped, MIN(d.decided_at) AS first_at
                FROM decision d JOIN referral r ON r.id = d.referral_id
                WHERE COALESCE(r.person_id, d.person_id) IN \(list: part) AND d.outcome IN \(list: helping)
                    AND d.decided_at < \(end)
                GROUP BY COALESCE(r.person_id, d.person_id)
                """)
            {
                found[try row["helped"]] = try row["first_at"]
            }
        }
        return found
    }
}
