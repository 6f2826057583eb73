import Governance
import Kernel
import Storage
import Web

/// What is done about places: read by everyone who reads measures, changed by those who work on signals.
func placeActionRoutes(_ house: House, shelf: AreaShelf) -> [Route] {
    let desk = PlaceActionDesk(shelf: shelf)
    return [
        house.route(.get, "/insight/actions", .seeMeasures, audit: .none, desk.list),
        house.route(.get, "/insight/actions/new", .workSignals, audit: .none, desk.new),
        house.route(.post, "/insight/actions", .workSignals, audit: .change, desk.add),
        house.route(.get, "/insight/actions/{action}", .seeMeasures, audit: .none, desk.show),
        house.route(.post, "/insight/actions/{action}/how-far", .workSignals, audit: .change, desk.sayHowFar),
        house.route(.post, "/insight/actions/{action}/end", .workSignals, audit: .change, desk.end),
    ]
}

/// The handlers behind the pages of actions.
struct PlaceActionDesk: Sendable {
    let shelf: AreaShelf

    private func pages(_ visit: Visit, _ book: AreaBook?) -> PlaceActionPages {
        PlaceActionPages(
            today: visit.today, mayWork: Policy.allows(visit.worker.role, .workSignals),
            name: { book?.name(of: $0) ?? $0 })
    }

    func list(_ visit: Visit) async throws -> Answer {
        let (actions, book) = try await visit.read { tx in (try tx.placeActions(), try shelf.book(in: tx)) }
        return visit.page(Page("What we are doing", body: pages(visit, book).list(actions)))
    }

    // MARK: Adding

    func new(_ visit: Visit) async throws -> Answer {
        var form = Form()
        let area = visit.request.query["area"]
        if !area.isEmpty { form.set("areas", String(area.prefix(100))) }
        return try await newPage(visit, FormView(form), status: 200)
    }

    private func newPage(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let (agencies, book) = try await visit.read { tx in (try tx.agencies(), try shelf.book(in: tx)) }
        let body = pages(visit, book).new(form, agencies: agencies, token: visit.token)
        return visit.page(
            Page("Add an action for places", hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    func add(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let facts = try PlaceActionForm(
                    form, agencies: try tx.agencies(), areas: try shelf.book(in: tx)?.areas ?? [])
                let action = PlaceAction(
                    id: .make(), title: facts.title, lead: facts.lead, starts: facts.starts, ends: facts.ends,
                    howFar: facts.howFar, areas: facts.areas)
                try tx.insert(action, by: visit.worker.id, at: visit.now)
                try visit.note(.workSignals, "added action \(action.id): \(action.title)", in: tx)
                return (next: InsightLink.action(action.id), notice: "Added. It stands on the map too.")
            }
        } catch let errors as FieldErrors {
            return try await newPage(visit, FormView(form, errors: errors), status: 422)
        }
    }

    // MARK: One action

    private func asked(_ visit: Visit, in tx: Transaction) throws -> PlaceAction {
        let id: ID<PlaceAction> = try visit.request.id("action")
        guard let action = try tx.placeAction(id) else { throw Problem.notFound }
        return action
    }

    func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, nil, FormView(scope: "end-"), status: 200)
    }

    private func page(_ visit: Visit, _ far: FormView?, _ end: FormView, status: Int) async throws -> Answer {
        let (action, book) = try await visit.read { tx in (try asked(visit, in: tx), try shelf.book(in: tx)) }
        let current = FormView(Form([("how_far", action.howFar)]), scope: "far-")
        let body = pages(visit, book).show(action, far ?? current, end, token: visit.token)
        let hasErrors = !(far?.errors.isEmpty ?? true) || !end.errors.isEmpty
        return visit.page(Page(action.title, hasErrors: hasErrors, body: body), status: status)
    }

    func sayHowFar(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let action = try asked(visit, in: tx)
                var reading = FormReading(form)
                let words = reading.required("how_far", limit: PlaceActionForm.longestHowFar, "Say how far it is")
                if action.endedAt != nil {
                    reading.complain("how_far", "This action has ended in the meantime: \(action.outcome ?? "")")
                } else if form["was"] != action.howFar {
                    reading.complain(
                        "how_far",
                        "Somebody wrote here since you opened this page: “\(action.howFar)”. Save again to replace it")
                }
                guard reading.errors.isEmpty else { throw reading.errors }
                try tx.say(howFar: words, of: action.id)
                try visit.note(.workSignals, "action \(action.id): how far was “\(action.howFar)”", in: tx)
                return (next: InsightLink.action(action.id), notice: "Saved.")
            }
        } catch let errors as FieldErrors {
            return try await page(
                visit, FormView(form, errors: errors, scope: "far-"), FormView(scope: "end-"), status: 422)
        }
    }

    func end(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let action = try asked(visit, in: tx)
                var reading = FormReading(form)
                let outcome = reading.required(
                    "outcome", limit: PlaceActionForm.longestHowFar, "Say what became of it and why it ends")
                guard reading.errors.isEmpty else { throw reading.errors }
                guard try tx.end(action.id, outcome: outcome, at: visit.now) else {
                    throw FieldErrors("outcome", "Somebody ended this already: \(action.outcome ?? "")")
                }
                try visit.note(.workSignals, "ended action \(action.id)", in: tx)
                return (next: InsightLink.action(action.id), notice: "Ended. It stays on record.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, nil, FormView(form, errors: errors, scope: "end-"), status: 422)
        }
    }
}
