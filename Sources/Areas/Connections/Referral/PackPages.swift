import Governance
import Kernel
import People
import Web
import Wording

/// The pages of a draft for the National Referral Mechanism.
struct PackPages {
    let questions: PackQuestions
    let token: HTML
    let today: Day
    let reader: Reader

    /// Said on every page and every print: what this is, and what it is not.
    static let notice = callout(
        .info, "A draft, and not a referral yet",
        """
        <p>It is sent on the Home Office’s own online form, by a first responder organisation such as a council or \
        police. This program sends nothing.</p>\
        <p>A child’s agreement is not needed: a child cannot agree to being exploited. Tell them and whoever cares for \
        them, unless that puts somebody in danger. If they are in danger now, ring 999.</p>
        """)

    private func link(_ person: ID<Person>) -> Link { "/young-people/\(person)/nrm" }

    // MARK: Writing

    func writing(
        _ form: FormView, _ filling: PackFilling, _ packs: [ReferralPack], held: [HeldIntelligence], theirs: HTML
    ) -> HTML {
        let person = filling.frame.person.id
        let answers = Dictionary(
            questions.fields.map { ($0.id, form.form[$0.id].trimmed) }, uniquingKeysWith: { first, _ in first })
        let sections = questions.sections.map { section -> HTML in
            FormView.fieldset(section.title, "\(section.fields.map { field($0, form, filling) })")
        }
        let print: HTML =
            packs.isEmpty ? .empty : buttonLink("Print the latest draft", "\(link(person))/print", .secondary)
        return """
            \(theirs)\(form.summary())\(Self.notice)\(missing(answers))\(underConditions(filling, held))\(card(
                "The draft", id: "draft", actions: print,
                body: postForm(
                    to: link(person), token: token,
                    body: """
                        \(form.hidden("version"))\(sections)\
                        \(buttonGroup(button("Keep this draft"), anchor("Back to connections", "/young-people/\(person)/around")))
                        """)))\(history(packs))
            """
    }

    private func field(_ field: PackQuestions.Field, _ form: FormView, _ filling: PackFilling) -> HTML {
        let label = field.needed ? field.label : "\(field.label) (if it is known)"
        let input =
            field.rows == 1
            ? form.text(field.id, label: label, hint: field.hint, style: .strong)
            : form.textarea(
                field.id, label: label, hint: field.hint, style: .strong, rows: field.rows, limit: PackForm.longest,
                wording: field.id == "account" ? "/wording/check" : nil)
        // The record may have grown since the draft was kept: what it says now stands beside what was written.
        let now = filling.answer(field.fill)
        guard !now.isEmpty, now != form.form[field.id].trimmed else { return input }
        return "\(input)\(details("What the record says now", paragraphs(now)))"
    }

    private func missing(_ answers: [String: String]) -> HTML {
        let fields = questions.missing(answers)
        guard !fields.isEmpty else {
            return callout(.good, "Every needed question has an answer", "<p>Read it through with somebody else.</p>")
        }
        return callout(
            .warn, "\(Words.plural(fields.count, "answer")) still missing", bullets(fields.map { HTML($0.label) }))
    }

    /// What this reader may use and no draft keeps: everybody who may see the record reads a draft.
    private func underConditions(_ filling: PackFilling, _ held: [HeldIntelligence]) -> HTML {
        let items = usable(filling, held)
        let left = held.count { $0.reach(of: reader) == .read && !$0.mayBeCopied }
        guard !items.isEmpty || left > 0 else { return .empty }
        let note: HTML =
            left > 0
            ? "<p>\(Words.plural(left, "item")) of intelligence left out: handling does not let it go into a pack.</p>"
            : .empty
        return card(
            "What you may use besides", id: "besides",
            body: """
                <p>This is not kept in the draft: each reader sees only what its handling lets them. It is on your print.</p>\(items.isEmpty ? .empty : bullets(items))\(note)
                """)
    }

    /// Intelligence and connections whose handling lets this reader put them into a pack.
    private func usable(_ filling: PackFilling, _ held: [HeldIntelligence]) -> [HTML] {
        let told = held.compactMap { item -> HTML? in
            guard item.mayBeCopied, item.lookAgainBy >= today, let words = item.words(for: reader) else { return nil }
            let conditions = words.handling.conditions.isEmpty ? "" : " Conditions: \(words.handling.conditions)"
            return
                "\(words.text) <span class=\"ui-small\">Graded \(item.gradeCode), \(item.receivedOn.long).\(conditions)</span>"
        }
        let connected = filling.connections.filter {
            $0.isBound && $0.mayBeCopied && $0.standing == .current && $0.shape != .record
        }.map { one -> HTML in
            """
            \(one.label): \(one.type.lowercasedFirst). \(one.words) \
            <span class="ui-small">Graded \(one.grade). Conditions: \(one.conditions)</span>
            """
        }
        return told + connected
    }

    private func history(_ packs: [ReferralPack]) -> HTML {
        guard !packs.isEmpty else { return .empty }
        return card(
            "Drafts kept", id: "history",
            body: dataTable(
                "Every version, the latest first", isCaptionHidden: true,
                columns: [.init("Version"), .init("Kept"), .init("Who")],
                rows: packs.map {
                    ["\($0.version)", HTML($0.author.at.long), HTML("\($0.author.name), \($0.author.agency)")]
                }))
    }

    // MARK: To print

    func paper(_ pack: ReferralPack, _ filling: PackFilling, held: [HeldIntelligence]) -> HTML {
        let sections = questions.sections.enumerated().map { number, section -> HTML in
            summaryCard(
                section.title, id: "section-\(number)",
                rows: section.fields.map { field in
                    let answer = pack.answers[field.id] ?? ""
                    return SummaryRow(
                        field.label,
                        answer.isEmpty ? (field.needed ? "Not answered yet" : "Not known") : paragraphs(answer))
                })
        }
        let items = usable(filling, held)
        let besides: HTML =
            items.isEmpty ? .empty : card("Under handling conditions", id: "besides", body: bullets(items))
        return """
            \(Self.notice)<p>Draft \(pack.version), kept by \(pack.author.name) on \(pack.author.at.long).</p>\
            \(sections)\(besides)
            """
    }
}

/// A draft as typed, read from its form.
enum PackForm {
    static let longest = 6000

    static func read(_ form: Form, _ questions: PackQuestions) throws -> [String: String] {
        var reading = FormReading(form)
        var answers: [String: String] = [:]
        for field in questions.fields {
            let text = reading.text(field.id, limit: longest)
            if !text.isEmpty { answers[field.id] = text }
        }
        if answers.isEmpty, reading.errors.isEmpty {
            reading.complain("account", "Write what happened, or fill in something else, before it is kept")
        }
        guard reading.errors.isEmpty else { throw reading.errors }
        return answers
    }

    static func filled(_ answers: [String: String], version: Int) -> Form {
        var form = Form()
        for (name, value) in answers.sorted(by: { $0.key < $1.key }) { form.set(name, value) }
        form.set("version", String(version))
        return form
    }
}
