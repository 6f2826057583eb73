import Governance
import Kernel
import Providers
import Web

/// What a provider sees of an offer: an age, what is asked for, and what whoever offers it wrote.
struct InboxPages {
    let written: WrittenOffer
    let pathway: String
    let about: String
    let age: Int?
    let ask: SupportAsk?
    let workers: [Worker]
    let mentors: [Mentor]
    let form: FormView
    let token: HTML
    let now: Instant

    static func list(
        _ open: [WrittenOffer], _ answered: [WrittenOffer], names: [String: String], on today: Day
    ) -> HTML {
        let head = pageHead("Offers", lead: "Young people who need a place. You see who they are once you say yes.")
        guard !open.isEmpty || !answered.isEmpty else {
            return head + emptyState("Nothing to answer", "When somebody needs help that you give, it stands here.")
        }
        let waiting = open.map { one -> [HTML] in
            [
                anchor(names[one.pathway] ?? one.pathway, "/offers/\(one.offer.id)"), "\(one.to)",
                "\(one.offer.answerBy.long)", "\(days(one, today))",
            ]
        }
        let past = answered.map { one -> [HTML] in
            [
                anchor(names[one.pathway] ?? one.pathway, "/offers/\(one.offer.id)"), "\(one.to)",
                tag(one.offer.status.name), "\(one.offer.answeredAt?.long ?? "")",
            ]
        }
        let first: HTML =
            waiting.isEmpty
            ? emptyState("Nothing to answer", "Every offer has its answer.")
            : dataTable(
                "Offers to answer",
                columns: [.init("Kind of help"), .init("Asked of"), .init("Answer by"), .init("Waiting")],
                rows: waiting)
        let second: HTML =
            past.isEmpty
            ? .empty
            : dataTable(
                "Answered lately", columns: [.init("Kind of help"), .init("Asked of"), .init("Answer"), .init("When")],
                rows: past)
        return "\(head)\(first)\(second)"
    }

    private static func days(_ one: WrittenOffer, _ today: Day) -> String {
        let days = today.number - one.openedAt.day.number
        return days == 1 ? "1 day since the decision" : "\(days) days since the decision"
    }

    var body: HTML {
        let offer = written.offer
        var rows = [
            SummaryRow("Kind of help", "\(pathway). \(about)"), SummaryRow("Asked of", "\(written.to)"),
            SummaryRow("Age", age.map { HTML("\($0)") } ?? "Not known"),
            SummaryRow("What they need to know", paragraphs(offer.toKnow)),
        ]
        if let ask { rows += ask.rows }
        rows.append(SummaryRow("Decided", "\(written.openedAt.day.long)"))
        rows.append(SummaryRow("Answer by", "\(offer.answerBy.long)"))
        return """
            \(form.summary())\(pageHead("Offer: \(pathway)"))\(summaryCard("What is asked", id: "asked", rows: rows))\
            \(offer.status == .open && !offer.hasLapsed(at: now) ? answering : closed)
            """
    }

    private var answering: HTML {
        let people: HTML =
            written.offer.agency == nil
            ? .empty
            : """
            \(form.select("worker", label: "Who will give it?", options: [Choice("", "Choose")] + workers.map { Choice($0.id.text, $0.name, hint: $0.jobTitle) }))\
            \(mentors.isEmpty ? .empty : form.select("mentor", label: "Which mentor, if one", options: [Choice("", "None")] + mentors.map { Choice($0.id.text, $0.name) }))
            """
        let reasons = form.radios(
            "reason", legend: "Why not?",
            options: OfferSettings.standard.declines.map { Choice($0.id, $0.name, hint: $0.next.words) })
        return card(
            "Your answer", id: "your-answer",
            body: postForm(
                to: "/offers/\(written.offer.id)", token: token,
                body: """
                    \(form.radios("answer", legend: "Can you help?", options: [
                        Choice("yes", "Yes, we have a place", reveals: people), Choice("no", "No", reveals: reasons),
                    ]))\
                    \(form.textarea("words", label: "Anything to say", rows: 2, limit: 1000))\
                    \(button("Answer"))
                    """))
    }

    private var closed: HTML {
        let status = written.offer.hasLapsed(at: now) ? OfferStatus.lapsed : written.offer.status
        return callout(.info, status.name, "<p>There is nothing to answer here any more.</p>")
    }
}
