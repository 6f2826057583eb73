import Kernel
import Testing
import Web

@testable import Governance

/// The form an agreement is typed into, and everything that can be wrong with it.
@Suite struct AgreementFormTests {
    private typealias World = AgreementWorld

    private let today = World.inside

    private func form(_ changes: [(String, String)] = []) -> Form {
        var form = AgreementForm.filled(with: World.agreement("ISA-003"))
        for (name, value) in changes { form.set(name, value) }
        return form
    }

    private func errors(_ changes: (String, String)...) -> [String] {
        var reading = AgreementForm(form(changes), agencies: World.agencies, today: today)
        _ = reading.reference()
        let terms = reading.terms()
        #expect((terms == nil) == !reading.errors.isEmpty)
        return reading.errors.list.map { "\($0.field): \($0.message)" }
    }

    @Test func `an agreement's own form reads back as the same terms`() {
        var reading = AgreementForm(form(), agencies: World.agencies, today: today)
        #expect(reading.terms() == World.terms)
        #expect(reading.errors.isEmpty)
    }

    @Test(arguments: [
        ("title", "", "title: Enter what the agreement is called"),
        ("purposes", " ", "purposes: Say what the information is for"),
        ("categories", "", "categories: Choose at least one kind of information"),
        ("part-police1", "", "parties: An agreement needs at least two parties: say what each agency does"),
        ("signatory-hub1", "", "signatory-hub1: Enter who signed for Eastmere Hub"),
        ("control", "everyone", "control: Choose who decides how the information is used"),
        ("retention", "", "retention: Say how long the information is kept"),
        ("breach_contact", "", "breach_contact: Say whom to tell when something goes wrong"),
        ("flow", "", "flow: Say how and how often information passes"),
        ("reference", "", "reference: Enter a reference, such as ISA-007"),
        ("starts-month", "13", "starts: Enter the first day as a real date, such as 31 3 2027"),
        ("ends-year", "2025", "ends: The last day is before the first"),
        ("review-year", "2027", "review: The day to look at it again must be between the first day and the last"),
        ("signed-year", "2026", "signed: The day everyone had signed cannot be in the future"),
        ("ends-year", "2036", "ends: An agreement lasts at most ten years. Check the year"),
        ("ends-year", "20266", "ends: Enter the last day as a real date, such as 31 3 2027"),
    ])
    func `one thing wrong is said beside its field`(field: String, value: String, message: String) {
        var changes = [(field, value)]
        if field == "part-police1" { changes.append(("part-care1", "")) }
        var reading = AgreementForm(form(changes), agencies: World.agencies, today: today)
        _ = reading.reference()
        #expect(reading.terms() == nil)
        #expect(reading.errors.list.map { "\($0.field): \($0.message)" } == [message])
    }

    @Test func `31 February is no day, and months may be words`() {
        #expect(
            errors(("ends-day", "31"), ("ends-month", "2")) == [
                "ends: Enter the last day as a real date, such as 31 3 2027"
            ])
        #expect(errors(("ends-month", "mar")) == [])
    }

    @Test func `an agreement that has ended already is refused`() {
        var reading = AgreementForm(form(), agencies: World.agencies, today: World.day("2026-04-01"))
        _ = reading.terms()
        #expect(
            reading.errors.list.map(\.message) == [
                "The last day is in the past, so it would cover nothing. Check the year"
            ])
        var lastDay = AgreementForm(form(), agencies: World.agencies, today: World.ends)
        #expect(lastDay.terms() != nil)
    }

    @Test func `somebody has to give and somebody to receive`() {
        let none = "parties: Nobody receives information: at least one party must"
        #expect(errors(("part-care1", "gives"), ("part-hub1", "gives")) == [none])
        let nobody = "parties: Nobody gives information: at least one party must"
        #expect(errors(("part-police1", "receives"), ("part-hub1", "receives")) == [nobody])
    }

    @Test func `too much text names its limit and is not cut`() {
        let long = String(repeating: "a", count: 201)
        #expect(errors(("title", long)) == ["title: Shorten this to 200 characters. It has 201"])
    }

    @Test func `a reference is plain, has a number and is kept in capitals`() {
        #expect(errors(("reference", "isa-7")) == [])
        #expect(errors(("reference", "ISA")).count == 1)
        #expect(errors(("reference", "ISA 7")).count == 1)
        #expect(errors(("reference", "ISA-7<b>")).count == 1)
        var reading = AgreementForm(form([("reference", " isa-7 ")]), agencies: [], today: today)
        #expect(reading.reference() == "ISA-7")
    }

    // MARK: What the law asks for

    private func gaps(_ categories: Set<Category>, _ keys: String...) -> [LegalBasis.Group] {
        LegalGround(categories: categories, bases: keys.compactMap(LegalBasis.named), other: "").gaps().map(\.group)
    }

    @Test func `the law's demands follow from what is covered`() {
        #expect(gaps([.education]) == [.article6, .gateway])
        #expect(gaps([.education], "gdpr-6-1-e", "ea-2002-175") == [])
        #expect(gaps([.health], "gdpr-6-1-e", "ca-2004-11") == [.article9])
        #expect(gaps([.socialCare], "gdpr-6-1-e", "gdpr-9-2-h", "ca-2004-11") == [.schedule1])
        #expect(gaps([.health], "gdpr-6-1-e", "gdpr-9-2-h", "dpa-1-2", "ca-2004-11") == [])
        #expect(gaps([.police], "gdpr-6-1-e", "cda-1998-115") == [.article10])
        #expect(gaps([.police, .youthJustice], "dpa-part3-31", "cda-1998-115") == [])
        #expect(gaps([.police], "gdpr-6-1-e", "gdpr-10-law", "cda-1998-115") == [.schedule1])
    }

    @Test func `a gateway in its own words is enough`() {
        let ground = LegalGround(
            categories: [.education], bases: ["gdpr-6-1-e"].compactMap(LegalBasis.named), other: "A local Act")
        #expect(ground.gaps().isEmpty)
    }

    @Test func `a condition that needs a policy document asks for its reference`() {
        let message = "policy_document: What you chose needs an appropriate policy document: enter its reference"
        #expect(errors(("schedule1", "dpa-1-18")) == [message])
        #expect(errors(("schedule1", "dpa-1-18"), ("policy_document", "APD-01")) == [])
    }

    @Test func `the list of legal bases is dated, sourced and has no key twice`() {
        #expect(Day(LegalBasis.listed.version) != nil)
        #expect(LegalBasis.listed.source.contains("legislation.gov.uk"))
        #expect(Set(LegalBasis.shipped.map(\.key)).count == LegalBasis.shipped.count)
        #expect(Set(LegalBasis.shipped.map(\.group)) == Set(LegalBasis.Group.allCases))
    }
}
