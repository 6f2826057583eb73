import Governance
import Kernel
import Storage

extension Category: Storable {}
extension ChronologyEntry.Weight: Storable {}

extension Note {
    static let table = Table(
        "note", unique: [["first_id", "version"]], indexes: [["person_id", "at"]],
        columns: [
            .text("id"), .text("person_id", .link, references: "person"), .text("first_id"), .integer("version"),
            .text("superseded_by", optional: true), .text("kind", allowed: NoteKind.allCases.map(\.rawValue)),
            .integer("at"), .text("precision", allowed: Precision.allCases.map(\.rawValue)), .text("title", .freeText),
            .text("body", .freeText), .text("basis", allowed: NoteBasis.allCases.map(\.rawValue)),
            .text("weight", allowed: ["ordinary", "serious", "progress"]), .integer("until", optional: true),
            .text("found_where", .freeText), .text("talk", allowed: ReturnTalk.allCases.map(\.rawValue)),
            .integer("talk_at", optional: true), .text("category"), .text("author_id", references: "worker"),
            .text("agency_id", references: "agency"), .integer("added_at"),
            .text("amended_by", optional: true, references: "worker"), .integer("amended_at", optional: true),
            .text("reason", .freeText),
        ])

    static let roles = Table(
        "event_role", indexes: [["note_id"], ["person_id"]],
        columns: [
            .text("id"), .text("note_id", .link, references: "note"),
            .text("person_id", .link, optional: true, references: "person"), .text("name", .identity),
            .text("role", .offence, allowed: EventPart.allCases.map(\.rawValue)),
            // As they were typed: the form shows them again in that order.
            .integer("place"),
        ])
}

/// A note with the names around it, as pages show it.
package struct WrittenNote: Sendable, FromRow {
    package let note: Note
    package let author: String
    package let agency: String
    package let agencyKind: AgencyKind
    package let amendedBy: String?
    package let isSuperseded: Bool

    package init(row: Row) throws {
        note = try Note(row: row)
        author = try row["author_name"]
        agency = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        amendedBy = try row["amender_name"]
        let next: String? = try row["superseded_by"]
        isSuperseded = next != nil
    }

    /// Who wrote the version that stands.
    var lastWriter: String { amendedBy ?? author }

    static let columns: SQL = """
        n.id, n.person_id, n.first_id, n.version, n.superseded_by, n.kind, n.at, n.precision, n.title, n.body,
        n.basis, n.weight, n.until, n.found_where, n.talk, n.talk_at, n.category, n.author_id, n.agency_id, n.added_at,
        n.amended_by, n.amended_at, n.reason, w.name AS author_name, a.name AS agency_name, a.kind AS agency_kind,
        m.name AS amender_name
        """

    static let joined: SQL = """
        note n JOIN worker w ON w.id = n.author_id JOIN agency a ON a.id = n.agency_id
        LEFT JOIN worker m ON m.id = n.amended_by
        """
}

extension Grant<Person> {
    /// A note may be read by those who may see its kind of information, and always by who wrote it.
    func shows(_ note: Note) -> Bool {
        shows(note.category) || note.author == worker
    }
}

extension Transaction {
    /// Writes a note, first or amended; an amended one takes the place of the version before it.
    ///
    /// - Throws: `NoteConflict` when somebody else amended that version first.
    package func insert(_ note: Note, roles: [EventRole] = []) throws {
        if note.version > 1 {
            let replaced = try run(
                """
                UPDATE note SET superseded_by = \(note.id)
                WHERE first_id = \(note.first) AND version = \(note.version - 1) AND superseded_by IS NULL
                """)
            guard replaced == 1 else { throw NoteConflict() }
        }
        let missing = note.missing
        try run(
            """
            INSERT INTO note (id, person_id, first_id, version, kind, at, precision, title, body, basis, weight, until,
                found_where, talk, talk_at, category, author_id, agency_id, added_at, amended_by, amended_at, reason)
            VALUES (\(note.id), \(note.person), \(note.first), \(note.version), \(note.kind), \(note.at),
                \(note.precision), \(note.title), \(note.body), \(note.basis), \(note.weight), \(missing?.until),
                \(missing?.foundWhere ?? ""), \(missing?.talk ?? .notYet), \(missing?.talkAt), \(note.category),
                \(note.author), \(note.agency), \(note.addedAt), \(note.amendment?.worker), \(note.amendment?.at),
                \(note.amendment?.reason ?? ""))
            """)
        for (place, role) in roles.enumerated() { try insert(role, at: place, in: note.id) }
    }

    private func insert(_ role: EventRole, at place: Int, in note: ID<Note>) throws {
        let (person, name): (ID<Person>?, String) =
            switch role.who {
            case .record(let person, _): (person, "")
            case .named(let name): (nil, name)
            }
        try run(
            """
            INSERT INTO event_role (id, note_id, person_id, name, role, place)
            VALUES (\(ID<EventRole>.make()), \(note), \(person), \(name), \(role.part), \(place))
            """)
    }

    /// The notes that stand, newest first, as far as the viewer may read them or know that they are held.
    func notes(_ grant: Grant<Person>, most: Int = .max) throws -> [WrittenNote] {
        try all(
            """
            SELECT \(sql: WrittenNote.columns) FROM \(sql: WrittenNote.joined)
            WHERE n.person_id = \(grant.subject) AND n.superseded_by IS NULL
            ORDER BY n.at DESC, n.id LIMIT \(most)
            """)
    }

    /// How many notes stand on this record, whoever may read them.
    func noteCount(_ grant: Grant<Person>) throws -> Int {
        try count("SELECT COUNT(*) FROM note WHERE person_id = \(grant.subject) AND superseded_by IS NULL")
    }

    /// Every version of one note, newest first; empty when it is not on this record or not for this viewer.
    func versions(of note: ID<Note>, _ grant: Grant<Person>) throws -> [WrittenNote] {
        let versions: [WrittenNote] = try all(
            """
            SELECT \(sql: WrittenNote.columns) FROM \(sql: WrittenNote.joined)
            WHERE n.person_id = \(grant.subject)
                AND n.first_id = (SELECT o.first_id FROM note o WHERE o.id = \(note))
            ORDER BY n.version DESC
            """)
        return versions.filter { grant.shows($0.note) }
    }

    /// Every missing episode this viewer may read, newest first.
    package func missingEpisodes(_ grant: Grant<Person>) throws -> [WrittenNote] {
        let all: [WrittenNote] = try all(
            """
            SELECT \(sql: WrittenNote.columns) FROM \(sql: WrittenNote.joined)
            WHERE n.person_id = \(grant.subject) AND n.superseded_by IS NULL AND n.kind = \(NoteKind.missing)
            ORDER BY n.at DESC, n.id
            """)
        return all.filter { grant.shows($0.note) }
    }

    /// Missing episodes that still ask for something: not found yet, or the talk not held.
    func openMissing(_ grant: Grant<Person>) throws -> [WrittenNote] {
        let open: [WrittenNote] = try all(
            """
            SELECT \(sql: WrittenNote.columns) FROM \(sql: WrittenNote.joined)
            WHERE n.person_id = \(grant.subject) AND n.superseded_by IS NULL AND n.kind = \(NoteKind.missing)
                AND (n.until IS NULL OR n.talk IN \(list: [ReturnTalk.notYet, .offered]))
            ORDER BY n.at DESC, n.id LIMIT 5
            """)
        return open.filter { grant.shows($0.note) }
    }
}

/// Somebody else amended the note meanwhile.
package struct NoteConflict: Error {}

extension Note: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        person = try row["person_id"]
        first = try row["first_id"]
        version = try row["version"]
        kind = try row["kind"]
        at = try row["at"]
        precision = try row["precision"]
        title = try row["title"]
        body = try row["body"]
        basis = try row["basis"]
        weight = try row["weight"]
        let isMissing = kind == .missing
        missing = isMissing ? try MissingEpisode(row: row) : nil
        category = try row["category"]
        author = try row["author_id"]
        agency = try row["agency_id"]
        addedAt = try row["added_at"]
        let amender: ID<Worker>? = try row["amended_by"]
        let at: Instant? = try row["amended_at"]
        let reason: String = try row["reason"]
        amendment = amender.flatMap { worker in at.map { Amendment(worker: worker, at: $0, reason: reason) } }
    }
}

extension MissingEpisode: FromRow {
    package init(row: Row) throws {
        until = try row["until"]
        foundWhere = try row["found_where"]
        talk = try row["talk"]
        talkAt = try row["talk_at"]
    }
}
