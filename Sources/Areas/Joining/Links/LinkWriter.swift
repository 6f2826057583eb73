import Governance
import Kernel
import People
import Storage

/// Writes what a run found, a small transaction at a time, so that nobody waits for it.
struct LinkWriter: Sendable {
    let run: LinkRun
    let records: [SourceRecord]
    let plan: LinkPlan
    let findings: LinkFindings
    let linking: Linking

    func write(_ counts: inout LinkRun.Counts) async throws {
        var done = 0
        for part in chunks(of: plan.steps) {
            let (base, now) = (counts, linking.clock())
            let words = "Writing links, \(done) of \(plan.steps.count)"
            counts = try await linking.database.write { tx in
                var counts = base
                try apply(part, &counts, now, in: tx)
                try tx.note(words, counts, of: run.id, at: now)
                return counts
            }
            done += part.count
        }
        var asks = plan.asks
        let apart = try await linking.database.read { Set(try $0.neverLinks().map { Set([$0.left, $0.right]) }) }
        // What people have said is never asked again.
        for absorption in plan.absorptions where !apart.contains([absorption.from, absorption.into]) {
            let now = linking.clock()
            let isDone = try await linking.database.write { tx in try absorb(absorption, now, in: tx) }
            if isDone { continue }
            asks.append(LinkPlan.Ask(pair: absorption.pair, cause: .change, against: ""))
        }
        try await ask(asks, &counts)
    }

    private func chunks<Item>(of items: [Item]) -> [[Item]] {
        stride(from: 0, to: items.count, by: Linking.batch).map {
            Array(items[$0..<min($0 + Linking.batch, items.count)])
        }
    }

    // MARK: Links

    private func apply(
        _ steps: [LinkPlan.Step], _ counts: inout LinkRun.Counts, _ now: Instant, in tx: Transaction
    ) throws {
        let places = steps.flatMap { step -> [LinkPlan.Placed] in
            switch step {
            case .make(let placed), .join(_, let placed): placed
            }
        }
        // Somebody may have linked one meanwhile: theirs stands.
        let taken = try tx.links(of: places.map { records[$0.place].id })
        func free(_ placed: [LinkPlan.Placed]) -> [LinkPlan.Placed] {
            placed.filter { taken[records[$0.place].id] == nil }
        }
        var number = try tx.nextPersonNumber()
        for step in steps {
            switch step {
            case .make(let placed):
                let fresh = free(placed)
                guard !fresh.isEmpty else { continue }
                try make(fresh, number, now, in: tx)
                number += 1
                counts.people += 1
                counts.links += fresh.count
            case .join(let person, let placed):
                let fresh = free(placed)
                guard !fresh.isEmpty else { continue }
                // Whoever stands empty now is reached through the record that holds everything.
                let whole = try tx.joinedInto(person) ?? person
                for one in fresh { try link(one, to: whole, now, in: tx) }
                try tx.refreshDetails(of: whole, at: now)
                counts.links += fresh.count
            }
        }
    }

    private func make(_ placed: [LinkPlan.Placed], _ number: Int, _ now: Instant, in tx: Transaction) throws {
        var person = Person(id: .make(), number: number, givenName: "", familyName: "")
        let described = try tx.describe(placed.map { records[$0.place].id })
        Survivorship.fill(&person, from: described, settings: linking.settings, now: now)
        try tx.insert(person, at: now)
        try tx.noteMade(person.id, by: run.id, nil, at: now)
        for one in placed { try link(one, to: person.id, now, in: tx) }
    }

    private func link(_ placed: LinkPlan.Placed, to person: ID<Person>, _ now: Instant, in tx: Transaction) throws {
        let reason =
            switch placed.maker {
            case .identity: "The same agency’s same number"
            case .engine: placed.probability == nil ? "The first record of them" : "Alike enough to link without asking"
            case .person: ""
            }
        try tx.insert(
            RecordLink(
                id: .make(), record: records[placed.place].id, person: person, maker: placed.maker,
                probability: placed.probability, run: run.id, worker: nil, reason: reason, since: now))
    }

    // MARK: Records only a run made

    /// Joins a record nobody ever touched to another.
    ///
    /// - Returns: Whether it was; everything else is a question for a person.
    private func absorb(_ absorption: LinkPlan.Absorption, _ now: Instant, in tx: Transaction) throws -> Bool {
        let (from, into) = (absorption.from, absorption.into)
        guard absorption.isWhole, try tx.isUntouched(from, linking.movables) else { return false }
        guard try tx.joinedInto(into) == nil, try tx.joinedInto(from) == nil else { return false }
        guard try !tx.neverLinks(of: from).contains(where: { $0.other(than: from) == into }) else { return false }
        try tx.join(
            from, into: into, because: "New rows show that both are one young person; nobody had used this record",
            by: nil, movables: linking.movables, at: now)
        return true
    }

    // MARK: Questions

    private func ask(_ asks: [LinkPlan.Ask], _ counts: inout LinkRun.Counts) async throws {
        var raised: Set<RecordPair> = []
        for part in chunks(of: asks) {
            let now = linking.clock()
            let items = part.map { ask in
                let evidence = findings.evidence(ask.pair.a, ask.pair.b)
                return (ask, ask.against.isEmpty ? evidence : evidence.refused(because: ask.against))
            }
            let kept = try await linking.database.write { tx -> [RecordPair] in
                try items.compactMap { try keep($0.0, $0.1, now, in: tx) }
            }
            raised.formUnion(kept)
        }
        counts.asked = raised.count
        let (open, now) = (raised, linking.clock())
        try await linking.database.write { try $0.withdraw(allBut: open, at: now) }
    }

    private func keep(
        _ ask: LinkPlan.Ask, _ evidence: Evidence, _ now: Instant, in tx: Transaction
    ) throws -> RecordPair? {
        let (left, right) = (records[ask.pair.a].id, records[ask.pair.b].id)
        let links = try tx.links(of: [left, right])
        // Different NHS numbers under different first names are twins or strangers: nothing to ask.
        guard ask.cause != .refused || evidence.isNameAlike else { return nil }
        if ask.cause == .bridge, links[left]?.maker.isConfirmed == true, links[right]?.maker.isConfirmed == true {
            return nil
        }
        let people = Array(Set(links.values.map(\.person))).sorted()
        let sizes = try people.map { try tx.links(to: $0).count }
        let isAtRisk = try !tx.needingTwo(people).isEmpty
        let item = ReviewItem(
            id: .make(), left: left, right: right, cause: ask.cause, probability: ask.pair.probability,
            weight: ask.pair.weight,
            usefulness: Usefulness.score(
                probability: ask.pair.probability, threshold: linking.settings.linkFrom,
                hanging: sizes.min() ?? 1, isAtRisk: isAtRisk),
            evidence: evidence, createdAt: now)
        try tx.keep(item, of: run.id)
        return RecordPair(left, right)
    }
}

extension Transaction {
    /// Whether a record was made by a run and nobody has had anything to do with it since.
    func isUntouched(_ person: ID<Person>, _ movables: [Movable]) throws -> Bool {
        guard try isUnedited(person), try !isAnybodysBusiness(person), try regroupings(of: person).isEmpty else {
            return false
        }
        guard try neverLinks(of: person).isEmpty else { return false }
        return try movables.allSatisfy { try $0.list(self, person).isEmpty }
    }
}
