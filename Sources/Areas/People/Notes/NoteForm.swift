import Governance
import Kernel
import Storage
import Web

/// A note as typed, read and checked.
struct NoteForm: Equatable {
    let kind: NoteKind
    let at: Instant
    let precision: Precision
    let title: String
    let body: String
    let basis: NoteBasis
    let weight: ChronologyEntry.Weight
    let missing: MissingEpisode?
    let own: [EventPart]
    let others: [Other]

    /// Somebody else in the event, as typed.
    struct Other: Equatable {
        let name: String
        let parts: [EventPart]
    }

    static let longestBody = 4000
    static let longestLine = 200
    static let otherRows = 1...3

    /// - Throws: What is wrong, field by field.
    init(_ form: Form, at now: Instant) throws(FieldErrors) {
        var errors = FieldErrors()
        body = form["body"].trimmed
        title = form["title"].trimmed
        kind = NoteKind(rawValue: form["kind"]) ?? .note
        basis = NoteBasis(rawValue: form["basis"]) ?? .fact
        weight = ChronologyEntry.Weight(rawValue: form["weight"]) ?? .ordinary
        if body.isEmpty { errors.add("body", "Write what happened") }
        NoteForm.limit("body", body, NoteForm.longestBody, "What happened", &errors)
        NoteForm.limit("title", title, NoteForm.longestLine, "The heading", &errors)
        let moment = MomentField.read("when", words: "When it happened", in: form, by: now, into: &errors)
        (at, precision) = NoteForm.when(moment, form["precision"], now: now, &errors)
        missing = kind == .missing ? NoteForm.missing(form, from: at, now: now, &errors) : nil
        own = form.all("part").compactMap { EventPart(rawValue: $0) }
        others = NoteForm.others(form, &errors)
        guard errors.isEmpty else { throw errors }
    }

    static func limit(
        _ field: String, _ text: String, _ most: Int, _ words: String, _ errors: inout FieldErrors
    ) {
        if text.count > most { errors.add(field, "\(words) must be \(grouped(most)) characters or fewer") }
    }

    /// When nothing is said, it happened about now.
    private static func when(
        _ moment: (at: Instant, hasTime: Bool)?, _ word: String, now: Instant, _ errors: inout FieldErrors
    ) -> (Instant, Precision) {
        guard let moment else { return (now, .day) }
        let said = Precision(rawValue: word)
        let needsTime = said == .minute || said == .hour
        if needsTime && !moment.hasTime {
            errors.add("when-time", "Enter the time, or choose that only the day is known")
        }
        return (moment.at, said ?? (moment.hasTime ? .minute : .day))
    }

    static func missing(
        _ form: Form, from start: Instant, now: Instant, _ errors: inout FieldErrors
    ) -> MissingEpisode {
        let until = MomentField.read("until", words: "When they were back", in: form, by: now, into: &errors)?.at
        if let until, until < start { errors.add("until", "When they were back must be after they went missing") }
        let found = form["found"].trimmed
        limit("found", found, longestLine, "Where they were found", &errors)
        let talk = ReturnTalk(rawValue: form["talk"]) ?? .notYet
        let talkAt = MomentField.read("talk-on", words: "The return talk", in: form, by: now, into: &errors)?.at
        if talk == .held && until == nil {
            errors.add("until", "Enter when they were back: the talk is held after that")
        }
        if talk == .held, let talkAt, let until, talkAt.day < until.day {
            errors.add("talk-on", "The return talk must be after they were back")
        }
        return MissingEpisode(until: until, foundWhere: found, talk: talk, talkAt: talk == .held ? talkAt ?? now : nil)
    }

    private static func others(_ form: Form, _ errors: inout FieldErrors) -> [Other] {
        otherRows.compactMap { row in
            let name = form["other\(row)"].trimmed
            let parts = form.all("other\(row)-part").compactMap { EventPart(rawValue: $0) }
            guard !name.isEmpty else {
                if !parts.isEmpty { errors.add("other\(row)", "Say who it was, even if only “Adult 1”") }
                return nil
            }
            limit("other\(row)", name, longestLine, "A name", &errors)
            return Other(name: name, parts: parts.isEmpty ? [.present] : parts)
        }
    }

    /// A note that stands, back in the form to be amended.
    static func filled(from note: Note, roles: [EventRole]) -> Form {
        var form = Form()
        form.set("body", note.body)
        form.set("title", note.title)
        form.set("kind", note.kind.rawValue)
        form.set("basis", note.basis.rawValue)
        form.set("weight", note.weight.rawValue)
        form.set("precision", note.precision.rawValue)
        let hasTime = note.precision == .minute || note.precision == .hour || note.kind == .missing
        MomentField.fill("when", with: note.at, hasTime: hasTime, in: &form)
        if let missing = note.missing {
            MomentField.fill("until", with: missing.until, hasTime: true, in: &form)
            form.set("found", missing.foundWhere)
            form.set("talk", missing.talk.rawValue)
            MomentField.fill("talk-on", with: missing.talkAt, hasTime: true, in: &form)
        }
        fill(roles, about: note.person, in: &form)
        return form
    }

    /// What was typed about a missing episode, with what its writer left alone as somebody else has since made it.
    ///
    /// - Parameters:
    ///   - typed: The fields as sent.
    ///   - base: The version the writer had open; nil when that cannot be told.
    ///   - current: The version that stands now.
    /// - Returns: The fields to show again, which undo nothing unless the writer does.
    static func rebased(_ typed: Form, from base: Note?, onto current: Note) -> Form {
        let before = base.map { filled(from: $0, roles: []) } ?? Form()
        let now = filled(from: current, roles: [])
        var form = typed
        let moments = ["until", "talk-on"].map { name in ["day", "month", "year", "time"].map { "\(name)-\($0)" } }
        for group in moments + [["found"], ["talk"]] where group.allSatisfy({ typed[$0] == before[$0] }) {
            for name in group { form.set(name, now[name]) }
        }
        return form
    }

    private static func fill(_ roles: [EventRole], about person: ID<Person>, in form: inout Form) {
        var fields = Form()
        var names: [String] = []
        var parts: [(name: String, value: String)] = []
        for role in roles {
            if case .record(person, _) = role.who {
                parts.append(("part", role.part.rawValue))
                continue
            }
            let name = role.words
            if !names.contains(name) { names.append(name) }
            let row = (names.firstIndex(of: name) ?? 0) + 1
            parts.append(("other\(row)-part", role.part.rawValue))
        }
        for (index, name) in names.enumerated() { fields.set("other\(index + 1)", name) }
        form.replace(with: Form(fields.fields + parts))
    }
}
