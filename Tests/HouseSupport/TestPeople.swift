import Governance
import Kernel
import People
import Storage

extension TestHouse {
    /// Adds invented young people that nobody has to do with yet, and returns their identifiers.
    package func addPeople(_ count: Int) async throws -> [String] {
        let now = now
        return try await database.write { tx in
            try (0..<count).map { number in
                var person = Person(
                    id: .make(), number: try tx.nextPersonNumber(), givenName: "Canary\(number)",
                    familyName: "Secretname\(number)")
                person.born = Day(year: 2010, month: 5, day: 1 + number)
                person.school = "Fairmead Academy"
                person.address = "\(number) Hidden Street"
                try tx.insert(person, at: now)
                return person.id.text
            }
        }
    }
}
