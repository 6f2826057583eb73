import Web

extension SectionPage {
    var source: HTML {
        let sources =
            [Choice("", "Choose one")]
            + ReferralSource.all.map { Choice($0.code, "\($0.words) (\($0.group.lowercased()))") }
        return """
            \(view.select("source_code", label: "Who told us", style: .strong, options: sources))
            \(view.text("source_words", label: "In words, for the meeting", hint: "For example: A neighbour", width: .half))
            \(view.date("came", legend: "Day it came", hint: "Leave empty if it came today. Our clock starts then."))
            \(FormView.fieldset("How to reach them", """
                \(view.text("reporter_name", label: "Their name, if they gave it", width: .half))
                \(view.text("reporter_relation", label: "How they know the young person", width: .half))
                \(view.text("reporter_contact", label: "Phone, e-mail or address", width: .half))
                \(view.text("reporter_safe", label: "When is it safe to reach them"))
                """))
            \(view.radios("may_say", legend: "May we say who told us?", options: ReferralChoices.maySay))
            """
    }

    var person: HTML {
        """
        \(matchBox)
        \(FormView.fieldset("Name", """
            \(view.text("given_name", label: "First name", width: .half))
            \(view.text("family_name", label: "Last name", width: .half))
            \(view.text("known_as", label: "What they like to be called", width: .half))
            \(view.text("who_looks", label: "If you do not know their name, what they look like"))
            """))
        \(view.date("born", legend: "Date of birth", hint: "For example, 27 3 2011. Leave out what you do not know."))
        \(view.text("about_age", label: "If you do not know it, about what age", width: .five))
        <div class="ui-field">\(button("Look for an earlier record", .secondary, name: "do", value: "look"))</div>
        \(view.text("pronouns", label: "Pronouns", hint: "As they say it: she/her, he/him, they/them", width: .ten))
        \(FormView.fieldset("School or college", """
            \(view.text("school", label: "Name", width: .half))
            \(view.text("year_group", label: "Year", width: .five))
            """))
        \(FormView.fieldset("Where they live", """
            \(view.text("address", label: "Address, or the area"))
            \(view.text("postcode", label: "Postcode", width: .ten))
            \(view.text("lives_with", label: "Who they live with", width: .half))
            \(view.text("phone", label: "Their phone", kind: .telephone, width: .twenty))
            """))
        \(safety)
        \(FormView.fieldset("Language", """
            \(view.text("language", label: "Language they prefer", width: .half))
            \(view.radios(
                "interpreter", legend: "Do they need an interpreter?", style: .plain, isInline: true,
                options: ReferralChoices.yesNoUnknown))
            """))
        \(details("Numbers, if you have them", """
            \(view.text("nhs_number", label: "NHS number", hint: "10 digits", kind: .number, width: .ten))
            \(view.text("upn", label: "Unique pupil number", hint: "A letter and 12 digits", width: .twenty))
            """))
        """
    }

    private var safety: HTML {
        """
        \(view.checkboxes(
            "safe_contact", legend: "Before anyone makes contact",
            hint: "A call or a letter at the wrong moment can put a young person in danger. Tick what you know.",
            options: ReferralChoices.safeContact))
        \(view.textarea(
            "safe_contact_more", label: "Anything else about safe contact", rows: 2, limit: 1000))
        """
    }

    /// Whoever might be the same young person, above the fields, so that nobody is written down twice.
    private var matchBox: HTML {
        guard let matches else { return .empty }
        guard !matches.isEmpty else {
            return callout(
                .info, "Nobody found", "<p>Nobody you may see has a name or birthday like that. Go on here.</p>")
        }
        let people = matches.filter { $0.field == "same_person" }.map { Choice($0.value, $0.label, hint: $0.hint) }
        let told = matches.filter { $0.field == "same_referral" }.map { Choice($0.value, $0.label, hint: $0.hint) }
        let none = Choice("", "None of these")
        let first: HTML =
            people.isEmpty
            ? .empty : view.radios("same_person", legend: "Is it one of these young people?", options: people + [none])
        let second: HTML =
            told.isEmpty
            ? .empty
            : view.radios("same_referral", legend: "Have you told us about them before?", options: told + [none])
        let masked = matches.filter { $0.field.isEmpty }.map { "\($0.label). \($0.hint)" as HTML }
        let asking: HTML = masked.isEmpty ? .empty : callout(.info, "Somebody may know them already", bullets(masked))
        return asking + first + second
    }
}
