import Foundation
import Governance
import Kernel
import Logging
import People
import Storage

/// Runs the engine over everything that counts, and writes what follows from it in small steps.
///
/// The engine works on a thread of its own, so that pages stay quick. A run that stops with its program loses nothing:
/// what was written stands, and the next run carries on from there.
package struct Linking: Sendable {
    let database: any Database
    let audit: Audit
    let engine: LinkEngine
    let movables: [Movable]
    let settings: LinkSettings
    let logger: Logger
    /// The time, asked for as work goes on: a run may take minutes.
    let clock: @Sendable () -> Instant

    package init(
        database: any Database, audit: Audit, engine: LinkEngine, movables: [Movable], settings: LinkSettings,
        logger: Logger, clock: @escaping @Sendable () -> Instant
    ) {
        self.database = database
        self.audit = audit
        self.engine = engine
        self.movables = movables
        self.settings = settings
        self.logger = logger
        self.clock = clock
    }

    /// Records read and links written in one go.
    static let page = 2000
    static let batch = 200

    /// Begins a run in the background; where one is at work already, that one is meant.
    package func start(by worker: ID<Worker>?) async throws -> ID<LinkRun> {
        let wanted = LinkRun(id: .make(), startedAt: clock(), worker: worker)
        let (run, isNew) = try await database.write { try $0.begin(wanted) }
        if isNew { Task { await carryOut(run) } }
        return run.id
    }

    /// Does a whole run and returns it as it ended; where one is at work already, nothing is done.
    package func runNow(by worker: ID<Worker>?) async throws -> LinkRun? {
        let wanted = LinkRun(id: .make(), startedAt: clock(), worker: worker)
        let (run, isNew) = try await database.write { try $0.begin(wanted) }
        guard isNew else { return nil }
        await carryOut(run)
        return try await database.read { try $0.linkRun(run.id) }
    }

    private func carryOut(_ run: LinkRun) async {
        do {
            try await work(run)
        } catch {
            let problem = LinkProblem.words(for: error)
            logger.error("linking failed", metadata: ["problem": .string(problem)])
            let now = clock()
            try? await database.write { try $0.fail(run.id, because: problem, at: now) }
        }
    }

    private func work(_ run: LinkRun) async throws {
        var counts = LinkRun.Counts()
        let records = try await gather(run)
        counts.records = records.count
        try await note("Comparing \(records.count) records", counts, run)
        let (question, links, closed) = try await ask(records)
        let findings = try await compare(question, counts, run)
        counts.pairs = findings.comparedPairs
        counts.refused = findings.refused
        let plan = LinkPlan(records: records, findings: findings, links: links, closed: closed)
        let writer = LinkWriter(run: run, records: records, plan: plan, findings: findings, linking: self)
        try await writer.write(&counts)
        let (final, now) = (counts, clock())
        let worker = try await database.read { tx in try run.worker.flatMap { try tx.worker($0) } }
        try await database.write { tx in
            try tx.finish(run.id, final, model: findings.model, report: findings.report, at: now)
            try audit.append(
                Audit.Entry(
                    at: now, worker: worker, action: Action.reviewLinks.rawValue, subject: "",
                    detail: """
                        linking run: \(final.records) records, \(final.links) linked, \(final.people) new, \
                        \(final.asked) to review
                        """,
                    outcome: .permitted, reference: run.id.text),
                in: tx)
        }
    }

    // MARK: What takes part

    /// Brings our own records' mirrors up to date, and reads everything that counts, by identifier.
    private func gather(_ run: LinkRun) async throws -> [SourceRecord] {
        try await note("Reading records", LinkRun.Counts(), run)
        var records = try await mirrors()
        var last: ID<SourceRecord>?
        while true {
            let from = last
            let part = try await database.read { try $0.keptRecords(after: from, most: Self.page) }
            guard let end = part.last else { break }
            records += part
            last = end.id
        }
        return records.sorted { $0.id < $1.id }
    }

    private func mirrors() async throws -> [SourceRecord] {
        guard let own = try await database.read({ try $0.ownAgency() }) else { return [] }
        let made = try await database.read { try $0.madePeople() }
        var mirrors: [SourceRecord] = []
        var last: ID<Person>?
        while true {
            let (from, now) = (last, clock())
            let part = try await database.read { try $0.identities(after: from, most: 500) }
            guard let end = part.last else { return mirrors }
            last = end.person.id
            let ours = part.filter { made[$0.person.id] != $0.changedAt && Mirror.isComparable($0.person) }
            guard !ours.isEmpty else { continue }
            mirrors += try await database.write { try $0.mirror(ours.map(\.person), in: own, at: now) }
        }
    }

    /// What stands and what people decided, as the engine and the plan need it.
    private func ask(_ records: [SourceRecord]) async throws -> (LinkQuestion, [RecordLink], ClosedPairs) {
        var links: [RecordLink] = []
        while true {
            let from = links.last?.id
            let part = try await database.read { try $0.standingLinks(after: from, most: Self.page) }
            if part.isEmpty { break }
            links += part
        }
        let (own, decided, apart, never) = try await database.read { tx in
            (try tx.ownAgency(), try tx.settled(as: nil), try tx.settledApart(), try tx.neverLinks())
        }
        let rules = StandingDecisions(links: links, apart: apart, never: never, among: Set(records.map(\.id)))
        var closed = ClosedPairs(records: Set(decided), people: rules.people)
        for (one, other) in rules.cannot { closed.records.insert(RecordPair(one, other)) }
        let question = LinkQuestion(
            records: records, onePerPerson: own.map { [$0] } ?? [], standing: rules.confirmed, cannot: rules.cannot,
            settings: settings)
        return (question, links, closed)
    }

    // MARK: The engine

    /// The engine's answer, found on a thread of its own while this task reports that the run is alive.
    private func compare(_ question: LinkQuestion, _ counts: LinkRun.Counts, _ run: LinkRun) async throws
        -> LinkFindings
    {
        let stage = StageBoard()
        let beat = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(1))
                if let words = stage.take() { try await note(words, counts, run) }
            }
        }
        defer { beat.cancel() }
        return try await onOwnThread("linking") { try engine.find(question) { stage.set($0) } }
    }

    func note(_ stage: String, _ counts: LinkRun.Counts, _ run: LinkRun) async throws {
        let now = clock()
        try await database.write { try $0.note(stage, counts, of: run.id, at: now) }
    }
}

/// What people decided, as rules over records.
struct StandingDecisions {
    /// Records confirmed to be about a young person.
    let confirmed: [ID<SourceRecord>: ID<Person>]
    /// Records that cannot be one young person's. Nothing that contradicts what is confirmed: that is for people.
    let cannot: [(ID<SourceRecord>, ID<SourceRecord>)]
    /// Two young people about whom it is settled that they are two.
    let people: Set<Set<ID<Person>>>

    init(links: [RecordLink], apart: [RecordPair], never: [NeverLink], among records: Set<ID<SourceRecord>>) {
        var confirmed: [ID<SourceRecord>: ID<Person>] = [:]
        var persons: [ID<SourceRecord>: ID<Person>] = [:]
        var byPerson: [ID<Person>: [ID<SourceRecord>]] = [:]
        for link in links {
            persons[link.record] = link.person
            guard records.contains(link.record) else { continue }
            byPerson[link.person, default: []].append(link.record)
            if link.maker.isConfirmed { confirmed[link.record] = link.person }
        }
        var pairs: [RecordPair] = []
        var people: Set<Set<ID<Person>>> = []
        for pair in apart {
            if let one = persons[pair.left], let other = persons[pair.right], one != other {
                people.insert([one, other])
            }
            if records.contains(pair.left), records.contains(pair.right) { pairs.append(pair) }
        }
        for never in never {
            people.insert([never.left, never.right])
            for left in byPerson[never.left] ?? [] {
                pairs += (byPerson[never.right] ?? []).map { RecordPair(left, $0) }
            }
        }
        self.confirmed = confirmed
        self.people = people
        cannot = Set(pairs).filter { pair in
            guard let one = confirmed[pair.left], let other = confirmed[pair.right] else { return true }
            return one != other
        }.sorted { ($0.left, $0.right) < ($1.left, $1.right) }.map { ($0.left, $0.right) }
    }
}

/// Why a run failed, in words that name nobody.
enum LinkProblem {
    static func words(for error: any Error) -> String {
        switch error {
        case let problem as StorageError: "The records could not be read or written: \(problem)"
        case let problem as LinkRefused: problem.words
        default: "Something went wrong on our side. Nothing that stood was changed."
        }
    }
}

/// The engine would not answer, and why.
package struct LinkRefused: Error {
    package let words: String

    package init(words: String) {
        self.words = words
    }
}
