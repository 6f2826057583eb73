import Governance
import Kernel
import Storage
import Web
import Wording

/// Changing an entry by putting a new version on top of it.
enum AmendHandlers {
    /// What stands when somebody wants to amend it.
    private struct Standing: Sendable {
        let frame: RecordFrame
        let current: WrittenNote
        let roles: [EventRole]
    }

    static func form(_ visit: Visit) async throws -> Answer {
        let standing = try await read(visit)
        let form = NoteForm.filled(from: standing.current.note, roles: standing.roles)
        return page(visit, standing, form: FormView(form), hints: visit.wordingHints(form["body"]))
    }

    private static func read(_ visit: Visit) async throws -> Standing {
        let id: ID<Person> = try visit.request.id("person")
        let noteID: ID<Note> = try visit.request.id("note")
        return try await visit.record { tx in
            let grant = try visit.grant(.addToRecord, on: id, "amend an entry", in: tx)
            let current = try amendable(noteID, visit, grant, tx)
            return Standing(
                frame: try tx.frame(grant, at: visit.now), current: current,
                roles: try tx.roles(grant)[current.note.id] ?? [])
        }
    }

    /// The version that stands, for a worker of the agency that wrote it.
    private static func amendable(
        _ note: ID<Note>, _ visit: Visit, _ grant: Grant<Person>, _ tx: Transaction
    ) throws -> WrittenNote {
        guard let current = try tx.versions(of: note, grant).first else { throw Problem.notFound }
        guard current.note.mayBeAmended(by: visit.worker) else {
            throw Problem.forbidden(
                why: "Only \(current.agency) can amend what it wrote. You can add an entry of your own.")
        }
        return current
    }

    private static func page(
        _ visit: Visit, _ standing: Standing, form: FormView, hints: HTML, theirs: HTML = .empty, status: Int = 200
    ) -> Answer {
        standing.frame.page(
            visit, .chronology, title: "Amend an entry", hasErrors: !form.errors.isEmpty, status: status,
            body: NotePages.amend(
                visit, standing.frame, current: standing.current.note, form: form, hints: hints, theirs: theirs))
    }

    static func amend(_ visit: Visit, _ changed: @escaping NoteChanged) async throws -> Answer {
        let form = visit.request.form
        if form.has("check") {
            let hints = NoteHandlers.checked(form["body"], visit)
            return page(visit, try await read(visit), form: FormView(form), hints: hints)
        }
        let reason = form["reason"].trimmed
        var errors = FieldErrors()
        var typed: NoteForm?
        do {
            typed = try NoteForm(form, at: visit.now)
        } catch {
            errors = error
        }
        if reason.isEmpty { errors.add("reason", "Say why you are amending it") }
        NoteForm.limit("reason", reason, NoteForm.longestLine, "The reason", &errors)
        guard errors.isEmpty, let typed else {
            let view = FormView(form, errors: errors)
            return page(visit, try await read(visit), form: view, hints: .empty, status: 422)
        }
        do {
            return try await save(typed, reason, visit, changed)
        } catch is NoteConflict {
            return conflict(visit, try await read(visit), form)
        }
    }

    private static func save(
        _ typed: NoteForm, _ reason: String, _ visit: Visit, _ changed: @escaping NoteChanged
    ) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let noteID: ID<Note> = try visit.request.id("note")
        return try await visit.submit { tx in
            let grant = try visit.grant(.addToRecord, on: id, "amend an entry", in: tx)
            let current = try amendable(noteID, visit, grant, tx).note
            guard visit.request.form["version"] == String(current.version) else { throw NoteConflict() }
            var next = current.amended(id: .make(), by: visit.worker.id, because: reason, at: visit.now)
            next.kind = typed.kind
            next.at = typed.at
            next.precision = typed.precision
            next.title = typed.title
            next.body = typed.body
            next.basis = typed.basis
            next.weight = typed.weight
            next.missing = typed.missing
            let standing = try tx.roles(grant)[current.id] ?? []
            try tx.insert(next, roles: try visit.roles(typed, on: id, keeping: standing, in: tx))
            try changed(tx, next, visit.worker, visit.now)
            return ("/young-people/\(id)/notes/\(next.id)", "Saved. Both versions are kept.")
        }
    }

    /// Somebody was first: their version is shown, and what was typed is kept to be put on top or dropped.
    private static func conflict(_ visit: Visit, _ standing: Standing, _ form: Form) -> Answer {
        let current = standing.current
        let who = current.lastWriter
        let at = current.note.amendment?.at ?? current.note.addedAt
        let theirs = callout(
            .warn, "\(who) amended this first, at \(at.clock)",
            """
            <p>It now says:</p>\(paragraphs(current.note.body))
            <p>What you typed is kept below. Save it to put it on top, or cancel to leave theirs.</p>
            """)
        let errors = FieldErrors("body", "\(who) amended this while you were writing. Read theirs, then save or cancel")
        return page(
            visit, standing, form: FormView(form, errors: errors), hints: .empty, theirs: theirs, status: 409)
    }
}
