import Governance
import Kernel
import Storage
import Web

/// The directory of services, mentors and advocates, and the open directory everybody may read.
package func providerRoutes(_ house: House, hooks: ProviderHooks) -> [Route] {
    let desk = ServiceDesk(hooks: hooks)
    return [
        house.route(.get, "/directory", .seeServices, audit: .none, desk.list),
        house.route(.get, "/directory/new", .manageServices, audit: .none, desk.newPage),
        house.route(.post, "/directory/new", .manageServices, audit: .change, desk.add),
        house.route(.get, "/directory/{service}", .seeServices, audit: .none, desk.show),
        house.route(.get, "/directory/{service}/change", .manageServices, audit: .none, desk.changePage),
        house.route(.post, "/directory/{service}/change", .manageServices, audit: .change, desk.change),
        house.route(.post, "/directory/{service}/places", .manageServices, audit: .change, desk.sayPlaces),
        house.route(.post, "/directory/{service}/archive", .manageServices, audit: .change, desk.archive),
        house.route(.post, "/directory/{service}/restore", .manageServices, audit: .change, desk.restore),
    ] + mentorRoutes(house, hooks: hooks) + openReferralRoutes(house)
}

/// The handlers behind the directory's pages.
struct ServiceDesk: Sendable {
    let hooks: ProviderHooks

    /// Whose services this worker may keep; a provider who is a mentor here keeps none.
    private func keeps(_ visit: Visit, of agency: ID<Agency>?, in tx: Transaction) throws -> Bool {
        Policy.keepsDirectory(visit.worker, of: agency, isMentor: try tx.isMentor(visit.worker.id))
    }

    private func ownAgencies(_ visit: Visit, in tx: Transaction) throws -> [Agency] {
        let isMentor = try tx.isMentor(visit.worker.id)
        return try tx.agencies().filter { Policy.keepsDirectory(visit.worker, of: $0.id, isMentor: isMentor) }
    }

    private func mayNameOthers(_ visit: Visit) -> Bool {
        Policy.keepsDirectory(visit.worker, of: nil, isMentor: false)
    }

    /// The service the address names, when this worker may know of it.
    private func named(_ visit: Visit, in tx: Transaction) throws -> Service {
        guard let service = try tx.service(try visit.request.id("service")), isThere(service, for: visit) else {
            throw Problem.notFound
        }
        return service
    }

    private func isThere(_ service: Service, for visit: Visit) -> Bool {
        service.isPublished || Policy.seesUnpublished(visit.worker, of: service.terms.agency)
    }

    private func kept(_ visit: Visit, in tx: Transaction) throws -> Service {
        let service = try named(visit, in: tx)
        guard try keeps(visit, of: service.terms.agency, in: tx) else {
            throw Problem.forbidden(why: "Only the hub and the agency that runs it may change this service.")
        }
        return service
    }

    // MARK: Reading

    func list(_ visit: Visit) async throws -> Answer {
        let query = visit.request.query
        let filter = ServiceFilter(query)
        let (all, mayAdd) = try await visit.read { tx in
            (try tx.services().filter { isThere($0, for: visit) }, try !ownAgencies(visit, in: tx).isEmpty)
        }
        let tabs = ServicePages.tabs("services", seesMentors: Policy.allows(visit.worker.role, .seeMentors))
        let body = ServicePages.list(
            all.filter(filter.fits), of: all, filter, query, tabs: tabs, mayAdd: mayAdd, now: visit.now)
        return visit.page(Page("Services", body: body))
    }

    func show(_ visit: Visit) async throws -> Answer {
        try await showPage(visit, FormView(), status: 200)
    }

    private func showPage(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let (service, versions, said, mayKeep) = try await visit.read { tx in
            let service = try named(visit, in: tx)
            return (
                service, try tx.versions(of: service.id), try tx.placesSaid(of: service.id, most: 10),
                try keeps(visit, of: service.terms.agency, in: tx)
            )
        }
        let details = Policy.seesServiceDetails(visit.worker, of: service.terms.agency)
        let body = ServicePages.show(
            service, versions: versions, said: details ? said : [], form: form, details: details, mayKeep: mayKeep,
            token: visit.token, now: visit.now)
        return visit.page(Page(service.name, hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    // MARK: Adding and changing

    func newPage(_ visit: Visit) async throws -> Answer {
        var form = Form([("status", Service.Status.active.rawValue)])
        form.set("agency", mayNameOthers(visit) ? "" : visit.worker.agency.id.text)
        return try await editPage(visit, nil, FormView(form), status: 200)
    }

    private func editPage(
        _ visit: Visit, _ service: ID<Service>?, _ form: FormView, status: Int
    ) async throws -> Answer {
        let agencies = try await visit.read { tx in try ownAgencies(visit, in: tx) }
        guard !agencies.isEmpty else {
            throw Problem.forbidden(why: "A mentor’s agency and the hub keep the directory. Ask your manager.")
        }
        let title = service == nil ? "Add a service" : "Change a service"
        let body = ServicePages.edit(
            form, service: service, title: title, agencies: agencies, mayNameOthers: mayNameOthers(visit),
            token: visit.token)
        return visit.page(Page(title, hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    func add(_ visit: Visit) async throws -> Answer {
        do {
            return try await visit.submit { tx in
                let (terms, reason) = try read(visit, over: Service.Terms(), in: tx)
                let id = try tx.add(
                    terms, source: "", by: visit.worker.id, because: reason, at: visit.now)
                try visit.note(.manageServices, on: id, "added a service", in: tx)
                return ("/directory/\(id)", "\(terms.name) is in the directory.")
            }
        } catch let errors as FieldErrors {
            return try await editPage(visit, nil, FormView(visit.request.form, errors: errors), status: 422)
        }
    }

    func changePage(_ visit: Visit) async throws -> Answer {
        let service = try await visit.record { tx in try kept(visit, in: tx) }
        guard !service.terms.isArchived else {
            throw Problem.conflict(what: "This service is archived. Bring it back before you change it.")
        }
        var form = ServiceForm.fill(service.terms)
        form.set("version", String(service.version))
        return try await editPage(visit, service.id, FormView(form), status: 200)
    }

    func change(_ visit: Visit) async throws -> Answer {
        let id: ID<Service> = try visit.request.id("service")
        do {
            return try await visit.submit { tx in
                let service = try kept(visit, in: tx)
                try guardFresh(visit, service)
                let (terms, reason) = try read(visit, over: service.terms, in: tx)
                guard
                    try tx.change(
                        id, to: terms, from: service.version, by: visit.worker.id, because: reason, at: visit.now)
                else { throw Problem.conflict(what: "Somebody changed this service at the same moment.") }
                try visit.note(.manageServices, on: id, "changed a service", in: tx)
                return ("/directory/\(id)", "Saved. What was said before is kept below.")
            }
        } catch let errors as FieldErrors {
            var form = visit.request.form
            // Sent again, it is over what stands now, which the message has just told.
            if let now = try await visit.read({ try $0.service(id) }) { form.set("version", String(now.version)) }
            return try await editPage(visit, id, FormView(form, errors: errors), status: 422)
        }
    }

    /// What was typed was written over a version that no longer stands: the writer is told who changed what.
    private func guardFresh(_ visit: Visit, _ service: Service) throws {
        guard !service.terms.isArchived else {
            throw Problem.conflict(what: "This service was archived meanwhile: \(service.reason)")
        }
        guard let seen = Int(visit.request.form["version"]), seen == service.version else {
            throw FieldErrors(
                "reason",
                "\(service.recordedName ?? "A file") changed this service at \(service.recordedAt.long): \(service.reason) "
                    + "Your words are below. Look at the service in another tab, then save yours over it if they still hold"
            )
        }
    }

    private func read(
        _ visit: Visit, over before: Service.Terms, in tx: Transaction
    ) throws -> (terms: Service.Terms, reason: String) {
        let agencies = try ownAgencies(visit, in: tx)
        let read = ServiceForm.read(
            visit.request.form, over: before, agencies: agencies, today: visit.today)
        var errors = read.errors
        if read.terms.agency == nil, !mayNameOthers(visit), errors.message(for: "agency") == nil {
            errors.add("agency", "Choose your own agency")
        }
        guard errors.isEmpty else { throw errors }
        return (read.terms, read.reason)
    }

    // MARK: Places

    func sayPlaces(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let service = try kept(visit, in: tx)
                guard !service.terms.isArchived else {
                    throw Problem.conflict(what: "This service is archived. Bring it back first.")
                }
                var reading = FormReading(form)
                let range = 0...100_000
                let free = reading.number("free", range, "Enter how many places there are, such as 0 or 3")
                let waiting = reading.number("waiting", range, "Enter how many wait, or leave it empty")
                let days = reading.number(
                    "wait_days", 0...1000, "Enter the days people usually wait, or leave it empty")
                if free == nil, reading.errors.message(for: "free") == nil {
                    reading.complain("free", "Enter how many places there are, such as 0 or 3")
                }
                guard reading.errors.isEmpty, let free else { throw reading.errors }
                try tx.sayPlaces(
                    of: service.id, free: free, waiting: waiting ?? 0, waitDays: days, by: visit.worker.id,
                    at: visit.now)
                try visit.note(.manageServices, on: service.id, "said how many places there are", in: tx)
                return ("/directory/\(service.id)", "Places saved.")
            }
        } catch let errors as FieldErrors {
            return try await showPage(visit, FormView(form, errors: errors), status: 422)
        }
    }

    // MARK: Archiving

    func archive(_ visit: Visit) async throws -> Answer { try await move(visit, archived: true) }

    func restore(_ visit: Visit) async throws -> Answer { try await move(visit, archived: false) }

    private func move(_ visit: Visit, archived: Bool) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let service = try kept(visit, in: tx)
                let here: Link = "/directory/\(service.id)"
                guard service.terms.isArchived != archived else { return (here, nil) }
                var reading = FormReading(form)
                let why = reading.required("why", limit: 1000, "Say why")
                guard reading.errors.isEmpty else { throw reading.errors }
                let open = archived ? try hooks.openOn(tx, service.id) : []
                guard open.isEmpty else {
                    throw FieldErrors(
                        "why", "It cannot be archived yet: \(open.joined(separator: "; ")). End or move that first")
                }
                var terms = service.terms
                terms.isArchived = archived
                guard
                    try tx.change(
                        service.id, to: terms, from: service.version, by: visit.worker.id, because: why, at: visit.now)
                else { throw Problem.conflict(what: "Somebody changed this service at the same moment.") }
                let did = archived ? "archived a service" : "brought a service back"
                try visit.note(.manageServices, on: service.id, did, in: tx)
                return (here, archived ? "Archived. Nothing was deleted." : "It can be chosen again.")
            }
        } catch let errors as FieldErrors {
            return try await showPage(visit, FormView(form, errors: errors), status: 422)
        }
    }
}
