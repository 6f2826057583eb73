import Casework
import Governance
import Kernel
import People
import Storage
import Tasks
import Web

/// Everybody who waits for a place, and work that changes hands: the hub's and managers' lists.
struct WaitingDesk: Sendable {
    let settings = OfferSettings.standard

    func list(_ visit: Visit) async throws -> Answer {
        let settings = settings
        let rows = try await visit.record { tx -> [[HTML]] in
            try tx.lapseOffers(settings, at: visit.now)
            let waiting = try tx.openSupports(of: nil, standing: [.seeking])
            let grant = try visit.listGrant(.offerSupport, on: waiting.map(\.support.person), "waiting", in: tx)
            let people = try tx.people(grant)
            let pathways = try tx.pathways(on: visit.today).map { ($0.pathway.id, $0.pathway.name) }
            let names = Dictionary(pathways, uniquingKeysWith: { first, _ in first })
            return waiting.filter { !grant.isHidden($0.support.person) }.map { one in
                let days = one.support.daysSinceOpened(on: visit.today)
                let name = people[one.support.person]?.nameAndAge(on: visit.today) ?? "Not shown to you"
                let pathway = names[one.support.pathway] ?? one.support.pathway
                return [
                    grant.shows(.plan, of: one.support.person)
                        ? anchor(name, SupportPart.offers.link(one.support.id)) : HTML(name),
                    "\(pathway)\(one.support.interimFor == nil ? "" : ", meanwhile")",
                    days >= settings.alarmDays ? tag("\(days) days", .warn) : "\(days == 1 ? "1 day" : "\(days) days")",
                ]
            }
        }
        let body: HTML =
            rows.isEmpty
            ? emptyState("Nobody waits", "Everybody for whom support was decided has a place.")
            : dataTable(
                "The longest first", columns: [.init("Young person"), .init("Support"), .init("Since the decision")],
                rows: rows)
        let role = visit.worker.role
        let more: HTML = """
            <p>\(anchor("How long people would wait", "/support/capacity")): a forecast for each kind of support.\
            \(Policy.allows(role, .seeMeasures) ? " \(anchor("Needs asked for and not met", "/support/gaps"))." : .empty)</p>
            """
        return visit.page(
            Page(
                "Waiting for a place",
                body: """
                    \(pageHead("Waiting for a place", lead: "After \(settings.alarmDays) days the hub is told."))\(body)\(more)
                    """))
    }

    // MARK: Changing hands

    func reassigning(_ visit: Visit) async throws -> Answer {
        try await reassignPage(visit, FormView(visit.request.query), status: 200)
    }

    private func reassignPage(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let (workers, rows) = try await visit.record { tx -> ([Worker], [Choice]) in
            let workers = try tx.workers().filter {
                $0.agency.id == visit.worker.agency.id && Policy.allows($0.role, .recordSupport)
            }
            guard let from = workers.first(where: { $0.id.text == form.form["from"] }) else { return (workers, []) }
            let held = try tx.openSupports(of: visit.worker.agency.id, worker: from.id)
            let grant = try visit.listGrant(.manageSupport, on: held.map(\.support.person), "changing hands", in: tx)
            let people = try tx.people(grant)
            let names = Dictionary(
                try tx.pathways(on: visit.today).map { ($0.pathway.id, $0.pathway.name) },
                uniquingKeysWith: { a, _ in a })
            return (
                workers,
                held.filter { grant.shows(.plan, of: $0.support.person) }.map { one in
                    Choice(
                        one.support.id.text,
                        people[one.support.person]?.nameAndAge(on: visit.today) ?? "A young person",
                        hint:
                            "\(names[one.support.pathway] ?? one.support.pathway). \(SupportPages.when(one.support, on: visit.today))"
                    )
                }
            )
        }
        let from = workers.first { $0.id.text == form.form["from"] }
        let choose: HTML = """
            <form method="get" action="/support/reassign">\(form.select("from", label: "Whose work changes hands?", options: [Choice("", "Choose")] + workers.map { Choice($0.id.text, $0.isDisabled ? "\($0.name) (left)" : $0.name) }))\
            \(button("Show", .secondary))</form>
            """
        let next: HTML
        if let from, rows.isEmpty {
            next = emptyState("\(from.name) has no open support", "There is nothing to hand over.")
        } else if from != nil {
            next = postForm(
                to: "/support/reassign/save", token: visit.token,
                body: """
                    \(form.hidden("from"))\(form.checkboxes("supports", legend: "Which?", options: rows))\
                    \(form.select("to", label: "To whom?", options: [Choice("", "Choose")] + workers.filter { !$0.isDisabled && $0.id != from?.id }.map { Choice($0.id.text, $0.name) }))\
                    \(form.textarea("reason", label: "Why, and what the young people were told", rows: 2, limit: 1000))\
                    \(button("Hand over"))
                    """)
        } else {
            next = .empty
        }
        return visit.page(
            Page(
                "Hand over support", hasErrors: !form.errors.isEmpty,
                body: "\(form.summary())\(pageHead("Hand over support"))\(choose)\(next)"),
            status: status)
    }

    func reassign(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                var reading = FormReading(form)
                let colleagues = try tx.workers().filter { $0.agency.id == visit.worker.agency.id }
                let from = colleagues.first { $0.id.text == form["from"] }
                let to = colleagues.first {
                    $0.id.text == form["to"] && !$0.isDisabled && Policy.allows($0.role, .recordSupport)
                }
                if from == nil { reading.complain("from", "Choose whose work changes hands") }
                if to == nil || to?.id == from?.id { reading.complain("to", "Choose a colleague who can take it") }
                let reason = reading.required("reason", limit: 1000, "Say why: both workers and the history are told")
                let chosen = Set(form.all("supports"))
                if chosen.isEmpty { reading.complain("supports", "Choose at least one") }
                guard let from, let to, reading.errors.isEmpty else { throw reading.errors }
                let held = try tx.openSupports(of: visit.worker.agency.id, worker: from.id).map(\.support)
                    .filter { chosen.contains($0.id.text) }
                guard held.count == chosen.count else {
                    throw Problem.conflict(
                        what: "Some of these changed hands or ended meanwhile. Nothing was handed over.")
                }
                for support in held { try handOver(support, from: from, to: to, reason, visit, in: tx) }
                let count = held.count == 1 ? "1 support is" : "\(held.count) supports are"
                return ("/home", "\(count) handed over to \(to.name). Both workers are told.")
            }
        } catch let errors as FieldErrors {
            return try await reassignPage(visit, FormView(form, errors: errors), status: 422)
        }
    }

    private func handOver(
        _ before: Support, from: Worker, to: Worker, _ reason: String, _ visit: Visit, in tx: Transaction
    ) throws {
        _ = try visit.grant(.manageSupport, on: before.person, "handed over", in: tx)
        var support = before
        support.worker = to.id
        try tx.move(
            support, "Handed over from \(from.name) to \(to.name)", why: reason, by: visit.worker.id, at: visit.now)
        try tx.involve(to, as: .team, with: support.person, why: "Took over from \(from.name)", at: visit.now)
        try tx.stepBack(from.id, from: support.person, at: visit.now)
        try tx.run(
            """
            UPDATE task SET worker_id = \(to.id)
            WHERE worker_id = \(from.id) AND ended_at IS NULL
                AND link IN \(list: SupportPart.allCases.map { $0.link(support.id).text })
            """)
        for (worker, words) in [(to, "You took over support"), (from, "Support you gave was handed over")]
        where !worker.isDisabled {
            try tx.add(
                StoredTask(
                    key: "hand-over \(support.id) \(worker.id)", person: support.person, what: words,
                    link: SupportPart.history.link(support.id).text, agency: worker.agency.id, worker: worker.id,
                    due: visit.today, askedBy: visit.worker.id, at: visit.now))
        }
    }
}

extension Transaction {
    /// Ends every open task that stands for one support.
    func endEveryTask(of support: Support, how: String, by worker: ID<Worker>?, at now: Instant) throws {
        let open: [String] = try values(
            """
            SELECT key FROM task WHERE ended_at IS NULL AND person_id = \(support.person)
                AND link IN \(list: SupportPart.allCases.map { $0.link(support.id).text })
            """)
        for key in open { try endTask(key, how: how, by: worker, at: now) }
    }
}

func waitingRoutes(_ house: House) -> [Route] {
    let desk = WaitingDesk()
    return [
        house.route(.get, "/support/waiting", .offerSupport, audit: .list, desk.list),
        house.route(.get, "/support/reassign", .manageSupport, audit: .list, desk.reassigning),
        house.route(.post, "/support/reassign/save", .manageSupport, audit: .change, desk.reassign),
    ]
}
