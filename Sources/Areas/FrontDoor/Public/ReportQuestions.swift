import Web

/// The questions themselves, one page each: nothing has to be known, and nearly nothing has to be answered.
enum ReportQuestions {
    static let caption = "Tell us what you noticed"

    static func body(_ step: ReportStep, _ form: FormView) -> HTML {
        switch step {
        case .danger: danger(form)
        case .noticed: noticed(form)
        case .who: who(form)
        case .place: place(form)
        case .more: more(form)
        case .you: you(form)
        case .share: share(form)
        case .emergency, .check: .empty
        }
    }

    /// What leaving a page out is called; nil where an answer is needed.
    static func skip(_ step: ReportStep) -> String? {
        switch step {
        case .danger, .noticed, .emergency, .share, .check: nil
        case .who: "I do not know who it is"
        case .place: "I do not know"
        case .more: "Nothing more"
        case .you: "I do not want to say"
        }
    }

    /// Why we ask, for those who wonder.
    static func why(_ step: ReportStep) -> String? {
        switch step {
        case .danger: "If someone is in danger now, the police can get there faster than we can."
        case .noticed: "It helps us see how fast to act and who should reach out. It is not a test. There is no score."
        case .who: "It helps us find the right person. If we are wrong about who it is, we could put someone at risk."
        case .place: "It helps us know when and where someone may need help."
        case .more: "It helps us keep people safe when we call or visit."
        case .you: "We may want to ask you more. You can leave it all empty. We will still read what you told us."
        case .share: "Sometimes it helps if people know who told us. Often it is safer if they do not."
        case .emergency, .check: nil
        }
    }

    private static func danger(_ form: FormView) -> HTML {
        form.radios(
            "danger", legend: "Is someone in danger right now?",
            hint: "For example, someone is hurt, is being hurt, or may be hurt very soon",
            style: .page(caption: caption),
            options: [Choice("yes", "Yes"), Choice("no", "No"), Choice("unknown", "I do not know")])
    }

    private static func noticed(_ form: FormView) -> HTML {
        let options = Signs.standard.signs.map { Choice($0.id, $0.words, hint: $0.hint) }
        return """
            \(form.checkboxes(
                "signs", legend: "What have you noticed?", hint: "Choose all that fit. It is fine to guess.",
                style: .page(caption: caption), options: options,
                none: Choice(Signs.unsure, Signs.unsureWords)))
            \(form.textarea(
                "noticed", label: "Tell us in your own words",
                hint: "A few words is enough. Do not send bank details or passwords.", style: .strong, rows: 5,
                limit: ReportCheck.longLimit))
            """
    }

    private static func who(_ form: FormView) -> HTML {
        FormView.fieldset(
            "Who is it about?", style: .page(caption: caption),
            """
            <p>Tell us what you know. Leave the rest empty.</p>
            \(form.text("who_name", label: "Their name", hint: "A first name or a nickname helps too"))
            \(form.text("who_age", label: "How old they are", hint: "It is fine to guess, like “about 15”", width: .ten))
            \(form.textarea(
                "who_looks", label: "How they look", hint: "Hair, height, clothes, or a school uniform", rows: 3,
                limit: ReportCheck.longLimit))
            \(form.text("who_school", label: "Their school or college"))
            \(form.text("who_lives", label: "Where they live", hint: "A street or a part of town helps too"))
            """)
    }

    private static func place(_ form: FormView) -> HTML {
        FormView.fieldset(
            "Where and when?", style: .page(caption: caption),
            """
            \(form.textarea(
                "where", label: "Where did you see or hear it?", hint: "A street, a shop, a park, a bus, an app", rows: 3,
                limit: ReportCheck.longLimit))
            \(form.text("when", label: "When?", hint: "Like “most nights” or “last Friday, about 6pm”"))
            \(form.radios("still", legend: "Is it still going on?", isInline: true, options: ReportQuestions.yesNo))
            """)
    }

    private static func more(_ form: FormView) -> HTML {
        FormView.fieldset(
            "Is there more that could help?", style: .page(caption: caption),
            """
            <p>You do not have to fill in any of this.</p>
            \(form.textarea(
                "others", label: "Other people, cars, phone numbers or online names",
                hint: "Anything about those who may use or hurt them", rows: 3, limit: ReportCheck.longLimit))
            \(form.radios(
                "knows", legend: "Do they, or their family, know that you are telling us?", isInline: true,
                options: ReportQuestions.yesNo))
            \(form.textarea(
                "unsafe", label: "Could it be unsafe to call or visit?",
                hint: "Like a dog, a weapon, or someone who listens in", rows: 3, limit: ReportCheck.longLimit))
            \(form.textarea(
                "hope", label: "What would you like to happen?", rows: 3, limit: ReportCheck.longLimit))
            """)
    }

    private static func you(_ form: FormView) -> HTML {
        let relations = ReportRules.standard.relations.map { Choice($0.id, $0.words) }
        return FormView.fieldset(
            "Who are you?", style: .page(caption: caption),
            """
            <p>You do not have to tell us. If you do, we can ask you more and let you know we have it.</p>
            \(form.radios("reporter_relation", legend: "How do you know them?", options: relations))
            \(form.text("reporter_name", label: "Your name"))
            \(form.text(
                "reporter_contact", label: "A safe way to reach you",
                hint: "A phone number or an email address that only you look at"))
            \(form.text("reporter_safe", label: "When is it safe to reach you?", hint: "Like “after 6pm” or “text first”"))
            """)
    }

    private static func share(_ form: FormView) -> HTML {
        form.radios(
            "may_say", legend: "May we say who told us?",
            hint: "If you do not choose, we will not say. A court can make us say, but that is rare.",
            style: .page(caption: caption),
            options: [Choice("yes", "Yes, you may say it was me"), Choice("no", "No, do not say it was me")])
    }

    static let yesNo = [Choice("yes", "Yes"), Choice("no", "No"), Choice("unknown", "I do not know")]
}
