import Governance
import Joining
import Kernel
import People
import Web

extension DeskPage {
    /// Which young person: the link as it stands, or the ways to make one.
    var personCard: HTML {
        if let person { return card("Their record", id: "person", body: linked(to: person)) }
        guard isOpen else { return .empty }
        let found = candidates.map(candidate)
        let none: HTML = candidates.isEmpty ? "<p>Nobody we know looks like this young person.</p>" : .empty
        return card(
            "Which young person is it?", id: "person",
            body: """
                \(none)\(found)\(KnownElsewhere.box(known))
                \(buttonGroup(buttonLink("Make a new record", "/desk/\(referral.id)/new-record", .secondary)))
                """)
    }

    private func linked(to person: Person) -> HTML {
        let part = "unlink"
        let view = view(part)
        let listed: HTML =
            referral.status == .waiting ? "<p>This takes it off the meeting's list, too.</p>" : .empty
        let undo: HTML =
            DeskRules.mayUnlink(referral.status)
            ? details(
                "This is the wrong young person", isOpen: refused?.part == part,
                postForm(
                    to: "/desk/\(referral.id)/unlink", token: token,
                    body: """
                        \(listed)\(view.text("reason", label: "How you know"))\(button("Take the link away", .secondary))
                        """))
            : .empty
        return """
            <p>\(anchor("\(person.fullName), \(person.reference)", "/young-people/\(person.id)"))</p>
            <p>\(ageWords(person)) \(person.school)</p>\(undo)
            """
    }

    private func candidate(_ candidate: Candidate) -> HTML {
        let person = candidate.person
        let part = "link-\(person.id)"
        let view = view(part)
        return details(
            candidate.line, isOpen: refused?.part == part,
            """
            <p>\(ageWords(person)) \(person.school)</p>
            \(weighed(candidate))
            \(postForm(
                to: "/desk/\(referral.id)/link", token: token,
                body: """
                    \(FormView.hidden("person", person.id.text))
                    \(view.text("reason", label: "Why you think it is them, if more than the above"))
                    \(button("It is this young person", .secondary, hidden: person.fullName))
                    """))
            """)
    }

    /// What the linkage engine makes of it: how sure, and why.
    private func weighed(_ candidate: Candidate) -> HTML {
        guard let likelihood = candidate.likelihood else { return .empty }
        return "<p>\(likelihood.words).</p>\(evidencePicture(likelihood.evidence, id: "why-\(candidate.person.id)"))"
    }

    private func ageWords(_ person: Person) -> String {
        guard let age = person.age(on: now.day) else { return "Age not known." }
        return person.isBirthEstimated ? "About \(age)." : "\(age) years old."
    }
}

extension Candidate {
    /// "Kai Brennan, YP-2047: same family name, same birthday. About 1 in 50 links like this are wrong".
    fileprivate var line: String {
        let share = likelihood.map { ". \($0.share)" } ?? ""
        return "\(person.fullName), \(person.reference): \(reasons.joined(separator: ", "))\(share)"
    }
}

/// The page that makes a new record, filled from what we were told.
enum NewRecordPage {
    static func page(
        _ referral: Referral, view: FormView, likely: [Candidate], known: [Agency], token: HTML
    ) -> Page {
        let warning: HTML =
            likely.isEmpty
            ? .empty
            : callout(
                .warn, "Look again before you make a second record",
                """
                \(bullets(likely.map { HTML($0.line) }))
                <p>\(anchor("Back to link one of them", "/desk/\(referral.id)")), and to see why each may be them.</p>
                """)
        let form = postForm(
            to: "/desk/\(referral.id)/new-record", token: token,
            body: """
                \(fields(view))
                \(buttonGroup(button("Make the record and link it"), anchor("Back", "/desk/\(referral.id)")))
                """)
        return Page(
            "Make a new record", back: "/desk/\(referral.id)", hasErrors: !view.errors.isEmpty,
            body: prose(
                """
                \(view.summary())
                \(pageHead("Make a new record", lead: "Filled from \(referral.reference). Anything may stay empty."))
                \(warning)\(KnownElsewhere.box(known))\(form)
                """))
    }

    private static func fields(_ view: FormView) -> HTML {
        """
        \(view.text("given_name", label: "First name", width: .half))
        \(view.text("family_name", label: "Last name", width: .half))
        \(view.text("known_as", label: "What they like to be called", width: .half))
        \(view.date("born", legend: "Date of birth"))
        \(view.text("about_age", label: "If nobody knows it, about what age", width: .five))
        \(view.text("pronouns", label: "Pronouns", width: .ten))
        \(view.text("school", label: "School or college", width: .half))
        \(view.text("year_group", label: "Year", width: .five))
        \(view.text("address", label: "Address"))
        \(view.text("postcode", label: "Postcode", width: .ten))
        \(view.text("phone", label: "Their phone", kind: .telephone, width: .twenty))
        \(view.text("lives_with", label: "Who they live with", width: .half))
        \(view.text("language", label: "Language they prefer", width: .half))
        \(view.text("nhs_number", label: "NHS number", kind: .number, width: .ten))
        \(view.text("upn", label: "Unique pupil number", width: .twenty))
        \(view.checkboxes(
            "safe_contact", legend: "Before anyone makes contact", options: ReferralChoices.safeContact))
        """
    }
}
