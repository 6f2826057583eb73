import Kernel
import Storage
import Web

/// Who has looked at a record, why somebody can see it, emergencies, restrictions, and the privacy officer's reviews.
///
/// - Parameter exists: whether a record with this identifier is there; only the area that keeps records knows.
package func accessRoutes<Record>(
    _ house: House, record: @escaping @Sendable (ID<Record>) -> Link,
    exists: @escaping @Sendable (Transaction, ID<Record>) throws -> Bool
) -> [Route] {
    let desk = AccessDesk(record: record, exists: exists)
    return [
        house.route(.get, "/young-people/{person}/views", .seeWhoLooked, audit: .view) { try await desk.views($0) },
        house.route(.get, "/young-people/{person}/why", .seeWhyVisible, audit: .view) { try await desk.why($0) },
        house.route(.get, "/young-people/{person}/emergency", .breakGlass, audit: .none) { try await desk.showBreakGlass($0) },
        house.route(.post, "/young-people/{person}/emergency", .breakGlass, audit: .change) { try await desk.breakGlass($0) },
        house.route(.get, "/young-people/{person}/restrictions", .restrictRecord, audit: .view) {
            try await desk.showRestrictions($0)
        },
        house.route(.post, "/young-people/{person}/restrictions", .restrictRecord, audit: .change) {
            try await desk.restrict($0)
        },
        house.route(.post, "/young-people/{person}/restrictions/lift/{worker}", .restrictRecord, audit: .change) {
            try await desk.lift($0)
        },
        house.route(.get, "/access/alerts", .reviewAccess, audit: .list) { visit in
            let alerts = try await visit.read { try $0.breakGlassAlerts() }
            return visit.page(Page("Access and alerts", body: AccessPages.alerts(alerts, token: visit.token)))
        },
        house.route(.post, "/access/alerts/{alert}", .reviewAccess, audit: .change) { visit in
            let alert: ID<BreakGlass> = try visit.request.id("alert")
            let text = visit.request.form["review"].trimmed
            guard !text.isEmpty, text.count <= 1000 else { throw Problem.malformed("Say what you found, in up to 1,000 characters.") }
            return try await visit.submit { tx in
                try tx.review(alert, by: visit.worker.id, saying: text, at: visit.now)
                try visit.note(.reviewAccess, "reviewed an emergency opening", in: tx)
                return ("/access/alerts", "Review recorded.")
            }
        },
    ]
}

/// The handlers behind a record's access pages.
private struct AccessDesk<Record>: Sendable {
    private static var daysShown: Int { 90 }

    let record: @Sendable (ID<Record>) -> Link
    let exists: @Sendable (Transaction, ID<Record>) throws -> Bool

    /// A privacy officer sees who looked without seeing the record; everyone else needs to be let in to it.
    private func admit(_ visit: Visit, _ action: Action, _ person: ID<Record>, in tx: Transaction) throws {
        guard try exists(tx, person) else { throw Problem.notFound }
        if visit.worker.role == .privacyOfficer {
            try visit.note(action, on: person, in: tx)
        } else {
            _ = try visit.grant(action, on: person, in: tx)
        }
    }

    func views(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let since = visit.now.adding(days: -Self.daysShown)
        let views = try await visit.record { tx in
            try admit(visit, .seeWhoLooked, person, in: tx)
            return try tx.views(of: person.text, since: since, most: 500)
        }
        return visit.page(
            Page("Who has looked", body: AccessPages.views(views, record: record(person), days: Self.daysShown)))
    }

    func why(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let asked: ID<Worker>? = ID(visit.request.query["worker"])
        let (workers, answer) = try await visit.record { tx in
            try admit(visit, .seeWhyVisible, person, in: tx)
            let worker = try asked.flatMap { try tx.worker($0) }
            let answer = try worker.map { ($0, try tx.standing(of: $0, to: person, at: visit.now)) }
            return (try tx.workers(), answer)
        }
        let body = AccessPages.why(
            FormView(visit.request.query), record: record(person), workers: workers,
            asked: answer.map { (worker: $0.0, standing: $0.1) })
        return visit.page(Page("Why can this person see this?", body: body))
    }

    // MARK: Emergencies

    /// Answers alike whether or not there is such a record: the form gives nothing away.
    func showBreakGlass(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        return breakGlassPage(visit, person, FormView(), status: 200)
    }

    private func breakGlassPage(_ visit: Visit, _ person: ID<Record>, _ form: FormView, status: Int) -> Answer {
        let body = AccessPages.breakGlass(form, action: "/young-people/\(person)/emergency", token: visit.token)
        return visit.page(Page("Open in an emergency", hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    func breakGlass(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let reason = visit.request.form["reason"].trimmed
        let problem: String? =
            reason.count < BreakGlass.shortestReason
            ? "Say what the danger is, in a sentence" : reason.count > 1000 ? "Keep it to 1,000 characters" : nil
        if let problem {
            let form = FormView(visit.request.form, errors: FieldErrors("reason", problem))
            return breakGlassPage(visit, person, form, status: 422)
        }
        return try await visit.submit { tx in
            guard try exists(tx, person) else { throw Problem.notFound }
            let standing = try tx.standing(of: visit.worker, to: person, at: visit.now)
            guard Policy.mayBreakGlass(visit.worker.role, standing) else {
                throw Refused(action: .breakGlass, subject: person.text, refusal: .excluded)
            }
            try tx.breakGlass(on: person, by: visit.worker.id, because: reason, at: visit.now)
            try visit.note(.breakGlass, on: person, "opened for one hour", in: tx)
            return (record(person), "The record is open to you for one hour.")
        }
    }

    // MARK: Restrictions

    func showRestrictions(_ visit: Visit) async throws -> Answer {
        try await restrictionsPage(visit, FormView(), status: 200)
    }

    private func restrictionsPage(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let (lines, workers) = try await visit.record { tx in
            try admit(visit, .restrictRecord, person, in: tx)
            return (try tx.restrictions(on: person), try tx.workers())
        }
        let body = AccessPages.restrictions(
            form, lines: lines, workers: workers.filter { !$0.isDisabled }, record: record(person),
            here: "/young-people/\(person)/restrictions", token: visit.token)
        return visit.page(Page("Restrict this record", hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    func restrict(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let form = visit.request.form
        var errors = FieldErrors()
        let worker = ID<Worker>(form["worker"])
        if worker == nil { errors.add("worker", "Choose a person") }
        if !["exclude", "only"].contains(form["how"]) { errors.add("how", "Choose what to do") }
        let reason = form["reason"].trimmed
        if reason.isEmpty { errors.add("reason", "Say why") }
        if reason.count > 1000 { errors.add("reason", "Keep the reason to 1,000 characters") }
        guard errors.isEmpty, let worker else {
            return try await restrictionsPage(visit, FormView(form, errors: errors), status: 422)
        }
        return try await visit.submit { tx in
            try admit(visit, .restrictRecord, person, in: tx)
            guard try tx.worker(worker) != nil else { throw Problem.malformed("That person is not known here.") }
            try tx.restrict(
                person, excluding: form["how"] == "exclude", worker, because: reason, by: visit.worker.id, at: visit.now)
            return ("/young-people/\(person)/restrictions", "Restriction saved.")
        }
    }

    func lift(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let worker: ID<Worker> = try visit.request.id("worker")
        return try await visit.submit { tx in
            try admit(visit, .restrictRecord, person, in: tx)
            try tx.liftRestriction(on: person, for: worker)
            return ("/young-people/\(person)/restrictions", "Restriction lifted.")
        }
    }
}
