import Governance
import Kernel
import Storage

extension Transaction {
    /// What is done and was done about places: what is due first stands first.
    package func placeActions() throws -> [PlaceAction] { try placeActions(where: "1 = 1") }

    package func placeAction(_ id: ID<PlaceAction>) throws -> PlaceAction? {
        try placeActions(where: "p.id = \(id)").first
    }

    private func placeActions(where condition: SQL) throws -> [PlaceAction] {
        var areas: [String: [String]] = [:]
        for row in try rows("SELECT action_id, area FROM place_action_area ORDER BY action_id, area") {
            let action: String = try row["action_id"]
            areas[action, default: []].append(try row["area"])
        }
        return try rows(
            """
            SELECT p.id, p.title, p.starts, p.ends, p.outcome, p.how_far, p.ended_at, p.lead_agency,
                a.name AS agency_name, a.kind AS agency_kind, a.on_hub
            FROM place_action p JOIN agency a ON a.id = p.lead_agency WHERE \(sql: condition)
            ORDER BY p.ended_at DESC NULLS FIRST, p.ends NULLS LAST, p.starts, p.id
            """
        ).map { row in
            let id: ID<PlaceAction> = try row["id"]
            return PlaceAction(
                id: id, title: try row["title"],
                lead: Agency(
                    id: try row["lead_agency"], name: try row["agency_name"], kind: try row["agency_kind"],
                    isOnHub: try row["on_hub"]),
                starts: try row["starts"], ends: try row["ends"], howFar: try row["how_far"],
                areas: areas[id.text] ?? [], outcome: try row["outcome"], endedAt: try row["ended_at"])
        }
    }

    /// Begins an action.
    package func insert(_ action: PlaceAction, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO place_action (id, title, lead_agency, starts, ends, outcome, how_far, worker_id, at, ended_at)
            VALUES (\(action.id), \(action.title), \(action.lead.id), \(action.starts), \(action.ends),
                \(action.outcome), \(action.howFar), \(worker), \(now), \(action.endedAt))
            """)
        for area in Set(action.areas).sorted() {
            try run("INSERT INTO place_action_area (action_id, area) VALUES (\(action.id), \(area))")
        }
    }

    /// Says how far an action has come; the audit line of the change keeps what was said before.
    func say(howFar words: String, of action: ID<PlaceAction>) throws {
        try run("UPDATE place_action SET how_far = \(words) WHERE id = \(action)")
    }

    /// Ends an action with what became of it. False when it had ended already.
    func end(_ action: ID<PlaceAction>, outcome: String, at now: Instant) throws -> Bool {
        try run(
            """
            UPDATE place_action SET outcome = \(outcome), ended_at = \(now) WHERE id = \(action) AND ended_at IS NULL
            """) == 1
    }
}
