import Governance
import Kernel
import Storage

extension Transaction {
    /// Young people whose details give one of these postcodes, without the one who is asked about. Callers ask the
    /// policy before showing any.
    package func residents(of postcodes: [String], but person: ID<Person>) throws -> [Person] {
        guard !postcodes.isEmpty else { return [] }
        return try all(
            """
            SELECT \(sql: Person.columns) FROM person p
            WHERE p.postcode IN \(list: postcodes) AND p.id <> \(person) AND p.joined_into IS NULL
            ORDER BY p.id LIMIT 400
            """)
    }
}
