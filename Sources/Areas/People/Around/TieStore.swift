import Governance
import Kernel
import Storage

extension Transaction {
    package func insert(_ tie: Tie, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO tie (id, person_id, name, relation, kind, agreed, without_agreement, source, look_again_by,
                added_by, added_at, ended_reason)
            VALUES (\(tie.id), \(tie.person), \(tie.name), \(tie.relation), \(tie.kind), \(tie.isAgreed),
                \(tie.withoutAgreement), \(tie.source), \(tie.lookAgainBy), \(worker), \(now), '')
            """)
    }

    /// Everyone around a young person whom the viewer may be told of, those who help first, ended ties last.
    package func ties(_ grant: Grant<Person>) throws -> [WrittenTie] {
        let ties: [WrittenTie] = try all(
            """
            SELECT t.id, t.person_id, t.name, t.relation, t.kind, t.agreed, t.without_agreement, t.source,
                t.look_again_by, t.added_at, t.ended_at, t.ended_reason, w.name AS added_name, a.name AS agency_name
            FROM tie t JOIN worker w ON w.id = t.added_by JOIN agency a ON a.id = w.agency_id
            WHERE t.person_id = \(grant.subject) ORDER BY t.added_at, t.id
            """)
        let seen = ties.filter { grant.shows($0.tie.kind.category) }
        return TieKind.allCases.flatMap { kind in seen.filter { $0.tie.kind == kind } }
    }

    /// Ends a tie with a reason.
    ///
    /// - Returns: Whether it was still there to end.
    func end(_ tie: ID<Tie>, on person: ID<Person>, because reason: String, by worker: ID<Worker>, at now: Instant)
        throws -> Bool
    {
        try run(
            """
            UPDATE tie SET ended_at = \(now), ended_by = \(worker), ended_reason = \(reason)
            WHERE id = \(tie) AND person_id = \(person) AND ended_at IS NULL
            """) == 1
    }
}

extension Transaction {
    /// How many people who strain or harm were written down around each young person since a moment, and still stand:
    /// counts alone.
    package func newTies(since moment: Instant) throws -> [ID<Person>: Int] {
        let rows = try rows(
            """
            SELECT person_id, COUNT(*) AS added FROM tie WHERE added_at >= \(moment) AND ended_at IS NULL
                AND kind IN \(list: [TieKind.strained, .harms])
            GROUP BY person_id
            """)
        return try Dictionary(
            rows.map { (try $0["person_id"], try $0["added"]) }, uniquingKeysWith: { first, _ in first })
    }
}
