import Kernel
import Storage
import Web

/// Decisions to share about one young person outside any agreement.
///
/// - Parameters:
///   - house: The partnership.
///   - record: Where a record opens: only the area that keeps records knows.
/// - Returns: The routes, for the site.
package func sharingDecisionRoutes<Record>(
    _ house: House, record: @escaping @Sendable (ID<Record>) -> Link
) -> [Route] {
    let desk = SharingDecisionDesk(record: record)
    return [
        house.route(.get, "/young-people/{person}/sharing", .viewRecord, audit: .view) { try await desk.list($0) },
        house.route(.get, "/young-people/{person}/sharing/new", .addToRecord, audit: .view) {
            try await desk.new($0)
        },
        house.route(.post, "/young-people/{person}/sharing/new", .addToRecord, audit: .change) {
            try await desk.add($0)
        },
    ]
}

/// The handlers behind a record's decisions to share.
private struct SharingDecisionDesk<Record>: Sendable {
    let record: @Sendable (ID<Record>) -> Link

    func list(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let (decisions, agencies, grant) = try await visit.record { tx in
            let grant = try visit.grant(.viewRecord, on: person, "decisions to share", in: tx)
            return (try tx.sharingDecisions(grant, of: visit.worker.agency.id), try tx.agencies(), grant)
        }
        let body = SharingDecisionPages(record: record(person), names: AgencyNames(agencies)).list(
            decisions, worker: visit.worker, mayAdd: Policy.allows(visit.worker.role, .addToRecord))
        return visit.page(Page("Decisions to share", body: body), breakGlass: glass(grant))
    }

    /// An empty form, or one that puts right the decision the address names.
    func new(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let wanted = visit.request.query["corrects"]
        let form = try await visit.record { tx -> Form in
            let grant = try visit.grant(.addToRecord, on: person, "decision to share: form", in: tx)
            guard !wanted.isEmpty else { return SharingDecisionForm.blank(visit.worker, today: visit.today) }
            return SharingDecisionForm.correcting(try own(wanted, grant, visit, in: tx))
        }
        return page(visit, person, FormView(form), status: 200)
    }

    func add(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let typed = visit.request.form
        var form = SharingDecisionForm(typed, today: visit.today)
        let decision = form.decision(about: person, by: visit.worker, at: visit.now)
        guard let decision else {
            // Whoever may not open the record learns nothing from the form either.
            try await visit.record { tx in
                _ = try visit.grant(.addToRecord, on: person, "decision to share: not yet complete", in: tx)
            }
            return page(visit, person, FormView(typed, errors: form.errors), status: 422)
        }
        return try await visit.submit { tx in
            let grant = try visit.grant(.addToRecord, on: person, "recorded a decision to share", in: tx)
            if let earlier = decision.corrects { _ = try own(earlier.text, grant, visit, in: tx) }
            try tx.insert(decision)
            return ("\(record(person))/sharing", "The decision is recorded.")
        }
    }

    /// A decision of the worker's own agency that nobody has put right yet.
    private func own(
        _ wanted: String, _ grant: Grant<Record>, _ visit: Visit, in tx: Transaction
    ) throws -> SharingDecision {
        let decisions = try tx.sharingDecisions(grant, of: visit.worker.agency.id)
        let found = decisions.first { $0.id.text == wanted && $0.agency == visit.worker.agency.id }
        guard let found else { throw Problem.notFound }
        guard !decisions.contains(where: { $0.corrects == found.id }) else {
            throw Problem.conflict(what: "A colleague has put this decision right already. Theirs is on the page.")
        }
        return found
    }

    private func page(_ visit: Visit, _ person: ID<Record>, _ form: FormView, status: Int) -> Answer {
        let hints = (what: visit.wordingHints(form.form["what"]), why: visit.wordingHints(form.form["why"]))
        let body = SharingDecisionPages(record: record(person), names: AgencyNames([]))
            .form(form, hints: status == 422 ? hints : (.empty, .empty), token: visit.token)
        return visit.page(
            Page("Record a decision to share", hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    private func glass(_ grant: Grant<Record>) -> HTML {
        guard let until = grant.glassBrokenUntil else { return .empty }
        return """
            <p>You opened this record in an emergency. It closes to you at \(until.clock). The privacy officer has been \
            told, and everything you open is recorded.</p>
            """
    }
}
