import Foundation
import Governance
import Kernel
import Storage
import Testing

/// Everyone and every place is made up, and can be seen to be.
@Suite struct InventedTests {
    private struct Names: Decodable {
        struct Group: Decodable {
            let he: [String]
            let she: [String]
            let they: [String]
            let family: [String]
        }

        let groups: [Group]
    }

    private func names() throws -> Names {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appendingPathComponent("Sources/App/Eastmere/Resources/names.json")
        return try JSONDecoder().decode(Names.self, from: Data(contentsOf: file))
    }

    @Test func `every young person's name is put together from the list`() async throws {
        let names = try names()
        let given = Set(names.groups.flatMap { $0.he + $0.she + $0.they })
        let family = Set(names.groups.flatMap(\.family))
        let town = try await MadeTown.whole.value
        let rows = try await town.database.read { try $0.rows("SELECT given_name, family_name FROM person") }
        #expect(rows.count > 1200)
        for row in rows {
            let (first, last): (String, String) = (try row["given_name"], try row["family_name"])
            #expect(given.contains(first) && family.contains(last), "\(first) \(last)")
        }
    }

    @Test func `postcodes, phone numbers, NHS numbers and addresses are ones that nobody has`() async throws {
        let town = try await MadeTown.whole.value
        let rows = try await town.database.read { try $0.rows("SELECT postcode, phone, nhs_number FROM person") }
        for row in rows {
            let (postcode, phone, number): (String, String, String) =
                (try row["postcode"], try row["phone"], try row["nhs_number"])
            #expect(postcode.isEmpty || postcode.hasPrefix("EM") && Postcode(postcode) != nil, "\(postcode)")
            #expect(phone.isEmpty || phone.hasPrefix("07700 9"), "\(phone)")
            #expect(number.isEmpty || number.hasPrefix("999") && NHSNumber(number) != nil, "\(number)")
        }
    }

    @Test func `there are 14 agencies, and somebody in every role`() async throws {
        let town = try await MadeTown.whole.value
        let (agencies, workers) = try await town.database.read { (try $0.agencies(), try $0.workers()) }
        #expect(agencies.count == 14)
        #expect(Set(agencies.map(\.kind)) == Set(AgencyKind.allCases))
        #expect(Set(workers.map(\.role)) == Set(Role.allCases))
        #expect(Set(workers.map(\.email)).count == workers.count)
        #expect(workers.allSatisfy { $0.email.hasSuffix("@eastmere.example") })
    }
}
