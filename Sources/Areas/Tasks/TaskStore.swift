import Governance
import Kernel
import People
import Storage

extension StoredTask {
    static let table = Table(
        "task", indexes: [["agency_id", "ended_at"], ["worker_id", "ended_at"], ["person_id"], ["key", "ended_at"]],
        columns: [
            .text("id"), .text("key"), .text("person_id", .link, optional: true, references: "person"),
            .text("what", .freeText), .text("link"), .text("agency_id", references: "agency"),
            .text("worker_id", optional: true, references: "worker"), .text("due"),
            .text("snoozed_until", optional: true), .text("asked_by", optional: true, references: "worker"),
            .integer("created_at"), .integer("ended_at", optional: true),
            .text("ended_by", optional: true, references: "worker"), .text("ended_how"),
        ])

    /// What happened to a task after it was made: who, when, and in a word or two what.
    static let historyTable = Table(
        "task_history", indexes: [["task_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("task_id", references: "task"), .text("what", .freeText),
            .text("by_id", optional: true, references: "worker"), .integer("at"),
        ])
}

extension Transaction {
    /// Keeps a task. An open one with the same key is moved to the new day and worker instead of being doubled.
    package func add(_ task: StoredTask) throws {
        let open: ID<StoredTask>? = try value(
            "SELECT id FROM task WHERE key = \(task.key) AND ended_at IS NULL")
        if let open {
            try run(
                """
                UPDATE task SET due = \(task.due), worker_id = \(task.worker), agency_id = \(task.agency),
                    what = \(task.what), link = \(task.link) WHERE id = \(open)
                """)
            return try noteTask(open, "Changed: \(task.what), due \(task.due.long)", by: task.askedBy, at: task.at)
        }
        try run(
            """
            INSERT INTO task (id, key, person_id, what, link, agency_id, worker_id, due, snoozed_until, asked_by,
                created_at, ended_at, ended_by, ended_how)
            VALUES (\(task.id), \(task.key), \(task.person), \(task.what), \(task.link), \(task.agency),
                \(task.worker), \(task.due), NULL, \(task.askedBy), \(task.at), NULL, NULL, '')
            """)
        try noteTask(task.id, "Made, due \(task.due.long)", by: task.askedBy, at: task.at)
        try tell(of: task)
    }

    /// Lets whoever has a new task know, when somebody else asked for it; a whole agency’s, those who manage its support.
    private func tell(of task: StoredTask) throws {
        guard let asker = task.askedBy else { return }
        if let worker = task.worker {
            if worker != asker { try tell(worker, .task, key: "task \(task.id)", at: task.at) }
            return
        }
        guard try worker(asker)?.agency.id != task.agency else { return }
        for worker in try workers(of: task.agency) where Policy.allows(worker.role, .manageSupport) {
            if try isMentorAccount(worker) { continue }
            try tell(worker.id, .task, key: "task \(task.id) \(worker.id)", at: task.at)
        }
    }

    /// Ends the open task with this key, done or no longer needed; nothing happens when there is none.
    package func endTask(_ key: String, how: String, by worker: ID<Worker>?, at now: Instant) throws {
        let open: ID<StoredTask>? = try value("SELECT id FROM task WHERE key = \(key) AND ended_at IS NULL")
        guard let open else { return }
        try run("UPDATE task SET ended_at = \(now), ended_by = \(worker), ended_how = \(how) WHERE id = \(open)")
        try noteTask(open, how, by: worker, at: now)
    }

    /// By when the open tasks with these keys are due.
    package func dueDays(_ keys: [String]) throws -> [String: Day] {
        guard !keys.isEmpty else { return [:] }
        let rows = try rows("SELECT key, due FROM task WHERE ended_at IS NULL AND key IN \(list: keys)")
        return try Dictionary(rows.map { (try $0["key"], try $0["due"]) }, uniquingKeysWith: { first, _ in first })
    }

    /// How many open tasks whose key begins so are overdue, of one worker or of everybody.
    package func overdueTasks(named start: String, of worker: ID<Worker>?, on today: Day) throws -> Int {
        let whose: SQL = worker.map { "worker_id = \($0)" } ?? "1 = 1"
        return try count(
            """
            SELECT COUNT(*) FROM task WHERE ended_at IS NULL AND due < \(today) AND \(sql: whose)
                AND key >= \(start) AND key < \(start + "~")
            """)
    }

    /// Moves the open task with this key to another day, whoever has it; nothing happens when there is none.
    package func moveTask(_ key: String, to due: Day, by worker: ID<Worker>?, at now: Instant) throws {
        let open: ID<StoredTask>? = try value("SELECT id FROM task WHERE key = \(key) AND ended_at IS NULL")
        guard let open else { return }
        try run("UPDATE task SET due = \(due) WHERE id = \(open)")
        try noteTask(open, "Now due \(due.long)", by: worker, at: now)
    }

    func noteTask(_ task: ID<StoredTask>, _ what: String, by worker: ID<Worker>?, at now: Instant) throws {
        try run(
            """
            INSERT INTO task_history (id, task_id, what, by_id, at)
            VALUES (\(ID<StoredTask>.make()), \(task), \(what), \(worker), \(now))
            """)
    }
}
