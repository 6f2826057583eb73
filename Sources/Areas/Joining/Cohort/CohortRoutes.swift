import Governance
import Kernel
import People
import Storage
import Web

/// Cohorts: read by coordinators, analysts and the board; defined and run by the hub alone.
///
/// - Parameters:
///   - house: The partnership.
///   - sources: What other areas know of who was told of, who was helped, and signs of harm.
/// - Returns: The routes, for the site.
package func cohortRoutes(_ house: House, _ sources: CohortSources) -> [Route] {
    let desk = CohortDesk(sources: sources)
    return [
        house.route(.get, "/cohorts", .seeCohorts, audit: .none, desk.list),
        house.route(.get, "/cohorts/new", .runCohorts, audit: .none, desk.newPage),
        house.route(.post, "/cohorts/new", .runCohorts, audit: .change, desk.add),
        house.route(.get, "/cohorts/{cohort}", .seeCohorts, audit: .none, desk.show),
        house.route(.get, "/cohorts/{cohort}/change", .runCohorts, audit: .none, desk.changePage),
        house.route(.post, "/cohorts/{cohort}/change", .runCohorts, audit: .change, desk.change),
        house.route(.post, "/cohorts/{cohort}/runs", .runCohorts, audit: .list, desk.run),
        house.route(.get, "/cohorts/{cohort}/runs/{run}", .seeCohorts, audit: .list, desk.showRun),
        house.route(.get, "/cohorts/{cohort}/runs/{run}/csv", .seeCohorts, audit: .export, desk.file),
    ]
}

/// The handlers behind the cohorts' pages.
struct CohortDesk: Sendable {
    let sources: CohortSources

    /// Only the hub's own coordinators know the young people behind the counts.
    static func audience(of role: Role) -> CountAudience { role == .hubCoordinator ? .team : .outside }

    private func mayRun(_ visit: Visit) -> Bool { Policy.allows(visit.worker.role, .runCohorts) }

    private func shown(_ run: CohortRun, for visit: Visit, in tx: Transaction) throws -> ShownCohort {
        let result = CohortResult(try tx.members(of: run.id), flagCount: RiskRules.standard.flags.count)
        return ShownCohort(result, for: CohortDesk.audience(of: visit.worker.role), rule: .standard)
    }

    private func shownCohort(_ visit: Visit, in tx: Transaction) throws -> Cohort {
        guard let cohort = try tx.cohort(try visit.request.id("cohort")) else { throw Problem.notFound }
        return cohort
    }

    // MARK: Reading

    func list(_ visit: Visit) async throws -> Answer {
        let lines = try await visit.read { tx in
            try tx.cohorts().map { cohort -> CohortPages.Line in
                let last = try tx.runs(of: cohort.id).first
                return CohortPages.Line(
                    cohort: cohort, last: last, people: try last.map { try shown($0, for: visit, in: tx).total })
            }
        }
        return visit.page(Page("Cohorts", body: CohortPages.list(lines, mayRun: mayRun(visit))))
    }

    func show(_ visit: Visit) async throws -> Answer {
        var form = Form()
        DayField.fill("day", with: visit.today, in: &form)
        return try await showPage(visit, FormView(form), status: 200)
    }

    private func showPage(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let (cohort, versions, lines) = try await visit.read { tx in
            let cohort = try shownCohort(visit, in: tx)
            let lines = try tx.runs(of: cohort.id).map { (run: $0, people: try shown($0, for: visit, in: tx).total) }
            return (cohort, try tx.versions(of: cohort.id), lines)
        }
        let body = CohortPages.show(
            cohort, versions: versions, lines: lines, mayRun: mayRun(visit), form: form, token: visit.token)
        return visit.page(Page(cohort.definition.name, hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    func showRun(_ visit: Visit) async throws -> Answer {
        let wanted: ID<CohortRun> = try visit.request.id("run")
        let beside = ID<CohortRun>(visit.request.query["with"])
        let page = try await visit.record { tx -> CohortRunPages in
            let run = try chosen(wanted, visit, in: tx)
            let runs = try tx.runs(of: run.cohort)
            let other = runs.first { $0.id == beside && $0.id != run.id }
            return CohortRunPages(
                run: run, shown: try shown(run, for: visit, in: tx),
                other: try other.map { ($0, try shown($0, for: visit, in: tx)) }, runs: runs,
                people: try names(run, visit, in: tx))
        }
        return visit.page(Page(page.run.definition.name, body: page.html))
    }

    /// The run the address names, when it is one of the cohort the address names.
    private func chosen(_ id: ID<CohortRun>, _ visit: Visit, in tx: Transaction) throws -> CohortRun {
        let cohort: ID<Cohort> = try visit.request.id("cohort")
        guard let run = try tx.cohortRun(id), run.cohort == cohort else { throw Problem.notFound }
        try visit.note(.seeCohorts, audit(run), in: tx)
        return run
    }

    private func audit(_ run: CohortRun) -> String {
        let shared = run.agreements.isEmpty ? "no agreement used" : "under \(run.agreements.joined(separator: ", "))"
        return "cohort \(run.cohort), run for \(run.day), \(shared)"
    }

    /// Who is in it, as far as the policy lets this worker know each; nothing for those outside the hub.
    private func names(
        _ run: CohortRun, _ visit: Visit, in tx: Transaction
    ) throws -> [(person: ID<Person>, name: String)]? {
        guard CohortDesk.audience(of: visit.worker.role) == .team else { return nil }
        let members = try tx.members(of: run.id).map(\.person)
        let grant = try visit.listGrant(.viewRecord, on: members, "cohort \(run.cohort)", in: tx)
        return try tx.people(grant).values.map { (person: $0.id, name: $0.fullName) }
            .sorted { ($0.name, $0.person) < ($1.name, $1.person) }
    }

    func file(_ visit: Visit) async throws -> Answer {
        let wanted: ID<CohortRun> = try visit.request.id("run")
        let (run, shown) = try await visit.record { tx in
            let run = try chosen(wanted, visit, in: tx)
            try tx.countExport(of: run, to: visit.worker.agency.id, at: visit.now)
            return (run, try self.shown(run, for: visit, in: tx))
        }
        return .download(
            CohortFile.text(run, shown), type: "text/csv; charset=utf-8", name: "cohort-\(run.cohort)-\(run.day).csv")
    }

    // MARK: Defining

    func newPage(_ visit: Visit) async throws -> Answer {
        var form = Form()
        if let from = ID<Cohort>(visit.request.query["from"]),
            let cohort = try await visit.read({ try $0.cohort(from) })
        {
            form = CohortForm.filled(from: cohort.definition)
        }
        return editPage(visit, nil, FormView(form), status: 200)
    }

    private func editPage(_ visit: Visit, _ cohort: Cohort?, _ form: FormView, status: Int) -> Answer {
        let title = cohort == nil ? "Define a cohort" : "Change a cohort"
        return visit.page(
            Page(
                title, hasErrors: !form.errors.isEmpty, body: CohortPages.edit(cohort, form, token: visit.token)),
            status: status)
    }

    func add(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            let definition = try CohortForm.read(form)
            return try await visit.submit { tx in
                let id = try tx.insertCohort(definition, by: visit.worker.id, at: visit.now)
                try visit.note(.runCohorts, "defined cohort \(id)", in: tx)
                return (CohortLink.cohort(id), "Saved. Run it when you are ready.")
            }
        } catch let errors as FieldErrors {
            return editPage(visit, nil, FormView(form, errors: errors), status: 422)
        }
    }

    /// The saved cohort the address names; those that come with the program are copied, not changed.
    private func saved(_ visit: Visit, in tx: Transaction) throws -> Cohort {
        let cohort = try shownCohort(visit, in: tx)
        guard !cohort.isShipped else { throw Problem.notFound }
        return cohort
    }

    func changePage(_ visit: Visit) async throws -> Answer {
        let cohort = try await visit.read { try saved(visit, in: $0) }
        return editPage(visit, cohort, FormView(CohortForm.filled(from: cohort.definition)), status: 200)
    }

    func change(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let cohort = try saved(visit, in: tx)
                let definition = try CohortForm.read(form)
                let reason = form["reason"].trimmed
                if reason.isEmpty { throw FieldErrors("reason", "Say why you are changing it") }
                if reason.count > CohortForm.longestName {
                    throw FieldErrors("reason", "The reason must be \(CohortForm.longestName) characters or fewer")
                }
                try tx.append(
                    definition, to: cohort.id, version: cohort.version + 1, because: reason, by: visit.worker.id,
                    at: visit.now)
                try visit.note(.runCohorts, "changed cohort \(cohort.id) to version \(cohort.version + 1)", in: tx)
                return (CohortLink.cohort(cohort.id), "Saved. What it was before is kept.")
            }
        } catch let errors as FieldErrors {
            let cohort = try await visit.read { try saved(visit, in: $0) }
            return editPage(visit, cohort, FormView(form, errors: errors), status: 422)
        }
    }

    // MARK: Running

    func run(_ visit: Visit) async throws -> Answer {
        do {
            return try await visit.submit { tx in
                let cohort = try shownCohort(visit, in: tx)
                let day = try chosenDay(visit)
                let counted = try Counting(visit, sources, cohort.definition, on: day).count(in: tx)
                let run = CohortRun(
                    id: .make(), cohort: cohort.id, version: cohort.version, definition: cohort.definition, day: day,
                    ranAt: visit.now, worker: visit.worker.id, rules: try tx.ownSchools().version(beside: .standard),
                    agreements: counted.agreements, notCounted: counted.notCounted, ways: counted.ways)
                try tx.insert(run, counted.members)
                try visit.note(.runCohorts, "\(audit(run)), \(counted.members.count) counted", in: tx)
                return (CohortLink.run(run), "Counted and kept.")
            }
        } catch let errors as FieldErrors {
            return try await showPage(visit, FormView(visit.request.form, errors: errors), status: 422)
        }
    }

    private func chosenDay(_ visit: Visit) throws -> Day {
        switch DayField.read("day", in: visit.request.form) {
        case .empty: return visit.today
        case .impossible: throw FieldErrors("day", "The day must be a real date, such as 1 9 2026")
        case .day(let day):
            guard day <= visit.today else { throw FieldErrors("day", "The day must not be in the future") }
            return day
        }
    }
}
