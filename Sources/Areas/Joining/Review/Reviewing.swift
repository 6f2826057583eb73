import Governance
import Kernel
import People
import Storage
import Web

/// What a settled answer does to what stands, and how it is taken back.
extension Transaction {
    /// Puts two records with one young person, because people said so.
    ///
    /// - Returns: What was joined, when two young people's records were.
    func linkAsSame(
        _ item: ReviewItem, because reason: String, by worker: ID<Worker>, movables: [Movable], at now: Instant
    ) throws -> Regrouping? {
        let links = try links(of: [item.left, item.right])
        var joined: Regrouping?
        switch (links[item.left]?.person, links[item.right]?.person) {
        case (nil, nil):
            let person = try makePerson(from: [item.left, item.right], at: now)
            for record in [item.left, item.right] { try place(record, with: person, reason, worker, now) }
        case (let person?, nil): try place(item.right, with: person, reason, worker, now)
        case (nil, let person?): try place(item.left, with: person, reason, worker, now)
        case (let one?, let other?) where one != other:
            try mustNotBeApart(one, other)
            let into = try keeper(one, other)
            joined = try join(
                into == one ? other : one, into: into, because: reason, by: worker, movables: movables, at: now)
        case (_?, _?): break
        }
        for record in [item.left, item.right] { try confirm(record, because: reason, by: worker, at: now) }
        return joined
    }

    /// Which of two records everything goes to: one somebody works with, then the fuller, then the older.
    func keeper(_ one: ID<Person>, _ other: ID<Person>) throws -> ID<Person> {
        let (first, second) = (try standingOf(one), try standingOf(other))
        if first.isOurs != second.isOurs { return first.isOurs ? one : other }
        if first.links != second.links { return first.links > second.links ? one : other }
        return first.number <= second.number ? one : other
    }

    private func standingOf(_ person: ID<Person>) throws -> (isOurs: Bool, links: Int, number: Int) {
        let number: Int = try value("SELECT number FROM person WHERE id = \(person)") ?? 0
        return (try !isUnedited(person), try links(to: person).count, number)
    }

    private func mustNotBeApart(_ one: ID<Person>, _ other: ID<Person>) throws {
        guard let never = try neverLinks(of: one).first(where: { $0.other(than: one) == other }) else { return }
        let who = try worker(never.worker)?.name ?? "Somebody"
        throw FieldErrors(
            "answer",
            """
            \(who) said on \(never.since.day.long) that these two are never to be linked. Take that back on the \
            record's page first, if it was wrong
            """)
    }

    /// A young person nobody had a record of, called as the rows say.
    func makePerson(from records: [ID<SourceRecord>], at now: Instant) throws -> ID<Person> {
        var person = Person(id: .make(), number: try nextPersonNumber(), givenName: "", familyName: "")
        Survivorship.fill(&person, from: try describe(records), settings: .standard, now: now)
        try insert(person, at: now)
        try noteMade(person.id, by: nil, nil, at: now)
        return person.id
    }

    private func place(
        _ record: ID<SourceRecord>, with person: ID<Person>, _ reason: String, _ worker: ID<Worker>, _ now: Instant
    ) throws {
        try insert(
            RecordLink(
                id: .make(), record: record, person: person, maker: .person, probability: nil, run: nil,
                worker: worker, reason: reason, since: now))
    }

    /// Turns a link the engine made into one a person made.
    private func confirm(
        _ record: ID<SourceRecord>, because reason: String, by worker: ID<Worker>, at now: Instant
    ) throws {
        guard let link = try link(of: record), link.maker == .engine else { return }
        try endLink(of: record, because: "Confirmed by a person", by: worker, at: now)
        try insert(
            RecordLink(
                id: .make(), record: record, person: link.person, maker: .person, probability: link.probability,
                run: link.run, worker: worker, reason: reason, since: now))
    }

    /// Takes a settled question's effect back: what was joined is parted, and what was confirmed is the engine's again.
    func takeBack(
        _ item: ReviewItem, settledAt: Instant, because reason: String, by worker: ID<Worker>, movables: [Movable],
        at now: Instant
    ) throws {
        for record in [item.left, item.right] {
            guard let link = try link(of: record), link.maker == .person, link.since == settledAt else { continue }
            try endLink(of: record, because: reason, by: worker, at: now)
            // What stood before this answer, when the record was with the same young person then.
            let before: RecordLink? = try first(
                """
                SELECT \(sql: RecordLink.columns) FROM record_link l
                WHERE l.record_id = \(record) AND l.id <> \(link.id) AND l.ended_at <= \(settledAt)
                ORDER BY l.ended_at DESC, l.since DESC, l.id LIMIT 1
                """)
            guard let before else { continue }
            try insert(
                RecordLink(
                    id: .make(), record: record, person: link.person, maker: before.maker,
                    probability: before.probability, run: before.run, worker: before.worker, reason: before.reason,
                    since: now))
        }
        if let regrouping = try regrouping(of: item.id), regrouping.undoneAt == nil {
            try undo(regrouping, because: reason, by: worker, movables: movables, at: now)
        }
    }

    /// When a question was settled, and how.
    func settlement(of item: ID<ReviewItem>) throws -> (at: Instant, verdict: PairDecision.Verdict)? {
        guard
            let row = try rows(
                "SELECT settled_at, settled_as FROM review_item WHERE id = \(item) AND settled_at IS NOT NULL"
            ).first
        else { return nil }
        return (try row["settled_at"], try row["settled_as"])
    }
}
