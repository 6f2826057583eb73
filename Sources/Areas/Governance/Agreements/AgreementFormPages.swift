import Kernel
import Web
import Wording

/// The forms that make, amend and end an agreement.
enum AgreementFormPages {
    /// A new agreement.
    static func new(_ form: FormView, agencies: [Agency], token: HTML) -> HTML {
        let reference = form.text(
            "reference", label: "Reference", hint: "What people will call it, such as ISA-007", width: .ten)
        return """
            \(form.summary())\(breadcrumb([NavItem("Sharing agreements", "/sharing")]))
            \(pageHead("Add a sharing agreement", lead: "Copy it from the agreement that was signed."))
            \(postForm(
                to: "/sharing/new", token: token,
                body: """
                    \(cards(form, agencies, reference: reference))\(buttonGroup(button("Save agreement")))
                    """))
            """
    }

    /// An amendment; `notice` tells of what somebody else did meanwhile.
    static func amend(
        _ agreement: SharingAgreement, _ form: FormView, agencies: [Agency], notice: HTML, token: HTML
    ) -> HTML {
        let here: Link = "/sharing/\(agreement.id)"
        let reason = form.textarea(
            "reason", label: "Why the agreement changes", hint: "This is kept with the new version.",
            limit: AgreementForm.limits.medium)
        return """
            \(form.summary())\(breadcrumb([NavItem("Sharing agreements", "/sharing"), NavItem(agreement.reference, here)]))
            \(pageHead(
                "Amend \(agreement.reference)",
                lead: "The version that stands now is kept. What you save takes its place at once."))\(notice)
            \(postForm(
                to: "\(here)/amend", token: token,
                body: """
                    \(form.hidden("version"))\(cards(form, agencies, reference: .empty))
                    \(card("Why it changes", id: "why", body: reason))\(buttonGroup(button("Save new version")))
                    """))
            """
    }

    /// Ending it before its last day.
    static func end(_ agreement: SharingAgreement, _ form: FormView, notice: HTML, token: HTML) -> HTML {
        let here: Link = "/sharing/\(agreement.id)"
        let fields: HTML = """
            \(form.hidden("version"))
            \(form.date(
                "day", legend: "The day it ends",
                hint: "From this day on nothing passes under it. With today's date it ends as soon as you save."))
            \(form.textarea(
                "reason", label: "Why it ends early", hint: "Everyone who may read the agreement can read this.",
                limit: AgreementForm.limits.medium))
            \(buttonGroup(button("End the agreement", .warning), buttonLink("Keep it", here, .secondary)))
            """
        let lead: HTML = "Imports and views that rely on it will be refused. What was imported before stays."
        return """
            \(form.summary())\(breadcrumb([NavItem("Sharing agreements", "/sharing"), NavItem(agreement.reference, here)]))
            \(pageHead("End \(agreement.reference) early", lead: lead))\(notice)
            \(plainCard(postForm(to: "\(here)/end", token: token, body: fields)))
            """
    }

    // MARK: Parts of the form

    private static func cards(_ form: FormView, _ agencies: [Agency], reference: HTML) -> HTML {
        """
        \(card("What it is", id: "what", body: "\(reference)\(purpose(form))"))
        \(card("Who takes part", id: "parties", body: parties(form, agencies)))
        \(card("What information", id: "information", body: information(form)))
        \(card("The law", id: "law", body: law(form)))
        \(card("How, and for how long", id: "how", body: how(form)))
        """
    }

    private static func purpose(_ form: FormView) -> HTML {
        """
        \(form.text("title", label: "What the agreement is called"))
        \(form.textarea(
            "purposes", label: "What the information is for", hint: "Write one purpose to a line.",
            limit: AgreementForm.limits.long))
        """
    }

    private static func parties(_ form: FormView, _ agencies: [Agency]) -> HTML {
        let options =
            [Choice("", "Not a party")]
            + SharingAgreement.Part.allCases.map { Choice($0.rawValue, $0.name.capitalisedFirst) }
        let message: HTML =
            form.errors.message(for: "parties").map { #"<p class="ui-error">\#(hiddenText("Error: "))\#($0)</p>"# }
            ?? .empty
        let sets = agencies.map { agency in
            FormView.fieldset(
                agency.name,
                """
                \(columns(
                    .half, form.select("part-\(agency.id)", label: "What it does", options: options),
                    form.text("signatory-\(agency.id)", label: "Who signed for it: name and job")))
                """)
        }
        return "\(message)\(sets)"
    }

    private static func information(_ form: FormView) -> HTML {
        let categories = Category.agreeable.map { Choice($0.rawValue, $0.name.capitalisedFirst) }
        let fields = IdentityField.allCases.map { Choice($0.rawValue, $0.name) }
        return """
            \(form.checkboxes("categories", legend: "Kinds of information", options: categories))
            \(form.checkboxes(
                "fields", legend: "Which identity fields",
                hint: "Tick only those the agreement names. With none ticked, all of them are covered.",
                options: fields))
            """
    }

    private static func law(_ form: FormView) -> HTML {
        let groups = LegalBasis.Group.allCases.map { group in
            form.checkboxes(
                group.rawValue, legend: group.name, hint: group.hint,
                options: LegalBasis.shipped.filter { $0.group == group }.map {
                    Choice($0.key, $0.name, hint: $0.hint ?? "")
                })
        }
        let control = SharingAgreement.Control.allCases.map { Choice($0.rawValue, $0.name) }
        return """
            \(groups)
            \(form.textarea(
                "other_basis", label: "Another basis or gateway, in the agreement's own words",
                hint: "Leave this empty if the lists above say it all.", limit: AgreementForm.limits.medium))
            \(form.text(
                "policy_document", label: "Reference of the appropriate policy document",
                hint: "Needed for most Schedule 1 conditions, and for sensitive law enforcement processing.", width: .half))
            \(form.radios("control", legend: "Who decides how the information is used", options: control))
            <p class="ui-muted ui-small">List of \(LegalBasis.listed.version). \(LegalBasis.listed.source)</p>
            """
    }

    private static func how(_ form: FormView) -> HTML {
        """
        \(form.textarea(
            "flow", label: "How and how often information passes",
            hint: "Such as: a file each month by secure e-mail, and at the daily meeting.",
            limit: AgreementForm.limits.medium))
        \(form.textarea("retention", label: "How long the information is kept", limit: AgreementForm.limits.medium))
        \(form.text(
            "breach_contact", label: "Whom to tell when something goes wrong",
            hint: "A name or post, and a phone number that is answered."))
        \(form.date("starts", legend: "First day it covers"))
        \(form.date("ends", legend: "Last day it covers", hint: "The day after, everything that relies on it is refused."))
        \(form.date("review", legend: "Day to look at it again"))
        \(form.date("signed", legend: "Day by which everyone had signed"))
        """
    }
}
