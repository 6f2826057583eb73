import Crypto
import Foundation
import Governance
import HouseSupport
import Kernel
import Logging
import People
import Storage
import Testing
import Web

@testable import Joining

/// A partnership with agencies' records in files that count, and two coordinators to review them.
struct LinkWorld: Sendable {
    let house: TestHouse
    let coordinator: Worker
    let second: Worker
    /// What the engine is made to find, or the real one.
    let clock: @Sendable () -> Instant

    var database: any Database { house.database }
    var now: Instant { house.now }

    static func make(agreements: Bool = true) async throws -> LinkWorld {
        let house = try await TestHouse.make()
        let coordinator = try #require(house.workers[.hubCoordinator])
        let second = Worker(
            id: .make(), name: "Second Coordinator", email: "second@eastmere.example", role: .hubCoordinator,
            agency: coordinator.agency, jobTitle: "Hub coordinator", isDisabled: false)
        let now = house.now
        try await house.database.write { try $0.insert(second, at: now) }
        let world = LinkWorld(house: house, coordinator: coordinator, second: second) { now.adding(minutes: 1) }
        if agreements { try await world.agree(until: now.day.adding(days: 400)) }
        return world
    }

    /// One agreement between every agency about everything.
    func agree(until ends: Day) async throws {
        let now = now
        let parties = AgencyKind.allCases.compactMap { house.agencies[$0] }.map {
            SharingAgreement.Party(agency: $0.id, part: .both, signatory: "A signatory")
        }
        let terms = SharingAgreement.Terms(
            title: "Keeping young people safe", parties: parties, purposes: ["Safeguarding"],
            categories: Set(Governance.Category.agreeable), fields: [], legalBases: [], otherBasis: "A duty",
            policyDocument: "APD-1", control: .joint, flow: "Monthly", starts: now.day.adding(days: -500), ends: ends,
            review: ends, retention: "Six years", breachContact: "01632 960100", signed: now.day.adding(days: -500))
        try await database.write { tx in
            try tx.insert(
                SharingAgreement(
                    id: .make(), reference: "ISA-001", version: 1, terms: terms, recordedAt: now, recordedBy: nil,
                    reason: ""))
        }
    }

    // MARK: Records

    /// A file of an agency that counts, or counted.
    func file(_ kind: AgencyKind, state: ImportRun.State = .kept) async throws -> ID<ImportRun> {
        let (agency, now) = (try #require(house.agencies[kind]), now)
        let id = ID<ImportRun>.make()
        try await database.write { tx in
            try tx.run(
                """
                INSERT INTO import_run (id, agency_id, feed, feed_version, period, agreement, file_name, file_hash,
                    file_bytes, started_at, state, bytes_read, rows_read, accepted, corrected, rejected, pace_bytes,
                    holder, kept_at)
                VALUES (\(id), \(agency.id), 'person-list', '2026-11-23', '2025-11', 'ISA-001', 'file.csv', 'hash',
                    1, \(now), \(state), 1, 0, 0, 0, 0, 0, '', \(now))
                """)
        }
        return id
    }

    /// A description in a file, as the import would have kept it.
    @discardableResult
    func record(
        _ kind: AgencyKind, _ forename: String, _ surname: String, born: String = "2011-03-27", ref: String = "",
        nhs: String = "", upn: String = "", postcode: String = "", address: String = "", in file: ID<ImportRun>
    ) async throws -> ID<SourceRecord> {
        let agency = try #require(house.agencies[kind])
        let record = SourceRecord(
            id: .make(), agency: agency.id, localRef: ref, forename: forename, middleNames: "", surname: surname,
            alsoKnownAs: "", born: Day(born), sex: "M", address: address, postcode: postcode, nhsNumber: nhs, upn: upn,
            pnc: "", ethnicity: "", school: "")
        try await add([record], category: Note.category(for: kind), in: file)
        return record.id
    }

    func add(_ records: [SourceRecord], category: Governance.Category, in file: ID<ImportRun>) async throws {
        let now = now
        try await database.write { tx in
            let first = try tx.count("SELECT COUNT(*) FROM source_row WHERE run_id = \(file)")
            for (offset, record) in records.enumerated() {
                try tx.run(
                    """
                    INSERT INTO source_record (id, agency_id, record_key, local_ref, forename, middle_names, surname,
                        also_known_as, born, sex, address, postcode, nhs_number, upn, pnc, ethnicity, school, created_at)
                    VALUES (\(record.id), \(record.agency), \(record.id.text), \(record.localRef), \(record.forename),
                        \(record.middleNames), \(record.surname), \(record.alsoKnownAs), \(record.born), \(record.sex),
                        \(record.address), \(record.postcode), \(record.nhsNumber), \(record.upn), \(record.pnc),
                        \(record.ethnicity), \(record.school), \(now))
                    """)
                let line = first + offset + 2
                try tx.run(
                    """
                    INSERT INTO source_row (id, run_id, line, outcome, record_id, category, event_kind, precision,
                        title, serious, signs, facts, original, problems, ref_digest, record_digest, key_digest,
                        row_digest)
                    VALUES (\(ID<SourceRow>.make()), \(file), \(line), 'accepted', \(record.id), \(category.rawValue), '',
                        'day', '', 0, '', '[]', '[]', '[]', 0, 0, 0, 0)
                    """)
            }
        }
    }

    /// A record of our own that somebody made.
    func person(_ given: String, _ family: String, born: String = "2011-03-27") async throws -> ID<Person> {
        let now = now
        return try await database.write { tx in
            var person = Person(id: .make(), number: try tx.nextPersonNumber(), givenName: given, familyName: family)
            person.born = Day(born)
            try tx.insert(person, at: now)
            return person.id
        }
    }

    // MARK: Running

    /// A linking run with an engine that puts these together, asks about those, and nothing else.
    @discardableResult
    func run(
        together: [[ID<SourceRecord>]], ask: [(ID<SourceRecord>, ID<SourceRecord>, Double)] = [],
        doubts: [(ID<SourceRecord>, ID<SourceRecord>, ReviewItem.Cause)] = []
    ) async throws -> LinkRun {
        try await run(.making(together: together, ask: ask, doubts: doubts))
    }

    @discardableResult
    func run(_ engine: LinkEngine) async throws -> LinkRun {
        let run = try await linking(engine).runNow(by: coordinator.id)
        let done = try #require(run)
        try #require(done.state == .done, "\(done.problem ?? "")")
        return done
    }

    func linking(_ engine: LinkEngine) -> Linking {
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        return Linking(
            database: database, audit: Audit(key: house.keys.audit), engine: engine, movables: LinkWorld.movables,
            settings: .standard, logger: logger, clock: clock)
    }

    func person(of record: ID<SourceRecord>) async throws -> ID<Person>? {
        try await database.read { try $0.link(of: record)?.person }
    }

    func link(of record: ID<SourceRecord>) async throws -> RecordLink? {
        try await database.read { try $0.link(of: record) }
    }

    func items() async throws -> [ReviewItem] {
        try await database.read { try $0.reviewItems(in: [.open, .disputed], most: 100) }
    }

    // MARK: Browsing

    func browser(_ worker: Worker) async throws -> Browser {
        let browser = house.browser()
        await browser.open("/sign-in")
        await browser.send("/sign-in/demonstration", [("worker", worker.id.text)])
        return browser
    }

    /// Answers the question on the page.
    func answer(_ item: ReviewItem, _ verdict: String, reason: String = "", in browser: Browser) async {
        await browser.open("/review/\(item.id)")
        await browser.submit("/review/\(item.id)", [("answer", verdict), ("reason", reason)])
    }

    /// Everything in the links' and reviews' tables, as one text: what a run that changes nothing leaves alike.
    func fingerprint() async throws -> String {
        try await database.read { tx in
            let links = try tx.rows(
                "SELECT id, record_id, person_id, maker, ended_at FROM record_link ORDER BY id")
            let items = try tx.rows(
                "SELECT id, left_id, right_id, cause, probability, state FROM review_item ORDER BY id")
            let people = try tx.rows("SELECT id, number, given_name, family_name, updated_at FROM person ORDER BY id")
            return "\(links.map(\.values))\n\(items.map(\.values))\n\(people.map(\.values))"
        }
    }
}

extension LinkEngine {
    /// An engine that finds what it is told: for the rules around it.
    static func making(
        together: [[ID<SourceRecord>]], ask: [(ID<SourceRecord>, ID<SourceRecord>, Double)] = [],
        doubts: [(ID<SourceRecord>, ID<SourceRecord>, ReviewItem.Cause)] = []
    ) -> LinkEngine {
        LinkEngine { question, _ in
            var places: [ID<SourceRecord>: Int] = [:]
            for (place, record) in question.records.enumerated() { places[record.id] = place }
            var clusters = together.map { $0.compactMap { places[$0] }.sorted() }
            // Records confirmed for one young person are together whatever the evidence.
            for (record, person) in question.standing.sorted(by: { $0.key < $1.key }) {
                guard let place = places[record], !clusters.contains(where: { $0.contains(place) }) else { continue }
                let mates = question.standing.filter { $0.value == person }.compactMap { places[$0.key] }
                if let number = clusters.firstIndex(where: { !Set($0).isDisjoint(with: mates) }) {
                    clusters[number].append(place)
                }
            }
            let taken = Set(clusters.joined())
            clusters += question.records.indices.filter { !taken.contains($0) }.map { [$0] }
            func pair(_ a: Int, _ b: Int, _ probability: Double) -> LinkFindings.Pair {
                LinkFindings.Pair(
                    a: min(a, b), b: max(a, b), weight: log2(probability / (1 - probability)), probability: probability)
            }
            var pairs: [LinkFindings.Pair] = []
            for cluster in clusters {
                for (one, other) in zip(cluster, cluster.dropFirst()) { pairs.append(pair(one, other, 0.995)) }
                if let first = cluster.first, cluster.count > 2 {
                    pairs += cluster.dropFirst(2).map { pair(first, $0, 0.99) }
                }
            }
            pairs += ask.compactMap { left, right, probability in
                places[left].flatMap { a in places[right].map { pair(a, $0, probability) } }
            }
            let found = doubts.compactMap { left, right, cause -> LinkFindings.Doubt? in
                guard let a = places[left], let b = places[right] else { return nil }
                return LinkFindings.Doubt(
                    pair: pair(a, b, 0.99), cause: cause, against: "The NHS numbers are different.")
            }
            return LinkFindings(
                clusters: clusters, pairs: pairs.sorted { $0.weight > $1.weight }, doubts: found,
                comparedPairs: pairs.count, refused: found.count, model: "{}", report: "[]",
                evidence: { _, _ in
                    Evidence(
                        start: -12,
                        parts: [
                            Evidence.Part(field: "First name", words: "The same", weight: 8),
                            Evidence.Part(field: "NHS number", words: "Different", weight: -4.5),
                        ], linkFrom: 5.6, askFrom: -3.2, against: "")
                })
        }
    }
}
