import Governance
import Kernel
import People
import Storage
import Tasks
import Web

/// Something a meeting asked an agency to do by a day: chased at every meeting until it is done.
package struct PanelAction: Sendable {
    package let id: ID<PanelAction>
    package let item: ID<PanelItem>
    package let person: ID<Person>?
    package let matter: ID<Matter>?
    package let what: String
    /// How it disrupts those who harm, where it does.
    package let tactic: String
    package let agency: ID<Agency>
    package let worker: ID<Worker>?
    package let due: Day

    package init(
        id: ID<PanelAction> = .make(), item: PanelItem, what: String, tactic: String, agency: ID<Agency>,
        worker: ID<Worker>?, due: Day
    ) {
        self.id = id
        self.item = item.id
        person = item.person
        matter = item.matter
        self.what = what
        self.tactic = tactic
        self.agency = agency
        self.worker = worker
        self.due = due
    }

    static let table = Table(
        "panel_action", indexes: [["item_id"], ["person_id"], ["matter_id"], ["agency_id", "ended_at"]],
        columns: [
            .text("id"), .text("item_id", .link, references: "panel_item"),
            .text("person_id", .link, optional: true, references: "person"),
            .text("matter_id", optional: true, references: "matter"), .text("what", .freeText), .text("tactic"),
            .text("agency_id", references: "agency"), .text("worker_id", optional: true, references: "worker"),
            .text("due"), .integer("ended_at", optional: true), .text("ended_how"),
            .text("made_by", references: "worker"), .integer("made_at"),
        ])

    /// What was said about an action, meeting by meeting.
    static let stepTable = Table(
        "panel_action_step", indexes: [["action_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("action_id", references: "panel_action"), .text("how"), .text("words", .freeText),
            .text("due", optional: true), .text("by_id", references: "worker"), .integer("at"),
        ])

    /// What stands for it in the lists of tasks.
    var taskKey: String { "panel action \(id)" }
}

/// How an action goes on.
enum ActionStep: String, Sendable, CaseIterable, Storable {
    case done, carried, dropped

    var name: String {
        switch self {
        case .done: "It is done"
        case .carried: "Not yet: it gets a new day"
        case .dropped: "It is no longer needed"
        }
    }
}

/// An action with the names around it.
struct WrittenPanelAction: Sendable, FromRow {
    let action: ID<PanelAction>
    let item: ID<PanelItem>
    let panel: ID<Panel>
    let person: ID<Person>?
    let matter: ID<Matter>?
    let matterName: String?
    let what: String
    let tactic: String
    let agency: ID<Agency>
    let owner: String
    let due: Day
    let endedAt: Instant?
    let endedHow: String

    init(row: Row) throws {
        action = try row["id"]
        item = try row["item_id"]
        panel = try row["panel_id"]
        person = try row["person_id"]
        matter = try row["matter_id"]
        matterName = try row["matter_name"]
        what = try row["what"]
        tactic = try row["tactic"]
        agency = try row["agency_id"]
        let worker: String? = try row["worker_name"]
        let name: String = try row["agency_name"]
        owner = worker.map { "\($0), \(name)" } ?? name
        due = try row["due"]
        endedAt = try row["ended_at"]
        endedHow = try row["ended_how"]
    }

    func isLate(on day: Day) -> Bool { endedAt == nil && due < day }
}

/// One thing said about an action.
struct SaidStep: Sendable, FromRow {
    let how: ActionStep
    let words: String
    let due: Day?
    let by: String
    let at: Instant

    init(row: Row) throws {
        how = try row["how"]
        words = try row["words"]
        due = try row["due"]
        by = try row["by_name"]
        at = try row["at"]
    }
}

extension Transaction {
    /// Keeps an action, and the task that reminds its agency.
    package func add(_ action: PanelAction, of kind: String, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO panel_action (id, item_id, person_id, matter_id, what, tactic, agency_id, worker_id, due,
                ended_at, ended_how, made_by, made_at)
            VALUES (\(action.id), \(action.item), \(action.person), \(action.matter), \(action.what), \(action.tactic),
                \(action.agency), \(action.worker), \(action.due), NULL, '', \(worker), \(now))
            """)
        try add(
            StoredTask(
                key: action.taskKey, person: action.person, what: "Do what was agreed: \(kind.lowercased())",
                link: "/panels/actions/\(action.id)", agency: action.agency, worker: action.worker, due: action.due,
                askedBy: worker, at: now))
    }

    private static let writtenAction: SQL = """
        SELECT t.id, t.item_id, i.panel_id, t.person_id, t.matter_id, m.name AS matter_name, t.what, t.tactic,
            t.agency_id, a.name AS agency_name, w.name AS worker_name, t.due, t.ended_at, t.ended_how
        FROM panel_action t JOIN panel_item i ON i.id = t.item_id JOIN agency a ON a.id = t.agency_id
            LEFT JOIN worker w ON w.id = t.worker_id LEFT JOIN matter m ON m.id = t.matter_id
        """

    func panelAction(_ id: ID<PanelAction>) throws -> WrittenPanelAction? {
        try first("\(sql: Self.writtenAction) WHERE t.id = \(id)")
    }

    /// The actions agreed under these items, by day. Callers mask them person by person.
    func panelActions(of items: [ID<PanelItem>]) throws -> [WrittenPanelAction] {
        guard !items.isEmpty else { return [] }
        return try all("\(sql: Self.writtenAction) WHERE t.item_id IN \(list: items) ORDER BY t.due, t.id")
    }

    func panelActions(of matter: ID<Matter>) throws -> [WrittenPanelAction] {
        try all("\(sql: Self.writtenAction) WHERE t.matter_id = \(matter) ORDER BY t.ended_at IS NOT NULL, t.due, t.id")
    }

    /// What earlier meetings of a kind asked for and is still open, or all that is open at an agency's. Callers mask it.
    func openPanelActions(ofKind kind: String?, agency: ID<Agency>?) throws -> [WrittenPanelAction] {
        let which: SQL =
            kind.map { "i.panel_id IN (SELECT p.id FROM panel p WHERE p.kind = \($0))" } ?? "1 = 1"
        let whose: SQL = agency.map { "t.agency_id = \($0)" } ?? "1 = 1"
        return try all(
            """
            \(sql: Self.writtenAction) WHERE t.ended_at IS NULL AND \(sql: which) AND \(sql: whose)
            ORDER BY t.due, t.id LIMIT 300
            """)
    }

    func steps(of action: ID<PanelAction>) throws -> [SaidStep] {
        try all(
            """
            SELECT s.how, s.words, s.due, s.at, w.name AS by_name FROM panel_action_step s
                JOIN worker w ON w.id = s.by_id
            WHERE s.action_id = \(action) ORDER BY s.at DESC, s.id
            """)
    }

    /// Says that an action is done; nothing happens when it had ended.
    package func finish(_ action: ID<PanelAction>, saying words: String, by worker: ID<Worker>, at now: Instant) throws
    {
        guard let written = try panelAction(action) else { return }
        _ = try say(.done, words, due: nil, of: written, by: worker, at: now)
    }

    /// Says how an action goes on; false when it had ended meanwhile.
    func say(
        _ how: ActionStep, _ words: String, due: Day?, of action: WrittenPanelAction, by worker: ID<Worker>,
        at now: Instant
    ) throws -> Bool {
        let changed: Int
        if how == .carried {
            changed = try run(
                "UPDATE panel_action SET due = \(due ?? action.due) WHERE id = \(action.action) AND ended_at IS NULL")
        } else {
            changed = try run(
                """
                UPDATE panel_action SET ended_at = \(now), ended_how = \(how) WHERE id = \(action.action)
                    AND ended_at IS NULL
                """)
        }
        guard changed == 1 else { return false }
        try run(
            """
            INSERT INTO panel_action_step (id, action_id, how, words, due, by_id, at)
            VALUES (\(ID<SaidStep>.make()), \(action.action), \(how), \(words), \(due), \(worker), \(now))
            """)
        let key = "panel action \(action.action)"
        if how == .carried, let due {
            try moveTask(key, to: due, by: worker, at: now)
        } else {
            try endTask(key, how: how.name, by: worker, at: now)
        }
        return true
    }
}
