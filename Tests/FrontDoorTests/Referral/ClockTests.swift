import Kernel
import Testing
import Web

@testable import FrontDoor

@Suite struct ClockTests {
    private func at(_ day: String, _ hour: Int, _ minute: Int = 0) throws -> Instant {
        London.instant(try #require(Day(day)), hour: hour, minute: minute)
    }

    @Test(arguments: [
        // A Tuesday; a Friday; a Saturday counts from Monday 9am; the Thursday before Easter; Christmas Eve.
        ("2026-11-24", 10, "2026-11-25", 10, "2026-11-27"), ("2026-11-20", 16, "2026-11-23", 16, "2026-11-25"),
        ("2026-11-21", 23, "2026-11-24", 9, "2026-11-26"), ("2026-04-02", 14, "2026-04-07", 14, "2026-04-09"),
        ("2026-12-24", 11, "2026-12-29", 11, "2026-12-31"),
    ])
    func `clocks run on working days`(
        came: String, hour: Int, decide: String, decideHour: Int, tell: String
    ) throws {
        let clock = ReferralClock(receivedAt: try at(came, hour), calendar: .england)
        #expect(clock.acknowledgeBy == (try at(decide, decideHour)))
        #expect(clock.decideBy == clock.acknowledgeBy)
        #expect(clock.tellBy == (try at(tell, decideHour)))
    }

    @Test func `the clock shown is of what is due next`() throws {
        let came = try at("2026-11-20", 16)
        let clock = ReferralClock(receivedAt: came, calendar: .england)
        var referral = Referral(
            id: .make(), reference: "EM-AAA-AAA", channel: .publicForm, status: .received, sourceCode: "9",
            sourceWords: "A neighbour, online", receivedAt: came)
        let friday = try at("2026-11-20", 17)
        #expect(clock.view(of: referral, at: friday)?.due == "Acknowledge by Monday 4pm")
        #expect(!clock.isOverdue(referral, at: friday))
        let late = try at("2026-11-23", 18, 30)
        #expect(clock.isOverdue(referral, at: late))
        #expect(clock.view(of: referral, at: late)?.words == "2h 30m overdue")
        referral.acknowledgedAt = friday
        #expect(clock.view(of: referral, at: friday)?.due == "Decide by Monday 4pm")
        referral.decidedAt = friday
        referral.status = .decided
        #expect(clock.view(of: referral, at: friday)?.due == "Tell them by Wednesday 4pm")
        referral.toldAt = friday
        #expect(clock.view(of: referral, at: friday) == nil)
        referral.status = .closed
        #expect(clock.view(of: referral, at: late) == nil)
    }
}
