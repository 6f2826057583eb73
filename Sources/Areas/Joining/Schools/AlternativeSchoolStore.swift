import Governance
import Kernel
import Storage

extension Transaction {
    /// Every school that is or was on the list, those that stand first.
    func alternativeSchools() throws -> [AlternativeSchool] {
        try all(
            """
            SELECT s.id, s.name, s.urn, s.added_at, a.name AS added_name, s.ended_at, e.name AS ended_name
            FROM alternative_school s JOIN worker a ON a.id = s.added_by LEFT JOIN worker e ON e.id = s.ended_by
            ORDER BY CASE WHEN s.ended_at IS NULL THEN 0 ELSE 1 END, s.name, s.id
            """)
    }

    /// The list as the risk rules ask for it.
    func ownSchools() throws -> OwnSchools { OwnSchools(try alternativeSchools()) }

    func addSchool(_ name: String, urn: String, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO alternative_school (id, name, urn, added_at, added_by)
            VALUES (\(ID<AlternativeSchool>.make()), \(name), \(urn), \(now), \(worker))
            """)
    }

    /// False when it was not on the list, or no longer.
    func endSchool(_ id: ID<AlternativeSchool>, by worker: ID<Worker>, at now: Instant) throws -> Bool {
        try run(
            """
            UPDATE alternative_school SET ended_at = \(now), ended_by = \(worker)
            WHERE id = \(id) AND ended_at IS NULL
            """) == 1
    }
}
