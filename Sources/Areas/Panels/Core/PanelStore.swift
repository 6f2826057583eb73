import Governance
import Kernel
import Storage

extension Panel: FromRow {
    package init(row: Row) throws {
        self.init(
            id: try row["id"], kind: try row["kind"], day: try row["on_day"], startsAt: try row["starts_at"],
            place: try row["place"], chair: try row["chair_id"], coChair: try row["co_chair_id"])
        statementRead = try row["statement_read"]
        quorumReason = try row["quorum_reason"]
        status = try row["status"]
    }

    static let table = Table(
        "panel", indexes: [["kind", "on_day"], ["on_day"]],
        columns: [
            .text("id"), .text("kind"), .text("on_day"), .integer("starts_at"), .text("place"),
            .text("chair_id", optional: true, references: "worker"),
            .text("co_chair_id", optional: true, references: "worker"), .flag("statement_read"),
            .text("quorum_reason", .freeText), .text("status"), .text("made_by", references: "worker"),
            .integer("made_at"), .integer("proposed_at", optional: true),
        ])

    static let guestTable = Table(
        "panel_guest", key: ["panel_id", "agency_id"], indexes: [["agency_id"]],
        columns: [
            .text("panel_id", references: "panel"), .text("agency_id", references: "agency"), .text("presence"),
            .text("who", .staff), .text("set_by", references: "worker"), .integer("set_at"),
        ])

    static let conflictTable = Table(
        "panel_conflict", indexes: [["panel_id"]], appendOnly: true,
        columns: [
            .text("id"), .text("panel_id", references: "panel"), .text("item_id", optional: true),
            .text("words", .freeText), .text("by_id", references: "worker"), .integer("at"),
        ])

    /// What became of the meeting itself: set up, moved, closed, cancelled.
    static let stepTable = Table(
        "panel_step", indexes: [["panel_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("panel_id", references: "panel"), .text("what", .freeText),
            .text("by_id", references: "worker"), .integer("at"),
        ])
}

/// One thing that happened to a meeting.
struct PanelStep: Sendable, FromRow {
    let what: String
    let by: String
    let at: Instant

    init(row: Row) throws {
        what = try row["what"]
        by = try row["by_name"]
        at = try row["at"]
    }
}

extension Transaction {
    /// Sets up a meeting and invites agencies to it.
    package func insert(_ panel: Panel, inviting agencies: [ID<Agency>], by worker: ID<Worker>, at now: Instant) throws
    {
        try run(
            """
            INSERT INTO panel (id, kind, on_day, starts_at, place, chair_id, co_chair_id, statement_read, quorum_reason,
                status, made_by, made_at, proposed_at)
            VALUES (\(panel.id), \(panel.kind), \(panel.day), \(panel.startsAt), \(panel.place), \(panel.chair),
                \(panel.coChair), \(panel.statementRead), \(panel.quorumReason), \(panel.status), \(worker), \(now), NULL)
            """)
        for agency in agencies { try mark(agency, at: panel.id, .invited, who: "", by: worker, now: now) }
        try note(panel.id, "Set up for \(panel.day.long)", by: worker, at: now)
    }

    /// Keeps a meeting as it stands now, and in its history what changed.
    package func keep(_ panel: Panel, saying what: String, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            UPDATE panel SET on_day = \(panel.day), starts_at = \(panel.startsAt), place = \(panel.place),
                chair_id = \(panel.chair), co_chair_id = \(panel.coChair), statement_read = \(panel.statementRead),
                quorum_reason = \(panel.quorumReason), status = \(panel.status)
            WHERE id = \(panel.id)
            """)
        try note(panel.id, what, by: worker, at: now)
    }

    private func note(_ panel: ID<Panel>, _ what: String, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO panel_step (id, panel_id, what, by_id, at)
            VALUES (\(ID<PanelStep>.make()), \(panel), \(what), \(worker), \(now))
            """)
    }

    /// Says whether an invited agency is at a meeting.
    package func mark(
        _ agency: ID<Agency>, at panel: ID<Panel>, _ presence: Presence, who: String, by worker: ID<Worker>,
        now: Instant
    ) throws {
        try run(
            """
            INSERT INTO panel_guest (panel_id, agency_id, presence, who, set_by, set_at)
            VALUES (\(panel), \(agency), \(presence), \(who), \(worker), \(now))
            ON CONFLICT (panel_id, agency_id) DO UPDATE SET presence = \(presence), who = \(who), set_by = \(worker),
                set_at = \(now)
            """)
    }

    /// Keeps a conflict of interest. It cannot be taken back, only added to.
    func declare(
        _ words: String, at panel: ID<Panel>, on item: ID<PanelItem>?, by worker: ID<Worker>, now: Instant
    ) throws {
        try run(
            """
            INSERT INTO panel_conflict (id, panel_id, item_id, words, by_id, at)
            VALUES (\(ID<PanelConflict>.make()), \(panel), \(item), \(words), \(worker), \(now))
            """)
    }

    /// A meeting this worker's agency is invited to; any meeting for whoever runs them.
    func panel(_ id: ID<Panel>, for worker: Worker) throws -> PanelView? {
        let found: Panel? = try first("SELECT * FROM panel WHERE id = \(id)")
        guard let panel = found, let kind = PanelLists.standard.kind(panel.kind) else { return nil }
        let guests = try guests(of: id)
        guard Policy.allows(worker.role, .runPanels) || guests.contains(where: { $0.agency.id == worker.agency.id })
        else { return nil }
        return PanelView(
            panel: panel, kind: kind, chair: try panel.chair.flatMap { try self.worker($0)?.name },
            coChair: try panel.coChair.flatMap { try self.worker($0)?.name }, guests: guests,
            conflicts: try all(
                """
                SELECT c.item_id, c.words, c.by_id, c.at, w.name AS by_name FROM panel_conflict c
                    JOIN worker w ON w.id = c.by_id
                WHERE c.panel_id = \(id) ORDER BY c.at, c.id
                """))
    }

    private func guests(of panel: ID<Panel>) throws -> [PanelGuest] {
        try rows(
            """
            SELECT a.id, a.name, a.kind, a.on_hub, g.presence, g.who FROM panel_guest g JOIN agency a ON a.id = g.agency_id
            WHERE g.panel_id = \(panel) ORDER BY a.name
            """
        ).map { PanelGuest(agency: try Agency(row: $0), presence: try $0["presence"], who: try $0["who"]) }
    }

    /// The meetings a worker may see, those to come first and soonest, then those past, the latest first.
    func panels(for worker: Worker, on today: Day, most: Int = 100) throws -> (coming: [Panel], past: [Panel]) {
        let whose: SQL =
            Policy.allows(worker.role, .runPanels)
            ? "1 = 1"
            : "EXISTS (SELECT 1 FROM panel_guest g WHERE g.panel_id = p.id AND g.agency_id = \(worker.agency.id))"
        let planned = PanelStatus.planned
        return (
            try all(
                """
                SELECT p.* FROM panel p WHERE \(sql: whose) AND p.status = \(planned)
                ORDER BY p.on_day, p.starts_at, p.id LIMIT \(most)
                """),
            try all(
                """
                SELECT p.* FROM panel p WHERE \(sql: whose) AND p.status <> \(planned)
                ORDER BY p.on_day DESC, p.starts_at DESC, p.id LIMIT \(most)
                """)
        )
    }

    /// What happened to a meeting, in order.
    func steps(of panel: ID<Panel>) throws -> [PanelStep] {
        try all(
            """
            SELECT s.what, s.at, w.name AS by_name FROM panel_step s JOIN worker w ON w.id = s.by_id
            WHERE s.panel_id = \(panel) ORDER BY s.at, s.id
            """)
    }

    /// When the meeting of this kind before this one was held; nil for the first.
    func lastHeld(_ panel: Panel) throws -> Day? {
        try value(
            """
            SELECT MAX(on_day) FROM panel
            WHERE kind = \(panel.kind) AND status = \(PanelStatus.held) AND on_day < \(panel.day)
            """)
    }
}
