import Eastmere
import Foundation
import Kernel
import Testing
import Wording

/// The people in the files are like a town's, are nobody real, and are written down as badly as people are.
@Suite struct ExtractsPeopleTests {
    private struct Seen {
        let rows: [ExtractsFolder.Row]
        let truth: [String: ExtractsFolder.Row]

        init() async throws {
            let folder = try await ExtractsFolder.town.value
            rows = try folder.rows("all.csv")
            truth = Dictionary(uniqueKeysWithValues: try folder.rows("truth.csv").map { ($0["id"] ?? "", $0) })
        }

        func person(_ row: ExtractsFolder.Row) -> String { truth[row["id"] ?? ""]?["person"] ?? "" }

        func errors(_ row: ExtractsFolder.Row) -> [String] {
            (truth[row["id"] ?? ""]?["errors"] ?? "").split(separator: " ").map { String($0) }
        }

        /// How many in a hundred of an agency's rows are so.
        func share(_ source: String, _ isSo: (ExtractsFolder.Row) -> Bool) -> Double {
            let rows = rows.filter { $0["source"] == source }
            return Double(rows.filter(isSo).count) * 100 / Double(rows.count)
        }

        func people(_ source: String) -> Set<String> {
            Set(rows.filter { $0["source"] == source }.map(person))
        }
    }

    @Test func `agencies know as many as they would`() async throws {
        let seen = try await Seen()
        func percent(_ source: String) -> Double { Double(seen.people(source).count) / 60 }
        #expect((74...90).contains(percent("schools")))
        #expect((33...42).contains(percent("ae")))
        #expect((7...12).contains(percent("social_care")))
        #expect((6.5...10).contains(percent("police")))
        #expect((1...2.3).contains(percent("youth_justice")))
        #expect((1.95...2.25).contains(Double(seen.rows.count) / 6000))
        // Youth justice meets those the police met.
        #expect(seen.people("youth_justice").isSubset(of: seen.people("police")))
    }

    @Test func `nearly every child of school age is on a roll`() async throws {
        let seen = try await Seen()
        var born: [String: Day] = [:]
        for row in seen.rows { born[seen.person(row)] = Day(row["dob"] ?? "") ?? born[seen.person(row)] }
        let pupils = born.filter { (5...15).contains($0.value.age(on: Extracts.usualDay)) }.keys
        let onRoll = seen.people("schools")
        let share = Double(pupils.filter(onRoll.contains).count) / Double(pupils.count)
        #expect((0.94...0.995).contains(share))
    }

    @Test func `homes, twins, care and groups are as in a large town`() async throws {
        let seen = try await Seen()
        var people: [String: ExtractsFolder.Row] = [:]
        for row in seen.truth.values { people[row["person"] ?? ""] = row }
        func percent(_ isSo: (ExtractsFolder.Row) -> Bool) -> Double {
            Double(people.values.filter(isSo).count) * 100 / Double(people.count)
        }
        #expect((1.2...3.2).contains(percent { $0["twin"] != "" }))
        #expect((2...5.5).contains(percent { $0["in_care"] == "1" }))
        let homes = Dictionary(grouping: people.values) { $0["household"] ?? "" }
        #expect((0.44...0.58).contains(Double(homes.values.filter { $0.count > 1 }.count) / Double(homes.count)))
        #expect(Set(people.values.map { $0["name_group"] ?? "" }).count >= 6)
        // Twins have one birthday, and each is the other's twin.
        for row in people.values {
            guard let twin = people[row["twin"] ?? ""] else { continue }
            #expect(twin["twin"] == row["person"] && twin["household"] == row["household"])
        }
    }

    @Test func `names are many, and none is everybody's`() async throws {
        let seen = try await Seen()
        var first: [String: ExtractsFolder.Row] = [:]
        for row in seen.rows where first[seen.person(row)] == nil { first[seen.person(row)] = row }
        func counts(_ column: String) -> [String: Int] {
            Dictionary(grouping: first.values) { ($0[column] ?? "").lowercased() }.mapValues(\.count)
        }
        let (forenames, surnames) = (counts("forename"), counts("surname"))
        #expect(forenames.count > 1500 && surnames.count > 1200)
        #expect((0.3...1.0).contains(Double(forenames.values.max() ?? 0) * 100 / Double(first.count)))
        #expect((0.8...1.8).contains(Double(surnames.values.max() ?? 0) * 100 / Double(first.count)))
    }

    @Test func `each agency leaves out and gets wrong what it would`() async throws {
        let seen = try await Seen()
        #expect((97...99.5).contains(seen.share("schools") { $0["upn"] != "" }))
        #expect((89...95).contains(seen.share("ae") { $0["nhs_number"] != "" }))
        #expect((40...56).contains(seen.share("social_care") { $0["nhs_number"] != "" }))
        #expect(seen.share("police") { $0["nhs_number"] != "" || $0["upn"] != "" } == 0)
        #expect((65...88).contains(seen.share("police") { $0["pnc"] != "" }))
        #expect((8...18).contains(seen.share("police") { $0["postcode"] == "" }))
        #expect((0.3...3).contains(seen.share("schools") { $0["postcode"] == "" }))
        #expect(seen.share("police") { $0["surname"] == $0["surname"]?.uppercased() } > 95)
        #expect(seen.share("schools") { $0["surname"] == $0["surname"]?.uppercased() } < 5)
        let made = Set(seen.rows.flatMap(seen.errors))
        let expected: Set = [
            "typo_forename", "typo_surname", "nickname", "spelling_forename", "honorific_dropped", "honorific_alone",
            "dual", "step_name", "alias", "sibling", "swapped", "birth_swapped", "birth_new_year", "birth_year",
            "birth_digit", "birth_missing", "upn_temporary", "nhs_typo", "postcode_missing", "postcode_partial",
            "postcode_typo", "address_old", "other_home", "middle_first",
        ]
        #expect(expected.isSubset(of: made), "\(expected.subtracting(made).sorted())")
        let wrong = Double(seen.rows.filter { !seen.errors($0).isEmpty }.count) / Double(seen.rows.count)
        #expect((0.18...0.36).contains(wrong))
    }

    @Test func `a row without an error agrees with every other such row on the birthday`() async throws {
        let seen = try await Seen()
        var born: [String: Set<String>] = [:]
        for row in seen.rows where seen.errors(row).allSatisfy({ !$0.hasPrefix("birth") && $0 != "sibling" }) {
            born[seen.person(row), default: []].insert(row["dob"] ?? "")
        }
        #expect(born.values.allSatisfy { $0.count == 1 })
    }

    @Test func `no NHS number is anybody's, and each has one owner`() async throws {
        let seen = try await Seen()
        var owners: [String: Set<String>] = [:]
        for row in seen.rows {
            guard let number = row["nhs_number"], !number.isEmpty else { continue }
            #expect(number.hasPrefix("999") && number.utf8.count == 10)
            let errors = seen.errors(row)
            if errors.contains("nhs_typo") { continue }
            #expect(NHSNumber(number) != nil, "\(number)")
            if !errors.contains("nhs_twin") { owners[number, default: []].insert(seen.person(row)) }
        }
        #expect(owners.count > 1500 && owners.values.allSatisfy { $0.count == 1 })
    }

    @Test func `pupil and police numbers are right in form, and nobody's`() async throws {
        let seen = try await Seen()
        var owners: [String: Set<String>] = [:]
        for row in seen.rows {
            let errors = seen.errors(row)
            if let upn = row["upn"], !upn.isEmpty, !errors.contains("upn_typo") {
                #expect(UPN(upn) != nil && upn.dropFirst().hasPrefix("998"), "\(upn)")
                #expect(upn.last?.isLetter == errors.contains("upn_temporary"))
                if errors.isEmpty { owners[upn, default: []].insert(seen.person(row)) }
            }
            if let pnc = row["pnc"], !pnc.isEmpty {
                #expect(pnc.wholeMatch(of: /20[0-9][0-9]\/9[0-9]{6}[A-Z]/) != nil, "\(pnc)")
                owners[pnc, default: []].insert(seen.person(row))
            }
        }
        #expect(owners.values.allSatisfy { $0.count == 1 })
    }

    @Test func `every postcode is Eastmere's`() async throws {
        for row in try await Seen().rows {
            let postcode = row["postcode"] ?? ""
            guard !postcode.isEmpty else { continue }
            #expect(postcode.wholeMatch(of: /EM[1-9][0-9]?( ?[0-9][A-Z]{2}| [0-9])?/) != nil, "\(postcode)")
        }
    }

    @Test func `there is no telephone number and no e-mail address`() async throws {
        let folder = try await ExtractsFolder.town.value
        for name in try folder.names {
            let text = String(decoding: try folder.bytes(name), as: UTF8.self)
            #expect(!text.contains("@") && !text.contains("+44"), "\(name)")
            #expect(text.firstMatch(of: /\b0[0-9 ]{9,11}\b/) == nil, "\(name)")
        }
    }

    @Test func `no word in the files blames a young person`() async throws {
        let folder = try await ExtractsFolder.town.value
        let names: Set = ["surname", "forename", "middle_names", "alias", "also_known_as", "address"]
        var texts: Set<String> = []
        for (agency, _) in folder.made.rows {
            for row in try folder.rows("\(agency.stem).csv") {
                for (column, value) in row where !names.contains(column) && value.contains(where: \.isLetter) {
                    texts.insert(value)
                }
            }
        }
        for text in texts {
            #expect(LanguageCheck.standard.check(text).isEmpty, "\(text)")
        }
    }
}
