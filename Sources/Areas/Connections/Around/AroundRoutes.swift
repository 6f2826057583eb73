import Governance
import Kernel
import People
import Storage
import Web

/// What is around a young person: people, places, lines, and how each is connected.
func aroundRoutes(_ house: House) -> [Route] {
    let desk = AroundDesk(lists: .standard)
    let root = "/young-people/{person}/around"
    return [
        house.route(.get, root, .seeConnections, audit: .view, desk.show),
        house.route(.get, "\(root)/print", .seeConnections, audit: .export, desk.print),
        house.route(.get, "\(root)/new", .keepConnections, audit: .view, desk.newPage),
        house.route(.post, "\(root)/new", .keepConnections, audit: .change, desk.add),
        house.route(.get, "\(root)/{connection}", .seeConnections, audit: .view, desk.one),
        house.route(.post, "\(root)/{connection}/check", .keepConnections, audit: .change, desk.check),
        house.route(.post, "\(root)/{connection}/end", .keepConnections, audit: .change, desk.end),
    ]
}

/// The handlers behind the pages of what is around a young person.
struct AroundDesk: Sendable {
    let lists: ConnectionLists

    private func pages(_ visit: Visit) -> AroundPages {
        AroundPages(lists: lists, today: visit.today, now: visit.now, token: visit.token)
    }

    // MARK: Reading

    func show(_ visit: Visit) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let (frame, all, held, episodes) = try await visit.record { tx in
            let grant = try visit.grant(.seeConnections, on: person, "connections", in: tx)
            return (
                try tx.frame(grant, at: visit.now), try visit.surroundings(grant, lists: lists, in: tx),
                try tx.intelligence(grant), try tx.missingEpisodes(grant)
            )
        }
        let body = pages(visit).body(
            frame, all, intelligence: held, episodes: episodes,
            mayKeep: Policy.allows(visit.worker.role, .keepConnections))
        return frame.page(visit, .around, title: "Connections", body: body)
    }

    func print(_ visit: Visit) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let (frame, all, episodes) = try await visit.record { tx in
            let grant = try visit.grant(.seeConnections, on: person, "connections to print", in: tx)
            return (
                try tx.frame(grant, at: visit.now), try visit.surroundings(grant, lists: lists, in: tx),
                try tx.missingEpisodes(grant)
            )
        }
        return frame.page(
            visit, .around, title: "Connections to print", body: pages(visit).paper(frame, all, episodes: episodes))
    }

    // MARK: Adding

    private func choices(_ tx: Transaction) throws -> ConnectionChoices {
        ConnectionChoices(
            places: try tx.contexts(.place), lines: try tx.contexts(.line), agencies: try tx.agencies())
    }

    func newPage(_ visit: Visit) async throws -> Answer { try await newPage(visit, FormView(), status: 200) }

    private func newPage(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let (frame, choices) = try await visit.record { tx in
            let grant = try visit.grant(.keepConnections, on: person, "adding a connection", in: tx)
            return (try tx.frame(grant, at: visit.now), try self.choices(tx))
        }
        let body = ConnectionForm(lists: lists, choices: choices, today: visit.today).html(
            form, on: person, name: frame.firstName, token: visit.token)
        return frame.page(
            visit, .around, title: "Add a connection", hasErrors: !form.errors.isEmpty, status: status, body: body)
    }

    func add(_ visit: Visit) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let grant = try visit.grant(.keepConnections, on: person, "connection added", in: tx)
                let reader = ConnectionForm(lists: lists, choices: try self.choices(tx), today: visit.today)
                let connection = try reader.read(form, on: person) { try visit.knownPerson($0, in: tx) }
                guard let kind = lists.kind(connection.type), grant.shows(kind.tone.category) else {
                    throw Problem.notFound
                }
                try tx.insert(connection, by: visit.worker.id, at: visit.now)
                return (RecordPart.around.link(person), "The connection is kept.")
            }
        } catch let errors as FieldErrors {
            return try await newPage(visit, FormView(form, errors: errors), status: 422)
        }
    }

    // MARK: One connection

    private struct One: Sendable {
        let frame: RecordFrame
        let written: WrittenConnection
        let shown: ShownConnection
    }

    /// The connection the address names, as far as this viewer may see it.
    private func read(_ visit: Visit, _ action: Action, _ detail: String, in tx: Transaction) throws -> One {
        let person: ID<Person> = try visit.request.id("person")
        let grant = try visit.grant(action, on: person, detail, in: tx)
        let id: ID<Relationship> = try visit.request.id("connection")
        guard let written = try tx.connections(grant, lists: lists).first(where: { $0.connection.id == id }) else {
            throw Problem.notFound
        }
        var ids: [ID<Person>] = []
        if case .record(let other) = written.other(seenFrom: person) { ids = [other] }
        let others = ids.isEmpty ? .nobody : try visit.others(ids, "the young person at the other end", in: tx)
        guard let shown = visit.shown(written, grant, others, lists) else { throw Problem.notFound }
        return One(frame: try tx.frame(grant, at: visit.now), written: written, shown: shown)
    }

    func one(_ visit: Visit) async throws -> Answer { try await one(visit, FormView(), status: 200) }

    private func one(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let one = try await visit.record { tx in try read(visit, .seeConnections, "one connection", in: tx) }
        return one.frame.page(
            visit, .around, title: "Connection", hasErrors: !form.errors.isEmpty, status: status,
            body: pages(visit).show(one.written, one.shown, one.frame, form))
    }

    func check(_ visit: Visit) async throws -> Answer {
        try await change(visit, "check", notice: "Kept. It counts as current until the new day.") { _, tx, reading in
            let words = reading.required("words", limit: 500, "Say what shows that it is still so")
            let day = reading.lookAgain("look", from: visit.today)
            return (.checked, day, words)
        }
    }

    func end(_ visit: Visit) async throws -> Answer {
        try await change(visit, "end", notice: "Ended. It stays in the list of what is not so any more.") {
            one, tx, reading in
            let words = reading.required("words", limit: 500, "Say why it ends")
            let day = reading.past("on", today: visit.today) ?? visit.today
            if let since = one.written.connection.since, day < since {
                reading.complain("on", "It began on \(since.long). Enter that day or a later one")
            }
            return (.ended, day, words)
        }
    }

    private func change(
        _ visit: Visit, _ part: String, notice: String,
        _ read: @escaping @Sendable (One, Transaction, inout FormReading) throws -> (ConnectionStep.Kind, Day, String)
    ) async throws -> Answer {
        do {
            return try await visit.submit { tx in
                let one = try self.read(visit, .keepConnections, "connection: \(part)", in: tx)
                // Nobody says of a young person they may not see whether something about them is still so.
                guard !one.shown.isMasked else { throw Problem.notFound }
                guard one.shown.standing != .ended else {
                    throw Problem.conflict(what: "This connection was ended meanwhile. Look at its page again.")
                }
                var reading = FormReading(visit.request.form)
                let (kind, day, words) = try read(one, tx, &reading)
                guard reading.errors.isEmpty else { throw reading.errors }
                let id = one.written.connection.id
                try tx.step(kind, day, words, of: id, by: visit.worker.id, at: visit.now)
                return ("/young-people/\(one.frame.person.id)/around/\(id)", notice)
            }
        } catch let errors as FieldErrors {
            return try await one(visit, FormView(visit.request.form, errors: errors, scope: "\(part)-"), status: 422)
        }
    }
}

extension Visit {
    /// The record behind a reference such as "YP-2047", if this worker may know whose it is.
    func knownPerson(_ reference: String, in tx: Transaction) throws -> ID<Person>? {
        guard let number = Int(reference.uppercased().trimmingPrefix("YP").trimmingPrefix("-")), number > 0,
            let person = try tx.person(numbered: number), try visible(of: person, in: tx).contains(.identity)
        else { return nil }
        return person
    }
}
