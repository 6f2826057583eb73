import Web

extension SectionPage {
    var concerns: HTML {
        let count = rows(of: "concern", most: ConcernLine.most)
        let more: HTML =
            count < ConcernLine.most
            ? buttonGroup(button("Add another concern", .secondary, name: "do", value: "add")) : .empty
        return """
            \(view.radios(
                "danger", legend: "Is anybody in danger now?", hint: "If they are, call 999 before you go on.",
                isInline: true, options: ReferralChoices.yesNoUnknown))
            \((1...max(count, 1)).map(concern))\(more)
            """
    }

    private func concern(_ number: Int) -> HTML {
        let name = "concern-\(number)"
        return FormView.fieldset(
            "Concern \(number)",
            """
            \(words(
                "\(name)-what", label: "What worries you, and what you saw or were told",
                hint: "Say what others do to them, not what is wrong with them."))
            \(view.date("\(name)-when", legend: "When", hint: "A month or a year is enough.", style: .plain))
            \(view.checkbox("\(name)-when-about", label: "This date is rough"))
            \(view.radios(
                "\(name)-known", legend: "How it is known", style: .plain, isInline: true,
                options: ReferralChoices.known))
            \(view.radios(
                "\(name)-kind", legend: "Is it fact or opinion?", style: .plain, options: ReferralChoices.factOrOpinion))
            """)
    }

    var chronology: HTML {
        let count = rows(of: "event", most: ChronologyLine.most)
        let more: HTML =
            count < ChronologyLine.most
            ? buttonGroup(button("Add another line", .secondary, name: "do", value: "add")) : .empty
        return "\((1...max(count, 1)).map(event))\(more)"
    }

    private func event(_ number: Int) -> HTML {
        let name = "event-\(number)"
        return FormView.fieldset(
            "Line \(number)",
            """
            \(view.date("\(name)-when", legend: "When", hint: "A month or a year is enough.", style: .plain))
            \(view.checkbox("\(name)-when-about", label: "This date is rough"))
            \(view.textarea(
                "\(name)-what", label: "What happened", rows: 2, limit: 1000, wording: SectionPage.wording,
                found: hints(view.form["\(name)-what"])))
            """)
    }

    var helps: HTML {
        """
        \(words(
            "helps", label: "What is going well, and who helps",
            hint: "People they trust, things they like, places where they are safe. One to a line. The meeting sees these "
                + "beside the worries."))
        \(words("tried", label: "What has been tried so far", hint: "What worked, what did not, and why you think so."))
        """
    }

    var voice: HTML {
        """
        \(view.radios("voice_asked", legend: "Were they asked what they think and want?", options: [
            ReferralChoices.asked[0], ReferralChoices.asked[1],
            Choice(
                "no", ReferralChoices.asked[2].label,
                reveals: words("voice_why_not", label: "Why not", hint: "For example, it was not safe to ask.", rows: 2)),
        ]))
        \(words(
            "voice", label: "What they said, in their words",
            hint: "Put their words in “quotation marks”. The language check leaves quoted words alone."))
        """
    }

    var agreement: HTML {
        """
        \(callout(.info, "This is about help, not about telling us", """
            <p>You can always tell us that you are worried. Whether they want support is a separate question.</p>
            """))
        \(view.radios(
            "agrees_to_support", legend: "Do they agree to be offered support?", options: ReferralChoices.agrees))
        \(words(
            "agrees_reason", label: "More about this",
            hint: "Who was asked, how they decided, and whether somebody could be pressing them.", rows: 3))
        """
    }

    var sharing: HTML {
        """
        \(view.radios("told_about_sharing", legend: "Do they, or their parents, know that you are telling us?", options: [
            ReferralChoices.told[0],
            Choice(
                "no", ReferralChoices.told[1].label,
                reveals: words(
                    "not_told_reason", label: "Why not",
                    hint: "For example, telling them now could put somebody in danger.", rows: 2)),
        ]))
        \(view.radios("objection", legend: "Does anybody object to it being shared?", options: [
            Choice(
                "yes", ReferralChoices.objection[0].label,
                reveals: words("objection_words", label: "Who, and what they object to", rows: 2)),
            ReferralChoices.objection[1], ReferralChoices.objection[2],
        ]))
        \(view.checkboxes(
            "lawful_basis", legend: "Why may you share this in law?",
            hint: "Tick all that fit. Agreement to support is not a lawful basis.", options: ReferralChoices.lawfulBasis))
        """
    }

    var hope: HTML {
        """
        \(words("hope", label: "What would you like to happen next?", hint: "For them, for their family, for the place."))
        \(view.select(
            "need_level", label: "Level of need, as you see it", style: .strong, options: ReferralChoices.needLevel))
        """
    }
}
