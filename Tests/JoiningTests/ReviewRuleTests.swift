import Governance
import Kernel
import Linkage
import People
import Testing

@testable import Joining

/// When an answer counts, how useful a question is, and how sure things are said.
@Suite struct ReviewRuleTests {
    private let ada = ID<Worker>.make()
    private let ben = ID<Worker>.make()
    private let cas = ID<Worker>.make()

    private func outcome(_ answers: [(ID<Worker>, PairDecision.Verdict)], needsTwo: Bool) -> ReviewRules.Outcome {
        ReviewRules.outcome(
            of: answers.map { ReviewRules.Answer(worker: $0.0, verdict: $0.1) }, needsTwo: needsTwo)
    }

    @Test func `one answer is enough where nothing is at risk`() {
        #expect(outcome([], needsTwo: false) == .open)
        #expect(outcome([(ada, .unsure)], needsTwo: false) == .open)
        #expect(outcome([(ada, .same)], needsTwo: false) == .settled(.same))
        #expect(outcome([(ada, .unsure), (ben, .different)], needsTwo: false) == .settled(.different))
    }

    @Test func `two different people have to agree where something is`() {
        #expect(outcome([(ada, .same)], needsTwo: true) == .waiting)
        #expect(outcome([(ada, .same), (ada, .same)], needsTwo: true) == .waiting)
        #expect(outcome([(ada, .same), (ben, .unsure)], needsTwo: true) == .waiting)
        #expect(outcome([(ada, .same), (ben, .same)], needsTwo: true) == .settled(.same))
        #expect(outcome([(ada, .same), (ben, .different)], needsTwo: true) == .disputed)
        #expect(outcome([(ada, .same), (ben, .different), (cas, .same)], needsTwo: true) == .disputed)
        #expect(outcome([(ada, .same), (ben, .different), (ben, .same)], needsTwo: true) == .settled(.same))
    }

    @Test func `a reason is needed to go against what stands, and never more than a page of it`() {
        #expect(ReviewRules.check(.same, reason: "", overturns: false) == nil)
        #expect(ReviewRules.check(.same, reason: "", overturns: true) != nil)
        #expect(ReviewRules.check(.unsure, reason: "", overturns: true) == nil)
        #expect(ReviewRules.check(.same, reason: "The school confirmed it", overturns: true) == nil)
        #expect(ReviewRules.check(.same, reason: String(repeating: "x", count: 1001), overturns: false) != nil)
    }

    @Test func `questions near the threshold, with more hanging on them and a risk, come first`() {
        func score(_ p: Double, _ hanging: Int, _ risk: Bool) -> Double {
            Usefulness.score(probability: p, threshold: 0.98, hanging: hanging, isAtRisk: risk)
        }
        #expect(score(0.9, 2, false) > score(0.4, 2, false))
        #expect(score(0.9, 6, false) > score(0.9, 2, false))
        #expect(score(0.9, 2, true) > score(0.9, 2, false))
        #expect(score(0.5, 0, false) >= 0)
    }

    @Test func `probabilities are said so that a person can weigh them`() {
        #expect(Odds.words(0.98, isCalibrated: true) == "about 1 in 50 links like this are wrong")
        #expect(Odds.words(0.99999, isCalibrated: true) == "fewer than 1 in 2,000 links like this are wrong")
        #expect(Odds.words(0.6, isCalibrated: true) == "about 6 in 10 links like this are right")
        #expect(Odds.words(0.01, isCalibrated: true) == "about 1 in 100 links like this are right")
        #expect(Odds.words(0.6, isCalibrated: false).contains("own reckoning"))
    }

    private func record(_ forename: String, _ surname: String, _ born: String, postcode: String = "") -> SourceRecord {
        SourceRecord(
            id: .make(), agency: .make(), localRef: "", forename: forename, middleNames: "", surname: surname,
            alsoKnownAs: "", born: Day(born), sex: "", address: "", postcode: postcode, nhsNumber: "", upn: "", pnc: "",
            ethnicity: "", school: "")
    }

    @Test func `twins and brothers are pointed out`() {
        let kai = record("Kai", "Brennan", "2011-03-27", postcode: "KX1 2AB")
        #expect(Siblings(kai, record("Kyle", "Brennan", "2011-03-27")) == .twins)
        #expect(Siblings(kai, record("Kyle", "Brennan", "2013-05-01", postcode: "KX1 2AB")) == .siblings)
        #expect(Siblings(kai, record("Kyle", "Brennan", "2013-05-01", postcode: "KX9 9ZZ")) == .no)
        #expect(Siblings(kai, record("Kai", "Brennan", "2011-03-27")) == .no)
        #expect(Siblings(kai, record("Kyle", "Brennan", "")) == .no)
    }

    @Test func `evidence is a sentence that adds up`() {
        let evidence = Evidence(
            start: -12,
            parts: [
                .init(field: "First name", words: "The same", weight: 7),
                .init(field: "Birthday", words: "The same", weight: 9),
                .init(field: "NHS number", words: "Different", weight: -8),
            ], linkFrom: 5.6, askFrom: -3.2, against: "")
        #expect(evidence.total == -4)
        #expect(evidence.sentence == "Birthday and first name say yes; NHS number says no")
        #expect(Evidence(packed: evidence.packed) == evidence)
        #expect(Evidence(packed: "not JSON").parts.isEmpty)
    }

    @Test func `things go with the agency they came from, and a person chooses where that does not tell`() {
        let (police, health, school) = (ID<Agency>.make(), ID<Agency>.make(), ID<Agency>.make())
        func thing(_ agency: ID<Agency>?) -> MovableThing {
            MovableThing(id: "x", at: Instant(milliseconds: 0), category: .notes, title: "", agency: agency)
        }
        func half(_ agency: ID<Agency>?, along: Bool = false) -> Half? {
            Separation.suggested(
                thing(agency), going: [health, school], staying: [police, school], cameAlong: along)
        }
        #expect(half(health) == .go)
        #expect(half(police) == .stay)
        #expect(half(school) == nil)
        #expect(half(nil) == nil)
        #expect(half(ID<Agency>.make()) == nil)
        #expect(half(police, along: true) == .go)
    }

    @Test(arguments: [
        (Role.hubCoordinator, AgencyKind.partnership, true, true, true),
        (.panelMember, .health, true, false, false), (.panelMember, .education, false, true, false),
        (.leadPractitioner, .socialCare, false, true, false), (.leadPractitioner, .youthJustice, false, false, true),
        (.panelMember, .police, false, false, true), (.provider, .voluntary, false, false, false),
    ])
    func `numbers are whole for those who work with them and for the hub`(
        role: Role, kind: AgencyKind, nhs: Bool, upn: Bool, pnc: Bool
    ) {
        let worker = Worker(
            id: .make(), name: "A", email: "a@b.example", role: role,
            agency: Agency(id: .make(), name: "X", kind: kind, isOnHub: true), jobTitle: "", isDisabled: false)
        #expect(Identifier.nhsNumber.isWhole(for: worker) == nhs)
        #expect(Identifier.upn.isWhole(for: worker) == upn)
        #expect(Identifier.pnc.isWhole(for: worker) == pnc)
        let plain = SourceRecord(
            id: .make(), agency: .make(), localRef: "", forename: "", middleNames: "", surname: "", alsoKnownAs: "",
            born: nil, sex: "", address: "", postcode: "", nhsNumber: "9990000018", upn: "", pnc: "", ethnicity: "",
            school: "")
        let shown = Identifier.nhsNumber.shown(plain, to: worker)
        #expect(shown == (nhs ? "999 000 0018" : "ends in 018"))
        #expect(Identifier.upn.shown(plain, to: worker).isEmpty)
    }

    @Test func `a link says how sure it is by reviewed decisions, or that there are too few`() {
        let few = LinkCalibration([], modelCounts: 1)
        #expect(Odds.sentence(0.98, by: few).hasPrefix("About 1 in 50 links like this are wrong, not yet calibrated"))
        let weight = LinkageRun.weight(0.98)
        let decisions = (0..<200).map { LinkCalibration.Decision(weight: weight, isSame: $0 % 10 != 0) }
        let sentence = Odds.sentence(0.98, by: LinkCalibration(decisions, modelCounts: 1))
        #expect(sentence.hasPrefix("About 1 in 10 links like this are wrong, by 200 reviewed decisions"), "\(sentence)")
        #expect(Odds.sentence(1, by: few).hasPrefix("Fewer than 1 in 2,000"))
    }
}
