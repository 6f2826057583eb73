import Governance
import Kernel
import Web

/// What is typed about a mentor or advocate, read and put back.
enum MentorForm {
    private static let lists = DirectoryLists.shipped

    /// - Parameters:
    ///   - form: As typed.
    ///   - before: What stands, for what the form does not hold.
    ///   - agencies: Whose mentors this worker may keep.
    ///   - workers: Who has an account at one of those.
    ///   - today: No check can have been made after it.
    /// - Returns: The terms, the reason for the change, and what is wrong.
    static func read(
        _ form: Form, over before: Mentor.Terms, agencies: [Agency], workers: [Worker], today: Day
    ) -> (terms: Mentor.Terms, reason: String, errors: FieldErrors) {
        var reading = FormReading(form)
        var terms = before
        let line = FormReading.longestLine
        terms.name = reading.required("name", limit: line, "Enter their name")
        if let agency = agencies.first(where: { $0.id.text == form["agency"] }) {
            terms.agency = agency.id
        } else {
            reading.complain("agency", "Choose the agency they work for")
        }
        terms.worker = workers.first { $0.id.text == form["worker"] && $0.agency.id == terms.agency }?.id
        if terms.worker == nil, !form["worker"].isEmpty {
            reading.complain("worker", "Choose an account of the same agency, or none")
        }
        terms.kind = reading.choice("kind", "Choose mentor or advocate") ?? before.kind
        if !["yes", "no"].contains(form["paid"]) { reading.complain("paid", "Choose paid or unpaid") }
        terms.isPaid = form["paid"] == "yes"
        readOffer(&reading, &terms)
        readChecks(&reading, &terms, today)
        readWork(&reading, &terms, today)
        terms.isArchived = form["archived"] == "yes"
        let reason = reading.required("reason", limit: 1000, "Say why you are making this change")
        return (terms, reason, reading.errors)
    }

    private static func readOffer(_ reading: inout FormReading, _ terms: inout Mentor.Terms) {
        let form = reading.form
        terms.gender = lists.mentorGenders.has(form["gender"]) ? form["gender"] : ""
        terms.languages = lists.languages.known(form.all("languages"))
        terms.areas = reading.areas("areas")
        terms.hours = OpeningTimes.read(from: &reading)
        let most = reading.number("most_at_once", 0...50, "Enter a number from 0 to 50")
        if most == nil, reading.errors.message(for: "most_at_once") == nil {
            reading.complain("most_at_once", "Enter how many young people they can support at once")
        }
        terms.mostAtOnce = most ?? 0
        terms.elsewhere = reading.number("elsewhere", 0...50, "Enter a number from 0 to 50, or leave it empty") ?? 0
        terms.limits = reading.text("limits", limit: 1000)
        terms.livedExperience = reading.text("lived_experience", limit: 1000)
        if !terms.livedExperience.isEmpty, form["lived_wished"] != "yes" {
            reading.complain(
                "lived_wished", "Tick that they wish to say it, or take it out. It is theirs to say, or not")
        }
    }

    private static func readChecks(_ reading: inout FormReading, _ terms: inout Mentor.Terms, _ today: Day) {
        terms.vetting = lists.vetting.has(reading.form["vetting"]) ? reading.form["vetting"] : ""
        terms.vetted = past(&reading, "vetted", today)
        if terms.vetting.isEmpty != (terms.vetted == nil), reading.errors.message(for: "vetted") == nil {
            reading.complain(
                terms.vetting.isEmpty ? "vetting" : "vetted", "Give both the kind of vetting and its date, or neither")
        }
        terms.references = reading.number("references", 0...10, "Enter how many were taken up, such as 2") ?? 0
        terms.referencesOn = past(&reading, "references_on", today)
    }

    private static func readWork(_ reading: inout FormReading, _ terms: inout Mentor.Terms, _ today: Day) {
        terms.training = reading.lines("training")
        terms.supervisor = reading.text("supervisor", limit: FormReading.longestLine)
        terms.supervisedEvery = reading.number(
            "supervised_every", 1...52, "Enter weeks from 1 to 52, or leave it empty")
        terms.lastSupervised = past(&reading, "last_supervised", today)
        terms.notes = reading.text("notes")
    }

    /// A day that may be left out and cannot be to come.
    private static func past(_ reading: inout FormReading, _ name: String, _ today: Day) -> Day? {
        guard let day = reading.day(name) else { return nil }
        if day > today { reading.complain(name, "Enter today or a day before it") }
        if day.year < 1950 { reading.complain(name, "Check the year") }
        return day
    }

    /// The terms as they stand in the form.
    static func fill(_ terms: Mentor.Terms) -> Form {
        var fields: [(name: String, value: String)] = [
            ("name", terms.name), ("agency", terms.agency.text), ("worker", terms.worker?.text ?? ""),
            ("kind", terms.kind.rawValue), ("paid", terms.isPaid ? "yes" : "no"), ("gender", terms.gender),
            ("areas", terms.areas.kept), ("most_at_once", String(terms.mostAtOnce)),
            ("elsewhere", String(terms.elsewhere)), ("limits", terms.limits),
            ("lived_experience", terms.livedExperience), ("vetting", terms.vetting),
            ("references", String(terms.references)), ("training", terms.training.kept),
            ("supervisor", terms.supervisor), ("supervised_every", terms.supervisedEvery.map { String($0) } ?? ""),
            ("notes", terms.notes),
        ]
        for code in terms.languages { fields.append(("languages", code)) }
        if !terms.livedExperience.isEmpty { fields.append(("lived_wished", "yes")) }
        if terms.isArchived { fields.append(("archived", "yes")) }
        var form = Form(fields)
        terms.hours.fill(&form)
        DayField.fill("vetted", with: terms.vetted, in: &form)
        DayField.fill("references_on", with: terms.referencesOn, in: &form)
        DayField.fill("last_supervised", with: terms.lastSupervised, in: &form)
        return form
    }

    static func fields(_ form: FormView, agencies: [Agency], workers: [Worker]) -> HTML {
        """
        \(FormView.fieldset("Who they are", style: .strong, who(form, agencies, workers)))
        \(FormView.fieldset("What they can offer", style: .strong, offer(form)))
        \(OpeningTimes.fields(form))
        \(FormView.fieldset("Checks", style: .strong, checks(form)))
        \(FormView.fieldset("Training and supervision", style: .strong, work(form)))
        """
    }

    private static func who(_ form: FormView, _ agencies: [Agency], _ workers: [Worker]) -> HTML {
        let accounts = workers.map { Choice($0.id.text, "\($0.name), \($0.agency.name)") }
        return """
            \(form.text("name", label: "Name", width: .half))
            \(form.select("agency", label: "Agency", options: [Choice("", "Choose")] + agencies.map { Choice($0.id.text, $0.name) }))
            \(form.select("worker", label: "Their account here", options: [Choice("", "None")] + accounts))
            \(form.radios("kind", legend: "What they do", isInline: true, options: Mentor.Kind.allCases.map { Choice($0.rawValue, $0.name) }))
            \(form.radios("paid", legend: "Are they paid?", isInline: true, options: [Choice("yes", "Paid"), Choice("no", "Unpaid")]))
            """
    }

    private static func offer(_ form: FormView) -> HTML {
        """
        \(form.select("gender", label: "Gender", hint: "Some young people ask for a woman or a man", options: [Choice("", "Not said")] + lists.mentorGenders.choices))
        \(form.checkboxes("languages", legend: "Languages", hint: "Leave empty when English alone", options: lists.languages.choices))
        \(form.textarea("areas", label: "Areas they work in", hint: "One to a line: EM2, or a place’s name. Leave empty for the whole area", rows: 3))
        \(form.text("most_at_once", label: "Young people at once, at most", kind: .number, width: .five))
        \(form.text("elsewhere", label: "Of these, how many are not on record here?", kind: .number, width: .five))
        \(form.textarea("limits", label: "Limits", hint: "Such as no home visits, or not on one estate", rows: 2, limit: 1000))
        \(form.textarea("lived_experience", label: "Lived experience", hint: "Only if they wish to say it, and in their own words. Whoever looks for a mentor will read it", rows: 2, limit: 1000))
        \(form.checkbox("lived_wished", label: "They wish this to be said"))
        """
    }

    private static func checks(_ form: FormView) -> HTML {
        """
        \(form.select("vetting", label: "Kind of vetting", options: [Choice("", "None yet")] + lists.vetting.choices))
        \(form.date("vetted", legend: "Date of the certificate"))
        \(form.text("references", label: "References taken up", hint: "Two before anybody is supported", kind: .number, width: .five))
        \(form.date("references_on", legend: "When the last came"))
        """
    }

    private static func work(_ form: FormView) -> HTML {
        """
        \(form.textarea("training", label: "Training", hint: "One to a line, with its date", rows: 4))
        \(form.text("supervisor", label: "Who supervises them", width: .half))
        \(form.text("supervised_every", label: "Supervision every how many weeks?", kind: .number, width: .five))
        \(form.date("last_supervised", legend: "Last supervision"))
        \(form.textarea("notes", label: "Notes", rows: 3, limit: 4000))
        \(form.checkbox("archived", label: "No longer a mentor or advocate here", hint: "What they did stays on record"))
        """
    }
}
