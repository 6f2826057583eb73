import Casework
import Governance
import Kernel
import People
import Storage
import Web

/// Panels, exploitation meetings and strategy discussions.
package func panelRoutes(_ house: House, hooks: PanelHooks) -> [Route] {
    let desk = PanelDesk()
    let one = "/panels/{panel}"
    return [
        house.route(.get, "/panels", .seePanels, audit: .list, desk.list),
        house.route(.get, "/panels/new", .runPanels, audit: .none, desk.newPage),
        house.route(.post, "/panels/new", .runPanels, audit: .change, desk.add),
        house.route(.get, "\(one)/here", .runPanels, audit: .list, desk.presencePage),
        house.route(.post, "\(one)/here", .runPanels, audit: .change, desk.setPresence),
        house.route(.get, "\(one)/invite", .runPanels, audit: .none, desk.invitePage),
        house.route(.post, "\(one)/invite", .runPanels, audit: .change, desk.invite),
        house.route(.post, "\(one)/move", .runPanels, audit: .change, desk.move),
        house.route(.post, "\(one)/cancel", .runPanels, audit: .change, desk.cancel),
        house.route(.post, "\(one)/close", .runPanels, audit: .change, desk.close),
    ] + agendaRoutes(house, hooks: hooks) + panelItemRoutes(house) + panelActionRoutes(house) + matterRoutes(house)
        + panelMinutesRoutes(house) + personPanelRoutes(house)
}

extension Visit {
    /// The meeting the address names, if this worker's agency is invited.
    func readPanel(in tx: Transaction) throws -> PanelView {
        let id: ID<Panel> = try request.id("panel")
        guard let view = try tx.panel(id, for: worker) else { throw Problem.notFound }
        return view
    }
}

/// The handlers behind the meetings themselves.
struct PanelDesk: Sendable {
    private func pages(_ visit: Visit) -> PanelPages { PanelPages(visit: visit) }

    func list(_ visit: Visit) async throws -> Answer {
        let page = try await visit.record { tx in
            try visit.note(.seePanels, "panels", in: tx)
            let panels = try tx.panels(for: visit.worker, on: visit.today)
            let open = try tx.openPanelActions(
                ofKind: nil, agency: Policy.allows(visit.worker.role, .runPanels) ? nil : visit.worker.agency.id)
            return pages(visit).list(
                coming: panels.coming, past: panels.past, actions: open.count,
                late: open.count { $0.isLate(on: visit.today) })
        }
        return visit.page(page)
    }

    // MARK: Setting one up

    /// Whoever works with what meetings say can chair one.
    private static func chairs(in tx: Transaction) throws -> [Worker] {
        try tx.workers().filter { !$0.isDisabled && Policy.allows($0.role, .seePanels) }
    }

    func newPage(_ visit: Visit) async throws -> Answer {
        let agencies = try await visit.read { try $0.agencies().filter(\.isOnHub) }
        return try await newPage(visit, FormView(Form(agencies.map { ("invited", $0.id.text) })), status: 200)
    }

    private func newPage(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let page = try await visit.read { tx in
            pages(visit).new(form, chairs: try Self.chairs(in: tx), agencies: try tx.agencies())
        }
        return visit.page(page, status: status)
    }

    func add(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let typed = try PanelForm.read(
                    form, chairs: try Self.chairs(in: tx), agencies: try tx.agencies(), today: visit.today)
                try visit.note(.runPanels, "meeting set up", in: tx)
                try tx.insert(typed.panel, inviting: typed.invited, by: visit.worker.id, at: visit.now)
                return ("/panels/\(typed.panel.id)", "The meeting is set up. Now put its agenda together.")
            }
        } catch let errors as FieldErrors {
            return try await newPage(visit, FormView(form, errors: errors), status: 422)
        }
    }

    // MARK: Who is here

    func presencePage(_ visit: Visit) async throws -> Answer { try await presence(visit, nil, status: 200) }

    private func presence(_ visit: Visit, _ typed: FormView?, status: Int) async throws -> Answer {
        let page = try await visit.record { tx in
            let view = try visit.readPanel(in: tx)
            try visit.note(.runPanels, "who is at a meeting", in: tx)
            var form = PanelForm.filled(view.panel)
            for guest in view.guests {
                form.set("presence-\(guest.agency.id)", guest.presence.rawValue)
                form.set("who-\(guest.agency.id)", guest.who)
            }
            return pages(visit).presence(view, typed ?? FormView(form), steps: try tx.steps(of: view.panel.id))
        }
        return visit.page(page, status: status)
    }

    func setPresence(_ visit: Visit) async throws -> Answer {
        try await change(visit, scope: "", notice: "Kept.") { view, tx in
            let typed = try PresenceForm(visit.request.form, guests: view.guests)
            for mark in typed.marks {
                try tx.mark(
                    mark.agency, at: view.panel.id, mark.presence, who: mark.who, by: visit.worker.id, now: visit.now)
            }
            var panel = view.panel
            panel.statementRead = typed.statementRead
            panel.quorumReason = typed.quorumReason
            try tx.keep(panel, saying: "Who is here was marked", by: visit.worker.id, at: visit.now)
            if !typed.conflict.isEmpty {
                try tx.declare(typed.conflict, at: panel.id, on: nil, by: visit.worker.id, now: visit.now)
            }
            return "/panels/\(panel.id)"
        }
    }

    /// Changes a meeting that is not over; what is wrong is said beside the form it came from.
    private func change(
        _ visit: Visit, scope: String, notice: String,
        _ work: @escaping @Sendable (PanelView, Transaction) throws -> Link
    ) async throws -> Answer {
        do {
            return try await visit.submit { tx in
                let view = try visit.readPanel(in: tx)
                guard view.panel.status == .planned else {
                    throw Problem.conflict(what: "This meeting is \(view.panel.status.name.lowercased()) already.")
                }
                try visit.note(.runPanels, "a meeting changed", in: tx)
                return (try work(view, tx), notice)
            }
        } catch let errors as FieldErrors {
            return try await presence(
                visit, FormView(visit.request.form, errors: errors, scope: scope), status: 422)
        }
    }

    func move(_ visit: Visit) async throws -> Answer {
        try await change(visit, scope: "move-", notice: "The meeting is moved.") { view, tx in
            var reading = FormReading(visit.request.form)
            let (day, start, place) = PanelForm.when(&reading, today: visit.today)
            guard let day, let start, reading.errors.isEmpty else { throw reading.errors }
            let people = try tx.items(of: view.panel.id).compactMap(\.person)
            for person in people { try tx.letOut(view, of: person, at: visit.now) }
            var panel = view.panel
            (panel.day, panel.startsAt, panel.place) = (day, start, place)
            try tx.keep(
                panel, saying: "Moved to \(day.long), \(panel.start.clock), \(place)", by: visit.worker.id,
                at: visit.now)
            for person in people { try tx.letIn(panel.id, to: person, for: visit.worker, at: visit.now) }
            return "/panels/\(panel.id)"
        }
    }

    func cancel(_ visit: Visit) async throws -> Answer {
        try await change(visit, scope: "cancel-", notice: "Cancelled. Its young people are asked for at the next one.")
        {
            view, tx in
            var reading = FormReading(visit.request.form)
            let reason = reading.required("reason", limit: 500, "Say why it is cancelled")
            guard reading.errors.isEmpty else { throw reading.errors }
            for item in try tx.items(of: view.panel.id) {
                try carry(item, of: view, because: "The meeting on \(view.panel.day.long) was cancelled", visit, in: tx)
                if let person = item.person { try tx.letOut(view, of: person, at: visit.now) }
            }
            var panel = view.panel
            panel.status = .cancelled
            try tx.keep(panel, saying: "Cancelled: \(reason)", by: visit.worker.id, at: visit.now)
            return "/panels"
        }
    }

    /// Asks for a young person at the next meeting of the kind, so that nobody falls out between two.
    private func carry(
        _ item: PanelItem, of view: PanelView, because why: String, _ visit: Visit, in tx: Transaction
    ) throws {
        guard let person = item.person else { return }
        try tx.ask(
            person, as: item.sort, at: view.kind.id, because: "\(why). \(item.why)", by: visit.worker.id, now: visit.now
        )
    }

    func close(_ visit: Visit) async throws -> Answer {
        try await change(visit, scope: "close-", notice: "The meeting is closed. Its minutes stand.") { view, tx in
            if view.panel.day > visit.today {
                throw Problem.conflict(what: "This meeting is on \(view.panel.day.long). Close it once it was held.")
            }
            if let obstacle = PanelRules.obstacle(view) { throw Problem.conflict(what: "\(obstacle).") }
            let items = try tx.items(of: view.panel.id)
            let decided = try tx.outcomes(of: items.map(\.id))
            for item in items where decided[item.id] == nil {
                try carry(item, of: view, because: "Not reached on \(view.panel.day.long)", visit, in: tx)
            }
            var panel = view.panel
            panel.status = .held
            try tx.keep(panel, saying: "Closed", by: visit.worker.id, at: visit.now)
            return "/panels/\(panel.id)/minutes"
        }
    }

    // MARK: Inviting

    func invitePage(_ visit: Visit) async throws -> Answer { try await invitePage(visit, FormView(), status: 200) }

    private func invitePage(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let page = try await visit.read { tx in
            pages(visit).invite(try visit.readPanel(in: tx), form, agencies: try tx.agencies())
        }
        return visit.page(page, status: status)
    }

    func invite(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let view = try visit.readPanel(in: tx)
                guard view.panel.status == .planned else {
                    throw Problem.conflict(what: "This meeting is \(view.panel.status.name.lowercased()) already.")
                }
                let invited = Set(view.guests.map(\.agency.id))
                guard
                    let agency = try tx.agencies().first(where: {
                        $0.id.text == form["agency"] && !invited.contains($0.id)
                    })
                else { throw FieldErrors("agency", "Choose the agency to invite") }
                try visit.note(.runPanels, "an agency invited", in: tx)
                try tx.mark(agency.id, at: view.panel.id, .invited, who: "", by: visit.worker.id, now: visit.now)
                try tx.keep(view.panel, saying: "\(agency.name) was invited", by: visit.worker.id, at: visit.now)
                for person in try tx.items(of: view.panel.id).compactMap(\.person) {
                    try tx.letIn(view.panel.id, to: person, for: visit.worker, at: visit.now)
                }
                return ("/panels/\(view.panel.id)/here", "\(agency.name) is invited.")
            }
        } catch let errors as FieldErrors {
            return try await invitePage(visit, FormView(form, errors: errors), status: 422)
        }
    }
}
