import Eastmere
import Foundation
import Kernel
import Storage
import Testing

/// The young people of the demonstration are among those its agencies know.
@Suite struct ExtractsKnownTests {
    @Test func `everyone in the demonstration's record is known`() async throws {
        let town = try await MadeTown.whole.value
        let known = Eastmere.known(Eastmere.Wish(seed: 1, now: MadeTown.monday, scale: 1))
        let rows = try await town.database.read {
            try $0.rows("SELECT given_name, family_name, born, nhs_number, address FROM person WHERE born IS NOT NULL")
        }
        #expect(rows.count > 1200 && known.count == rows.count)
        let described = Set(known.map { "\($0.forename) \($0.surname) \($0.born) \($0.nhs)" })
        for row in rows {
            let (given, family): (String, String) = (try row["given_name"], try row["family_name"])
            let (born, number): (String, String) = (try row["born"], try row["nhs_number"])
            #expect(described.contains("\(given) \(family) \(born) \(number)"))
        }
    }

    @Test func `their names, birthdays, homes and NHS numbers are in the files`() throws {
        let born = try #require(Day("2010-03-04"))
        let known = Extracts.Known(
            forename: "Wilbur", surname: "Quarmby", born: born, isBoy: true, nhs: "9990000018",
            address: "12 Anchor Street, Eastmere", postcode: "EM3 4AB")
        let folder = try ExtractsFolder.make(people: 400, seed: 3, known: [known])
        defer { folder.remove() }
        let truth = Dictionary(uniqueKeysWithValues: try folder.rows("truth.csv").map { ($0["id"], $0) })
        let rows = try folder.rows("all.csv")
        let theirs = rows.filter { $0["forename"] == "Wilbur" && $0["surname"] == "Quarmby" }
        let row = try #require(theirs.first)
        #expect(row["dob"] == "2010-03-04" && row["sex"] == "M" && row["postcode"] == "EM3 4AB")
        #expect((row["address"] ?? "").hasPrefix("12 Anchor St"))
        let person = truth[row["id"]]?["person"]
        for other in rows where other["nhs_number"] == known.nhs {
            #expect(truth[other["id"]]?["person"] == person)
        }
    }
}
