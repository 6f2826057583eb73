import Governance
import Kernel
import Storage

extension Transaction {
    /// Many young people's details at once: those of them this worker may know by name.
    package func people(_ grant: ListGrant<Person>) throws -> [ID<Person>: Person] {
        let shown = grant.subjects(showing: .identity)
        guard !shown.isEmpty else { return [:] }
        let people: [Person] = try all("SELECT \(sql: Person.columns) FROM person p WHERE p.id IN \(list: shown)")
        return Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The risk level that stands for each of many young people, where this worker may know it.
    package func riskLevels(_ grant: ListGrant<Person>) throws -> [ID<Person>: RiskLevel] {
        let shown = grant.subjects(showing: .risk)
        guard !shown.isEmpty else { return [:] }
        let rows = try rows(
            """
            SELECT person_id, level FROM risk_judgement WHERE person_id IN \(list: shown)
            ORDER BY set_at DESC, id
            """)
        return try Dictionary(
            rows.map { (try $0["person_id"], try $0["level"]) }, uniquingKeysWith: { newest, _ in newest })
    }
}
