import Foundation
import Governance
import HouseSupport
import Kernel
import Logging
import People
import Storage
import Synchronization
import Testing
import Web

@testable import Joining

/// A thousand planted names: in an agency's file, and nowhere an agreement does not let them be.
@Suite struct CanaryTests {
    private static func surname(_ number: Int) -> String { "Zqcanary\(String(10_000 + number))x" }

    private static let mark = "zqcanary"

    /// A house in which health's file of 1,000 young people was kept and linked under an agreement that has ended.
    private func planted(_ log: CapturedLog) async throws -> (PictureWorld, [ID<Person>], ID<ImportRun>) {
        let world = try await PictureWorld(house: TestHouse.make(logger: log.logger), person: .make())
        let agreement = try await world.agree(
            "ISA-100", from: [.health], to: [.youthJustice, .partnership, .voluntary, .education],
            [.health, .identity, .contact], ends: "2025-11-24")
        let (agency, now) = (try world.agency(.health), world.house.now)
        let run = ID<ImportRun>.make()
        let people = try await world.house.database.write { tx in
            try tx.run(
                """
                INSERT INTO import_run (id, agency_id, feed, feed_version, period, agreement, file_name, file_hash,
                    file_bytes, started_at, state, bytes_read, rows_read, accepted, corrected, rejected, pace_bytes,
                    holder, kept_at)
                VALUES (\(run), \(agency.id), 'ae-attendance', '1', '2025-10', \(agreement.reference), 'ae.csv', 'x',
                    1, \(now.adding(days: -40)), 'kept', 1, 1000, 1000, 0, 0, 0, '', \(now.adding(days: -39)))
                """)
            return try (0..<1000).map { try plant($0, run, agency.id, now, in: tx) }
        }
        return (world, people, run)
    }

    private func plant(
        _ number: Int, _ run: ID<ImportRun>, _ agency: ID<Agency>, _ now: Instant, in tx: Transaction
    ) throws -> ID<Person> {
        var person = Person(
            id: .make(), number: try tx.nextPersonNumber(), givenName: "Known\(number)", familyName: "Person\(number)")
        person.born = Day(year: 2010, month: 3, day: 27)
        try tx.insert(person, at: now)
        let (record, name) = (ID<SourceRecord>.make(), Self.surname(number))
        try tx.run(
            """
            INSERT INTO source_record (id, agency_id, record_key, local_ref, forename, middle_names, surname,
                also_known_as, born, sex, address, postcode, nhs_number, upn, pnc, ethnicity, school, created_at)
            VALUES (\(record), \(agency), \(record.text), \("REF-\(name)"), \("F\(name)"), \(name), \(name), \(name),
                '2010-03-27', 'M', \("1 \(name) Road"), 'KX1 2AB', '', '', '', '', \("\(name) School"), \(now))
            """)
        try tx.run(
            """
            INSERT INTO source_row (id, run_id, line, outcome, record_id, category, event_kind, at, precision, title,
                serious, signs, facts, original, problems, ref_digest, record_digest, key_digest, row_digest)
            VALUES (\(ID<SourceRow>.make()), \(run), \(number + 2), 'accepted', \(record), 'health', 'injury',
                \(now.adding(days: -20)), 'minute', \("Was hurt \(name)"), 1, 'injury',
                \("[[\"Came because of\",\"\(name)\"]]"), \("[\"\(name)\"]"), '[]', \(number), \(number), \(number),
                \(number))
            """)
        try tx.run(
            """
            INSERT INTO record_link (id, record_id, person_id, maker, reason, since)
            VALUES (\(ID<RecordLink>.make()), \(record), \(person.id), 'person', 'Test', \(now.adding(days: -20)))
            """)
        return person.id
    }

    /// Every page of every role but the agency's own, for a sample of them, with searches, wrong addresses and forms.
    @Test(arguments: Role.allCases.filter { $0 != .panelMember })
    func `no planted name is on another agency's page, in a log, an address or an error`(role: Role) async throws {
        let log = CapturedLog()
        let (world, people, run) = try await planted(log)
        let (worker, now) = (try world.worker(role), world.house.now)
        try await world.house.database.write { tx in
            for person in people { try tx.involve(worker, as: .team, with: person, why: "Test", at: now) }
        }
        let browser = try await world.house.browser(as: role)
        let sample = [people[0], people[499], people[999]].map(\.text)
        var pages = 0
        for route in world.house.site.routes where route.method == .get && route.path != "/exit" {
            let targets = route.path.contains("{") ? sample + [run.text, "nothing", "1"] : [""]
            for target in targets {
                let path = route.path.split(separator: "/").map { $0.hasPrefix("{") ? target : String($0) }
                await browser.open("/" + path.joined(separator: "/"))
                pages += 1
                try await check(browser, "\(role.name): \(route.name)")
            }
        }
        for number in stride(from: 0, to: 1000, by: 50) {
            await browser.open("/young-people")
            await browser.submit("/young-people", [("q", Self.surname(number))])
            let text = await browser.text.replacing(Self.surname(number), with: "")
            #expect(!text.lowercased().contains(Self.mark), "\(role.name): search \(number)")
            pages += 1
        }
        for path in ["/young-people/x%20y", "/cohorts/../x", "/imports/none", "/young-people/\(sample[0])/nowhere"] {
            await browser.open(path)
            try await check(browser, "\(role.name): \(path)")
        }
        #expect(!log.text.lowercased().contains(Self.mark))
        let details = try await world.auditDetails().joined(separator: "\n").lowercased()
        #expect(!details.contains(Self.mark))
        print("canaries, \(role.name): \(pages) pages, \(log.text.utf8.count) bytes of log")
    }

    /// The test can fail: health's own worker reads them, and so does another agency while an agreement is in date.
    @Test func `the agency itself reads its names, and another does under an agreement in date`() async throws {
        let log = CapturedLog()
        let (world, people, _) = try await planted(log)
        let (own, other, now) = (try world.worker(.panelMember), try world.worker(.leadPractitioner), world.house.now)
        try await world.house.database.write { tx in
            for worker in [own, other] { try tx.involve(worker, as: .team, with: people[7], why: "T", at: now) }
        }
        let record = "/young-people/\(people[7])"
        let health = try await world.house.browser(as: .panelMember)
        await health.open(record + "/agencies")
        #expect(await health.text.contains(Self.surname(7)))
        #expect(await !health.text.contains(Self.surname(8)))
        try await world.agree("ISA-101", from: [.health], to: [.youthJustice], [.health, .identity])
        let lead = try await world.house.browser(as: .leadPractitioner)
        await lead.open(record)
        #expect(await lead.text.contains("Was hurt \(Self.surname(7))"))
        await lead.open(record + "/agencies")
        #expect(await lead.text.contains(Self.surname(7)))
        #expect(await !lead.text.contains("\(Self.surname(7)) Road"))
        let logged = try await world.auditDetails().joined().lowercased() + log.text.lowercased()
        #expect(!logged.contains(Self.mark))
    }

    private func check(_ browser: Browser, _ words: String) async throws {
        let (text, path) = (await browser.text.lowercased(), await browser.lastPath.lowercased())
        #expect(!text.contains(Self.mark), "\(words): page")
        #expect(!path.contains(Self.mark), "\(words): address")
        for (name, value) in await browser.last.headers { #expect(!value.lowercased().contains(Self.mark), "\(name)") }
    }
}

/// Everything the program would have logged, at every level.
final class CapturedLog: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        var logger = Logger(label: "captured") { _ in CapturedHandler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    fileprivate func add(_ line: String) { lines.withLock { $0.append(line) } }
}

private struct CapturedHandler: LogHandler {
    let log: CapturedLog
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    init(log: CapturedLog) { self.log = log }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { log.add("\(event.level) \(event.message) \(event.metadata ?? [:])") }
}
