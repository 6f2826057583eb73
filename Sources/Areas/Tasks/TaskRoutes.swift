import Governance
import Kernel
import People
import Storage
import Web

/// Work lists: a worker's own tasks, their agency's, and what is nobody's yet.
package func taskRoutes(_ house: House) -> [Route] {
    let desk = TaskDesk()
    return [
        house.route(.get, "/tasks", .keepTasks, audit: .list, desk.list),
        house.route(.get, "/tasks/new", .keepTasks, audit: .none, desk.newPage),
        house.route(.post, "/tasks/new", .keepTasks, audit: .change, desk.add),
        house.route(.get, "/tasks/{task}", .keepTasks, audit: .view, desk.show),
        house.route(.post, "/tasks/{task}", .keepTasks, audit: .change, desk.change),
    ]
}

/// How many of a worker's tasks are due, for the menu.
package func taskMenuCount(_ tx: Transaction, _ worker: Worker, _ now: Instant) throws -> Int {
    try tx.dueTasks(of: worker, on: now.day)
}

/// The handlers behind the work lists.
struct TaskDesk: Sendable {
    /// The longest something can be put off, in days.
    static let mostDaysOff = 14

    func list(_ visit: Visit) async throws -> Answer {
        let view = TaskView(rawValue: visit.request.query["view"]) ?? .mine
        let rows = try await visit.record { tx -> [[HTML]] in
            let tasks = try tx.tasks(view, of: visit.worker, on: visit.today)
            let grant = try visit.listGrant(
                .keepTasks, on: tasks.compactMap(\.person), "tasks, \(view.rawValue)", in: tx)
            let people = try tx.people(grant)
            return tasks.filter { $0.person.map { !grant.isHidden($0) } ?? true }.map { task in
                Self.cells(task, people, today: visit.today)
            }
        }
        let tabs = subNavigation(
            "Which tasks",
            TaskView.allCases.map { NavItem($0.name, "/tasks?view=\($0.rawValue)", isCurrent: $0 == view) })
        let body: HTML =
            rows.isEmpty
            ? emptyState("Nothing here", "What has to be done by a day stands here, and goes once it is done.")
            : dataTable(
                view.name, isCaptionHidden: true,
                columns: [.init("What", .sentences), .init("About"), .init("Whose"), .init("Due")], rows: rows)
        return visit.page(
            Page(
                "Tasks",
                body: """
                    \(pageHead("Tasks", actions: buttonLink("Add a task", "/tasks/new")))\(tabs)\(body)
                    """))
    }

    private static func cells(_ task: WrittenTask, _ people: [ID<Person>: Person], today: Day) -> [HTML] {
        let about = task.person.map { id in
            people[id].map { "\($0.firstName) \($0.familyName.prefix(1))" } ?? "Not shown to you"
        }
        let due: HTML
        if let ended = task.endedAt {
            due = "\(task.endedHow), \(ended.day.long)"
        } else {
            due = task.due < today ? "\(task.due.long) \(tag("Overdue", .warn))" : HTML(task.due.long)
        }
        return [anchor(task.what, "/tasks/\(task.id)"), HTML(about ?? ""), HTML(task.workerName ?? "Nobody yet"), due]
    }

    // MARK: One task

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let id: ID<StoredTask> = try visit.request.id("task")
        let (task, history, colleagues, mayOpen) = try await visit.record { tx in
            guard let task = try tx.task(id, of: visit.worker) else { throw Problem.notFound }
            let mayOpen = try task.person.map { try !visit.visible(of: $0, in: tx).isEmpty } ?? true
            if let person = task.person { try visit.note(.keepTasks, on: person, "task", in: tx) }
            let colleagues = try tx.workers().filter {
                !$0.isDisabled && $0.agency.id == visit.worker.agency.id && Policy.allows($0.role, .keepTasks)
            }
            return (task, try tx.history(of: id), colleagues, mayOpen)
        }
        let rows = history.map { ["\($0.at.long)", "\($0.what)", "\($0.by ?? "The program")"] as [HTML] }
        let way: HTML =
            mayOpen && !task.link.isEmpty
            ? Link(untrusted: task.link).map { buttonGroup(buttonLink("Go to where it is done", $0)) } ?? .empty
            : .empty
        return visit.page(
            Page(
                task.what, back: "/tasks", hasErrors: !form.errors.isEmpty,
                body: """
                    \(form.summary())\(pageHead(task.what, lead: "Due \(task.due.long). \(task.workerName ?? "Nobody has taken it yet").", actions: way))\
                    \(changing(task, form, colleagues, visit))\(card(
                        "What happened to it", id: "history",
                        body: dataTable(
                            "Every step, the latest first", isCaptionHidden: true,
                            columns: [.init("When"), .init("What", .sentences), .init("Who")], rows: rows)))
                    """), status: status)
    }

    private func changing(_ task: WrittenTask, _ form: FormView, _ colleagues: [Worker], _ visit: Visit) -> HTML {
        if task.endedAt != nil {
            return card(
                "It is done", id: "done",
                body: postForm(
                    to: "/tasks/\(task.id)", token: visit.token,
                    body:
                        "<p>\(task.endedHow)</p>\(button("It is not done after all", .secondary, name: "do", value: "back"))"
                ))
        }
        let give: HTML = form.select(
            "to", label: "To whom?", options: [Choice("", "Choose")] + colleagues.map { Choice($0.id.text, $0.name) })
        let later: HTML = """
            \(form.date("until", legend: "Until when?", hint: "At most \(Self.mostDaysOff) days; it stays overdue in the counts"))\
            \(form.text("why", label: "Why?"))
            """
        return card(
            "What about it?", id: "change",
            body: postForm(
                to: "/tasks/\(task.id)", token: visit.token,
                body: """
                    \(form.radios("do", legend: "Choose one", options: [
                        Choice("done", "It is done", reveals: form.text("how", label: "How, in a few words")),
                        Choice("take", "I take it"), Choice("give", "Somebody else does it", reveals: give),
                        Choice("later", "Put it off", reveals: later),
                    ]))\(button("Keep"))
                    """))
    }

    func change(_ visit: Visit) async throws -> Answer {
        let id: ID<StoredTask> = try visit.request.id("task")
        do {
            return try await visit.submit { tx in
                guard let task = try tx.task(id, of: visit.worker) else { throw Problem.notFound }
                if let person = task.person { try visit.note(.keepTasks, on: person, "task changed", in: tx) }
                let (change, words, notice) = try Self.read(visit, in: tx)
                guard try tx.change(id, change, saying: words, by: visit.worker.id, at: visit.now) else {
                    throw Problem.conflict(what: "Somebody changed this task meanwhile. Look at it again.")
                }
                return ("/tasks", notice)
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(visit.request.form, errors: errors), status: 422)
        }
    }

    private static func read(_ visit: Visit, in tx: Transaction) throws -> (TaskChange, String, String) {
        var reading = FormReading(visit.request.form)
        switch visit.request.form["do"] {
        case "done":
            let how = reading.required("how", limit: 300, "Say in a few words how it was done")
            guard reading.errors.isEmpty else { throw reading.errors }
            return (.done, how, "Done.")
        case "take": return (.given(visit.worker.id), "Taken by \(visit.worker.name)", "It is yours.")
        case "give":
            let to = try tx.workers().first {
                $0.id.text == visit.request.form["to"] && !$0.isDisabled && $0.agency.id == visit.worker.agency.id
            }
            guard let to else { throw FieldErrors("to", "Choose a colleague") }
            return (.given(to.id), "Given to \(to.name)", "\(to.name) has it now.")
        case "later":
            let day = reading.coming("until", from: visit.today, "Enter until when")
            if let day, day > visit.today.adding(days: mostDaysOff) {
                reading.complain("until", "Put it off by \(mostDaysOff) days at most")
            }
            let why = reading.required("why", limit: 300, "Say why it waits")
            guard let day, reading.errors.isEmpty else { throw reading.errors }
            return (.putOff(day), "Put off until \(day.long): \(why)", "It comes back on \(day.long).")
        case "back": return (.takenBack, "Not done after all", "It is open again.")
        default: throw FieldErrors("do", "Choose one")
        }
    }

    // MARK: By hand

    func newPage(_ visit: Visit) async throws -> Answer { try await adding(visit, FormView(), status: 200) }

    private func adding(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let colleagues = try await visit.read { tx in
            try tx.workers().filter {
                !$0.isDisabled && $0.agency.id == visit.worker.agency.id && Policy.allows($0.role, .keepTasks)
            }
        }
        return visit.page(
            Page(
                "Add a task", back: "/tasks", hasErrors: !form.errors.isEmpty,
                body: """
                    \(form.summary())\(pageHead("Add a task", lead: "Leave names out: who it is about is on their record."))\
                    \(postForm(to: "/tasks/new", token: visit.token, body: """
                        \(form.text("what", label: "What is to be done?", style: .strong))\
                        \(form.select("worker", label: "Who does it?", options: [Choice("", "Anybody of \(visit.worker.agency.name)")] + colleagues.map { Choice($0.id.text, $0.name) }))\
                        \(form.date("due", legend: "By when?"))\(button("Add"))
                        """))
                    """), status: status)
    }

    func add(_ visit: Visit) async throws -> Answer {
        do {
            return try await visit.submit { tx in
                var reading = FormReading(visit.request.form)
                let what = reading.required("what", limit: 200, "Say what is to be done")
                let due = reading.coming("due", from: visit.today, "Enter by when")
                let typed = visit.request.form["worker"]
                let worker = try tx.workers().first {
                    $0.id.text == typed && !$0.isDisabled && $0.agency.id == visit.worker.agency.id
                }
                if !typed.isEmpty, worker == nil { reading.complain("worker", "Choose a colleague") }
                guard let due, reading.errors.isEmpty else { throw reading.errors }
                let id = ID<StoredTask>.make()
                try tx.add(
                    StoredTask(
                        key: "by hand \(id)", person: nil, what: what, link: "", agency: visit.worker.agency.id,
                        worker: worker?.id, due: due, askedBy: visit.worker.id, at: visit.now))
                try visit.note(.keepTasks, "task added", in: tx)
                return (worker?.id == visit.worker.id ? "/tasks" : "/tasks?view=team", "The task is added.")
            }
        } catch let errors as FieldErrors {
            return try await adding(visit, FormView(visit.request.form, errors: errors), status: 422)
        }
    }
}

/// What is due today, on the home page.
package func taskHomeCards() -> [HomeCard] {
    [
        HomeCard(action: .keepTasks) { tx, worker, now in
            let mine = try tx.tasks(.mine, of: worker, on: now.day, most: 200)
            let due = mine.filter { $0.due <= now.day }
            guard !mine.isEmpty else { return .empty }
            let items = due.prefix(5).map { task -> HTML in
                let late: HTML = task.due < now.day ? " \(tag("Overdue", .warn))" : .empty
                return anchor(task.what, "/tasks/\(task.id)") + late
            }
            return sideCard(
                "My tasks", id: "my-tasks",
                body: """
                    <p>\(due.isEmpty ? "Nothing is due today." : due.count == 1 ? "1 is due." : "\(due.count) are due.") \
                    \(anchor("See all \(mine.count)", "/tasks"))</p>\(items.isEmpty ? .empty : bullets(items))
                    """)
        }
    ]
}
