import Governance
import Kernel
import Web
import Wording

/// Writing into a record, and one entry with all it ever said.
enum NotePages {
    /// The short form on the overview; what a draft already says beyond its words travels along unseen.
    static func quick(_ visit: Visit, _ frame: RecordFrame, draft: NoteDraft?) -> HTML {
        let carried = (draft?.form.fields ?? []).filter { $0.name != "body" && !$0.value.isEmpty }
        return whole(
            visit, frame, form: FormView(draft?.form ?? Form()), hints: .empty,
            more: carried.map { FormView.hidden($0.name, $0.value) }.joined(), draft: draft,
            buttons: buttonGroup(
                button("Save entry"), button("Check wording", .secondary, name: "check", value: "1"),
                button("Add when, what and who", .secondary, name: "more", value: "1")))
    }

    /// The page with every field.
    static func add(_ visit: Visit, _ frame: RecordFrame, form: FormView, hints: HTML, draft: NoteDraft?) -> HTML {
        let buttons = buttonGroup(
            button("Save entry"), button("Check wording", .secondary, name: "check", value: "1"),
            anchor("Cancel", RecordPart.overview.link(frame.person.id)))
        return """
            \(form.summary())\(card(
                "Add to chronology", id: "add",
                body: whole(
                    visit, frame, form: form, hints: hints, more: fields(form, called: frame.firstName), draft: draft,
                    buttons: buttons)))
            """
    }

    private static func whole(
        _ visit: Visit, _ frame: RecordFrame, form: FormView, hints: HTML, more: HTML, draft: NoteDraft?, buttons: HTML
    ) -> HTML {
        let kept: HTML =
            draft.map { #"<p class="ui-small">Draft kept at \#($0.savedAt.clock), \#($0.savedAt.day.short).</p>"# }
            ?? .empty
        return postForm(
            to: "/young-people/\(frame.person.id)/notes", token: visit.token,
            autosave: "/young-people/\(frame.person.id)/notes/draft",
            body: "\(words(form, called: frame.firstName, hints))\(kept)\(more)\(buttons)")
    }

    private static func words(_ form: FormView, called name: String, _ hints: HTML) -> HTML {
        form.textarea(
            "body", label: "Add what happened",
            hint: "\(name) and their family can ask to read this. Write it as if they are in the room.",
            style: .strong, rows: 3, limit: NoteForm.longestBody, wording: "/wording/check", found: hints)
    }

    /// Everything but the words: what, when, how sure, and who had which part.
    static func fields(_ form: FormView, called name: String) -> HTML {
        """
        \(form.text("title", label: "A few words as a heading", hint: "You can leave this empty", style: .strong))
        \(form.radios("kind", legend: "What is it?", options: NoteKind.allCases.map { kind in
            Choice(kind.rawValue, kind.name, reveals: kind == .missing ? missing(form) : .empty)
        }))
        \(moment(form, "when", "When did it happen?", hint: "Leave it empty for today"))
        \(form.select(
            "precision", label: "How exactly is that known?", style: .strong,
            options: [
                Choice("", "As written above"), Choice("minute", "To the minute"), Choice("hour", "About that time"),
                Choice("day", "Only the day"), Choice("about", "About that day"), Choice("month", "Only the month"),
            ]))
        \(form.radios(
            "basis", legend: "Is this fact or opinion?", options: NoteBasis.allCases.map { Choice($0.rawValue, $0.name) }))
        \(form.radios(
            "weight", legend: "Mark it", isInline: true,
            options: [
                Choice("ordinary", "No mark"), Choice("serious", "Serious event"), Choice("progress", "Progress"),
            ]))
        \(parts(form, called: name))
        """
    }

    static func missing(_ form: FormView) -> HTML {
        """
        \(moment(form, "until", "When were they back or found?", hint: "Leave it empty while they are missing"))
        \(form.text("found", label: "Where were they found?", style: .strong))
        \(form.radios(
            "talk", legend: "Return talk, within 72 hours",
            options: ReturnTalk.allCases.map { talk in
                Choice(
                    talk.rawValue, talk.name,
                    reveals: talk == .held ? moment(form, "talk-on", "When was it held?", hint: "") : .empty)
            }))
        """
    }

    private static func moment(_ form: FormView, _ name: String, _ legend: String, hint: String) -> HTML {
        let time = form.text("\(name)-time", label: "Time", hint: "Such as 4:10pm, if known", width: .ten)
        return "\(form.date(name, legend: legend, hint: hint))\(time)"
    }

    /// Parts in the event: harmed before suspected, and anyone may have both.
    private static func parts(_ form: FormView, called name: String) -> HTML {
        let choices = EventPart.allCases.map { Choice($0.rawValue, $0.name) }
        let others = NoteForm.otherRows.map { row in
            """
            \(form.text("other\(row)", label: "Person \(row)", width: .half))\
            \(form.checkboxes("other\(row)-part", legend: "Person \(row) was", style: .plain, options: choices))
            """ as HTML
        }
        let isOpen = NoteForm.otherRows.contains { !form.form["other\($0)"].isEmpty }
        return """
            \(form.checkboxes(
                "part", legend: "What was \(name) in this?", hint: "Somebody can be harmed and suspected at once",
                options: choices))
            \(details(
                "Other people in this", isOpen: isOpen,
                "<p>A name, initials, “Adult 1”, or a reference such as YP-2051.</p>\(others)"))
            """
    }

    // MARK: One entry

    /// The entry that stands, what could read as blame in it, and every version before.
    ///
    /// `theirs` is what somebody else made of it while this viewer was bringing it up to date.
    static func entry(
        _ visit: Visit, _ frame: RecordFrame, versions: [WrittenNote], roles: [EventRole], form: FormView,
        theirs: HTML = .empty
    ) -> HTML {
        guard let current = versions.first else { return .empty }
        let note = current.note
        let shown = current.entry(roles: roles, called: frame.firstName, viewer: visit.worker.id)
        let mayAmend = note.mayBeAmended(by: visit.worker)
        let amend: Link = "/young-people/\(note.person)/notes/\(note.id)/amend"
        let hints = mayAmend ? visit.wordingHints(note.body) : .empty
        let suggestion: HTML =
            hints.isEmpty
            ? .empty
            : card(
                "About the wording", id: "wording",
                body: #"<div class="ui-lang">\#(hints)</div>\#(buttonLink("Change the wording", amend))"#)
        return """
            \(form.summary())\(theirs)\(card(
                "Entry", id: "entry", actions: mayAmend ? anchor("Amend this entry", amend) : .empty,
                body: ChronologyPages.timeline([shown], links: false)))
            \(suggestion)\(update(visit, note, form, isAsked: !theirs.isEmpty))\(history(versions.dropFirst(), current))
            """
    }

    /// What somebody else said first of a missing episode, for whoever was about to say something too.
    static func theirs(_ current: WrittenNote) -> HTML {
        let at = current.note.amendment?.at ?? current.note.addedAt
        let back = current.note.missing?.until.map { "Back at \($0.clock) on \($0.day.short)" } ?? "Still missing"
        return callout(
            .warn, "\(current.lastWriter) changed this first, at \(at.clock)",
            """
            <p>It now says:</p>\(bullets(([back] + (current.note.missing?.facts ?? [])).map { HTML($0) }))
            <p>What you typed is kept below, and what you left alone is as they put it. Save it if it is still right.</p>
            """)
    }

    /// Bringing a missing episode up to date: back, found, talked.
    private static func update(_ visit: Visit, _ note: Note, _ form: FormView, isAsked: Bool) -> HTML {
        guard let missing = note.missing, isAsked || missing.isMissingNow || missing.talk.isOpen else { return .empty }
        return card(
            "Bring this up to date", id: "update",
            body: postForm(
                to: "/young-people/\(note.person)/notes/\(note.id)/missing", token: visit.token,
                body: """
                    \(FormView.hidden("version", String(note.version)))\(self.missing(form))\(button("Save"))
                    """))
    }

    private static func history(_ earlier: ArraySlice<WrittenNote>, _ current: WrittenNote) -> HTML {
        guard !earlier.isEmpty else { return .empty }
        let changes = zip([current] + earlier, earlier).map { newer, older -> HTML in
            let amendment = newer.note.amendment
            let who = newer.amendedBy ?? newer.author
            let when = amendment.map { $0.at.long } ?? newer.note.addedAt.long
            return """
                <h3 class="ui-h3">Amended by \(who), \(when)</h3><p>Why: \(amendment?.reason ?? "")</p>\
                <p class="ui-small">It said before, \(When.words(older.note.at, older.note.precision, until: nil)), \
                \(older.note.heading):</p>\(paragraphs(older.note.body))
                """
        }
        return card("What it said before", id: "before", body: changes.joined())
    }

    /// Changing an entry; `theirs` is what somebody else made of it meanwhile.
    static func amend(
        _ visit: Visit, _ frame: RecordFrame, current: Note, form: FormView, hints: HTML, theirs: HTML
    ) -> HTML {
        let link: Link = "/young-people/\(current.person)/notes/\(current.id)"
        return """
            \(form.summary())\(theirs)\(card(
                "Amend this entry", id: "amend",
                body: postForm(
                    to: "/young-people/\(current.person)/notes/\(current.id)/amend", token: visit.token,
                    body: """
                        \(FormView.hidden("version", String(current.version)))\
                        \(words(form, called: frame.firstName, hints))
                        \(fields(form, called: frame.firstName))
                        \(form.text(
                            "reason", label: "Why are you amending it?",
                            hint: "Both versions are kept, and this reason with them", style: .strong))
                        \(buttonGroup(
                            button("Save as amended"), button("Check wording", .secondary, name: "check", value: "1"),
                            anchor("Cancel", link)))
                        """)))
            """
    }
}
