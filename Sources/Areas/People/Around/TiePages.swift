import Governance
import Kernel
import Web

/// People around a young person: the list, and adding to it.
enum TiePages {
    static func kind(_ kind: TieKind) -> HTML {
        switch kind {
        case .helps: tag(kind.name, .good)
        case .knows: tag(kind.name)
        case .strained: tag(kind.name, .info)
        case .harms: tag(kind.name, .warn)
        }
    }

    static func body(_ visit: Visit, _ frame: RecordFrame, ties: [WrittenTie], form: FormView) -> HTML {
        let ended = ties.filter { $0.endedAt != nil }
        let past: HTML =
            ended.isEmpty ? .empty : card("Not around any more", id: "ended", body: pastTable(ended, frame))
        return """
            \(form.summary())\(card(
                "People around \(frame.firstName)", id: "around",
                body: """
                    <p>Those who help come first. Only people \(frame.firstName) agreed to, or with a reason why not.</p>
                    \(table(ties, frame, visit.today))\(ending(visit, frame, ties, form))
                    """))
            \(card("Add someone", id: "add-tie", body: addForm(visit, frame, form)))\(past)
            """
    }

    /// Those around now, as a table that becomes cards on a phone.
    static func table(_ ties: [WrittenTie], _ frame: RecordFrame, _ today: Day) -> HTML {
        let current = ties.filter { $0.endedAt == nil }
        guard !current.isEmpty else {
            return emptyState("Nobody yet", "Write down who helps first: family, a mentor, a teacher they trust.")
        }
        let showsSource = frame.grant.shows(.source)
        var headings = [
            "Person", "Who they are", "How it is", "Agreed by \(frame.firstName)", "Look again by", "Added by",
        ]
        if showsSource { headings.append("Who says so") }
        let rows = current.map { written -> [HTML] in
            let tie = written.tie
            let agreed: HTML = tie.isAgreed ? "Yes" : "No: \(tie.withoutAgreement)"
            let late: HTML = tie.lookAgainBy < today ? " \(tag("Ask again", .warn))" : .empty
            let row: [HTML] = [
                HTML(tie.name), HTML(tie.relation), kind(tie.kind), agreed, "\(tie.lookAgainBy.long)\(late)",
                "\(written.addedBy), \(written.agency), \(written.addedAt.day.long)",
            ]
            return showsSource ? row + [HTML(tie.source)] : row
        }
        return dataTable(
            "People around \(frame.firstName)", isCaptionHidden: true, columns: headings.map { TableColumn($0) },
            rows: rows)
    }

    private static func pastTable(_ ended: [WrittenTie], _ frame: RecordFrame) -> HTML {
        dataTable(
            "People no longer around \(frame.firstName)", isCaptionHidden: true,
            columns: ["Person", "Who they were", "How it was", "Ended", "Why"].map { TableColumn($0) },
            rows: ended.map { written in
                [
                    HTML(written.tie.name), HTML(written.tie.relation), kind(written.tie.kind),
                    HTML(written.endedAt.map { $0.day.long } ?? ""), HTML(written.endedReason),
                ]
            })
    }

    private static func ending(_ visit: Visit, _ frame: RecordFrame, _ ties: [WrittenTie], _ form: FormView) -> HTML {
        let current = ties.filter { $0.endedAt == nil }
        guard !current.isEmpty else { return .empty }
        let choices = [Choice("", "Choose someone")] + current.map { Choice($0.tie.id.text, $0.tie.name) }
        let isOpen = form.errors.message(for: "tie") != nil || form.errors.message(for: "why") != nil
        return details(
            "Take someone off this list", isOpen: isOpen,
            postForm(
                to: "/young-people/\(frame.person.id)/people/end", token: visit.token,
                body: """
                    \(form.select("tie", label: "Who?", style: .strong, options: choices))
                    \(form.text("why", label: "Why?", hint: "They stay in the history below", style: .strong))
                    \(button("Take off the list", .secondary))
                    """))
    }

    private static func addForm(_ visit: Visit, _ frame: RecordFrame, _ form: FormView) -> HTML {
        let why = form.text(
            "without", label: "Why is it written down without that?",
            hint: "For example, police are investigating this adult")
        return postForm(
            to: "/young-people/\(frame.person.id)/people", token: visit.token,
            body: """
                \(form.text("name", label: "Name", hint: "Or “Adult 1”, when the name is not known", style: .strong))
                \(form.text("relation", label: "Who are they to \(frame.firstName)?", hint: "Mum, mentor, friend, 15", style: .strong))
                \(form.radios("kind", legend: "How is it?", options: TieKind.allCases.map { Choice($0.rawValue, $0.name) }))
                \(form.radios(
                    "agreed", legend: "Did \(frame.firstName) agree to this being written down?",
                    options: [Choice("yes", "Yes"), Choice("no", "No, or not asked", reveals: why)]))
                \(form.text("source", label: "Who says so?", hint: "Only those who may know who told us see this", style: .strong))
                \(form.date("look", legend: "Look again by", hint: "Leave it empty for half a year from now"))
                \(button("Add"))
                """)
    }
}
