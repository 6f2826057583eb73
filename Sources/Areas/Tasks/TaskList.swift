import Governance
import Kernel
import People
import Storage

/// A task with the names around it.
struct WrittenTask: Sendable, FromRow {
    let id: ID<StoredTask>
    let person: ID<Person>?
    let what: String
    let link: String
    let agency: ID<Agency>
    let worker: ID<Worker>?
    let workerName: String?
    let due: Day
    let snoozedUntil: Day?
    let endedAt: Instant?
    let endedHow: String

    init(row: Row) throws {
        id = try row["id"]
        person = try row["person_id"]
        what = try row["what"]
        link = try row["link"]
        agency = try row["agency_id"]
        worker = try row["worker_id"]
        workerName = try row["worker_name"]
        due = try row["due"]
        snoozedUntil = try row["snoozed_until"]
        endedAt = try row["ended_at"]
        endedHow = try row["ended_how"]
    }
}

/// Which tasks a list shows.
enum TaskView: String, CaseIterable, Sendable {
    case mine, unassigned, team, overdue, done

    var name: String {
        switch self {
        case .mine: "Mine"
        case .unassigned: "Nobody’s yet"
        case .team: "My agency’s"
        case .overdue: "Overdue"
        case .done: "Done lately"
        }
    }
}

extension Transaction {
    private static let written: SQL = """
        SELECT t.id, t.person_id, t.what, t.link, t.agency_id, t.due, t.snoozed_until, t.ended_at, t.ended_how,
            CASE WHEN w.disabled = 1 THEN NULL ELSE t.worker_id END AS worker_id,
            CASE WHEN w.disabled = 1 THEN NULL ELSE w.name END AS worker_name
        FROM task t LEFT JOIN worker w ON w.id = t.worker_id
        """

    /// Tasks of a worker and their agency, the first due first. What was put off comes back on its day. Callers mask them.
    func tasks(_ view: TaskView, of worker: Worker, on today: Day, most: Int = 300) throws -> [WrittenTask] {
        let mine: SQL = "t.worker_id = \(worker.id)"
        let ours: SQL = "t.agency_id = \(worker.agency.id)"
        let awake: SQL = "t.ended_at IS NULL AND (t.snoozed_until IS NULL OR t.snoozed_until <= \(today))"
        let which: SQL
        switch view {
        case .mine: which = "\(sql: mine) AND \(sql: awake)"
        case .unassigned: which = "\(sql: ours) AND (t.worker_id IS NULL OR w.disabled = 1) AND \(sql: awake)"
        case .team: which = "\(sql: ours) AND t.ended_at IS NULL"
        // Putting something off does not make it less overdue.
        case .overdue: which = "\(sql: ours) AND t.ended_at IS NULL AND t.due < \(today)"
        case .done: which = "(\(sql: mine) OR \(sql: ours)) AND t.ended_at IS NOT NULL"
        }
        let order: SQL = view == .done ? "t.ended_at DESC, t.id" : "t.due, t.id"
        return try all("\(sql: Self.written) WHERE \(sql: which) ORDER BY \(sql: order) LIMIT \(most)")
    }

    /// One task of the worker's own agency.
    func task(_ id: ID<StoredTask>, of worker: Worker) throws -> WrittenTask? {
        try first(
            """
            \(sql: Self.written) WHERE t.id = \(id) AND (t.agency_id = \(worker.agency.id) OR t.worker_id = \(worker.id))
            """)
    }

    /// How many of a worker's tasks are due, for the menu.
    package func dueTasks(of worker: Worker, on today: Day) throws -> Int {
        try count(
            """
            SELECT COUNT(*) FROM task WHERE worker_id = \(worker.id) AND ended_at IS NULL AND due <= \(today)
                AND (snoozed_until IS NULL OR snoozed_until <= \(today))
            """)
    }

    /// What happened to a task, the latest first.
    func history(of task: ID<StoredTask>) throws -> [(what: String, by: String?, at: Instant)] {
        try rows(
            """
            SELECT h.what, h.at, w.name AS by_name FROM task_history h LEFT JOIN worker w ON w.id = h.by_id
            WHERE h.task_id = \(task) ORDER BY h.at DESC, h.id
            """
        ).map { (try $0["what"], try $0["by_name"], try $0["at"]) }
    }

    /// Changes an open task and says so in its history; false when it had ended meanwhile.
    func change(
        _ task: ID<StoredTask>, _ change: TaskChange, saying words: String, by worker: ID<Worker>, at now: Instant
    ) throws -> Bool {
        let changed: Int
        switch change {
        case .done:
            changed = try run(
                """
                UPDATE task SET ended_at = \(now), ended_by = \(worker), ended_how = \(words)
                WHERE id = \(task) AND ended_at IS NULL
                """)
        case .given(let to):
            changed = try run(
                "UPDATE task SET worker_id = \(to), snoozed_until = NULL WHERE id = \(task) AND ended_at IS NULL")
        case .putOff(let day):
            changed = try run("UPDATE task SET snoozed_until = \(day) WHERE id = \(task) AND ended_at IS NULL")
        case .takenBack:
            changed = try run(
                """
                UPDATE task SET ended_at = NULL, ended_by = NULL, ended_how = ''
                WHERE id = \(task) AND ended_by = \(worker) AND NOT EXISTS (
                    SELECT 1 FROM task o WHERE o.key = task.key AND o.ended_at IS NULL)
                """)
        }
        guard changed == 1 else { return false }
        if case .given(let to) = change, to != worker { try tell(to, .task, key: "task \(task) \(now)", at: now) }
        try noteTask(task, words, by: worker, at: now)
        return true
    }
}

/// What a worker can do to a task.
enum TaskChange: Sendable {
    case done
    case given(ID<Worker>)
    case putOff(Day)
    /// It was not done after all.
    case takenBack
}
