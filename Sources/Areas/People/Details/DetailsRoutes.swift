import Governance
import Kernel
import Storage
import Web

/// A young person's details and their history.
func detailsRoutes(_ house: House) -> [Route] {
    let path = "/young-people/{person}/details"
    return [
        house.route(.get, path, .viewRecord, audit: .view, DetailsHandlers.show),
        house.route(.get, "\(path)/change", .addToRecord, audit: .view, DetailsHandlers.form),
        house.route(.post, "\(path)/change", .addToRecord, audit: .change, DetailsHandlers.save),
    ]
}

enum DetailsHandlers {
    /// The details changed under somebody's hands.
    private struct Overtaken: Error {}

    private struct Standing: Sendable {
        let frame: RecordFrame
        let version: Int
        let changes: [PersonChange]
    }

    static func show(_ visit: Visit) async throws -> Answer {
        let standing = try await read(visit, .viewRecord)
        return standing.frame.page(
            visit, .details, title: "Details",
            body: DetailsPages.body(visit, standing.frame, changes: standing.changes))
    }

    private static func read(_ visit: Visit, _ action: Action) async throws -> Standing {
        let id: ID<Person> = try visit.request.id("person")
        return try await visit.record { tx in
            let grant = try visit.grant(action, on: id, "details", in: tx)
            let frame = try tx.frame(grant, at: visit.now)
            return Standing(
                frame: frame, version: try tx.detailsVersion(grant),
                changes: try tx.changes(grant, of: frame.person))
        }
    }

    static func form(_ visit: Visit) async throws -> Answer {
        let standing = try await read(visit, .addToRecord)
        let form = DetailsForm.filled(from: standing.frame.person, standing.frame.grant)
        return page(visit, standing, form: FormView(form), status: 200)
    }

    private static func page(
        _ visit: Visit, _ standing: Standing, form: FormView, theirs: HTML = .empty, status: Int
    ) -> Answer {
        standing.frame.page(
            visit, .details, title: "Change details", hasErrors: !form.errors.isEmpty, status: status,
            body: DetailsPages.change(visit, standing.frame, form: form, version: standing.version, theirs: theirs))
    }

    static func save(_ visit: Visit) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let grant = try visit.grant(.addToRecord, on: id, "change details", in: tx)
                let old = try tx.person(grant)
                let (new, reason) = try checked(form, over: old, grant, visit)
                guard form["version"] == String(try tx.detailsVersion(grant)) else { throw Overtaken() }
                try tx.change(old, to: new, because: reason, by: visit.worker.id, at: visit.now)
                return (RecordPart.details.link(id), "Saved. What it was before is kept.")
            }
        } catch let errors as FieldErrors {
            return page(visit, try await read(visit, .addToRecord), form: FormView(form, errors: errors), status: 422)
        } catch is Overtaken {
            return overtaken(visit, try await read(visit, .addToRecord), form)
        }
    }

    private static func checked(
        _ form: Form, over old: Person, _ grant: Grant<Person>, _ visit: Visit
    ) throws(FieldErrors) -> (Person, String) {
        var errors = FieldErrors()
        var new = old
        do {
            new = try DetailsForm.read(form, over: old, grant, today: visit.today)
        } catch {
            errors = error
        }
        let reason = form["reason"].trimmed
        if reason.isEmpty { errors.add("reason", "Say why you are changing this") }
        NoteForm.limit("reason", reason, NoteForm.longestLine, "The reason", &errors)
        guard errors.isEmpty else { throw errors }
        return (new, reason)
    }

    /// Somebody was first: what they changed is shown, and what was typed is kept.
    private static func overtaken(_ visit: Visit, _ standing: Standing, _ form: Form) -> Answer {
        let first = standing.changes.first
        let who = first?.by ?? "Somebody"
        let lines = standing.changes.filter { $0.at == first?.at }.map { change -> HTML in
            "\(change.field.name): \(change.after.isEmpty ? "not known" : change.after)"
        }
        let theirs = callout(
            .warn, "\(who) changed these details first",
            "<p>They now say:</p>\(bullets(lines))<p>What you typed is kept below. Check it, then save again.</p>")
        let errors = FieldErrors(
            "reason", "\(who) changed these details while you were writing. Check, then save again")
        return page(visit, standing, form: FormView(form, errors: errors), theirs: theirs, status: 409)
    }
}
