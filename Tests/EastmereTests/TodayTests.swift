import Composition
import Eastmere
import Governance
import HouseSupport
import Kernel
import Logging
import Storage
import Testing
import Web

/// Today's meeting is ready to run, whatever today is.
@Suite struct TodayTests {
    /// A Monday morning, a Sunday, just after midnight, a bank holiday, a summer evening.
    static let moments: [Instant] = [
        MadeTown.monday, London.instant(Day(number: 20786), hour: 15, minute: 20),
        London.instant(Day(number: 20781), hour: 0, minute: 6), London.instant(Day(number: 20812), hour: 12, minute: 0),
        London.instant(Day(number: 20645), hour: 19, minute: 45),
    ]

    @Test(arguments: moments)
    func `six are to decide, in their lanes, one of them overdue, and five are decided`(now: Instant) async throws {
        let town = try await MadeTown.make(at: now, scale: 0.04)
        let open = try await town.database.read { tx in
            try tx.rows(
                """
                SELECT p.given_name, r.received_at, (SELECT j.level FROM risk_judgement j WHERE j.person_id = p.id
                    ORDER BY j.set_at DESC LIMIT 1) AS level
                FROM referral r JOIN person p ON p.id = r.person_id WHERE r.status = 'waiting'
                """)
        }
        var lanes: [String: Set<String>] = [:]
        var overdue: [String] = []
        var dues: Set<Instant> = []
        for row in open {
            let (name, level): (String, String?) = (try row["given_name"], try row["level"])
            lanes[level ?? "unset", default: []].insert(name)
            let due = WorkingCalendar.england.adding(1, to: try row["received_at"])
            if due < now { overdue.append(name) }
            dues.insert(due)
        }
        #expect(
            lanes == [
                "high": ["Sami", "Kai", "Grace"], "medium": ["Leon"], "low": ["Reece"], "unset": ["Aisha"],
            ])
        #expect(overdue == ["Sami"])
        #expect(dues.count >= 5, "the clocks tell them apart")
        let today = now.day
        #expect(try await town.count("SELECT COUNT(*) FROM decision WHERE decided_day = \(today)") == 5)
        #expect(try await town.count("SELECT COUNT(*) FROM decision WHERE decided_at > \(now)") == 0)
        #expect(try await town.count("SELECT COUNT(*) FROM attendance WHERE day = \(today) AND here = 1") == 8)
    }

    @Test(arguments: moments)
    func `the desk has new referrals, two alike, two held back, and a teacher's draft`(now: Instant) async throws {
        let town = try await MadeTown.make(at: now, scale: 0.04)
        #expect(try await town.count("SELECT COUNT(*) FROM referral WHERE status = 'received'") == 5)
        #expect(try await town.count("SELECT COUNT(*) FROM referral WHERE status = 'quarantined'") == 2)
        #expect(try await town.count("SELECT COUNT(*) FROM referral_draft") == 1)
        #expect(try await town.count("SELECT COUNT(*) FROM referral WHERE received_at > \(now)") == 0)
        #expect(try await town.count("SELECT COUNT(*) FROM note WHERE at > \(now) OR added_at > \(now)") == 0)
    }

    @Test func `the coordinator opens the board and the lead opens Kai's record`() async throws {
        let town = try await MadeTown.make(at: MadeTown.monday, scale: 0.04)
        let theme = Theme(
            name: Eastmere.partnership, shortName: "Eastmere", tagline: "", phone: "01632 960144", phoneHours: "",
            isDemonstration: true)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let site = Composed.site(town.database, keys: town.keys, theme: theme, logger: logger)
        let kai: String? = try await town.database.read { try $0.value("SELECT id FROM person WHERE number = 2047") }
        let board = try await page("/hub", of: "Rowan Ellis", town, site)
        for name in ["Sami A", "Kai B", "Grace O", "Leon T", "Aisha M", "Reece D", "Theo K", "Ellie W"] {
            #expect(board.contains(name), "\(name)")
        }
        let record = try await page("/young-people/\(kai ?? "")", of: "Nadia Osei", town, site)
        #expect(record.contains("Kai Brennan"))
        #expect(record.contains("Missing for 19 hours"))
    }

    private func page(_ path: String, of name: String, _ town: MadeTown, _ site: Site) async throws -> String {
        let worker = try #require(town.made.workers.first { $0.name == name })
        let browser = Browser(site, now: town.now)
        await browser.open("/sign-in")
        await browser.send("/sign-in/demonstration", [("worker", worker.id.text)])
        await browser.open(path)
        #expect(await browser.status == 200)
        return await browser.text
    }
}
