import Casework
import Governance
import Kernel
import People
import Storage
import Web

func groupRoutes(_ house: House) -> [Route] {
    let desk = GroupDesk()
    let one = "/groups/{group}"
    return [
        house.route(.get, "/groups", .recordSupport, audit: .list, desk.list),
        house.route(.get, "/groups/new", .manageSupport, audit: .none, desk.newPage),
        house.route(.post, "/groups/new", .manageSupport, audit: .change, desk.add),
        house.route(.get, one, .recordSupport, audit: .view, desk.show),
        house.route(.post, "\(one)/members", .recordSupport, audit: .change, desk.join),
        house.route(.post, "\(one)/members/{member}/end", .recordSupport, audit: .change, desk.leave),
        house.route(.get, "\(one)/sessions/new", .recordSupport, audit: .view, desk.newSession),
        house.route(.post, "\(one)/sessions/new", .recordSupport, audit: .change, desk.addSession),
        house.route(.get, "\(one)/sessions/{session}", .recordSupport, audit: .view, desk.session),
        house.route(.post, "/support/{support}/group", .recordSupport, audit: .change, desk.joinWithSupport),
    ]
}

/// The handlers behind groups. An agency sees its own, and nobody learns there who was referred.
struct GroupDesk: Sendable {
    private func pages(_ visit: Visit) -> GroupPages { GroupPages(visit: visit) }

    func list(_ visit: Visit) async throws -> Answer {
        let groups = try await visit.record { tx in
            try visit.note(.recordSupport, "groups", in: tx)
            return try tx.groups(of: visit.worker.agency.id)
        }
        return visit.page(pages(visit).list(groups))
    }

    func newPage(_ visit: Visit) async throws -> Answer { visit.page(pages(visit).new(FormView())) }

    func add(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                var reading = FormReading(form)
                let kind: GroupKind? = reading.choice("kind", "Choose what it is")
                let name = reading.required("name", limit: 100, "Say what it is called")
                let hours = reading.required("hours", limit: 100, "Say when it is")
                let place = reading.required("place", limit: 200, "Say where it is")
                guard let kind, reading.errors.isEmpty else { throw reading.errors }
                let group = Group(
                    id: .make(), agency: visit.worker.agency.id, kind: kind, name: name, place: place, hours: hours)
                try visit.note(.manageSupport, "a group set up", in: tx)
                try tx.insert(group, by: visit.worker.id, at: visit.now)
                return ("/groups/\(group.id)", "The group is set up.")
            }
        } catch let errors as FieldErrors {
            return visit.page(pages(visit).new(FormView(form, errors: errors)), status: 422)
        }
    }

    /// A group of the worker's own agency with its register; each young person it stands for is noted as seen, and
    /// whoever is kept from one of them by name does not find them there.
    private func read(_ visit: Visit, _ detail: String, in tx: Transaction) throws -> (Group, [GroupMember]) {
        let id: ID<Group> = try visit.request.id("group")
        guard let group = try tx.groups(of: visit.worker.agency.id).first(where: { $0.id == id }) else {
            throw Problem.notFound
        }
        var hidden: Set<ID<GroupMember>> = []
        for (member, person) in try tx.referred(in: id) {
            if try tx.standing(of: visit.worker, to: person, at: visit.now).restriction == .excluded {
                hidden.insert(member)
            } else {
                try visit.note(.recordSupport, on: person, "\(detail), under the name used there", in: tx)
            }
        }
        return (group, try tx.register(of: id).filter { !hidden.contains($0.id) })
    }

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let page = try await visit.record { tx in
            let (group, members) = try read(visit, "register of a group", in: tx)
            return pages(visit).show(group, members: members, sessions: try tx.sessions(of: group.id), form)
        }
        return visit.page(page, status: status)
    }

    func join(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let (group, members) = try read(visit, "register of a group", in: tx)
                let name = try called(form, among: members)
                try tx.join(
                    .make(), called: name, with: nil, in: group.id, since: visit.today, by: visit.worker.id)
                return ("/groups/\(group.id)", "\(name) is in the register.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }

    /// What somebody is called in a register, told apart from everybody there.
    private func called(_ form: Form, among members: [GroupMember]) throws -> String {
        var reading = FormReading(form)
        let name = reading.required("called", limit: 60, "Say what they are called there")
        if members.contains(where: { $0.called.folded == name.folded }) {
            reading.complain("called", "Somebody in the register is called that. Add a letter, such as “\(name) B”")
        }
        guard reading.errors.isEmpty else { throw reading.errors }
        return name
    }

    func leave(_ visit: Visit) async throws -> Answer {
        let member: ID<GroupMember> = try visit.request.id("member")
        return try await visit.submit { tx in
            let (group, members) = try read(visit, "register of a group", in: tx)
            guard let one = members.first(where: { $0.id == member }) else { throw Problem.notFound }
            try tx.leave(member, of: group.id, on: visit.today)
            return ("/groups/\(group.id)", "\(one.called) is off the register. When they came stays.")
        }
    }

    /// Somebody with support joins from their own page.
    func joinWithSupport(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        return try await visit.submit { tx in
            let frame = try visit.readSupport(.recordSupport, "joined a group", in: tx)
            let back = SupportPart.contacts.link(frame.support.id)
            let mine = try tx.groups(of: visit.worker.agency.id)
            guard let group = mine.first(where: { $0.id.text == form["group"] }) else {
                return (back, "Choose a group of \(visit.worker.agency.name) first.")
            }
            let members = try tx.register(of: group.id)
            guard !members.contains(where: { $0.support == frame.support.id }) else {
                return (back, "They are in that register already.")
            }
            var name = frame.record.firstName
            var number = 2
            while members.contains(where: { $0.called.folded == name.folded }) {
                name = "\(frame.record.firstName) \(number)"
                number += 1
            }
            try tx.join(
                .make(), called: name, with: frame.support.id, in: group.id, since: visit.today, by: visit.worker.id)
            return (back, "They are in the register of \(group.name) as “\(name)”. Coming counts as a contact here.")
        }
    }

    // MARK: Sessions

    func newSession(_ visit: Visit) async throws -> Answer {
        var form = Form()
        DayField.fill("day", with: visit.today, in: &form)
        return try await newSession(visit, FormView(form), status: 200)
    }

    private func newSession(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let page = try await visit.record { tx in
            let (group, members) = try read(visit, "register of a session", in: tx)
            return pages(visit).newSession(group, members: members, form)
        }
        return visit.page(page, status: status)
    }

    func addSession(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        let notice = visit.savedWords("The session is kept.", checking: [form["notes"]])
        do {
            return try await visit.submit { tx in
                let (group, members) = try read(visit, "register of a session", in: tx)
                let typed = try GroupSessionForm(form, members: members, now: visit.now)
                try tx.keep(typed, of: group, by: visit.worker.id, at: visit.now)
                return ("/groups/\(group.id)", notice)
            }
        } catch let errors as FieldErrors {
            return try await newSession(visit, FormView(form, errors: errors), status: 422)
        }
    }

    func session(_ visit: Visit) async throws -> Answer {
        let id: ID<GroupSession> = try visit.request.id("session")
        let page = try await visit.record { tx in
            let (group, members) = try read(visit, "a session of a group", in: tx)
            guard let session = try tx.sessions(of: group.id, most: 1000).first(where: { $0.id == id }) else {
                throw Problem.notFound
            }
            let hidden = try Set(tx.register(of: group.id).map(\.called)).subtracting(members.map(\.called))
            return pages(visit).session(group, session, came: try tx.came(to: id).filter { !hidden.contains($0) })
        }
        return visit.page(page)
    }
}
