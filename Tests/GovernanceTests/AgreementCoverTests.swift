import Kernel
import Testing

@testable import Governance

/// What agreements cover, and the words when they do not.
@Suite struct AgreementCoverTests {
    private typealias World = AgreementWorld

    private func words(_ verdict: AgreementVerdict) -> String { verdict.refusal?.words ?? "covered" }

    @Test func `what an agreement names passes, under that agreement`() {
        let agreement = World.agreement("ISA-003")
        let sharing = World.sharing(agreement)
        #expect(sharing.covers(.police, from: World.police.id, to: World.care.id) == .covered(by: agreement))
        #expect(sharing.covers(.identity, from: World.police.id, to: World.hub.id) == .covered(by: agreement))
        #expect(sharing.covers(.police, from: World.police.id, to: nil) == .covered(by: agreement))
        #expect(sharing.covers(.police, from: World.police.id, to: nil).auditWords == "under ISA-003")
    }

    @Test func `that a record exists goes with the name, and with nothing else`() {
        let named = World.sharing(World.agreement("ISA-003"))
        #expect(named.covers(.existence, from: World.police.id, to: World.care.id).isCovered)
        let nameless = World.sharing(World.agreement("ISA-003") { $0.categories = [.police] })
        #expect(!nameless.covers(.existence, from: World.police.id, to: World.care.id).isCovered)
        #expect(!nameless.covers(.identity, from: World.police.id, to: World.care.id).isCovered)
    }

    @Test func `an agency's own information comes back to it without any agreement`() {
        let verdict = World.sharing().covers(.police, from: World.police.id, to: World.police.id)
        #expect(verdict == .own)
        #expect(verdict.isCovered)
        #expect(verdict.agreement == nil)
    }

    // MARK: Boundary days, in London

    @Test(arguments: [
        ("2025-12-31", false), ("2026-01-01", true), ("2026-03-31", true), ("2026-04-01", false),
    ])
    func `the first day and the last day count, the days beside them do not`(day: String, isCovered: Bool) {
        let sharing = World.sharing(World.agreement("ISA-003"), on: World.day(day))
        #expect(sharing.covers(.police, from: World.police.id, to: nil).isCovered == isCovered)
    }

    @Test(arguments: [
        // Winter time: London's day turns at midnight UTC.
        ("2026-01-01", 0, -1, false), ("2026-01-01", 0, 0, true),
        // 31 March is in summer time: 11:59pm in London is 10:59pm UTC, midnight is 11pm UTC.
        ("2026-03-31", 23, -1, true), ("2026-03-31", 23, 0, false),
    ])
    func `the day is London's, also in summer time`(date: String, hourUTC: Int, seconds: Int, isCovered: Bool) {
        let midnight = Instant(milliseconds: World.day(date).number * 86_400_000)
        let moment = midnight.adding(seconds: seconds, hours: hourUTC)
        let sharing = World.sharing(World.agreement("ISA-003"), on: moment.day)
        #expect(sharing.covers(.police, from: World.police.id, to: nil).isCovered == isCovered)
    }

    @Test func `an agreement ended early covers the day before and not the day itself`() {
        let ended = World.agreement("ISA-003") {
            $0.earlyEnd = SharingAgreement.EarlyEnd(day: World.day("2026-02-10"), reason: "A breach")
        }
        let before = World.sharing(ended, on: World.day("2026-02-09"))
        let after = World.sharing(ended, on: World.day("2026-02-10"))
        #expect(before.covers(.police, from: World.police.id, to: nil).isCovered)
        #expect(
            words(after.covers(.police, from: World.police.id, to: nil))
                == "ISA-003 was ended early, on 10 February 2026. Nothing was imported.")
    }

    @Test(arguments: [
        ("2025-12-31", SharingAgreement.State.notBegun), ("2026-01-01", .inDate),
        ("2026-01-29", .inDate), ("2026-01-30", .endingSoon(days: 60)), ("2026-03-31", .endingSoon(days: 0)),
        ("2026-04-01", .ended),
    ])
    func `an agreement is ending soon from sixty days before its last day`(
        day: String, state: SharingAgreement.State
    ) {
        #expect(World.agreement("ISA-003").state(on: World.day(day)) == state)
    }

    // MARK: Every refusal's words

    @Test func `an ended agreement says when it ended and that nothing was imported`() {
        let sharing = World.sharing(World.agreement("ISA-003"), on: World.day("2026-04-01"))
        let verdict = sharing.covers(.police, from: World.police.id, to: nil)
        #expect(words(verdict) == "ISA-003 ended on 31 March 2026. Nothing was imported.")
        #expect(verdict.refusal?.agreement?.reference == "ISA-003")
        #expect(verdict.auditWords == "not under ISA-003")
        let view = sharing.covers(.police, from: World.police.id, to: World.care.id)
        #expect(words(view) == "ISA-003 ended on 31 March 2026. Nothing was shared.")
    }

    @Test func `an agreement that has not begun says when it does`() {
        let sharing = World.sharing(World.agreement("ISA-003"), on: World.day("2025-12-31"))
        #expect(
            words(sharing.covers(.police, from: World.police.id, to: nil))
                == "ISA-003 does not begin until 1 January 2026. Nothing was imported.")
    }

    @Test func `a kind of information that is not in it is named`() {
        let sharing = World.sharing(World.agreement("ISA-003"))
        #expect(
            words(sharing.covers(.health, from: World.police.id, to: World.care.id))
                == "ISA-003 does not include this kind of information: health. Nothing was shared.")
        let two = World.sharing(World.agreement("ISA-003"), World.agreement("ISA-004"))
        #expect(
            words(two.covers(.health, from: World.police.id, to: nil))
                == "ISA-003 and ISA-004 do not include this kind of information: health. Nothing was imported.")
    }

    @Test func `with no agreement at all, both agencies are named`() {
        let verdict = World.sharing().covers(.police, from: World.police.id, to: World.care.id)
        #expect(
            words(verdict)
                == "There is no sharing agreement under which Eastmere Police gives information to "
                + "Eastmere Social Care. Nothing was shared.")
        #expect(verdict.auditWords == "no agreement")
        #expect(
            words(World.sharing().covers(.police, from: World.police.id, to: nil))
                == "There is no sharing agreement under which Eastmere Police gives information. Nothing was imported.")
    }

    @Test func `an agency that is not a party, or on the wrong side, is told so`() {
        let sharing = World.sharing(World.agreement("ISA-003"))
        let outsider = sharing.covers(.police, from: World.school.id, to: nil, under: "ISA-003")
        #expect(
            words(outsider)
                == "Fairmead Academy is not a party to ISA-003. Nothing was imported.")
        let receiver = sharing.covers(.police, from: World.care.id, to: nil, under: "ISA-003")
        #expect(
            words(receiver)
                == "Under ISA-003, Eastmere Social Care receives information but does not give it. "
                + "Nothing was imported.")
        let giver = sharing.covers(.police, from: World.hub.id, to: World.police.id, under: "ISA-003")
        #expect(
            words(giver)
                == "Under ISA-003, Eastmere Police gives information but does not receive it. Nothing was shared.")
        #expect(!sharing.covers(.police, from: World.police.id, to: World.school.id).isCovered)
    }

    @Test func `a reference nobody knows is named, and everything missing is said at once`() {
        let sharing = World.sharing(World.agreement("ISA-003"), on: World.day("2026-04-01"))
        #expect(
            words(sharing.covers(.police, from: World.police.id, to: nil, under: "ISA-9"))
                == "There is no sharing agreement ISA-9. Nothing was imported.")
        #expect(
            words(sharing.covers(.health, from: World.police.id, to: nil, under: "ISA-003"))
                == "ISA-003 ended on 31 March 2026. ISA-003 does not include this kind of information: health. "
                + "Nothing was imported.")
    }

    @Test func `another agreement in date covers what a named one does not`() {
        let old = World.agreement("ISA-000") { $0.ends = World.day("2026-01-31") }
        let sharing = World.sharing(old, World.agreement("ISA-003"))
        #expect(sharing.covers(.police, from: World.police.id, to: nil).agreement?.reference == "ISA-003")
        #expect(!sharing.covers(.police, from: World.police.id, to: nil, under: "ISA-000").isCovered)
    }

    @Test func `of several that cover, the one that lasts longest is named`() {
        let longer = World.agreement("ISA-009") { $0.ends = World.day("2026-12-31") }
        let sharing = World.sharing(World.agreement("ISA-003"), longer, World.agreement("ISA-001"))
        #expect(sharing.covers(.police, from: World.police.id, to: nil).agreement?.reference == "ISA-009")
        let equal = World.sharing(World.agreement("ISA-003"), World.agreement("ISA-001"))
        #expect(equal.covers(.police, from: World.police.id, to: nil).agreement?.reference == "ISA-001")
    }

    @Test func `an agreement with no fields named covers them all`() {
        #expect(World.terms.covers(.surname))
        #expect(!World.terms.covers(.nhsNumber))
        var all = World.terms
        all.fields = []
        #expect(IdentityField.allCases.allSatisfy(all.covers))
    }
}
