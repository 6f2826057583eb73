import Governance
import Kernel
import People
import Storage
import Web

func agendaRoutes(_ house: House, hooks: PanelHooks) -> [Route] {
    let desk = AgendaDesk(hooks: hooks)
    let one = "/panels/{panel}"
    return [
        house.route(.get, one, .seePanels, audit: .list, desk.show),
        house.route(.post, "\(one)/propose", .runPanels, audit: .list, desk.propose),
        house.route(.post, "\(one)/put/{who}", .runPanels, audit: .change, desk.put),
        house.route(.post, "\(one)/matters", .runPanels, audit: .change, desk.putMatter),
    ]
}

/// The handlers behind an agenda.
struct AgendaDesk: Sendable {
    let hooks: PanelHooks

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let reading = try await visit.record { tx in try read(visit, in: tx) }
        return visit.page(AgendaPages(visit: visit, form: form).page(reading), status: status)
    }

    private func read(_ visit: Visit, in tx: Transaction) throws -> AgendaReading {
        let view = try visit.readPanel(in: tx)
        let every = try tx.items(of: view.panel.id).filter { !view.hasSteppedBack(visit.worker.id, from: $0.id) }
        let open = try tx.openPanelActions(ofKind: view.kind.id, agency: nil).filter { $0.panel != view.panel.id }
        let grant: ListGrant<Person> = try visit.listGrant(
            .seePanels, on: every.compactMap(\.person) + open.compactMap(\.person), "agenda of a meeting", in: tx)
        let people = try tx.people(grant)
        let actions = open.compactMap { action in
            (action.matterName ?? action.person.flatMap { people[$0]?.nameAndAge(on: visit.today) }).map {
                (action, $0)
            }
        }
        let items = every.filter { $0.person.map { people[$0] != nil } ?? true }
        var reading = AgendaReading(
            view: view, items: items, people: people, levels: try tx.riskLevels(grant),
            matters: Dictionary(try tx.matters().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            outcomes: try tx.outcomes(of: items.map(\.id)),
            closed: every.count { item in item.person.map { people[$0] == nil && !grant.isHidden($0) } ?? false },
            actions: actions)
        if Policy.allows(visit.worker.role, .runPanels) { reading.running = try running(view, visit, in: tx) }
        return reading
    }

    /// Whom to choose from, by name, level of risk and passed clocks alone: nothing of a record opens with it.
    private func running(_ view: PanelView, _ visit: Visit, in tx: Transaction) throws -> AgendaReading.Running {
        let asks = try tx.openAsks(view.kind.id)
        let proposed = try tx.proposed(for: view.panel.id)
        let subjects = Set(asks.map(\.person)).union(proposed.all.map(\.person))
        let grant: ListGrant<Person> = try visit.listGrant(
            .runPanels, on: subjects.sorted(), "who might come before a meeting", in: tx)
        let people = try tx.people(grant)
        let levels = try tx.riskLevels(grant)
        func name(_ person: ID<Person>) -> String? { people[person]?.nameAndAge(on: visit.today) }
        return AgendaReading.Running(
            asks: asks.compactMap { ask in name(ask.person).map { (ask, $0) } },
            proposed: proposed.all.compactMap { one in name(one.person).map { (one, $0, levels[one.person]) } },
            proposedAt: proposed.at, closed: subjects.count { people[$0] == nil && !grant.isHidden($0) },
            openMatters: try tx.matters().filter(\.isOpen))
    }

    func propose(_ visit: Visit) async throws -> Answer {
        try await visit.submit { tx in
            let view = try planned(visit, in: tx)
            try visit.note(.runPanels, "whom to speak about was worked out", in: tx)
            try tx.propose(for: view.panel, hooks: hooks, at: visit.now)
            return ("/panels/\(view.panel.id)", "Worked out from the records as they stand now.")
        }
    }

    private func planned(_ visit: Visit, in tx: Transaction) throws -> PanelView {
        let view = try visit.readPanel(in: tx)
        guard view.panel.status == .planned else {
            throw Problem.conflict(what: "This meeting is \(view.panel.status.name.lowercased()) already.")
        }
        return view
    }

    /// Puts a young person on the agenda, and lets the invited agencies open their record.
    func put(_ visit: Visit) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("who")
        return try await visit.submit { tx in
            let view = try planned(visit, in: tx)
            _ = try visit.grant(.runPanels, on: person, "put before a meeting", in: tx)
            let asks = try tx.openAsks(view.kind.id).filter { $0.person == person }
            let reasons = try tx.proposed(for: view.panel.id).all.first { $0.person == person }?.reasons ?? []
            guard !asks.isEmpty || !reasons.isEmpty else { throw Problem.notFound }
            let why = asks.map(\.why) + reasons.filter { $0.kind != .asked }.map(\.words)
            let kept = try tx.put(
                PanelItem(
                    panel: view.panel.id, sort: asks.first?.sort ?? .victim, person: person, matter: nil,
                    why: why.joined(separator: ". ")),
                by: visit.worker.id, at: visit.now)
            try tx.takeAsks(about: person, at: view.kind.id, by: kept)
            try tx.letIn(view.panel.id, to: person, for: visit.worker, at: visit.now)
            return ("/panels/\(view.panel.id)", "On the agenda. The invited agencies can open the record now.")
        }
    }

    func putMatter(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let view = try planned(visit, in: tx)
                var reading = FormReading(form)
                let matter = try tx.matters().first { $0.isOpen && $0.id.text == form["matter"] }
                if matter == nil { reading.complain("matter", "Choose a place, group or theme") }
                let why = reading.required("why", limit: 500, "Say why now")
                guard let matter, reading.errors.isEmpty else { throw reading.errors }
                try visit.note(.runPanels, "a matter was put on an agenda", in: tx)
                try tx.put(
                    PanelItem(panel: view.panel.id, sort: matter.sort, person: nil, matter: matter.id, why: why),
                    by: visit.worker.id, at: visit.now)
                return ("/panels/\(view.panel.id)", "On the agenda.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }
}
