import Kernel
import Storage
import Web

/// Who has looked at a record, why somebody can see it, emergencies, restrictions, and the privacy officer's reviews.
///
/// `exists` says whether a record with an identifier is there, `numbered` which has the number in "YP-2047", and
/// `record` where it opens: only the area that keeps records knows. `sharedPast` names the records on which this one's
/// information stood before, and until when: whoever looked at them then looked at it.
package func accessRoutes<Record>(
    _ house: House, record: @escaping @Sendable (ID<Record>) -> Link,
    exists: @escaping @Sendable (Transaction, ID<Record>) throws -> Bool,
    numbered: @escaping @Sendable (Transaction, Int) throws -> ID<Record>?,
    sharedPast: @escaping @Sendable (Transaction, ID<Record>) throws -> [(record: ID<Record>, until: Instant)]
) -> [Route] {
    let desk = AccessDesk(record: record, exists: exists, numbered: numbered, sharedPast: sharedPast)
    return [
        house.route(.get, "/emergency", .breakGlass, audit: .none) {
            desk.breakGlassPage($0, nil, FormView(), status: 200)
        },
        house.route(.post, "/emergency", .breakGlass, audit: .change) { try await desk.breakGlassByReference($0) },
        house.route(.get, "/young-people/{person}/views", .seeWhoLooked, audit: .view) { try await desk.views($0) },
        house.route(.get, "/young-people/{person}/why", .seeWhyVisible, audit: .view) { try await desk.why($0) },
        house.route(.get, "/young-people/{person}/emergency", .breakGlass, audit: .none) {
            try await desk.showBreakGlass($0)
        },
        house.route(.post, "/young-people/{person}/emergency", .breakGlass, audit: .change) {
            try await desk.breakGlass($0)
        },
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
            let since = visit.now.adding(days: -90)
            let (alerts, links) = try await visit.record { tx in
                try visit.note(.reviewAccess, "read the emergency openings", in: tx)
                return (try tx.breakGlassAlerts(), try tx.setUpLinks(since: since))
            }
            let body = AccessPages.alerts(alerts, links: links, token: visit.token)
            return visit.page(Page("Access and alerts", body: body))
        },
        house.route(.post, "/access/alerts/{alert}", .reviewAccess, audit: .change) { visit in
            let alert: ID<BreakGlass> = try visit.request.id("alert")
            let text = visit.request.form["review"].trimmed
            guard !text.isEmpty, text.count <= 1000 else {
                throw Problem.malformed("Say what you found, in up to 1,000 characters.")
            }
            return try await visit.submit { tx in
                guard try tx.review(alert, by: visit.worker.id, saying: text, at: visit.now) else {
                    throw Problem.conflict(
                        what: "Somebody has reviewed this one already. What they found is on the list.")
                }
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
    let numbered: @Sendable (Transaction, Int) throws -> ID<Record>?
    let sharedPast: @Sendable (Transaction, ID<Record>) throws -> [(record: ID<Record>, until: Instant)]

    /// A privacy officer sees who looked without seeing the record; everyone else needs to be let in to it.
    private func admit(
        _ visit: Visit, _ action: Action, _ person: ID<Record>, _ detail: String = "", in tx: Transaction
    ) throws {
        guard try exists(tx, person) else { throw Problem.notFound }
        if visit.worker.role == .privacyOfficer {
            // The record's content stays closed to them, and even this much when they are kept out by name.
            let standing = try tx.standing(of: visit.worker, to: person, at: visit.now)
            guard standing.restriction != .excluded else {
                throw Refused(action: action, subject: person.text, refusal: .excluded)
            }
            try visit.note(action, on: person, detail, in: tx)
        } else {
            _ = try visit.grant(action, on: person, detail, in: tx)
        }
    }

    func views(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let since = visit.now.adding(days: -Self.daysShown)
        let views = try await visit.record { tx in
            try admit(visit, .seeWhoLooked, person, in: tx)
            var views = try tx.views(of: person.text, since: since, most: 500)
            for past in try sharedPast(tx, person) {
                views += try tx.views(of: past.record.text, since: since, most: 500).filter { $0.at < past.until }
            }
            return views.sorted { $0.at > $1.at }
        }
        return visit.page(
            Page("Who has looked", body: AccessPages.views(views, record: record(person), days: Self.daysShown)))
    }

    func why(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let asked: ID<Worker>? = ID(visit.request.query["worker"])
        let (workers, answer) = try await visit.record { tx in
            try admit(visit, .seeWhyVisible, person, in: tx)
            let mayKnowSource = try visit.visible(of: person, in: tx).contains(.source)
            let worker = try asked.flatMap { try tx.worker($0) }
            let answer = try worker.map { worker in
                var standing = try tx.standing(of: worker, to: person, at: visit.now)
                // Who told us is for those who may know it; to anyone else the answer is as if they had not.
                if !mayKnowSource { standing.relations.remove(.referrer) }
                return (worker, standing)
            }
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

    /// The form; without a `person` it asks for the record's reference too.
    func breakGlassPage(_ visit: Visit, _ person: ID<Record>?, _ form: FormView, status: Int) -> Answer {
        let action: Link = person.map { "/young-people/\($0)/emergency" } ?? "/emergency"
        let body = AccessPages.breakGlass(form, asksReference: person == nil, action: action, token: visit.token)
        return visit.page(Page("Open in an emergency", hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    func breakGlass(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let reason = visit.request.form["reason"].trimmed
        let errors = reasonErrors(reason)
        guard errors.isEmpty else {
            return breakGlassPage(visit, person, FormView(visit.request.form, errors: errors), status: 422)
        }
        return try await open(visit, because: reason) { tx in try exists(tx, person) ? person : nil }
    }

    /// For somebody who has only the reference: a reference that is nobody's answers as one they are kept out of.
    func breakGlassByReference(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        let digits = form["reference"].uppercased().filter(\.isNumber)
        var errors = FieldErrors()
        if Int(digits) == nil { errors.add("reference", "Enter the reference, such as YP-2047") }
        for error in reasonErrors(form["reason"].trimmed).list { errors.add(error.field, error.message) }
        guard errors.isEmpty, let number = Int(digits) else {
            return breakGlassPage(visit, nil, FormView(form, errors: errors), status: 422)
        }
        return try await open(visit, because: form["reason"].trimmed) { tx in try numbered(tx, number) }
    }

    private func reasonErrors(_ reason: String) -> FieldErrors {
        if reason.count < BreakGlass.shortestReason {
            return FieldErrors("reason", "Say what the danger is, in a sentence")
        }
        if reason.count > 1000 { return FieldErrors("reason", "Keep it to 1,000 characters") }
        return FieldErrors()
    }

    private func open(
        _ visit: Visit, because reason: String, _ find: @escaping @Sendable (Transaction) throws -> ID<Record>?
    ) async throws -> Answer {
        try await visit.submit { tx in
            guard let person = try find(tx) else { throw Problem.notFound }
            let standing = try tx.standing(of: visit.worker, to: person, at: visit.now)
            guard Policy.mayBreakGlass(visit.worker.role, standing) else {
                throw Refused(action: .breakGlass, subject: person.text, refusal: .excluded)
            }
            try tx.breakGlass(on: person, by: visit.worker.id, because: reason, at: visit.now)
            try visit.note(.breakGlass, on: person, "opened for one hour", in: tx)
            return (record(person), "The record is open to you for one hour, with what no agreement covers.")
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
            let excludes = form["how"] == "exclude"
            try admit(visit, .restrictRecord, person, "\(excludes ? "kept out" : "let in") \(worker)", in: tx)
            guard try tx.worker(worker) != nil else { throw Problem.malformed("That person is not known here.") }
            if excludes, try tx.isOnlyOneNamed(worker, on: person) {
                throw Problem.conflict(
                    what:
                        "They are the only person let in. Name somebody else first: otherwise the record would open to everyone."
                )
            }
            try tx.restrict(
                person, excluding: excludes, worker, because: reason, by: visit.worker.id, at: visit.now)
            return ("/young-people/\(person)/restrictions", "Restriction saved.")
        }
    }

    func lift(_ visit: Visit) async throws -> Answer {
        let person: ID<Record> = try visit.request.id("person")
        let worker: ID<Worker> = try visit.request.id("worker")
        return try await visit.submit { tx in
            try admit(visit, .restrictRecord, person, "lifted for \(worker)", in: tx)
            try tx.liftRestriction(on: person, for: worker, by: visit.worker.id, at: visit.now)
            return ("/young-people/\(person)/restrictions", "Restriction lifted.")
        }
    }
}
