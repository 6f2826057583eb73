import Governance
import Kernel
import People
import Storage

/// Something told in confidence about a young person, a place or a line. Read only as its handling allows.
package struct Intelligence: Sendable, Equatable {
    package enum Subject: Sendable, Equatable {
        case person(ID<Person>)
        case context(ID<Context>)
    }

    package let id: ID<Intelligence>
    package let subject: Subject
    package let text: String
    /// Who told it: shown to nobody but whoever wrote it and those who may know who told us.
    package let source: String
    package let grade: Grade
    package let handling: Handling
    package let receivedOn: Day
    package let lookAgainBy: Day

    package init(
        id: ID<Intelligence>, subject: Subject, text: String, source: String, grade: Grade, handling: Handling,
        receivedOn: Day, lookAgainBy: Day
    ) {
        self.id = id
        self.subject = subject
        self.text = text
        self.source = source
        self.grade = grade
        self.handling = handling
        self.receivedOn = receivedOn
        self.lookAgainBy = lookAgainBy
    }
}

/// An item with who wrote it, before anybody has asked whether its words may be read: only `words(for:)` gives them.
package struct HeldIntelligence: Sendable, FromRow {
    private let item: Intelligence
    package let author: Author
    let category: Category

    package init(row: Row) throws {
        item = try Intelligence(row: row)
        author = try Author(row: row)
        category = try row["category"]
    }

    var id: ID<Intelligence> { item.id }
    var subject: Intelligence.Subject { item.subject }
    var gradeCode: String { item.grade.code(item.handling) }
    var receivedOn: Day { item.receivedOn }
    var lookAgainBy: Day { item.lookAgainBy }
    var mayBeCopied: Bool { item.handling.mayBeCopied }

    func reach(of reader: Reader) -> Handling.Reach { item.handling.reach(of: reader, author: author.id) }

    /// The item itself, for those its handling names.
    func words(for reader: Reader) -> Intelligence? {
        reach(of: reader) == .read ? item : nil
    }
}

extension Intelligence: FromRow {
    package init(row: Row) throws {
        let person: ID<Person>? = try row["person_id"]
        let context: ID<Context>? = try row["context_id"]
        guard let subject = person.map(Subject.person) ?? context.map(Subject.context) else {
            throw StorageError.damaged("Intelligence about nothing.")
        }
        self.init(
            id: try row["id"], subject: subject, text: try row["words"], source: try row["source"],
            grade: try Grade(row: row), handling: try Handling(row: row), receivedOn: try row["received_on"],
            lookAgainBy: try row["look_again_by"])
    }

    static let table = Table(
        "intelligence", indexes: [["person_id"], ["context_id"]],
        columns: [
            .text("id"), .text("person_id", .link, optional: true, references: "person"),
            .text("context_id", .link, optional: true, references: "context"), .text("words", .freeText),
            .text("source", .identity), .text("category"),
        ] + Handling.columns() + [
            .text("received_on"), .text("look_again_by"), .text("made_by", references: "worker"), .integer("made_at"),
        ])
}

extension Transaction {
    package func insert(_ item: Intelligence, by worker: Worker, at now: Instant) throws {
        var (person, context): (ID<Person>?, ID<Context>?) = (nil, nil)
        switch item.subject {
        case .person(let id): person = id
        case .context(let id): context = id
        }
        let handling = item.handling
        try run(
            """
            INSERT INTO intelligence (id, person_id, context_id, words, source, category, source_grade,
                information_grade, handling, conditions, reader_agencies, reader_roles, tells, copies, received_on,
                look_again_by, made_by, made_at)
            VALUES (\(item.id), \(person), \(context), \(item.text), \(item.source),
                \(Note.category(for: worker.agency.kind)), \(item.grade.source), \(item.grade.information),
                \(handling.code), \(handling.conditions), \(handling.agencyList), \(handling.roleList),
                \(handling.tells), \(handling.copies), \(item.receivedOn), \(item.lookAgainBy), \(worker.id), \(now))
            """)
    }

    private static let intelligence: SQL = """
        SELECT i.*, \(sql: Author.columns)
        FROM intelligence i JOIN worker w ON w.id = i.made_by JOIN agency a ON a.id = w.agency_id
        """

    /// What is held about a young person and this viewer may at least be told of, newest first.
    func intelligence(_ grant: Grant<Person>) throws -> [HeldIntelligence] {
        let held: [HeldIntelligence] = try all(
            """
            \(sql: Self.intelligence) WHERE i.person_id = \(grant.subject)
            ORDER BY i.received_on DESC, i.made_at DESC, i.id
            """)
        return held.filter {
            ($0.author.id == grant.worker || grant.shows($0.category)) && $0.reach(of: Reader(grant)) != .nothing
        }
    }

    /// What is held about a place or line and this reader may at least be told of, newest first.
    func intelligence(about context: ID<Context>, for reader: Reader) throws -> [HeldIntelligence] {
        let held: [HeldIntelligence] = try all(
            """
            \(sql: Self.intelligence) WHERE i.context_id = \(context)
            ORDER BY i.received_on DESC, i.made_at DESC, i.id
            """)
        return held.filter { $0.reach(of: reader) != .nothing }
    }

    /// One item, whoever may read it: callers ask the policy about its subject, then its handling.
    func held(_ id: ID<Intelligence>) throws -> HeldIntelligence? {
        try first("\(sql: Self.intelligence) WHERE i.id = \(id)")
    }
}
