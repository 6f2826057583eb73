import Crypto
import Eastmere
import Foundation
import Kernel
import Testing

/// The same wish gives the same files, in the shape that was agreed.
@Suite struct ExtractsTests {
    private static let headers = [
        "schools": """
        pupil_id,upn,surname,forename,middle_names,dob,sex,address,postcode,school_urn,school_name,year_group,\
        attendance_percent,snapshot_date
        """,
        "social_care": """
        child_id,upn,nhs_number,surname,forename,also_known_as,dob,gender,ethnicity,address,postcode,status,primary_need,\
        factors,start_date,end_date
        """,
        "police": """
        custody_ref,nominal_id,pnc_id,surname,forename,middle_names,alias,dob,sex,address,postcode,arrested_at,\
        offence_group,role,knife_flag,disposal
        """,
        "youth_justice": """
        yjs_id,pnc_id,nhs_number,surname,forename,dob,gender,ethnicity,address,postcode,disposal,start_date,end_date
        """,
        "ae": """
        attendance_id,nhs_number,surname,forename,dob,sex,address,postcode,arrived_at,complaint,assault_method,\
        location_type,disposal
        """,
        "truth": "id,person,household,twin,name_group,in_care,errors",
        "all": """
        id,source,local_id,forename,middle_names,surname,dob,sex,address,postcode,upn,nhs_number,pnc
        """,
    ]

    private func hash(_ folder: ExtractsFolder) throws -> String {
        var hash = SHA256()
        for name in try folder.names { hash.update(data: try folder.bytes(name)) }
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func `the same wish gives the same bytes, on every machine`() throws {
        let (one, two) = (try ExtractsFolder.make(people: 60, seed: 1), try ExtractsFolder.make(people: 60, seed: 1))
        defer { [one, two].forEach { $0.remove() } }
        let first = try hash(one)
        #expect(try first == hash(two))
        #expect(first == "ba5c419e5733f6d641a2fb7acc62824da127475318864b36460431d71baaec16")
    }

    @Test func `another seed gives other people`() throws {
        let (one, two) = (try ExtractsFolder.make(people: 60, seed: 1), try ExtractsFolder.make(people: 60, seed: 2))
        defer { [one, two].forEach { $0.remove() } }
        #expect(try hash(one) != hash(two))
    }

    @Test func `headers and file names are as agreed`() async throws {
        let folder = try await ExtractsFolder.town.value
        #expect(try folder.names == Self.headers.keys.map { "\($0).csv" }.sorted())
        for (stem, header) in Self.headers {
            #expect(try folder.cells("\(stem).csv").first?.joined(separator: ",") == header, "\(stem)")
        }
    }

    @Test func `the truth has a line for every row, and so has the file for the engine`() async throws {
        let folder = try await ExtractsFolder.town.value
        var ids: [String] = []
        for (agency, count) in folder.made.rows {
            let lines = try folder.cells("\(agency.stem).csv").dropFirst()
            #expect(lines.count == count)
            #expect(lines.allSatisfy { $0.count == agency.columns.count })
            ids += (1...max(1, count)).prefix(count).map { "\(agency.stem):\($0)" }
        }
        #expect(try folder.rows("truth.csv").map { $0["id"] } == ids)
        #expect(try folder.rows("all.csv").map { $0["id"] } == ids)
        #expect(ids.count == folder.made.total)
    }

    @Test func `the file for the engine says what the agency's file says`() async throws {
        let folder = try await ExtractsFolder.town.value
        let police = try folder.rows("police.csv")
        let all = try folder.rows("all.csv").filter { $0["source"] == "police" }
        #expect(police.count == all.count && !all.isEmpty)
        for (row, same) in zip(police, all) {
            for column in ["surname", "forename", "middle_names", "address", "postcode"] {
                #expect(row[column] == same[column])
            }
            #expect(row["nominal_id"] == same["local_id"] && row["pnc_id"] == same["pnc"])
        }
    }

    @Test func `files are in the order of time, not of people`() async throws {
        let folder = try await ExtractsFolder.town.value
        let truth = try folder.rows("truth.csv").filter { ($0["id"] ?? "").hasPrefix("schools:") }
        let people = truth.compactMap { Int($0["person"] ?? "") }
        let climbing = zip(people, people.dropFirst()).filter { $0 < $1 }.count
        #expect((0.45...0.55).contains(Double(climbing) / Double(people.count)))
    }

    @Test func `a folder with anything in it is left alone`() throws {
        let folder = try ExtractsFolder.make(people: 10, seed: 1)
        defer { folder.remove() }
        let before = try hash(folder)
        let wish = try #require(Extracts.Wish(people: 10, seed: 9, day: Extracts.usualDay, known: []))
        #expect(throws: ExtractsRefusal.notEmpty(folder.path)) {
            try Extracts.write(wish, to: folder.path, isCombined: true) { _ in }
        }
        #expect(try hash(folder) == before)
    }

    @Test func `a folder that cannot be is said so`() throws {
        let wish = try #require(Extracts.Wish(people: 10, seed: 9, day: Extracts.usualDay, known: []))
        #expect(throws: ExtractsRefusal.notWritable("/dev/null/files")) {
            try Extracts.write(wish, to: "/dev/null/files", isCombined: false) { _ in }
        }
    }

    @Test(arguments: [-1, 0, 9, 1_000_001]) func `too few or too many people are refused`(_ people: Int) {
        #expect(Extracts.Wish(people: people, seed: 1, day: Extracts.usualDay, known: []) == nil)
    }

    @Test(arguments: [10, 11, 37]) func `a hamlet has exactly as many people as asked for`(_ people: Int) throws {
        let folder = try ExtractsFolder.make(people: people, seed: 4)
        defer { folder.remove() }
        #expect(folder.made.people == people && folder.made.seen <= people)
        let seen = Set(try folder.rows("truth.csv").map { $0["person"] ?? "" })
        #expect(seen.count == folder.made.seen)
        #expect(seen.compactMap { Int($0) }.allSatisfy { (0..<people).contains($0) })
    }
}
