import Governance
import Kernel
import People
import Storage

extension Relationship: FromRow {
    package init(row: Row) throws {
        let record: ID<Person>? = try row["other_id"]
        let context: ID<Context>? = try row["context_id"]
        let other: Other =
            if let record {
                .record(record)
            } else if let context {
                .context(context)
            } else {
                .named(try row["name"], about: try row["about"])
            }
        self.init(
            id: try row["id"], person: try row["person_id"], other: other, type: try row["type"],
            words: try row["words"], source: try row["source"], grade: try Grade(row: row),
            handling: try Handling(row: row), since: try row["since"], until: try row["until"],
            lookAgainBy: try row["look_again_by"])
    }

    static let table = Table(
        "connection", indexes: [["person_id"], ["other_id"], ["context_id"]],
        columns: [
            .text("id"), .text("person_id", .link, references: "person"),
            .text("other_id", .link, optional: true, references: "person"),
            .text("context_id", .link, optional: true, references: "context"), .text("name", .identity),
            .text("about", .freeText), .text("type", .offence), .text("words", .freeText),
            .text("source", .identity),
        ] + Handling.columns() + [
            .text("since", optional: true), .text("until", optional: true), .text("look_again_by"),
            .text("made_by", references: "worker"), .integer("made_at"),
        ])

    static let stepTable = Table(
        "connection_step", indexes: [["connection_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("connection_id", .link, references: "connection"),
            .text("kind", allowed: ConnectionStep.Kind.allCases.map(\.rawValue)), .text("day"),
            .text("words", .freeText), .text("by_id", references: "worker"), .integer("at"),
        ])
}

extension Transaction {
    package func insert(_ connection: Relationship, by worker: ID<Worker>, at now: Instant) throws {
        var (record, context): (ID<Person>?, ID<Context>?) = (nil, nil)
        var (name, about) = ("", "")
        switch connection.other {
        case .record(let other): record = other
        case .context(let other): context = other
        case .named(let called, about: let words): (name, about) = (called, words)
        }
        let (grade, handling) = (connection.grade, connection.handling)
        try run(
            """
            INSERT INTO connection (id, person_id, other_id, context_id, name, about, type, words, source, source_grade,
                information_grade, handling, conditions, reader_agencies, reader_roles, tells, copies, since, until,
                look_again_by, made_by, made_at)
            VALUES (\(connection.id), \(connection.person), \(record), \(context), \(name), \(about),
                \(connection.type), \(connection.words), \(connection.source), \(grade.source), \(grade.information),
                \(handling.code), \(handling.conditions), \(handling.agencyList), \(handling.roleList),
                \(handling.tells), \(handling.copies), \(connection.since), \(connection.until),
                \(connection.lookAgainBy), \(worker), \(now))
            """)
    }

    package func step(
        _ kind: ConnectionStep.Kind, _ day: Day, _ words: String, of connection: ID<Relationship>,
        by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO connection_step (id, connection_id, kind, day, words, by_id, at)
            VALUES (\(ID<ConnectionStep>.make()), \(connection), \(kind), \(day), \(words), \(worker), \(now))
            """)
    }

    private static let connections: SQL = """
        SELECT c.*, x.sort AS context_sort, v.name AS context_name, \(sql: Author.columns)
        FROM connection c JOIN worker w ON w.id = c.made_by JOIN agency a ON a.id = w.agency_id
            LEFT JOIN context x ON x.id = c.context_id
            LEFT JOIN context_version v ON v.context_id = c.context_id AND v.version = (
                SELECT MAX(l.version) FROM context_version l WHERE l.context_id = c.context_id)
        """

    /// Every connection of a young person, written on their record or on the other's, as far as category and handling
    /// let this viewer know of it. Names of other young people are masked by whoever shows them.
    func connections(_ grant: Grant<Person>, lists: ConnectionLists) throws -> [WrittenConnection] {
        let person = grant.subject
        let found: [WrittenConnection] = try all(
            """
            \(sql: Self.connections) WHERE c.person_id = \(person) OR c.other_id = \(person)
            ORDER BY c.made_at, c.id
            """)
        let reader = Reader(grant)
        let shown = found.filter { one in
            // Two records that were joined leave nothing between them.
            if one.connection.other == .record(one.connection.person) { return false }
            guard let kind = lists.kind(one.connection.type), grant.shows(kind.tone.category) else { return false }
            return one.connection.handling.reach(of: reader, author: one.author.id) == .read
        }
        return try withSteps(shown)
    }

    /// How many connections of worry each young person's record gained since a moment, from either side: counts alone.
    package func newConnections(since moment: Instant, lists: ConnectionLists = .standard) throws -> [ID<Person>: Int] {
        let kinds = lists.types.filter { [.strained, .shared, .harms].contains($0.tone) }.map(\.id)
        let rows = try rows(
            "SELECT person_id, other_id FROM connection WHERE made_at >= \(moment) AND type IN \(list: kinds)")
        var counts: [ID<Person>: Int] = [:]
        for row in rows {
            counts[try row["person_id"], default: 0] += 1
            let other: ID<Person>? = try row["other_id"]
            if let other { counts[other, default: 0] += 1 }
        }
        return counts
    }

    /// Every connection of young people to a place or a line. Callers ask the policy about each young person.
    func connections(to context: ID<Context>) throws -> [WrittenConnection] {
        try withSteps(try all("\(sql: Self.connections) WHERE c.context_id = \(context) ORDER BY c.made_at, c.id"))
    }

    /// Who is connected with each of these places or lines: whom and by which connection, for counting.
    func connectedPeople(with sort: Context.Sort) throws -> [WrittenConnection] {
        try withSteps(try all("\(sql: Self.connections) WHERE x.sort = \(sort) ORDER BY c.made_at, c.id"))
    }

    private func withSteps(_ connections: [WrittenConnection]) throws -> [WrittenConnection] {
        guard !connections.isEmpty else { return [] }
        let steps: [ConnectionStep] = try all(
            """
            SELECT s.connection_id, s.kind, s.day, s.words, s.at, w.name AS by_name
            FROM connection_step s JOIN worker w ON w.id = s.by_id
            WHERE s.connection_id IN \(list: connections.map(\.connection.id)) ORDER BY s.at, s.id
            """)
        let grouped = Dictionary(grouping: steps, by: \.connection)
        return connections.map { one in
            var one = one
            one.steps = grouped[one.connection.id] ?? []
            return one
        }
    }
}
