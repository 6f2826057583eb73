import Kernel
import Web
import Wording

/// The pages of decisions to share about one young person outside an agreement.
struct SharingDecisionPages {
    let record: Link
    let names: AgencyNames
    private var here: Link { "\(record)/sharing" }

    init(record: Link, names: AgencyNames) {
        self.record = record
        self.names = names
    }

    /// Every decision the viewer may read.
    func list(_ decisions: [SharingDecision], worker: Worker, mayAdd: Bool) -> HTML {
        let add = mayAdd ? buttonLink("Record a decision", "\(here)/new") : .empty
        let corrected = Set(decisions.compactMap(\.corrects))
        let cards = decisions.map { decision in
            summaryCard(
                title(decision, isCorrected: corrected.contains(decision.id)), id: "decision-\(decision.id)",
                actions: mayAdd && decision.agency == worker.agency.id && !corrected.contains(decision.id)
                    ? [
                        RowAction(
                            "Put right", "\(here)/new?corrects=\(decision.id)",
                            hidden: "the decision of \(decision.decidedOn.long)")
                    ] : [],
                rows: rows(decision))
        }
        let none = emptyState(
            "No decisions recorded",
            "What is shared outside a sharing agreement is recorded here: what, with whom, and why.")
        return """
            \(breadcrumb([NavItem("The record", record), NavItem("Sharing and access", "\(record)/access")]))
            \(pageHead(
                "Decisions to share",
                lead: "For sharing that no agreement covers. The young person may ask to read this.", actions: add))
            \(cards.isEmpty ? none : cards.joined())
            """
    }

    private func title(_ decision: SharingDecision, isCorrected: Bool) -> String {
        let words = "\(decision.decidedOn.long): shared with \(decision.recipient)"
        return isCorrected ? "\(words) (put right since)" : words
    }

    private func rows(_ decision: SharingDecision) -> [SummaryRow] {
        let gateways =
            decision.gateways.compactMap { LegalBasis.named($0)?.name }
            + [decision.otherGateway].filter { !$0.isEmpty }
        let consent: HTML =
            decision.consentReason.isEmpty
            ? "\(decision.consent.name)."
            : "\(decision.consent.name). \(AgreementPages.lines(decision.consentReason))"
        let correction =
            decision.corrects == nil
            ? [] : [SummaryRow("Puts right", "An earlier entry, which is kept on this page")]
        return [
            SummaryRow("What was shared", AgreementPages.lines(decision.what)),
            SummaryRow("Why", AgreementPages.lines(decision.why)),
            SummaryRow("Power or duty to share", bullets(gateways.map { HTML($0) })),
            SummaryRow("Necessary and no more than needed", AgreementPages.lines(decision.necessity)),
            SummaryRow("Were they asked?", consent),
            SummaryRow("Who decided", "\(decision.decidedBy)"),
            SummaryRow("Recorded", "\(decision.recordedAt.long), \(names[decision.agency])"),
        ] + correction
    }

    /// The form; `hints` are what the language check says about what was typed.
    func form(_ form: FormView, hints: (what: HTML, why: HTML), token: HTML) -> HTML {
        let isCorrection = !form.form["corrects"].isEmpty
        let title = isCorrection ? "Put a decision right" : "Record a decision to share"
        let lead: HTML =
            isCorrection
            ? "The entry you put right stays on the page. Yours stands beside it."
            : "Use this when you share something that no sharing agreement covers. If in doubt, ask the privacy officer."
        return """
            \(form.summary())\(breadcrumb([NavItem("The record", record), NavItem("Decisions to share", here)]))
            \(pageHead(title, lead: lead))
            \(plainCard(postForm(to: "\(here)/new", token: token, body: "\(form.hidden("corrects"))\(fields(form, hints))")))
            """
    }

    private func fields(_ form: FormView, _ hints: (what: HTML, why: HTML)) -> HTML {
        let gateways = LegalBasis.shipped.filter { $0.group == .gateway }
        let limits = SharingDecisionForm.limits
        return """
            \(form.textarea(
                "what", label: "What was shared", hint: "Name the facts, not whole documents.", style: .strong,
                limit: limits.text, wording: "/wording/check", found: hints.what))
            \(form.text(
                "recipient", label: "Who it was shared with", hint: "Name, job and organisation.", style: .strong))
            \(form.textarea(
                "why", label: "Why", hint: "What it keeps the young person safe from, or helps them with.",
                style: .strong, limit: limits.text, wording: "/wording/check", found: hints.why))
            \(form.checkboxes(
                "gateways", legend: "The power or duty to share", options: gateways.map {
                    Choice($0.key, $0.name, hint: $0.hint ?? "")
                }))
            \(form.text("other_gateway", label: "Another power or duty, in your own words"))
            \(form.textarea(
                "necessity", label: "Why it was necessary, and no more than was needed", style: .strong,
                limit: limits.text))
            \(form.radios(
                "consent", legend: "Were the young person or their parent asked?",
                hint: "Agreement is not needed to keep a child safe. Say what happened.",
                options: SharingDecision.Consent.allCases.map { Choice($0.rawValue, $0.name) }))
            \(form.textarea(
                "consent_reason", label: "If they were not asked, or did not agree: why it was shared",
                limit: limits.text))
            \(form.text("decided_by", label: "Who decided: name and job", style: .strong))
            \(form.date("decided", legend: "Day it was decided"))
            \(buttonGroup(button("Save decision"), buttonLink("Do not save", here, .secondary)))
            """
    }
}
