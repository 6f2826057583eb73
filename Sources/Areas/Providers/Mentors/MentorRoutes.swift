import Governance
import Kernel
import Storage
import Web

/// Mentors and advocates: who may see which field is the policy's; each look is in the audit.
func mentorRoutes(_ house: House, hooks: ProviderHooks) -> [Route] {
    let desk = MentorDesk(hooks: hooks)
    return [
        house.route(.get, "/directory/mentors", .seeMentors, audit: .list, desk.list),
        house.route(.get, "/directory/mentors/new", .manageMentors, audit: .none, desk.newPage),
        house.route(.post, "/directory/mentors/new", .manageMentors, audit: .change, desk.add),
        house.route(.get, "/directory/mentors/{mentor}", .seeMentors, audit: .view, desk.show),
        house.route(.get, "/directory/mentors/{mentor}/change", .manageMentors, audit: .view, desk.changePage),
        house.route(.post, "/directory/mentors/{mentor}/change", .manageMentors, audit: .change, desk.change),
    ]
}

/// The handlers behind the mentors' pages.
struct MentorDesk: Sendable {
    let hooks: ProviderHooks

    private func filter(_ query: Form) -> MentorFilter {
        let lists = DirectoryLists.shipped
        var filter = MentorFilter()
        filter.area = String(query["area"].trimmed.prefix(FormReading.longestLine))
        filter.language = lists.languages.has(query["language"]) ? query["language"] : ""
        filter.gender = lists.mentorGenders.has(query["gender"]) ? query["gender"] : ""
        filter.evenings = query.all("when").contains("evenings")
        filter.weekends = query.all("when").contains("weekends")
        filter.hasPlaces = query["places"] == "yes"
        return filter
    }

    private func chips(_ filter: MentorFilter) -> [FilterChip] {
        let lists = DirectoryLists.shipped
        var parts: [(name: String, value: String, words: String)] = []
        if !filter.area.isEmpty { parts.append(("area", filter.area, filter.area)) }
        if !filter.language.isEmpty {
            parts.append(("language", filter.language, lists.languages.name(of: filter.language)))
        }
        if !filter.gender.isEmpty {
            parts.append(("gender", filter.gender, lists.mentorGenders.name(of: filter.gender)))
        }
        if filter.evenings { parts.append(("when", "evenings", "Evenings")) }
        if filter.weekends { parts.append(("when", "weekends", "Weekends")) }
        if filter.hasPlaces { parts.append(("places", "yes", "Has a place")) }
        let page: Link = "/directory/mentors"
        return parts.indices.map { index in
            let rest = parts.indices.filter { $0 != index }.map { (name: parts[$0].name, value: parts[$0].value) }
            return FilterChip(parts[index].words, without: page.with(query: rest))
        }
    }

    func list(_ visit: Visit) async throws -> Answer {
        let query = visit.request.query
        let filter = filter(query)
        let (known, shown, areas, mayAdd) = try await visit.record { tx in
            let viewer = try MentorViewer(visit.worker, in: tx)
            let load = try hooks.load(tx)
            let known = try tx.mentors().map { mentor in
                MentorView(mentor, supporting: load[mentor.id] ?? 0, fields: viewer.sees(mentor), on: visit.today)
            }.filter { $0.shows(.who) && (!$0.mentor.terms.isArchived || viewer.keeps($0.mentor.agency.id)) }
            // Nobody is found by what this viewer may not see of them.
            let shown = known.filter { view in
                filter == MentorFilter() || view.shows(.offer) && filter.fits(view.mentor, places: view.places)
            }
            try visit.note(.seeMentors, "\(shown.count) shown", in: tx)
            let areas = Set(known.filter { $0.shows(.offer) }.flatMap(\.mentor.terms.areas)).sorted()
            let mayAdd = try tx.agencies().contains { viewer.keeps($0.id) }
            return (known.count, shown, areas, mayAdd)
        }
        let body = MentorPages.list(
            shown, query, chips: chips(filter), areas: areas,
            tabs: ServicePages.tabs("mentors", seesMentors: true), mayAdd: mayAdd, isAny: known > 0, today: visit.today)
        return visit.page(Page("Mentors and advocates", body: body))
    }

    func show(_ visit: Visit) async throws -> Answer {
        let (view, versions, mayKeep) = try await visit.record { tx in
            let viewer = try MentorViewer(visit.worker, in: tx)
            let mentor = try found(visit, viewer, in: tx)
            let load = try hooks.load(tx)[mentor.id] ?? 0
            let view = MentorView(mentor, supporting: load, fields: viewer.sees(mentor), on: visit.today)
            let shown = MentorField.allCases.filter(view.shows).map(\.rawValue).joined(separator: ", ")
            try visit.note(.seeMentors, on: mentor.id, shown, in: tx)
            return (
                view, view.shows(.work) ? try tx.versions(of: mentor.id) : [], viewer.keeps(mentor.agency.id)
            )
        }
        let body = MentorPages.show(view, versions: versions, mayKeep: mayKeep, today: visit.today)
        return visit.page(Page(view.mentor.name, body: body))
    }

    /// The mentor the address names, when this worker may know that there is one.
    private func found(_ visit: Visit, _ viewer: MentorViewer, in tx: Transaction) throws -> Mentor {
        guard let mentor = try tx.mentor(try visit.request.id("mentor")), viewer.sees(mentor).contains(.who) else {
            throw Problem.notFound
        }
        return mentor
    }

    private func kept(_ visit: Visit, in tx: Transaction) throws -> Mentor {
        let viewer = try MentorViewer(visit.worker, in: tx)
        let mentor = try found(visit, viewer, in: tx)
        guard viewer.keeps(mentor.agency.id) else {
            throw Problem.forbidden(why: "Only the hub and the agency they work for may change what is said of them.")
        }
        return mentor
    }

    // MARK: Adding and changing

    func newPage(_ visit: Visit) async throws -> Answer {
        try await editPage(visit, nil, FormView(Form([("kind", Mentor.Kind.mentor.rawValue)])), status: 200)
    }

    private func choices(_ visit: Visit, in tx: Transaction) throws -> (agencies: [Agency], workers: [Worker]) {
        let viewer = try MentorViewer(visit.worker, in: tx)
        let agencies = try tx.agencies().filter { viewer.keeps($0.id) }
        let workers = try tx.workers().filter { worker in
            !worker.isDisabled && agencies.contains { $0.id == worker.agency.id }
        }
        return (agencies, workers)
    }

    private func editPage(_ visit: Visit, _ mentor: ID<Mentor>?, _ form: FormView, status: Int) async throws -> Answer {
        let (agencies, workers) = try await visit.read { tx in try choices(visit, in: tx) }
        guard !agencies.isEmpty else {
            throw Problem.forbidden(why: "A mentor’s agency and the hub keep the directory. Ask your manager.")
        }
        let title = mentor == nil ? "Add a mentor or advocate" : "Change what is said of a mentor"
        let body = MentorPages.edit(
            form, mentor: mentor, title: title, agencies: agencies, workers: workers, token: visit.token)
        return visit.page(Page(title, hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    func add(_ visit: Visit) async throws -> Answer {
        do {
            return try await visit.submit { tx in
                let (terms, reason) = try read(visit, over: Mentor.Terms(agency: visit.worker.agency.id), in: tx)
                let id = try tx.add(terms, by: visit.worker.id, because: reason, at: visit.now)
                try visit.note(.manageMentors, on: id, "added a mentor", in: tx)
                return ("/directory/mentors/\(id)", "\(terms.name) is in the directory.")
            }
        } catch let errors as FieldErrors {
            return try await editPage(visit, nil, FormView(visit.request.form, errors: errors), status: 422)
        }
    }

    func changePage(_ visit: Visit) async throws -> Answer {
        let mentor = try await visit.record { tx in
            let mentor = try kept(visit, in: tx)
            try visit.note(.manageMentors, on: mentor.id, "opened to change", in: tx)
            return mentor
        }
        var form = MentorForm.fill(mentor.terms)
        form.set("version", String(mentor.version))
        return try await editPage(visit, mentor.id, FormView(form), status: 200)
    }

    func change(_ visit: Visit) async throws -> Answer {
        let id: ID<Mentor> = try visit.request.id("mentor")
        do {
            return try await visit.submit { tx in
                let mentor = try kept(visit, in: tx)
                try guardFresh(visit, mentor)
                let (terms, reason) = try read(visit, over: mentor.terms, in: tx)
                guard
                    try tx.change(
                        id, to: terms, from: mentor.version, by: visit.worker.id, because: reason, at: visit.now)
                else { throw Problem.conflict(what: "Somebody changed this at the same moment.") }
                try visit.note(.manageMentors, on: id, "changed what is said of a mentor", in: tx)
                return ("/directory/mentors/\(id)", "Saved. What was said before is kept.")
            }
        } catch let errors as FieldErrors {
            var form = visit.request.form
            if let now = try await visit.read({ try $0.mentor(id) }) { form.set("version", String(now.version)) }
            return try await editPage(visit, id, FormView(form, errors: errors), status: 422)
        }
    }

    private func guardFresh(_ visit: Visit, _ mentor: Mentor) throws {
        guard let seen = Int(visit.request.form["version"]), seen == mentor.version else {
            throw FieldErrors(
                "reason",
                "\(mentor.recordedName ?? "Somebody") changed this at \(mentor.recordedAt.long): \(mentor.reason) "
                    + "Your words are below. Look in another tab, then save yours over it if they still hold")
        }
    }

    private func read(
        _ visit: Visit, over before: Mentor.Terms, in tx: Transaction
    ) throws -> (terms: Mentor.Terms, reason: String) {
        let (agencies, workers) = try choices(visit, in: tx)
        let read = MentorForm.read(
            visit.request.form, over: before, agencies: agencies, workers: workers, today: visit.today)
        guard read.errors.isEmpty else { throw read.errors }
        return (read.terms, read.reason)
    }
}
