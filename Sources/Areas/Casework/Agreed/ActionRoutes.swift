import Governance
import Kernel
import People
import Storage
import Web
import Wording

/// An action with the young person it is for, as far as its reader may know.
struct ActionLine: Sendable {
    let written: WrittenAction
    let person: Person
}

/// What an agency has to do after the meetings.
enum ActionHandlers {
    static func list(_ visit: Visit) async throws -> Answer {
        try await page(visit, typed: nil, FieldErrors())
    }

    /// A coordinator may look at every agency's, to chase; everybody else sees their own agency's.
    private static func isForAll(_ visit: Visit) -> Bool {
        visit.request.query["agency"] == "all" && Policy.allows(visit.worker.role, .runMeeting)
    }

    private static func page(_ visit: Visit, typed: Form?, _ errors: FieldErrors) async throws -> Answer {
        let isForAll = isForAll(visit)
        let (open, done) = try await visit.record { tx -> ([ActionLine], [ActionLine]) in
            let agency = visit.worker.agency.id
            let open = try tx.openActions(of: isForAll ? nil : agency)
            let done = isForAll ? [] : try tx.doneActions(of: agency, most: 20)
            let grant: ListGrant<Person> = try visit.listGrant(
                .addToRecord, on: (open + done).map(\.action.person), "actions", in: tx)
            let known = try tx.people(grant)
            func lines(_ actions: [WrittenAction]) -> [ActionLine] {
                actions.compactMap { one in
                    guard grant.shows(.plan, of: one.action.person), let person = known[one.action.person] else {
                        return nil
                    }
                    return ActionLine(written: one, person: person)
                }
            }
            return (lines(open), lines(done))
        }
        let page = ActionPage(
            open: open, done: done, isForAll: isForAll, visit: visit, form: FormView(typed ?? Form(), errors: errors))
        return visit.page(page.page, status: errors.isEmpty ? 200 : 422)
    }

    static func finish(_ visit: Visit) async throws -> Answer {
        let id: ID<AgreedAction> = try visit.request.id("action")
        do {
            return try await visit.submit { tx in
                guard let written = try tx.action(id) else { throw Problem.notFound }
                let grant = try visit.grant(.addToRecord, on: written.action.person, "action done", in: tx)
                let isOwn = written.action.agency == visit.worker.agency.id
                guard grant.shows(.plan), isOwn || Policy.allows(visit.worker.role, .runMeeting) else {
                    throw Problem.notFound
                }
                var reading = FormReading(visit.request.form)
                let name = "note-\(id)"
                let note = reading.required(name, limit: 1000, "Say in a few words what was done")
                guard reading.errors.isEmpty else { throw reading.errors }
                guard try tx.finish(id, saying: note, by: visit.worker.id, at: visit.now) else {
                    throw Problem.conflict(what: "\(written.doneBy ?? "Somebody") marked this as done already.")
                }
                return ("/actions", "Done: \(written.action.what)")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, typed: visit.request.form, errors)
        }
    }
}

/// The list of actions, overdue first.
struct ActionPage: Sendable {
    let open: [ActionLine]
    let done: [ActionLine]
    let isForAll: Bool
    let visit: Visit
    let form: FormView

    var page: Page {
        let title = isForAll ? "Actions of every agency" : "Actions of \(visit.worker.agency.name)"
        return Page(
            title, hasErrors: !form.errors.isEmpty,
            body: "\(form.summary())\(pageHead(title, lead: HTML(lead), actions: other))\(openCard)\(doneCard)")
    }

    private var lead: String {
        let overdue = open.count { $0.written.isOverdue(on: visit.today) }
        if open.isEmpty { return "Nothing to do." }
        return "\(Words.plural(open.count, "action")) to do, \(overdue) overdue."
    }

    private var other: HTML {
        guard Policy.allows(visit.worker.role, .runMeeting) else { return .empty }
        return isForAll
            ? anchor("Only my agency’s", "/actions")
            : anchor("Every agency’s", Link(stringLiteral: "/actions").with(query: [("agency", "all")]))
    }

    private var openCard: HTML {
        guard !open.isEmpty else {
            return card(
                "To do", id: "to-do",
                body: emptyState("Nothing to do", "Actions appear here when the meeting agrees them."))
        }
        let columns = [
            TableColumn("What"), TableColumn("For"), TableColumn("Who"), TableColumn("By"), TableColumn("Done"),
        ]
        return card(
            "To do", id: "to-do",
            body: dataTable("Actions to do", isCaptionHidden: true, columns: columns, rows: open.map(row)))
    }

    private func row(_ line: ActionLine) -> [HTML] {
        let action = line.written.action
        let name = line.person.nameAndAge(on: visit.today)
        let late: HTML = line.written.isOverdue(on: visit.today) ? " \(tag("Overdue", .warn))" : .empty
        let done = postForm(
            to: "/actions/\(action.id)/done", token: visit.token,
            body: """
                \(form.text("note-\(action.id)", label: "What was done"))\
                \(button("Mark as done", .secondary, hidden: ": \(action.what)"))
                """)
        return [
            HTML(action.what), anchor(name, "/young-people/\(action.person)"), HTML(line.written.owner),
            "\(action.due.spokenAsHeading(from: visit.today))\(late)", done,
        ]
    }

    private var doneCard: HTML {
        guard !done.isEmpty else { return .empty }
        let rows = done.map { line -> [HTML] in
            [
                HTML(line.written.action.what),
                anchor(line.person.nameAndAge(on: visit.today), "/young-people/\(line.written.action.person)"),
                "\(line.written.doneBy ?? ""), \(line.written.doneAt?.day.short ?? "")", HTML(line.written.note),
            ]
        }
        return card(
            "Done lately", id: "done",
            body: dataTable(
                "Actions done lately", isCaptionHidden: true,
                columns: [TableColumn("What"), TableColumn("For"), TableColumn("Done by"), TableColumn("Note")],
                rows: rows))
    }
}

func actionRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/actions", .addToRecord, audit: .list, ActionHandlers.list),
        house.route(.post, "/actions/{action}/done", .addToRecord, audit: .change, ActionHandlers.finish),
    ]
}
