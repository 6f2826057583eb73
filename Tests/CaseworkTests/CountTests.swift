import FrontDoor
import Governance
import Kernel
import People
import Testing

@testable import Casework

@Suite struct ReferralCountTests {
    private func at(_ text: String, _ hour: Int, _ minute: Int = 0) throws -> Instant {
        London.instant(try #require(Day(text)), hour: hour, minute: minute)
    }

    private func counts(_ times: [(Instant, Instant?)], source: String = "2A") -> ReferralCounts {
        let all = times.map { ReferralTimes(receivedAt: $0.0, decidedAt: $0.1, sourceCode: source) }
        return ReferralCounts(all, calendar: .england)
    }

    @Test func `financial years run from April to March`() throws {
        let march = FinancialYear(of: try #require(Day("2026-03-31")))
        let april = FinancialYear(of: try #require(Day("2026-04-01")))
        #expect(march.name == "2025 to 2026" && april.name == "2026 to 2027")
        #expect(april.before == march)
        #expect(april.months.count == 13)
        #expect(april.months[0] == Day("2026-04-01") && april.months[9] == Day("2027-01-01"))
        #expect(april.months[12] == Day("2027-04-01"))
    }

    @Test func `months are counted in London, not in UTC`() throws {
        // 11:30pm UTC on 31 May is half past midnight on 1 June in London.
        let late = Instant(milliseconds: try at("2026-06-01", 0, 30).milliseconds)
        let counts = counts([
            (late, nil), (try at("2026-05-31", 23, 59), nil), (try at("2026-04-01", 0), nil),
            (try at("2027-03-31", 23, 59), nil), (try at("2027-04-01", 0), nil), (try at("2026-03-31", 23, 59), nil),
        ])
        #expect(counts.byMonth(FinancialYear(start: 2026)) == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect(counts.byMonth(FinancialYear(start: 2025)) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    }

    @Test func `a working day leaps over weekends and bank holidays`() throws {
        // Good Friday and Easter Monday 2026 are 3 and 6 April: Thursday 2pm is due on Tuesday 7 at 2pm.
        let received = try at("2026-04-02", 14)
        let inTime = counts([(received, try at("2026-04-07", 13, 59))])
        let late = counts([(received, try at("2026-04-07", 14, 1))])
        let april = try #require(Day("2026-04-30"))
        let now = try at("2026-04-30", 17)
        #expect(inTime.decidedInTime(inMonthOf: april, at: now) == Share(part: 1, whole: 1))
        #expect(late.decidedInTime(inMonthOf: april, at: now) == Share(part: 0, whole: 1))
    }

    @Test func `Christmas moves what is due into the next month that people work`() throws {
        // Thursday 31 December 2026, 4pm: 1 January is a holiday, so it is due on Monday 4 January at 4pm.
        let counts = counts([(try at("2026-12-31", 16), try at("2027-01-04", 9))])
        let (december, january) = (try #require(Day("2026-12-31")), try #require(Day("2027-01-15")))
        let now = try at("2027-01-15", 12)
        #expect(counts.decidedInTime(inMonthOf: december, at: now).whole == 0)
        #expect(counts.decidedInTime(inMonthOf: january, at: now) == Share(part: 1, whole: 1))
    }

    @Test func `what is late and still open counts against the share, what is not due yet does not`() throws {
        let now = try at("2026-11-23", 10)
        let counts = counts([
            (try at("2026-11-02", 10), try at("2026-11-02", 15)),  // in time
            (try at("2026-11-06", 10), try at("2026-11-09", 9)),  // Friday to Monday: in time
            (try at("2026-11-07", 11), try at("2026-11-10", 8)),  // Saturday: due Tuesday 9am, in time
            (try at("2026-11-04", 10), try at("2026-11-06", 10)),  // a day late
            (try at("2026-11-19", 10), nil),  // due on 20 November, still open
            (try at("2026-11-20", 14), nil),  // due today at 2pm
            (try at("2026-11-20", 15), try at("2026-11-20", 16)),  // due today, decided already
        ])
        let share = counts.decidedInTime(inMonthOf: now.day, at: now)
        #expect(share == Share(part: 4, whole: 6))
        #expect(share.percent == 66)
        #expect(Share(part: 0, whole: 0).percent == nil)
    }

    @Test func `sources are counted under their headings`() throws {
        let day = try at("2026-05-05", 10)
        let times = ["2A", "2B", "6", "9", "1B"].map { ReferralTimes(receivedAt: day, decidedAt: nil, sourceCode: $0) }
        let counts = ReferralCounts(times, calendar: .england)
        let year = FinancialYear(start: 2026).boundaries
        #expect(counts.bySource(["Education", "Justice", "Public", "Health"], year[0]..<year[12]) == [2, 1, 2, 0])
        #expect(Set(ReferralSource.groups) == Set(ReferralSource.all.map(\.group)))
    }

    @Test func `first contact follows the level, and an unset level counts as high`() throws {
        let thursday = try #require(Day("2026-04-02"))
        let settings = HubSettings.standard
        func first(_ level: RiskLevel?) -> Day {
            settings.firstContact(level, decidedOn: thursday, calendar: .england)
        }
        #expect(first(.high) == thursday && first(nil) == thursday)
        #expect(first(.medium) == Day("2026-04-09"))
        #expect(first(.low) == Day("2026-04-13"))
    }

    @Test func `the target is the one that held on the day`() throws {
        #expect(HubSettings.standard.target(on: try #require(Day("2026-03-31"))) == 85)
        #expect(HubSettings.standard.target(on: try #require(Day("2026-04-01"))) == 90)
        #expect(HubSettings.standard.target(on: try #require(Day("2020-01-01"))) == nil)
    }
}
