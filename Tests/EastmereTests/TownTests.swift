import Eastmere
import Foundation
import Governance
import Kernel
import Storage
import Testing
import Wording

@Suite struct TownTests {
    private func town() async throws -> MadeTown { try await MadeTown.whole.value }

    @Test func `each year has about as many referrals as it should, and the second has more`() async throws {
        let town = try await town()
        let (now, year) = (town.now, town.now.adding(days: -365))
        let last = try await town.count("SELECT COUNT(*) FROM referral WHERE received_at > \(year)")
        let before = try await town.count("SELECT COUNT(*) FROM referral WHERE received_at <= \(year)")
        #expect((1030...1230).contains(last))
        #expect((920...1110).contains(before))
        #expect(last > before)
        #expect(try await town.count("SELECT COUNT(*) FROM referral WHERE received_at > \(now)") == 0)
    }

    @Test func `concerns come in every way, schools the most`() async throws {
        let rows = try await town().database.read { tx in
            try tx.rows("SELECT channel, COUNT(*) AS number FROM referral GROUP BY channel")
        }
        let channels = try Dictionary(
            uniqueKeysWithValues: rows.map { row -> (String, Int) in (try row["channel"], try row["number"]) })
        #expect(
            Set(channels.keys) == ["publicForm", "professional", "phone", "letter", "agencyFile", "partnership"])
        #expect(channels.values.allSatisfy { $0 >= 20 })
        let codes: [String] = try await town().database.read { tx in
            try tx.values("SELECT source_code FROM referral GROUP BY source_code ORDER BY COUNT(*) DESC")
        }
        #expect(codes.first == "2A")
        #expect(codes.count >= 10)
    }

    @Test func `schools are quiet in the summer`() async throws {
        let town = try await town()
        let days: [Int] = try await town.database.read { tx in
            try tx.values("SELECT received_at FROM referral WHERE source_code = '2A'")
        }
        let months = days.map { Instant(milliseconds: $0).day.month }
        #expect(4 * months.count { $0 == 8 } < months.count { $0 == 11 })
    }

    @Test func `about 94 in 100 are decided within one working day`() async throws {
        let rows = try await town().database.read { tx in
            try tx.rows("SELECT received_at, decided_at FROM referral WHERE status = 'decided'")
        }
        let inTime = try rows.count { row in
            let received: Instant = try row["received_at"]
            let decided: Instant = try row["decided_at"]
            return decided <= WorkingCalendar.england.adding(1, to: received)
        }
        let share = Double(inTime) / Double(rows.count)
        #expect((0.925...0.955).contains(share), "\(share)")
    }

    @Test func `young people are 10 to 18, and some are told of again`() async throws {
        let rows = try await town().database.read { tx in
            try tx.rows(
                """
                SELECT r.received_at, p.born, p.id FROM referral r JOIN person p ON p.id = r.person_id
                WHERE r.status <> 'duplicate'
                """)
        }
        var times: [String: Int] = [:]
        for row in rows {
            let at: Instant = try row["received_at"]
            let born: Day = try row["born"]
            #expect((10...18).contains(born.age(on: at.day)))
            times[try row["id"], default: 0] += 1
        }
        #expect((0.08...0.3).contains(Double(times.values.count { $0 > 1 }) / Double(times.count)))
    }

    @Test func `no two concerns and no two strengths read the same`() async throws {
        let rows = try await town().database.read { tx in try tx.rows("SELECT concerns, helps FROM referral") }
        var lines: [String] = []
        for row in rows {
            let (concerns, helps): (String, String) = (try row["concerns"], try row["helps"])
            lines += (concerns.split(separator: "\n") + helps.split(separator: "\n")).map { String($0) }
        }
        #expect(lines.count > 6000)
        #expect(Set(lines).count == lines.count)
    }

    @Test func `nothing anybody wrote blames a young person`() async throws {
        let texts = try await town().writtenTexts()
        #expect(texts.count > 8000)
        var found: Set<String> = []
        for text in texts {
            for finding in LanguageCheck.standard.check(text) {
                found.insert("\(finding.matched): \(text.prefix(200))")
            }
        }
        #expect(found.isEmpty, "\(found.sorted().prefix(12).joined(separator: "\n"))")
    }

    @Test func `no gap is left open, and nothing is empty that should be said`() async throws {
        let texts = try await town().writtenTexts()
        #expect(!texts.contains { $0.contains("{") && !$0.hasPrefix("{\"") })
        #expect(try await town().count("SELECT COUNT(*) FROM decision WHERE reason = '' OR reply = ''") == 0)
        #expect(try await town().count("SELECT COUNT(*) FROM risk_judgement WHERE reason = '' OR headline = ''") == 0)
    }

    @Test func `where the meeting and the tool differ, both are kept with a reason`() async throws {
        let town = try await town()
        let all = try await town.count("SELECT COUNT(*) FROM screening")
        let disputed = try await town.count("SELECT COUNT(*) FROM screening WHERE own_band <> band")
        #expect(all > 1000)
        #expect((0.05...0.3).contains(Double(disputed) / Double(all)))
        #expect(try await town.count("SELECT COUNT(*) FROM screening WHERE own_band <> band AND own_reason = ''") == 0)
    }

    @Test func `the audit log is whole, and nothing in it lies in the future`() async throws {
        let town = try await town()
        let audit = Audit(key: town.keys.audit)
        let report = try await town.database.read { try audit.verify(in: $0) }
        #expect(report.faults.isEmpty)
        #expect(report.lines > 8000)
        #expect(try await town.count("SELECT COUNT(*) FROM audit WHERE at > \(town.now)") == 0)
        #expect(try await town.count("SELECT COUNT(*) FROM audit WHERE outcome = 'refused'") > 0)
    }

    @Test func `two records are restricted, and one emergency opening waits for review`() async throws {
        let town = try await town()
        #expect(try await town.count("SELECT COUNT(DISTINCT subject_id) FROM restriction") == 2)
        #expect(try await town.count("SELECT COUNT(*) FROM break_glass") == 1)
        #expect(try await town.database.read { try $0.unreviewedBreakGlass() } == 1)
    }

    @Test func `a database with the town in it says so, and no other does`() async throws {
        #expect(try await town().database.read { try Demonstration.holding(of: $0) } == .demonstration)
        #expect(!Demonstration.mayClear(["partnership.json"], saysDemonstration: false))
        #expect(Demonstration.mayClear(["partnership.json"], saysDemonstration: true))
        #expect(Demonstration.mayClear([], saysDemonstration: false))
    }
}
