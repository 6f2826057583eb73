import Governance
import Kernel
import People
import Storage

/// What a meeting speaks about under one heading: a young person, or a matter of its own.
package struct PanelItem: Sendable, Equatable, FromRow {
    package let id: ID<PanelItem>
    package let panel: ID<Panel>
    package let sort: ItemSort
    package let person: ID<Person>?
    package let matter: ID<Matter>?
    /// Why it is on the agenda.
    package let why: String
    /// Why it was taken off again; empty while it is on.
    package let takenOff: String

    package init(
        id: ID<PanelItem> = .make(), panel: ID<Panel>, sort: ItemSort, person: ID<Person>?, matter: ID<Matter>?,
        why: String
    ) {
        self.id = id
        self.panel = panel
        self.sort = sort
        self.person = person
        self.matter = matter
        self.why = why
        takenOff = ""
    }

    package init(row: Row) throws {
        id = try row["id"]
        panel = try row["panel_id"]
        sort = try row["sort"]
        person = try row["person_id"]
        matter = try row["matter_id"]
        why = try row["why"]
        takenOff = try row["taken_off"]
    }

    static let table = Table(
        "panel_item", unique: [["panel_id", "subject"]], indexes: [["panel_id"], ["person_id"], ["matter_id"]],
        columns: [
            .text("id"), .text("panel_id", references: "panel"), .text("sort"),
            .text("person_id", .link, optional: true, references: "person"),
            .text("matter_id", optional: true, references: "matter"),
            // One of the two, so that nobody stands on an agenda twice in either database.
            .text("subject", .link), .text("why", .freeText), .text("taken_off", .freeText),
            .text("made_by", references: "worker"), .integer("made_at"),
        ])

    /// Somebody asks that a young person is spoken about at the next meeting of a kind.
    static let askTable = Table(
        "panel_ask", indexes: [["kind", "taken_item"], ["person_id"]],
        columns: [
            .text("id"), .text("kind"), .text("sort"), .text("person_id", .link, references: "person"),
            .text("why", .freeText), .text("by_id", references: "worker"), .integer("at"),
            .text("taken_item", optional: true),
        ])

    /// Who might come before a meeting, as worked out at one moment; asked for anew it is replaced.
    static let proposalTable = Table(
        "panel_proposal", key: ["panel_id", "person_id"],
        columns: [
            .text("panel_id", references: "panel"), .text("person_id", .link, references: "person"),
            .integer("place"), .text("reasons"),
        ])
}

/// Somebody asked for a young person to be spoken about.
struct PanelAsk: Sendable, FromRow {
    let id: ID<PanelAsk>
    let kind: String
    let sort: ItemSort
    let person: ID<Person>
    let why: String
    let by: String
    let at: Instant

    init(row: Row) throws {
        id = try row["id"]
        kind = try row["kind"]
        sort = try row["sort"]
        person = try row["person_id"]
        why = try row["why"]
        by = try row["by_name"]
        at = try row["at"]
    }
}

extension Transaction {
    /// Puts an item on an agenda; one that was taken off comes back with its new reason.
    ///
    /// - Returns: The item as kept, which is the earlier one when it came back.
    @discardableResult
    package func put(_ item: PanelItem, by worker: ID<Worker>, at now: Instant) throws -> ID<PanelItem> {
        let subject = item.person?.text ?? item.matter?.text ?? ""
        try run(
            """
            INSERT INTO panel_item (id, panel_id, sort, person_id, matter_id, subject, why, taken_off, made_by, made_at)
            VALUES (\(item.id), \(item.panel), \(item.sort), \(item.person), \(item.matter), \(subject), \(item.why), '',
                \(worker), \(now))
            ON CONFLICT (panel_id, subject) DO UPDATE SET why = \(item.why), sort = \(item.sort), taken_off = ''
            """)
        let kept: ID<PanelItem>? = try value(
            "SELECT id FROM panel_item WHERE panel_id = \(item.panel) AND subject = \(subject)")
        return kept ?? item.id
    }

    func takeOff(_ item: ID<PanelItem>, because reason: String) throws {
        try run("UPDATE panel_item SET taken_off = \(reason) WHERE id = \(item)")
    }

    func panelItem(_ id: ID<PanelItem>) throws -> PanelItem? { try first("SELECT * FROM panel_item WHERE id = \(id)") }

    /// What is on an agenda, in the order it was put there. Callers mask it person by person.
    func items(of panel: ID<Panel>) throws -> [PanelItem] {
        try all("SELECT * FROM panel_item WHERE panel_id = \(panel) AND taken_off = '' ORDER BY made_at, id")
    }

    /// Asks that a young person is spoken about.
    func ask(
        _ person: ID<Person>, as sort: ItemSort, at kind: String, because why: String, by worker: ID<Worker>,
        now: Instant
    ) throws {
        try run(
            """
            INSERT INTO panel_ask (id, kind, sort, person_id, why, by_id, at, taken_item)
            VALUES (\(ID<PanelAsk>.make()), \(kind), \(sort), \(person), \(why), \(worker), \(now), NULL)
            """)
    }

    /// What was asked for and has not come before a meeting of its kind. Callers mask it person by person.
    func openAsks(_ kind: String) throws -> [PanelAsk] {
        try all(
            """
            SELECT a.id, a.kind, a.sort, a.person_id, a.why, a.at, w.name AS by_name
            FROM panel_ask a JOIN worker w ON w.id = a.by_id
            WHERE a.kind = \(kind) AND a.taken_item IS NULL ORDER BY a.at, a.id LIMIT 200
            """)
    }

    /// What was asked for about this young person at this kind of meeting is on an agenda now.
    func takeAsks(about person: ID<Person>, at kind: String, by item: ID<PanelItem>) throws {
        try run(
            """
            UPDATE panel_ask SET taken_item = \(item)
            WHERE person_id = \(person) AND kind = \(kind) AND taken_item IS NULL
            """)
    }
}
