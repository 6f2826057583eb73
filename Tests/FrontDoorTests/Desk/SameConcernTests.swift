import Kernel
import People
import Testing

@testable import FrontDoor

@Suite struct SameConcernTests {
    private func referral(_ answers: [String: String], daysAgo: Int = 0, person: ID<Person>? = nil) -> Referral {
        let came = Instant(milliseconds: 1_764_064_800_000).adding(days: -daysAgo)
        var referral = Referral(
            id: .make(), reference: "EM-AAA-AAA", channel: .professional, status: .received, sourceCode: "2A",
            sourceWords: "Fairmead Academy", receivedAt: came)
        referral.answers = answers.mapValues { [$0] }
        referral.person = person
        return referral
    }

    private let kai = ["given_name": "Kai", "family_name": "Brennan", "about_age": "15", "school": "Fairmead Academy"]

    @Test func `the full name is enough within sixty days, and not after`() {
        let same = ["given_name": "KAI", "family_name": "Brennán"]
        #expect(SameConcern.reasons(referral(kai), referral(same)) == ["same name"])
        #expect(!SameConcern.reasons(referral(kai), referral(same, daysAgo: 60)).isEmpty)
        #expect(SameConcern.reasons(referral(kai), referral(same, daysAgo: 61)).isEmpty)
    }

    @Test func `part of a name needs an age or a place beside it`() {
        #expect(SameConcern.reasons(referral(kai), referral(["who_name": "Kai"])).isEmpty)
        let aged = SameConcern.reasons(referral(kai), referral(["who_name": "kai", "who_age": "14 or 15"]))
        #expect(aged == ["part of the name is the same", "about the same age"])
        let placed = SameConcern.reasons(
            referral(kai), referral(["who_name": "Kai", "who_school": "fairmead  academy"]))
        #expect(placed == ["part of the name is the same", "same school"])
    }

    @Test func `ages more than a year apart speak against it`() {
        let other = ["given_name": "Kai", "family_name": "Brennan", "who_age": "9"]
        #expect(SameConcern.reasons(referral(kai), referral(other)).isEmpty)
    }

    @Test func `with no name both age and place must fit`() {
        #expect(SameConcern.reasons(referral(kai), referral(["who_age": "15"])).isEmpty)
        #expect(SameConcern.reasons(referral(kai), referral(["who_school": "Fairmead Academy"])).isEmpty)
        let both = referral(["who_age": "about 15", "who_school": "Fairmead Academy"])
        #expect(SameConcern.reasons(referral(kai), both) == ["about the same age", "same school"])
        #expect(SameConcern.reasons(referral([:]), referral([:])).isEmpty)
    }

    @Test func `records decide where both are linked`() {
        let (one, two) = (ID<Person>.make(), ID<Person>.make())
        #expect(SameConcern.reasons(referral(kai, person: one), referral([:], person: one)) == ["same record"])
        #expect(SameConcern.reasons(referral(kai, person: one), referral(kai, person: two)).isEmpty)
        let itself = referral(kai)
        #expect(SameConcern.reasons(itself, itself).isEmpty)
    }

    @Test func `the most alike comes first`() {
        let much = referral(["given_name": "Kai", "family_name": "Brennan", "about_age": "15"])
        let little = referral(["given_name": "Kai", "family_name": "Brennan"])
        let found = SameConcern.candidates(for: referral(kai), among: [little, referral(["who_name": "Mia"]), much])
        #expect(found.map(\.referral.id) == [much.id, little.id])
    }
}
