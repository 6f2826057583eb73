import Governance
import Kernel
import Storage
import Web

/// Seeing, adding and ending the people around a young person.
func tieRoutes(_ house: House) -> [Route] {
    let path = "/young-people/{person}/people"
    return [
        house.route(.get, path, .viewRecord, audit: .view, TieHandlers.show),
        house.route(.post, path, .addToRecord, audit: .change, TieHandlers.add),
        house.route(.post, "\(path)/end", .addToRecord, audit: .change, TieHandlers.end),
    ]
}

enum TieHandlers {
    static func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, .viewRecord, form: FormView(), status: 200)
    }

    private static func page(_ visit: Visit, _ action: Action, form: FormView, status: Int) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let (frame, ties) = try await visit.record { tx in
            let grant = try visit.grant(action, on: id, "people around", in: tx)
            return (try tx.frame(grant, at: visit.now), try tx.ties(grant))
        }
        return frame.page(
            visit, .people, title: "People around \(frame.firstName)", hasErrors: !form.errors.isEmpty, status: status,
            body: TiePages.body(visit, frame, ties: ties, form: form))
    }

    static func add(_ visit: Visit) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let tie: Tie
        do {
            tie = try TieForm.read(visit.request.form, on: id, today: visit.today)
        } catch {
            return try await page(
                visit, .addToRecord, form: FormView(visit.request.form, errors: error), status: 422)
        }
        return try await visit.submit { tx in
            _ = try visit.grant(.addToRecord, on: id, "people around", in: tx)
            try tx.insert(tie, by: visit.worker.id, at: visit.now)
            return (RecordPart.people.link(id), "Added.")
        }
    }

    static func end(_ visit: Visit) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let form = visit.request.form
        let why = form["why"].trimmed
        var errors = FieldErrors()
        if ID<Tie>(form["tie"]) == nil { errors.add("tie", "Choose who to take off the list") }
        if why.isEmpty { errors.add("why", "Say why") }
        NoteForm.limit("why", why, NoteForm.longestLine, "The reason", &errors)
        guard errors.isEmpty, let tie = ID<Tie>(form["tie"]) else {
            return try await page(visit, .addToRecord, form: FormView(form, errors: errors), status: 422)
        }
        return try await visit.submit { tx in
            let grant = try visit.grant(.addToRecord, on: id, "people around", in: tx)
            guard try tx.ties(grant).contains(where: { $0.tie.id == tie }) else { throw Problem.notFound }
            let wasThere = try tx.end(tie, on: id, because: why, by: visit.worker.id, at: visit.now)
            return (RecordPart.people.link(id), wasThere ? "Taken off the list." : "Somebody took them off already.")
        }
    }
}

/// Somebody to add, as typed.
enum TieForm {
    /// - Throws: What is wrong, field by field.
    static func read(_ form: Form, on person: ID<Person>, today: Day) throws(FieldErrors) -> Tie {
        var errors = FieldErrors()
        let (name, relation) = (form["name"].trimmed, form["relation"].trimmed)
        let (source, without) = (form["source"].trimmed, form["without"].trimmed)
        if name.isEmpty { errors.add("name", "Enter a name, or “Adult 1”") }
        if relation.isEmpty { errors.add("relation", "Say who they are, such as Mum or mentor") }
        let kind = TieKind(rawValue: form["kind"])
        if kind == nil { errors.add("kind", "Choose how it is") }
        let isAgreed = form["agreed"] == "yes"
        if form["agreed"].isEmpty { errors.add("agreed", "Say whether the young person agreed") }
        if form["agreed"] == "no", without.isEmpty {
            errors.add("without", "Say why it is written down without their agreement")
        }
        if source.isEmpty { errors.add("source", "Say who says so") }
        let lines = [
            ("name", name, "The name"), ("relation", relation, "Who they are"), ("source", source, "Who says so"),
            ("without", without, "The reason"),
        ]
        for (field, text, words) in lines { NoteForm.limit(field, text, NoteForm.longestLine, words, &errors) }
        let look = lookAgain(form, today: today, &errors)
        guard errors.isEmpty, let kind else { throw errors }
        return Tie(
            id: .make(), person: person, name: name, relation: relation, kind: kind, isAgreed: isAgreed,
            withoutAgreement: isAgreed ? "" : without, source: source, lookAgainBy: look)
    }

    private static func lookAgain(_ form: Form, today: Day, _ errors: inout FieldErrors) -> Day {
        let usual = today.adding(days: Tie.usualDays)
        switch DayField.read("look", in: form) {
        case .empty: return usual
        case .impossible:
            errors.add("look", "Look again by must be a real date, such as 1 3 2027")
            return usual
        case .day(let day):
            if day <= today || day.number > today.number + 2 * 366 {
                errors.add("look", "Look again by must be after today and within two years")
            }
            return day
        }
    }
}
