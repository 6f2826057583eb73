import Governance
import Kernel
import People
import Storage
import Web

/// Intelligence about young people, places and lines, read only as its handling allows.
func intelligenceRoutes(_ house: House) -> [Route] {
    let desk = IntelligenceDesk(lists: .standard)
    let root = "/young-people/{person}/intelligence"
    return [
        house.route(.get, root, .seeConnections, audit: .list, desk.list),
        house.route(.get, "\(root)/new", .keepConnections, audit: .view, desk.newAboutPerson),
        house.route(.post, "\(root)/new", .keepConnections, audit: .change, desk.addAboutPerson),
        house.route(.get, "/intelligence/{item}", .seeConnections, audit: .view, desk.read),
    ]
        + Context.Sort.allCases.flatMap { sort -> [Route] in
            let path = sort == .place ? "/places/{place}/intelligence/new" : "/lines/{line}/intelligence/new"
            return [
                house.route(.get, path, .keepConnections, audit: .view) { try await desk.newAbout(sort, $0) },
                house.route(.post, path, .keepConnections, audit: .change) { try await desk.addAbout(sort, $0) },
            ]
        }
}

/// The handlers behind the pages of intelligence.
struct IntelligenceDesk: Sendable {
    let lists: ConnectionLists

    // MARK: About a young person

    func list(_ visit: Visit) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let (frame, held) = try await visit.record { tx in
            let grant = try visit.grant(.seeConnections, on: person, "intelligence list", in: tx)
            return (try tx.frame(grant, at: visit.now), try tx.intelligence(grant))
        }
        let add: HTML =
            Policy.allows(visit.worker.role, .keepConnections)
            ? buttonLink("Add intelligence", "/young-people/\(person)/intelligence/new") : .empty
        return frame.page(
            visit, .around, title: "Intelligence",
            body: card(
                "Intelligence", id: "intelligence", actions: add,
                body: IntelligencePages.list(held, reader: Reader(visit.worker), today: visit.today)))
    }

    func newAboutPerson(_ visit: Visit) async throws -> Answer {
        try await personForm(visit, FormView(), status: 200)
    }

    private func personForm(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let (frame, agencies) = try await visit.record { tx in
            let grant = try visit.grant(.keepConnections, on: person, "adding intelligence", in: tx)
            return (try tx.frame(grant, at: visit.now), try tx.agencies())
        }
        let body = IntelligenceForm(lists: lists, agencies: agencies, today: visit.today).html(
            form, to: "/young-people/\(person)/intelligence/new", cancel: "/young-people/\(person)/intelligence",
            token: visit.token)
        return frame.page(
            visit, .around, title: "Add intelligence", hasErrors: !form.errors.isEmpty, status: status, body: body)
    }

    func addAboutPerson(_ visit: Visit) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                _ = try visit.grant(.keepConnections, on: person, "intelligence added", in: tx)
                let item = try IntelligenceForm(lists: lists, agencies: try tx.agencies(), today: visit.today)
                    .read(form, about: .person(person))
                try tx.insert(item, by: visit.worker, at: visit.now)
                return ("/young-people/\(person)/intelligence", "Kept under its handling.")
            }
        } catch let errors as FieldErrors {
            return try await personForm(visit, FormView(form, errors: errors), status: 422)
        }
    }

    // MARK: About a place or a line

    func newAbout(_ sort: Context.Sort, _ visit: Visit) async throws -> Answer {
        try await contextForm(sort, visit, FormView(), status: 200)
    }

    private func contextForm(
        _ sort: Context.Sort, _ visit: Visit, _ form: FormView, status: Int
    ) async throws -> Answer {
        let id: ID<Context> = try visit.request.id(sort.noun)
        let (name, agencies) = try await visit.record { tx in
            guard let one = try tx.versions(of: id, sort: sort).first else { throw Problem.notFound }
            try visit.note(.keepConnections, on: id, "adding intelligence", in: tx)
            return (one.context.name, try tx.agencies())
        }
        let link = ContextPages.link(sort, id)
        let body = IntelligenceForm(lists: lists, agencies: agencies, today: visit.today).html(
            form, to: "\(link)/intelligence/new", cancel: link, token: visit.token)
        return visit.page(
            Page(
                "Add intelligence", hasErrors: !form.errors.isEmpty,
                body: "\(pageHead("Add intelligence about “\(name)”"))\(body)"), status: status)
    }

    func addAbout(_ sort: Context.Sort, _ visit: Visit) async throws -> Answer {
        let id: ID<Context> = try visit.request.id(sort.noun)
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                guard try !tx.versions(of: id, sort: sort).isEmpty else { throw Problem.notFound }
                let item = try IntelligenceForm(lists: lists, agencies: try tx.agencies(), today: visit.today)
                    .read(form, about: .context(id))
                try tx.insert(item, by: visit.worker, at: visit.now)
                try visit.note(.keepConnections, on: id, "intelligence added", in: tx)
                return (ContextPages.link(sort, id), "Kept under its handling.")
            }
        } catch let errors as FieldErrors {
            return try await contextForm(sort, visit, FormView(form, errors: errors), status: 422)
        }
    }

    // MARK: Reading

    /// Reading one item: whoever asks must first be let in to what it is about, then by its handling.
    func read(_ visit: Visit) async throws -> Answer {
        let id: ID<Intelligence> = try visit.request.id("item")
        let reader = Reader(visit.worker)
        let (frame, held, showsSource) = try await visit.record { tx -> (RecordFrame?, HeldIntelligence, Bool) in
            guard let held = try tx.held(id), held.reach(of: reader) != .nothing else { throw Problem.notFound }
            let detail =
                held.reach(of: reader) == .read ? "intelligence \(held.gradeCode) read" : "intelligence not shown"
            switch held.subject {
            case .person(let person):
                let grant = try visit.grant(.seeConnections, on: person, detail, in: tx)
                // A kind of information this viewer may not see is not there for them.
                guard try tx.intelligence(grant).contains(where: { $0.id == id }) else { throw Problem.notFound }
                let isOwn = held.author.id == visit.worker.id
                return (try tx.frame(grant, at: visit.now), held, grant.shows(.source) || isOwn)
            case .context(let context):
                try visit.note(.seeConnections, on: context, detail, in: tx)
                return (nil, held, held.author.id == visit.worker.id)
            }
        }
        let body =
            held.words(for: reader).map {
                IntelligencePages.words($0, held, showsSource: showsSource, today: visit.today)
            } ?? IntelligencePages.told(held)
        if let frame { return frame.page(visit, .around, title: "Intelligence", body: body) }
        return visit.page(Page("Intelligence", body: "\(pageHead("Intelligence"))\(body)"))
    }
}
