import Governance
import Kernel
import Web

/// A young person's details, changing them, and what they were before.
enum DetailsPages {
    static func body(_ visit: Visit, _ frame: RecordFrame, changes: [PersonChange]) -> HTML {
        let person = frame.person
        let change = anchor("Change details", "/young-people/\(person.id)/details/change")
        let rows = PersonField.allCases.filter { frame.grant.shows($0.category) }.map { field -> SummaryRow in
            guard frame.grant.shows(field, of: person) else {
                return SummaryRow(field.name, "Secret. Ask the lead professional")
            }
            let value = field.value(of: person)
            return SummaryRow(field.name, value.isEmpty ? "Not known" : HTML(value))
        }
        return """
            \(card("Details", id: "details", actions: change, body: summaryList(rows)))
            \(card("What was changed", id: "changes", body: history(changes)))
            """
    }

    private static func history(_ changes: [PersonChange]) -> HTML {
        guard !changes.isEmpty else {
            return emptyState("Nothing was changed", "When a detail changes, what it was before is kept here.")
        }
        return dataTable(
            "What was changed", isCaptionHidden: true,
            columns: ["Detail", "Before", "After", "Why", "By", "When"].map { TableColumn($0) },
            rows: changes.map { change in
                [
                    HTML(change.field.name), HTML(change.before.isEmpty ? "Not known" : change.before),
                    HTML(change.after.isEmpty ? "Not known" : change.after), HTML(change.reason), HTML(change.by),
                    HTML(change.at.long),
                ]
            })
    }

    static func change(_ visit: Visit, _ frame: RecordFrame, form: FormView, version: Int, theirs: HTML) -> HTML {
        let person = frame.person
        func text(_ field: PersonField, hint: String = "", width: FieldWidth = .half) -> HTML {
            guard frame.grant.shows(field, of: person) else { return .empty }
            return form.text(field.rawValue, label: field.name, hint: hint, style: .strong, width: width)
        }
        let contact: HTML =
            frame.grant.shows(.contact)
            ? """
            \(text(.address, width: .full))\(text(.postcode, width: .ten))\(text(.phone, width: .twenty))\
            \(text(.livesWith))\(text(.language))
            \(form.checkboxes(
                "safe", legend: "Before making contact",
                options: SafeContact.allCases.map { Choice($0.rawValue, $0.words) }))
            """ : .empty
        return """
            \(form.summary())\(theirs)\(card(
                "Change details", id: "change",
                body: postForm(
                    to: "/young-people/\(person.id)/details/change", token: visit.token,
                    body: """
                        \(FormView.hidden("version", String(version)))
                        \(text(.givenName))\(text(.familyName))\(text(.knownAs))
                        \(form.date("born", legend: "Date of birth", hint: "For example, 27 3 2011"))
                        \(form.checkbox("estimated", label: "The date of birth is a guess"))
                        \(text(.pronouns, hint: "As they say it", width: .ten))\(text(.school))\(text(.yearGroup, width: .ten))
                        \(text(.nhsNumber, hint: "10 digits", width: .twenty))\(text(.upn, width: .twenty))\(contact)
                        \(form.text(
                            "reason", label: "Why are you changing this?",
                            hint: "What it was before is kept, and this reason with it", style: .strong))
                        \(buttonGroup(button("Save details"), anchor("Cancel", RecordPart.details.link(person.id))))
                        """)))
            """
    }
}
