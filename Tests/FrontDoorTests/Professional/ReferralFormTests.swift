import Kernel
import Testing
import Web

@testable import FrontDoor

@Suite struct ReferralFormTests {
    private let today = Day(number: 20_780)

    private func message(_ section: ReferralSection, _ answers: [String: String], _ field: String) -> String? {
        ReferralForm.problems(in: section, answers.mapValues { [$0] }, today: today).message(for: field)
    }

    @Test func `only who and one concern are needed to send`() {
        let nothing = ReferralForm.missing(from: [:], channel: .professional, today: today)
        #expect(nothing.map(\.section) == [.person, .concerns])
        let least = ["who_looks": ["Tall, red coat"], "concern-1-what": ["Adults wait for him"]]
        #expect(ReferralForm.missing(from: least, channel: .professional, today: today).isEmpty)
        #expect(ReferralForm.missing(from: least, channel: .phone, today: today).map(\.section) == [.source])
    }

    @Test func `numbers that do not add up are named, and may be left out`() {
        #expect(message(.person, ["nhs_number": "943 476 5918"], "nhs_number")?.contains("add up") == true)
        #expect(message(.person, ["nhs_number": "943 476 5919"], "nhs_number") == nil)
        #expect(message(.person, ["upn": "A12345"], "upn") != nil)
        #expect(message(.person, ["upn": "A801200001001"], "upn")?.contains("add up") == true)
        #expect(message(.person, ["upn": "h801 2000 0100 1"], "upn") == nil)
        #expect(message(.person, ["postcode": "Eastmere"], "postcode") != nil)
        #expect(message(.person, ["postcode": "em47qt"], "postcode") == nil)
    }

    @Test func `impossible people are not taken`() {
        #expect(message(.person, ["about_age": "200"], "about_age")?.contains("between 0 and 25") == true)
        #expect(message(.person, ["about_age": "about 15"], "about_age") == nil)
        let old = ["born-day": "1", "born-month": "1", "born-year": "1950"]
        #expect(message(.person, old, "born")?.contains("Check the year") == true)
        let never = ["born-day": "31", "born-month": "2", "born-year": "2011"]
        #expect(message(.person, never, "born")?.contains("real date") == true)
    }

    @Test func `the limit is said where a text is too long, at its edge`() {
        let name = String(repeating: "n", count: 100)
        #expect(message(.person, ["given_name": name], "given_name") == nil)
        #expect(message(.person, ["given_name": name + "n"], "given_name")?.contains("101") == true)
        let text = String(repeating: "é", count: 4001)
        #expect(message(.concerns, ["concern-1-what": text], "concern-1-what")?.contains("4,000") == true)
    }

    @Test func `not telling a family needs its reason; nothing else about sharing does`() {
        #expect(message(.sharing, ["told_about_sharing": "no"], "not_told_reason") != nil)
        let why = ["told_about_sharing": "no", "not_told_reason": "It could put him in danger"]
        #expect(message(.sharing, why, "not_told_reason") == nil)
        #expect(message(.sharing, ["told_about_sharing": "yes"], "not_told_reason") == nil)
        #expect(message(.agreement, ["agrees_to_support": "no"], "agrees_reason") == nil)
    }

    @Test func `saving one part leaves the others and takes no field that is not its own`() {
        let form = Form([("given_name", " Kai "), ("helps", "smuggled"), ("status", "decided")])
        let before = ["helps": ["Boxing club"], "given_name": ["K"], "family_name": ["Brennan"]]
        let after = ReferralForm.merging(form, as: .person, into: before)
        #expect(after == ["helps": ["Boxing club"], "given_name": ["Kai"]])
    }

    @Test func `names of any script and markup are kept as typed`() {
        for name in [
            "محمد", "O'Neill-Ðuro", "李", "<script>alert(1)</script>", "Zoë 🌊", "Robert'); DROP TABLE person;--",
        ] {
            let after = ReferralForm.merging(Form([("given_name", name)]), as: .person, into: [:])
            #expect(after["given_name"] == [name])
            #expect(ReferralForm.problems(in: .person, after, today: today).isEmpty)
        }
    }

    @Test func `no field belongs to two parts`() {
        let names = ReferralSection.allCases.flatMap { $0.fields.map(\.name) }
        #expect(names.count == Set(names).count)
    }
}
