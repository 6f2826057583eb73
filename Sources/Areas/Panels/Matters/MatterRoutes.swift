import Governance
import Kernel
import People
import Storage
import Web

func matterRoutes(_ house: House) -> [Route] {
    let desk = MatterDesk()
    let one = "/panels/matters/{matter}"
    return [
        house.route(.get, "/panels/matters", .seePanels, audit: .list, desk.list),
        house.route(.get, "/panels/matters/new", .runPanels, audit: .none, desk.newPage),
        house.route(.post, "/panels/matters/new", .runPanels, audit: .change, desk.add),
        house.route(.get, one, .seePanels, audit: .list, desk.show),
        house.route(.post, "\(one)/plan", .runPanels, audit: .change, desk.plan),
        house.route(.post, "\(one)/close", .runPanels, audit: .change) { try await desk.set($0, open: false) },
        house.route(.post, "\(one)/open", .runPanels, audit: .change) { try await desk.set($0, open: true) },
    ]
}

/// One meeting that spoke about a matter.
struct DecidedMatter: Sendable, FromRow {
    let item: ID<PanelItem>
    let kind: String
    let day: Day
    let outcome: String?
    let risk: RiskLevel?

    init(row: Row) throws {
        item = try row["id"]
        kind = try row["kind"]
        day = try row["on_day"]
        outcome = try row["outcome"]
        risk = try row["risk_after"]
    }
}

extension Transaction {
    /// Meetings this worker was invited to that spoke about a matter, the latest first.
    func meetings(about matter: ID<Matter>, for worker: Worker) throws -> [DecidedMatter] {
        let whose: SQL =
            Policy.allows(worker.role, .runPanels)
            ? "1 = 1"
            : "EXISTS (SELECT 1 FROM panel_guest g WHERE g.panel_id = p.id AND g.agency_id = \(worker.agency.id))"
        return try all(
            """
            SELECT i.id, p.kind, p.on_day, o.outcome, o.risk_after FROM panel_item i JOIN panel p ON p.id = i.panel_id
                LEFT JOIN panel_outcome o ON o.item_id = i.id AND NOT EXISTS (
                    SELECT 1 FROM panel_outcome n WHERE n.item_id = o.item_id AND n.number > o.number)
            WHERE i.matter_id = \(matter) AND i.taken_off = '' AND \(sql: whose) ORDER BY p.on_day DESC, i.id
            """)
    }
}

/// The handlers behind places, groups and themes.
struct MatterDesk: Sendable {
    func list(_ visit: Visit) async throws -> Answer {
        let matters = try await visit.record { tx in
            try visit.note(.seePanels, "places, groups and themes", in: tx)
            return try tx.matters()
        }
        return visit.page(MatterPages(visit: visit).list(matters))
    }

    func newPage(_ visit: Visit) async throws -> Answer { visit.page(MatterPages(visit: visit).new(FormView())) }

    func add(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                var reading = FormReading(form)
                let sort: ItemSort? = reading.choice("sort", "Choose what it is")
                if let sort, !ItemSort.ofMatters.contains(sort) { reading.complain("sort", "Choose what it is") }
                let name = reading.required("name", limit: 120, "Say what it shall be called")
                let about = reading.required("about", limit: 2000, "Say what is known")
                guard let sort, reading.errors.isEmpty else { throw reading.errors }
                let id = ID<Matter>.make()
                try visit.note(.runPanels, "a matter was set up", in: tx)
                try tx.addMatter(id, sort, named: name, about: about, by: visit.worker.id, at: visit.now)
                return ("/panels/matters/\(id)", "Set up. Now write its plan.")
            }
        } catch let errors as FieldErrors {
            return visit.page(MatterPages(visit: visit).new(FormView(form, errors: errors)), status: 422)
        }
    }

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let page = try await visit.record { tx in
            let matter = try read(visit, in: tx)
            try visit.note(.seePanels, "a matter's plan", in: tx)
            return MatterPages(visit: visit).show(
                matter, plans: try tx.plans(of: matter.id), actions: try tx.panelActions(of: matter.id),
                decided: try tx.meetings(about: matter.id, for: visit.worker), form)
        }
        return visit.page(page, status: status)
    }

    private func read(_ visit: Visit, in tx: Transaction) throws -> Matter {
        let id: ID<Matter> = try visit.request.id("matter")
        guard let matter = try tx.matter(id) else { throw Problem.notFound }
        return matter
    }

    func plan(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let matter = try read(visit, in: tx)
                guard matter.isOpen else { throw Problem.conflict(what: "It is closed. Open it again first.") }
                let standing = try tx.plans(of: matter.id).first?.number ?? 0
                guard form["seen"] == String(standing) else {
                    throw Problem.conflict(what: "Somebody changed the plan meanwhile. Look at it again first.")
                }
                var reading = FormReading(form)
                let harm = reading.required("harm", limit: 2000, "Say what harm happens")
                let protects = reading.required(
                    "protects", limit: 2000, "Say what protects, or that nothing is known to")
                let aims = reading.lines("aims")
                if aims.isEmpty { reading.complain("aims", "Say what shall be different") }
                let reason = standing == 0 ? "" : reading.required("reason", limit: 500, "Say why the plan changes")
                guard reading.errors.isEmpty else { throw reading.errors }
                try visit.note(.runPanels, "a matter's plan was written", in: tx)
                try tx.addPlan(
                    of: matter.id, number: standing + 1, harm: harm, protects: protects,
                    aims: aims.joined(separator: "\n"), because: reason, by: visit.worker.id, at: visit.now)
                return ("/panels/matters/\(matter.id)", "The plan is kept.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }

    func set(_ visit: Visit, open: Bool) async throws -> Answer {
        try await visit.submit { tx in
            let matter = try read(visit, in: tx)
            try visit.note(.runPanels, open ? "a matter was opened again" : "a matter was closed", in: tx)
            try tx.setMatter(matter.id, open: open)
            return (
                "/panels/matters/\(matter.id)", open ? "Open again." : "Closed. Its actions stay until they are done."
            )
        }
    }
}
