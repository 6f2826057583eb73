import Governance
import Kernel
import Storage
import Web
import Wording

/// What other areas do when an entry was written or amended, in the same transaction.
package typealias NoteChanged = @Sendable (Transaction, Note, Worker, Instant) throws -> Void

/// Adding to a record, and what an entry said before it was amended.
func noteRoutes(_ house: House, changed: @escaping NoteChanged) -> [Route] {
    let root = "/young-people/{person}/notes"
    return [
        house.route(.get, "\(root)/new", .addToRecord, audit: .view, NoteHandlers.new),
        house.route(.post, root, .addToRecord, audit: .change) { try await NoteHandlers.add($0, changed) },
        house.route(.post, "\(root)/draft", .addToRecord, audit: .none, NoteHandlers.draft),
        house.route(.get, "\(root)/{note}", .viewRecord, audit: .view, NoteHandlers.show),
        house.route(.post, "\(root)/{note}/missing", .addToRecord, audit: .change) {
            try await NoteHandlers.bringUpToDate($0, changed)
        },
        house.route(.get, "\(root)/{note}/amend", .addToRecord, audit: .view, AmendHandlers.form),
        house.route(.post, "\(root)/{note}/amend", .addToRecord, audit: .change) {
            try await AmendHandlers.amend($0, changed)
        },
    ]
}

enum NoteHandlers {
    static func new(_ visit: Visit) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let (frame, draft) = try await visit.record { tx in
            let grant = try visit.grant(.addToRecord, on: id, "add an entry", in: tx)
            return (try tx.frame(grant, at: visit.now), try tx.draft(on: id, by: visit.worker.id))
        }
        let form = FormView(NoteHandlers.defaults(draft?.form ?? Form()))
        let body = NotePages.add(visit, frame, form: form, hints: .empty, draft: draft)
        return frame.page(visit, .chronology, title: "Add to chronology", body: body)
    }

    /// What stands chosen before anything is.
    static func defaults(_ form: Form) -> Form {
        var form = form
        let usual = [("kind", "note"), ("basis", "fact"), ("weight", "ordinary"), ("talk", "notYet")]
        for (name, value) in usual where form[name].isEmpty { form.set(name, value) }
        return form
    }

    static func add(_ visit: Visit, _ changed: @escaping NoteChanged) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let form = visit.request.form
        if form.has("check") || form.has("more") { return try await again(visit, id, FieldErrors()) }
        let typed: NoteForm
        do {
            typed = try NoteForm(form, at: visit.now)
        } catch {
            return try await again(visit, id, error)
        }
        let findings = visit.house.language.check(typed.body)
        return try await visit.submit { tx in
            _ = try visit.grant(.addToRecord, on: id, typed.kind.word, in: tx)
            let note = Note(
                id: .make(), person: id, kind: typed.kind, at: typed.at, precision: typed.precision,
                title: typed.title, body: typed.body, basis: typed.basis, weight: typed.weight,
                missing: typed.missing, by: visit.worker, addedAt: visit.now)
            try tx.insert(note, roles: try visit.roles(typed, on: id, in: tx))
            try changed(tx, note, visit.worker, visit.now)
            try tx.dropDraft(on: id, by: visit.worker.id)
            if findings.isEmpty { return (RecordPart.overview.link(id), "Saved.") }
            return ("/young-people/\(id)/notes/\(note.id)", "Saved. Some words could read as blame; see below.")
        }
    }

    /// The whole form with all that was typed: to check its words, to add to it, or to put right what is wrong.
    private static func again(_ visit: Visit, _ id: ID<Person>, _ errors: FieldErrors) async throws -> Answer {
        let frame = try await visit.record { tx in
            try tx.frame(try visit.grant(.addToRecord, on: id, "add an entry", in: tx), at: visit.now)
        }
        let form = visit.request.form
        let hints = form.has("more") ? .empty : checked(form["body"], visit)
        let body = NotePages.add(
            visit, frame, form: FormView(defaults(form), errors: errors), hints: hints, draft: nil)
        return frame.page(
            visit, .chronology, title: "Add to chronology", hasErrors: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, body: body)
    }

    /// What the check says, said also when it has nothing to say.
    static func checked(_ text: String, _ visit: Visit) -> HTML {
        let hints = visit.wordingHints(text)
        return hints.isEmpty && !text.trimmed.isEmpty && visit.request.form.has("check")
            ? "<p>Nothing here could read as blame.</p>" : hints
    }

    /// Keeps what is being typed. Nothing is shown, so nothing is recorded; the policy is asked all the same.
    static func draft(_ visit: Visit) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        try await visit.record { tx in
            guard try visit.visible(of: id, in: tx).contains(.identity) else { throw Problem.notFound }
            if visit.request.form["body"].trimmed.isEmpty {
                try tx.dropDraft(on: id, by: visit.worker.id)
            } else {
                try tx.keepDraft(visit.request.form, on: id, by: visit.worker.id, at: visit.now)
            }
        }
        guard visit.request.isFromScript else { return .see("/young-people/\(id)/notes/new") }
        return .json(#"{"saved":true}"#)
    }

    static func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, .viewRecord, errors: FieldErrors(), typed: nil)
    }

    /// One entry as it was read.
    private struct Entry: Sendable {
        let frame: RecordFrame
        let current: WrittenNote
        let versions: [WrittenNote]
        let roles: [EventRole]
    }

    private static func read(_ visit: Visit, _ action: Action) async throws -> Entry {
        let id: ID<Person> = try visit.request.id("person")
        let noteID: ID<Note> = try visit.request.id("note")
        return try await visit.record { tx in
            let grant = try visit.grant(action, on: id, "one entry", in: tx)
            let versions = try tx.versions(of: noteID, grant)
            guard let current = versions.first else { throw Problem.notFound }
            return Entry(
                frame: try tx.frame(grant, at: visit.now), current: current, versions: versions,
                roles: try tx.roles(grant)[current.note.id] ?? [])
        }
    }

    private static func page(
        _ visit: Visit, _ action: Action, errors: FieldErrors, typed: Form?
    ) async throws -> Answer {
        let entry = try await read(visit, action)
        let form = typed ?? NoteForm.filled(from: entry.current.note, roles: [])
        return page(visit, entry, FormView(form, errors: errors), status: errors.isEmpty ? 200 : 422)
    }

    private static func page(
        _ visit: Visit, _ entry: Entry, _ form: FormView, theirs: HTML = .empty, status: Int
    ) -> Answer {
        entry.frame.page(
            visit, .chronology, title: "Entry", hasErrors: !form.errors.isEmpty, status: status,
            body: NotePages.entry(
                visit, entry.frame, versions: entry.versions, roles: entry.roles, form: form, theirs: theirs))
    }

    /// Somebody was first: theirs is shown, and what was typed is kept without undoing what they said.
    private static func conflict(_ visit: Visit) async throws -> Answer {
        let entry = try await read(visit, .addToRecord)
        let typed = visit.request.form
        let base = entry.versions.first { String($0.note.version) == typed["version"] }?.note
        let form = NoteForm.rebased(typed, from: base, onto: entry.current.note)
        let errors = FieldErrors(
            "until", "\(entry.current.lastWriter) changed this while you were writing. Read theirs before you save")
        return page(
            visit, entry, FormView(form, errors: errors), theirs: NotePages.theirs(entry.current), status: 409)
    }

    /// Says that somebody is back, where they were found, and how the talk stands: a version of the same note.
    static func bringUpToDate(_ visit: Visit, _ changed: @escaping NoteChanged) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let noteID: ID<Note> = try visit.request.id("note")
        do {
            return try await visit.submit { tx in
                let grant = try visit.grant(.addToRecord, on: id, "missing episode", in: tx)
                guard let current = try tx.versions(of: noteID, grant).first?.note, current.kind == .missing else {
                    throw Problem.notFound
                }
                guard visit.request.form["version"] == String(current.version) else { throw NoteConflict() }
                var errors = FieldErrors()
                let missing = NoteForm.missing(visit.request.form, from: current.at, now: visit.now, &errors)
                guard errors.isEmpty else { throw errors }
                var next = current.amended(
                    id: .make(), by: visit.worker.id, because: "Missing episode brought up to date", at: visit.now)
                next.missing = missing
                try tx.insert(next, roles: try tx.roles(grant)[current.id] ?? [])
                try changed(tx, next, visit.worker, visit.now)
                return ("/young-people/\(id)/notes/\(next.id)", "Saved.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, .addToRecord, errors: errors, typed: visit.request.form)
        } catch is NoteConflict {
            return try await conflict(visit)
        }
    }
}

extension Visit {
    /// Who had which part: a reference becomes a link only to a record this worker may know.
    ///
    /// `standing` holds the parts in the version being amended: a reference left as it is stays the link it was.
    func roles(
        _ typed: NoteForm, on person: ID<Person>, keeping standing: [EventRole] = [], in tx: Transaction
    ) throws -> [EventRole] {
        let own = typed.own.map { EventRole(.record(person, reference: ""), $0) }
        let others = try typed.others.flatMap { other -> [EventRole] in
            let kept = standing.first { $0.words == other.name }?.who
            let who = try kept ?? self.who(other.name, in: tx)
            return other.parts.map { EventRole(who, $0) }
        }
        return own + others
    }

    private func who(_ name: String, in tx: Transaction) throws -> EventRole.Who {
        guard name.lowercased().hasPrefix("yp"), let number = SearchForm.number(name),
            let person = try tx.person(numbered: number), try visible(of: person, in: tx).contains(.identity)
        else { return .named(name) }
        return .record(person, reference: "YP-\(number)")
    }
}
