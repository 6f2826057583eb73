import Governance
import Kernel
import People
import Storage
import Web

func panelActionRoutes(_ house: House) -> [Route] {
    let desk = PanelActionDesk()
    return [
        house.route(.get, "/panels/actions", .seePanels, audit: .list, desk.list),
        house.route(.get, "/panels/actions/{action}", .seePanels, audit: .view, desk.show),
        house.route(.post, "/panels/actions/{action}", .seePanels, audit: .change, desk.say),
    ]
}

/// The handlers behind actions that meetings asked for.
struct PanelActionDesk: Sendable {
    /// Whoever runs meetings sees every agency's; the others their own agency's.
    func list(_ visit: Visit) async throws -> Answer {
        let page = try await visit.record { tx in
            let own = Policy.allows(visit.worker.role, .runPanels) ? nil : visit.worker.agency.id
            let open = try tx.openPanelActions(ofKind: nil, agency: own)
            let grant: ListGrant<Person> = try visit.listGrant(
                .seePanels, on: open.compactMap(\.person), "actions of meetings", in: tx)
            let people = try tx.people(grant)
            let shown = open.compactMap { action in
                (action.matterName ?? action.person.flatMap { people[$0]?.nameAndAge(on: visit.today) })
                    .map { (action, $0) }
            }
            let closed = open.count { one in one.person.map { people[$0] == nil && !grant.isHidden($0) } ?? false }
            return PanelActionPages(visit: visit).list(shown, closed: closed)
        }
        return visit.page(page)
    }

    /// The action in the address, for its own agency and for whoever is at its meeting.
    private func read(_ visit: Visit, _ detail: String, in tx: Transaction) throws -> (WrittenPanelAction, String) {
        let id: ID<PanelAction> = try visit.request.id("action")
        guard let action = try tx.panelAction(id) else { throw Problem.notFound }
        let panel = try tx.panel(action.panel, for: visit.worker)
        guard panel != nil || action.agency == visit.worker.agency.id else { throw Problem.notFound }
        if panel?.hasSteppedBack(visit.worker.id, from: action.item) == true { throw Problem.notFound }
        guard let person = action.person else {
            try visit.note(.seePanels, "\(detail), a matter", in: tx)
            return (action, action.matterName ?? "")
        }
        let grant = try visit.grant(.seePanels, on: person, detail, in: tx)
        return (action, try tx.person(grant).nameAndAge(on: visit.today))
    }

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let page = try await visit.record { tx in
            let (action, subject) = try read(visit, "an action of a meeting", in: tx)
            return PanelActionPages(visit: visit).show(action, subject, try tx.steps(of: action.action), form)
        }
        return visit.page(page, status: status)
    }

    func say(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let (action, _) = try read(visit, "said how an action goes on", in: tx)
                var reading = FormReading(form)
                let how: ActionStep? = reading.choice("how", "Say how it goes on")
                let words = reading.required("words", limit: 1000, "Say what was done, or what is in the way")
                let due = how == .carried ? reading.coming("due", from: visit.today, "Enter the new day") : nil
                guard let how, reading.errors.isEmpty else { throw reading.errors }
                guard try tx.say(how, words, due: due, of: action, by: visit.worker.id, at: visit.now) else {
                    throw Problem.conflict(what: "Somebody said meanwhile that it is over. Look at its page again.")
                }
                return ("/panels/actions", "Kept.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }
}
