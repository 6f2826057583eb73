import Governance
import Kernel
import People
import Storage

/// What goes along when records are separated: for each kind of thing, which go and which are on both afterwards.
struct RegroupChoices: Sendable {
    var going: [String: Set<String>] = [:]
    var copied: [String: Set<String>] = [:]
}

extension Transaction {
    /// Joins two young people's records: everything on `from` goes to `into`, and `from` stands empty.
    @discardableResult
    func join(
        _ from: ID<Person>, into: ID<Person>, because reason: String, by worker: ID<Worker>?, movables: [Movable],
        at now: Instant
    ) throws -> Regrouping {
        let regrouping = Regrouping(
            id: .make(), kind: .joined, from: from, to: into, reason: reason, worker: worker, at: now)
        try insert(regrouping)
        let own = try ownAgency()
        for (link, agency) in try links(to: from).map({ ($0, try agency(of: $0.record)) }) {
            if agency == own && link.maker == .identity {
                // Our own record of an empty record compares with nothing; it is linked again when that is undone.
                try endLink(of: link.record, because: reason, by: worker, at: now)
            } else {
                try move(link, to: into, as: link.maker, in: regrouping)
            }
        }
        for movable in movables {
            for thing in try movable.list(self, from) {
                try move(thing.id, of: movable, in: regrouping)
            }
        }
        try setJoined(from, into: into)
        try refreshDetails(of: into, at: now)
        return regrouping
    }

    /// Separates some of what is on one record into another, new or empty.
    @discardableResult
    func separate(
        _ records: [ID<SourceRecord>], from: ID<Person>, to: ID<Person>, choices: RegroupChoices,
        because reason: String, by worker: ID<Worker>, movables: [Movable], at now: Instant
    ) throws -> Regrouping {
        let regrouping = Regrouping(
            id: .make(), kind: .separated, from: from, to: to, reason: reason, worker: worker, at: now)
        try insert(regrouping)
        for link in try links(to: from) where records.contains(link.record) {
            try move(link, to: to, as: .person, in: regrouping)
        }
        for movable in movables {
            for thing in (choices.going[movable.kind] ?? []).sorted() {
                try move(thing, of: movable, in: regrouping)
            }
            for thing in (choices.copied[movable.kind] ?? []).sorted() {
                guard try movable.copy?(self, thing, to, now) != nil else { continue }
                try note(movable.kind, thing, copied: true, in: regrouping)
            }
        }
        try setJoined(to, into: nil)
        try neverLink(from, to, because: reason, by: worker, at: now)
        try refreshDetails(of: from, at: now)
        try refreshDetails(of: to, at: now)
        return regrouping
    }

    /// Takes back a join or a separation: whatever is still where it was put goes back to where it was.
    func undo(
        _ regrouping: Regrouping, because reason: String, by worker: ID<Worker>, movables: [Movable], at now: Instant
    ) throws {
        let byKind = Dictionary(movables.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
        for row in try rows(
            """
            SELECT thing, thing_id, copied FROM record_move WHERE regrouping_id = \(regrouping.id) ORDER BY at, id
            """)
        {
            let (kind, thing, isCopy): (String, String, Bool) = (
                try row["thing"], try row["thing_id"], try row["copied"]
            )
            // What was put on both stays on both: taking protection away is for a person to do.
            if isCopy { continue }
            if kind == Regrouping.record {
                guard let record = ID<SourceRecord>(thing), let link = try link(of: record),
                    link.person == regrouping.to
                else { continue }
                try endLink(of: record, because: reason, by: worker, at: now)
                try insert(
                    RecordLink(
                        id: .make(), record: record, person: regrouping.from, maker: link.maker,
                        probability: link.probability, run: link.run, worker: worker, reason: reason, since: now))
            } else {
                _ = try byKind[kind]?.move(self, thing, regrouping.to, regrouping.from, now)
            }
        }
        switch regrouping.kind {
        case .joined: try setJoined(regrouping.from, into: nil)
        case .separated:
            _ = try endNeverLink(regrouping.from, regrouping.to, because: reason, by: worker, at: now)
            if try links(to: regrouping.to).isEmpty { try setJoined(regrouping.to, into: regrouping.from) }
        }
        try run(
            """
            UPDATE regrouping SET undone_at = \(now), undone_by = \(worker), undone_reason = \(reason)
            WHERE id = \(regrouping.id)
            """)
        try refreshDetails(of: regrouping.from, at: now)
        try refreshDetails(of: regrouping.to, at: now)
    }

    // MARK: One thing

    private func insert(_ regrouping: Regrouping) throws {
        try run(
            """
            INSERT INTO regrouping (id, kind, from_id, to_id, reason, worker_id, at)
            VALUES (\(regrouping.id), \(regrouping.kind), \(regrouping.from), \(regrouping.to), \(regrouping.reason),
                \(regrouping.worker), \(regrouping.at))
            """)
    }

    private func move(
        _ link: RecordLink, to person: ID<Person>, as maker: RecordLink.Maker, in regrouping: Regrouping
    ) throws {
        try endLink(of: link.record, because: regrouping.reason, by: regrouping.worker, at: regrouping.at)
        try insert(
            RecordLink(
                id: .make(), record: link.record, person: person, maker: maker, probability: link.probability,
                run: link.run, worker: regrouping.worker, reason: regrouping.reason, since: regrouping.at))
        try note(Regrouping.record, link.record.text, copied: false, in: regrouping)
    }

    private func move(_ thing: String, of movable: Movable, in regrouping: Regrouping) throws {
        if try movable.move(self, thing, regrouping.from, regrouping.to, regrouping.at) {
            try note(movable.kind, thing, copied: false, in: regrouping)
        } else if try movable.copy?(self, thing, regrouping.to, regrouping.at) != nil {
            try note(movable.kind, thing, copied: true, in: regrouping)
        }
    }

    private func note(_ kind: String, _ thing: String, copied: Bool, in regrouping: Regrouping) throws {
        try run(
            """
            INSERT INTO record_move (id, regrouping_id, thing, thing_id, from_id, to_id, copied, at)
            VALUES (\(ID<Regrouping>.make()), \(regrouping.id), \(kind), \(thing), \(regrouping.from),
                \(regrouping.to), \(copied), \(regrouping.at))
            """)
    }

    private func agency(of record: ID<SourceRecord>) throws -> ID<Agency>? {
        try value("SELECT agency_id FROM source_record WHERE id = \(record)")
    }

    // MARK: Reading

    package func regrouping(_ id: ID<Regrouping>) throws -> Regrouping? {
        try first("SELECT \(sql: Regrouping.columns) FROM regrouping g WHERE g.id = \(id)")
    }

    /// What a young person's record was joined with or separated from and still is, newest first.
    package func regroupings(of person: ID<Person>) throws -> [Regrouping] {
        try all(
            """
            SELECT \(sql: Regrouping.columns) FROM regrouping g
            WHERE (g.from_id = \(person) OR g.to_id = \(person)) AND g.undone_at IS NULL ORDER BY g.at DESC, g.id
            """)
    }

    /// Records' details put together again from the rows linked to them, where nobody has changed them by hand.
    func refreshDetails(of person: ID<Person>, at now: Instant) throws {
        guard try isUnedited(person), var fresh = try identities(of: [person]).first?.person else { return }
        let records = try links(to: person).map(\.record)
        guard !records.isEmpty else { return }
        let described = try describe(records)
        Survivorship.fill(&fresh, from: described, settings: .standard, now: now)
        try update(fresh, at: now)
        try noteMade(person, by: nil, nil, at: now)
    }

    /// Records with whose they are and when they were last said.
    func describe(_ records: [ID<SourceRecord>]) throws -> [Survivorship.Described] {
        let kinds = try Dictionary(agencies().map { ($0.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let found = try sourceRecords(records)
        let said = try standings(of: records)
        return records.compactMap { id in
            found[id].map { record in
                Survivorship.Described(
                    record: record, kind: kinds[record.agency] ?? .voluntary,
                    lastSaid: said[id]?.compactMap(\.keptAt).max())
            }
        }
    }
}

extension Regrouping {
    /// What the move of an agency's record is remembered under.
    static let record = "source record"
}
