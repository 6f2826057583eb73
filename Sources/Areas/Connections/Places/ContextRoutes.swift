import Governance
import Kernel
import People
import Storage
import Web

/// Places and lines: lists of their own, and a page each.
func contextRoutes(_ house: House) -> [Route] {
    Context.Sort.allCases.flatMap { sort -> [Route] in
        let desk = ContextDesk(lists: .standard, sort: sort)
        let (root, part) = sort == .place ? ("/places", "{place}") : ("/lines", "{line}")
        return [
            house.route(.get, root, .seeConnections, audit: .list, desk.list),
            house.route(.get, "\(root)/new", .keepConnections, audit: .none, desk.newPage),
            house.route(.post, "\(root)/new", .keepConnections, audit: .change, desk.add),
            house.route(.get, "\(root)/\(part)", .seeConnections, audit: .view, desk.show),
            house.route(.get, "\(root)/\(part)/change", .keepConnections, audit: .view, desk.changePage),
            house.route(.post, "\(root)/\(part)/change", .keepConnections, audit: .change, desk.change),
        ]
    }
}

/// The handlers behind the pages of places, or of lines.
struct ContextDesk: Sendable {
    let lists: ConnectionLists
    let sort: Context.Sort

    private func pages(_ visit: Visit) -> ContextPages {
        ContextPages(lists: lists, sort: sort, token: visit.token, today: visit.today)
    }

    private func mayKeep(_ visit: Visit) -> Bool { Policy.allows(visit.worker.role, .keepConnections) }

    // MARK: Reading

    /// Young people connected with places or lines, as this viewer may know them: one audit line for all.
    private func linked(
        _ connections: [WrittenConnection], _ visit: Visit, in tx: Transaction
    ) throws -> [ID<Context>: [LinkedPerson]] {
        let others = try visit.others(
            connections.map(\.connection.person), "young people connected with \(sort.plural.lowercased())", in: tx)
        let reader = Reader(visit.worker)
        var linked: [ID<Context>: [LinkedPerson]] = [:]
        for written in connections {
            let one = written.connection
            guard case .context(let id) = one.other, let kind = lists.kind(one.type), !others.isHidden(one.person),
                one.handling.reach(of: reader, author: written.author.id) == .read
            else { continue }
            let person = others.person(one.person)
            linked[id, default: []].append(
                LinkedPerson(
                    person: person, type: person == nil ? "" : kind.name, standing: written.standing(on: visit.today),
                    page: person == nil ? nil : "/young-people/\(one.person)/around/\(one.id)",
                    grade: person == nil ? "" : one.grade.code(one.handling)))
        }
        return linked.mapValues { people in
            people.sorted { ($0.standing, $0.person?.fullName ?? "~") < ($1.standing, $1.person?.fullName ?? "~") }
        }
    }

    func list(_ visit: Visit) async throws -> Answer {
        let (all, linked) = try await visit.record { tx in
            (try tx.contexts(sort), try self.linked(try tx.connectedPeople(with: sort), visit, in: tx))
        }
        return visit.page(Page(sort.plural, body: pages(visit).list(all, linked, mayKeep: mayKeep(visit))))
    }

    private func id(_ visit: Visit) throws -> ID<Context> { try visit.request.id(sort.noun) }

    func show(_ visit: Visit) async throws -> Answer {
        let id = try id(visit)
        let (versions, people, held) = try await visit.record { tx in
            let versions = try tx.versions(of: id, sort: sort)
            guard !versions.isEmpty else { throw Problem.notFound }
            try visit.note(.seeConnections, on: id, sort.noun, in: tx)
            let people = try linked(try tx.connections(to: id), visit, in: tx)[id] ?? []
            return (versions, people, try tx.intelligence(about: id, for: Reader(visit.worker)))
        }
        let body = pages(visit).show(
            versions, people, held, reader: Reader(visit.worker), mayKeep: mayKeep(visit))
        return visit.page(
            Page(versions[0].context.name, back: pages(visit).root, body: body))
    }

    // MARK: Adding and changing

    func newPage(_ visit: Visit) async throws -> Answer { newPage(visit, FormView(), status: 200) }

    private func newPage(_ visit: Visit, _ form: FormView, status: Int) -> Answer {
        visit.page(
            Page("Add a \(sort.noun)", hasErrors: !form.errors.isEmpty, body: pages(visit).adding(form)),
            status: status)
    }

    func add(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                var reading = FormReading(form)
                let context = try ContextForm(lists: lists, sort: sort, today: visit.today).read(&reading)
                let id = ID<Context>.make()
                try tx.add(context, as: id, sort: sort, by: visit.worker.id, at: visit.now)
                try visit.note(.keepConnections, on: id, "\(sort.noun) added", in: tx)
                return (ContextPages.link(sort, id), "Kept. Now connect young people with it, from their record.")
            }
        } catch let errors as FieldErrors {
            return newPage(visit, FormView(form, errors: errors), status: 422)
        }
    }

    func changePage(_ visit: Visit) async throws -> Answer {
        let one = try await latest(visit)
        return changePage(
            visit, one, FormView(ContextForm.filled(from: one.context, version: one.version)), status: 200)
    }

    private func latest(_ visit: Visit) async throws -> WrittenContext {
        let id = try id(visit)
        return try await visit.record { tx in
            guard let one = try tx.versions(of: id, sort: sort).first else { throw Problem.notFound }
            try visit.note(.keepConnections, on: id, "changing a \(sort.noun)", in: tx)
            return one
        }
    }

    private func changePage(
        _ visit: Visit, _ one: WrittenContext, _ form: FormView, theirs: HTML = .empty, status: Int
    ) -> Answer {
        visit.page(
            Page(
                "Change \(one.context.name)", hasErrors: !form.errors.isEmpty,
                body: pages(visit).changing(form, one, theirs: theirs)), status: status)
    }

    func change(_ visit: Visit) async throws -> Answer {
        let (id, form) = (try id(visit), visit.request.form)
        do {
            return try await visit.submit { tx in
                guard let latest = try tx.versions(of: id, sort: sort).first else { throw Problem.notFound }
                guard form["version"] == String(latest.version) else { throw ContextConflict() }
                var reading = FormReading(form)
                let reason = reading.required("reason", limit: 200, "Say why it is changed")
                let context = try ContextForm(lists: lists, sort: sort, today: visit.today).read(&reading)
                try tx.keep(
                    context, as: latest.version + 1, of: id, because: reason, by: visit.worker.id, at: visit.now)
                try visit.note(.keepConnections, on: id, "\(sort.noun) changed", in: tx)
                return (ContextPages.link(sort, id), "Changed. What it said before is kept.")
            }
        } catch let errors as FieldErrors {
            return changePage(visit, try await latest(visit), FormView(form, errors: errors), status: 422)
        } catch is ContextConflict {
            let one = try await latest(visit)
            let theirs = callout(
                .warn, "\(one.author.name) changed this first",
                "<p>It now says: \(one.context.risks)</p><p>What you typed is kept below.</p>")
            var kept = form
            kept.set("version", String(one.version))
            return changePage(visit, one, FormView(kept), theirs: theirs, status: 409)
        }
    }
}

/// Somebody else changed the place or line meanwhile.
struct ContextConflict: Error {}
