import Casework
import Governance
import Kernel
import Web
import Wording

/// The list of contacts, and the form for one.
struct ContactPages {
    let frame: SupportFrame
    let contacts: [WrittenContact]
    /// What was just typed, with what is wrong with it.
    let typed: FormView?
    let draft: Form?
    let token: HTML
    let now: Instant
    /// The groups they go to, and those of the worker's agency they could join.
    var groups: (theirs: [String], open: [Group]) = ([], [])
    let hints: @Sendable (String) -> HTML

    private var link: Link { SupportPart.contacts.link(frame.support.id) }
    private var isRunning: Bool { frame.support.status == .active || frame.support.status == .accepted }

    var show: HTML {
        let standing = contacts.filter { !$0.isReplaced }
        let planned = standing.filter(\.contact.isPlanned).reversed()
        let past = standing.filter { !$0.contact.isPlanned }
        let effort = Effort(standing.map(\.contact), since: frame.support.openedAt)
        return """
            \(typed?.summary() ?? .empty)\
            \(factsStrip([
                ("Met", "\(effort.held)", ""), ("Tried without reaching them", "\(effort.tried)", effort.persistence ?? ""),
                ("Time given", effort.time, "With them and around it"),
            ]))\
            \(planned.isEmpty ? .empty : card("Planned", id: "planned", body: "\(planned.map(entry))"))\
            \(past.isEmpty ? emptyState("No contact yet", "Every try counts: write down the calls and the doors too.")
                : card("What happened", id: "past", body: "\(past.map(entry))"))\
            \(isRunning ? card("Plan or write down a contact", id: "add", body: adding) : .empty)\(groupCard)
            """
    }

    /// Groups: who comes to one is written down there, and counts here.
    private var groupCard: HTML {
        guard isRunning, !groups.open.isEmpty || !groups.theirs.isEmpty else { return .empty }
        let theirs: HTML = groups.theirs.isEmpty ? .empty : "<p>Goes to: \(Words.list(groups.theirs)).</p>"
        let choices = groups.open.map { Choice($0.id.text, $0.name, hint: $0.hours) }
        let join: HTML =
            choices.isEmpty
            ? .empty
            : details(
                "Put them into the register of a group",
                postForm(
                    to: "/support/\(frame.support.id)/group", token: token,
                    body: """
                        \(FormView().radios("group", legend: "Which group?", hint: "The register does not say that they were referred", options: choices))\
                        \(button("Put them in", .secondary))
                        """))
        return card("Groups", id: "groups", body: "\(theirs)\(join)")
    }

    private func entry(_ written: WrittenContact) -> HTML {
        let contact = written.contact
        let kind = SupportLists.sessions.first { $0.id == contact.kind }?.name ?? contact.kind
        let way = ContactLists.standard.ways.first { $0.id == contact.way }?.name ?? ""
        let outcome = ContactLists.standard.outcome(contact.outcome)?.name ?? "Planned"
        let isLate = contact.isPlanned && contact.at < now
        let when = contact.hasTime ? contact.at.long : contact.at.day.long
        let earlier = chain(of: contact)
        return """
            <article><h3 class="ui-h3">\(when): \(kind) \
            \(tag(isLate ? "Awaiting what happened" : outcome, isLate ? .warn : contact.isHeld ? .good : .plain))</h3>\
            <p class="ui-small">\(way)\(contact.place.isEmpty ? "" : ", \(contact.place)")\
            \(contact.minutes + contact.aroundMinutes > 0 ? ", \(contact.minutes) min with them, \(contact.aroundMinutes) min around it" : ""). \
            \(written.by)</p>\(paragraphs(contact.notes))\
            \(contact.nextStep.isEmpty ? .empty : "<p><strong>Next:</strong> \(contact.nextStep)</p>")\
            \(earlier.isEmpty ? .empty : details("What stood here before", bullets(earlier)))\
            \(isRunning ? "<p>\(anchor(contact.isPlanned ? "Say what came of it, or move it" : "Amend", "\(link)/\(contact.id)", hidden: "\(kind), \(when)"))</p>" : .empty)\
            </article>
            """
    }

    /// What a contact replaced, the latest first.
    private func chain(of contact: Contact) -> [HTML] {
        var items: [HTML] = []
        var current = contact
        while let earlier = contacts.first(where: { $0.contact.id == current.replaces }) {
            let outcome = ContactLists.standard.outcome(earlier.contact.outcome)?.name ?? "Planned"
            let why = current.reason.isEmpty ? "" : " Changed because: \(current.reason)"
            items.append("\(outcome), \(earlier.contact.at.long), \(earlier.by).\(why) \(earlier.contact.notes)")
            current = earlier.contact
        }
        return items
    }

    private var adding: HTML {
        let form = typed ?? FormView(draft ?? Form())
        let kept: HTML =
            typed == nil && draft != nil
            ? callout(.info, "This is your draft", "<p>Nobody else sees it until you keep it.</p>") : .empty
        return "\(kept)\(fields(form, to: link, replacing: nil))"
    }

    func edit(_ form: FormView, replacing contact: Contact) -> HTML {
        "\(form.summary())\(fields(form, to: "\(link)/\(contact.id)", replacing: contact))"
    }

    private func fields(_ form: FormView, to action: Link, replacing: Contact?) -> HTML {
        let kinds = SupportLists.sessions.filter { frame.pathway.sessions.contains($0.id) }
        let notes = form.form["notes"]
        let outcomes =
            [Choice("planned", "It is planned")] + ContactLists.standard.outcomes.map { Choice($0.id, $0.name) }
        let reason: HTML =
            replacing == nil
            ? .empty
            : form.text(
                "reason",
                label: replacing?.isPlanned == true ? "If it moved: who wanted that, and why?" : "Why is it amended?")
        let concern: HTML =
            replacing == nil
            ? button("Something worries me: tell the hub", .secondary, name: "then", value: "concern") : .empty
        return postForm(
            to: action, token: token, autosave: replacing == nil ? "\(link)/draft" : nil,
            body: """
                \(form.radios("outcome", legend: "What came of it?", options: outcomes))\
                \(form.radios("kind", legend: "What kind?", isInline: true, options: kinds.map { Choice($0.id, $0.name) }))\
                \(form.select("way", label: "How?", options: [Choice("", "Choose")] + ContactLists.standard.ways.map { Choice($0.id, $0.name) }))\
                \(form.date("day", legend: "Day"))\(form.text("time", label: "Time", hint: "Such as 4:10pm", width: .ten))\
                \(form.text("place", label: "Where"))\
                \(form.text("minutes", label: "Minutes with them", width: .five))\
                \(form.text("around", label: "Minutes around it", hint: "Travel, waiting, calls", width: .five))\
                \(form.textarea("notes", label: "Notes", hint: "Write them as if they are in the room", rows: 5, limit: FormReading.longestText, wording: "/wording/check", found: notes.isEmpty ? .empty : hints(notes)))\
                \(form.text("next", label: "What is next?"))\(reason)\
                \(buttonGroup(button("Keep"), concern))
                """)
    }
}
