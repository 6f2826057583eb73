import Governance
import Kernel
import Storage
import Web

/// What is typed about a service, read and put back.
enum ServiceForm {
    private static let lists = DirectoryLists.shipped

    /// Reads the form into terms, over what stood before; `errors` says what is wrong.
    ///
    /// - Parameters:
    ///   - form: As typed.
    ///   - before: What stands, for what the form does not hold.
    ///   - agencies: Whose the service may be; one that is not here is refused.
    ///   - today: Nothing can have been assured after it.
    /// - Returns: The terms, the reason for the change, and what is wrong.
    static func read(
        _ form: Form, over before: Service.Terms, agencies: [Agency], today: Day
    ) -> (terms: Service.Terms, reason: String, errors: FieldErrors) {
        var reading = FormReading(form)
        var terms = before
        let line = FormReading.longestLine
        terms.name = reading.required("name", limit: line, "Enter the service’s name")
        terms.summary = reading.required("summary", "Say what it does, in a sentence or two")
        readOwner(&reading, &terms, agencies)
        terms.status = reading.choice("status", "Choose whether it runs") ?? before.status
        readReach(&reading, &terms)
        terms.hours = OpeningTimes.read(from: &reading)
        readWays(&reading, &terms)
        readAssurance(&reading, &terms, today)
        terms.notes = reading.text("notes")
        terms.isPublic = form["public"] == "yes"
        if terms.isPublic, terms.url.isEmpty {
            reading.complain("url", "Enter its web page: a service that is published needs one")
        }
        let reason = reading.required("reason", limit: 1000, "Say why you are making this change")
        return (terms, reason, reading.errors)
    }

    private static func readOwner(_ reading: inout FormReading, _ terms: inout Service.Terms, _ agencies: [Agency]) {
        let line = FormReading.longestLine
        if let agency = agencies.first(where: { $0.id.text == reading.form["agency"] }) {
            terms.run(by: agency, named: "")
        } else if reading.form["agency"].isEmpty {
            let name = reading.required(
                "organisation", limit: line, "Choose the agency, or enter the organisation’s name")
            terms.run(by: nil, named: name)
        } else {
            reading.complain("agency", "Choose an agency from the list")
        }
        terms.organisationWords = reading.text("organisation_words", limit: 1000)
    }

    private static func readReach(_ reading: inout FormReading, _ terms: inout Service.Terms) {
        let form = reading.form
        terms.minimumAge = reading.number("minimum_age", 0...120, "Enter an age from 0 to 120, or leave it empty")
        terms.maximumAge = reading.number("maximum_age", 0...120, "Enter an age from 0 to 120, or leave it empty")
        if let least = terms.minimumAge, let most = terms.maximumAge, least > most {
            reading.complain("maximum_age", "The oldest age must not be below the youngest, \(least)")
        }
        terms.genders = lists.genders.known(form.all("genders"))
        terms.needs = lists.needs.known(form.all("needs"))
        if terms.needs.isEmpty { reading.complain("needs", "Choose at least one need that it meets") }
        terms.levels = lists.levels.known(form.all("levels"))
        terms.languages = lists.languages.known(form.all("languages"))
        terms.areas = reading.areas("areas")
    }

    private static func readWays(_ reading: inout FormReading, _ terms: inout Service.Terms) {
        let line = FormReading.longestLine
        terms.route = lists.routes.has(reading.form["route"]) ? reading.form["route"] : ""
        if terms.route.isEmpty { reading.complain("route", "Choose how somebody comes to it") }
        terms.routeWords = reading.text("route_words", limit: 1000)
        terms.url = reading.text("url", limit: 500)
        if !terms.url.isEmpty, !WebAddress.isPlain(terms.url) {
            reading.complain("url", "Enter the whole address, such as https://www.example.org/service")
        }
        terms.email = reading.text("email", limit: line)
        if !terms.email.isEmpty, !WebAddress.isEmail(terms.email) {
            reading.complain("email", "Enter an e-mail address, such as name@agency.example")
        }
        terms.phone = reading.text("phone", limit: 50)
        terms.address = reading.text("address", limit: line)
        terms.cost = reading.text("cost", limit: line)
        terms.amount = reading.pounds("amount")
        terms.fundedPlaces = reading.number("funded_places", 0...100_000, "Enter a whole number, or leave it empty")
    }

    private static func readAssurance(_ reading: inout FormReading, _ terms: inout Service.Terms, _ today: Day) {
        terms.assured = reading.day("assured")
        if let assured = terms.assured, assured > today {
            reading.complain("assured", "Enter today or a day before it")
        }
        terms.assurer = reading.text("assurer", limit: FormReading.longestLine)
        if !terms.assurer.isEmpty, !WebAddress.isEmail(terms.assurer) {
            reading.complain("assurer", "Enter the e-mail address of whoever assured it")
        }
        terms.alert = reading.text("alert", limit: 1000)
        terms.accreditations = reading.text("accreditations", limit: 1000)
    }

    /// The terms as they stand in the form.
    static func fill(_ terms: Service.Terms) -> Form {
        var fields: [(name: String, value: String)] = [
            ("name", terms.name), ("summary", terms.summary), ("status", terms.status.rawValue),
            ("agency", terms.agency?.text ?? ""), ("organisation", terms.agency == nil ? terms.organisation : ""),
            ("organisation_words", terms.organisationWords), ("url", terms.url), ("email", terms.email),
            ("phone", terms.phone), ("address", terms.address),
            ("minimum_age", terms.minimumAge.map { String($0) } ?? ""),
            ("maximum_age", terms.maximumAge.map { String($0) } ?? ""), ("areas", terms.areas.kept),
            ("route", terms.route), ("route_words", terms.routeWords), ("cost", terms.cost),
            ("amount", terms.amount.map(Pounds.typed) ?? ""),
            ("funded_places", terms.fundedPlaces.map { String($0) } ?? ""), ("assurer", terms.assurer),
            ("alert", terms.alert), ("accreditations", terms.accreditations), ("notes", terms.notes),
        ]
        for code in terms.genders { fields.append(("genders", code)) }
        for code in terms.needs { fields.append(("needs", code)) }
        for code in terms.levels { fields.append(("levels", code)) }
        for code in terms.languages { fields.append(("languages", code)) }
        if terms.isPublic { fields.append(("public", "yes")) }
        var form = Form(fields)
        terms.hours.fill(&form)
        DayField.fill("assured", with: terms.assured, in: &form)
        return form
    }

    /// The form itself. `agencies` are those whose services this worker may keep.
    static func fields(_ form: FormView, agencies: [Agency], mayNameOthers: Bool) -> HTML {
        """
        \(FormView.fieldset("What it is", style: .strong, what(form, agencies, mayNameOthers)))
        \(FormView.fieldset("Whom it is for", style: .strong, reach(form)))
        \(OpeningTimes.fields(form))
        \(FormView.fieldset("How to come to it", style: .strong, ways(form)))
        \(FormView.fieldset("Places and quality", style: .strong, quality(form)))
        """
    }

    private static func what(_ form: FormView, _ agencies: [Agency], _ mayNameOthers: Bool) -> HTML {
        let none = mayNameOthers ? [Choice("", "Another organisation (name it below)")] : []
        let other: HTML =
            mayNameOthers
            ? form.text("organisation", label: "Name of another organisation", hint: "Only where it is not in the list")
            : .empty
        return """
            \(form.text("name", label: "Name of the service"))
            \(form.textarea("summary", label: "What it does", hint: "Plain words: this is what people read first", limit: 4000))
            \(form.select("agency", label: "Who runs it", options: none + agencies.map { Choice($0.id.text, $0.name) }))
            \(other)\(form.textarea("organisation_words", label: "About the organisation", rows: 2, limit: 1000))
            \(form.radios("status", legend: "Does it run?", isInline: true, options: Service.Status.allCases.map { Choice($0.rawValue, $0.name) }))
            """
    }

    private static func reach(_ form: FormView) -> HTML {
        """
        \(form.text("minimum_age", label: "Youngest age", kind: .number, width: .five))
        \(form.text("maximum_age", label: "Oldest age", kind: .number, width: .five))
        \(form.checkboxes("genders", legend: "For whom", hint: "Leave empty when it is for everybody", options: lists.genders.choices))
        \(form.textarea("areas", label: "Areas it serves", hint: "One to a line: EM2, or a place’s name. Leave empty for the whole area", rows: 3))
        \(form.checkboxes("needs", legend: "Needs it meets", options: lists.needs.choices))
        \(form.checkboxes("levels", legend: "Levels of need", options: lists.levels.choices))
        \(form.checkboxes("languages", legend: "Languages spoken there", hint: "Leave empty when English alone", options: lists.languages.choices))
        """
    }

    private static func ways(_ form: FormView) -> HTML {
        """
        \(form.select("route", label: "How somebody comes to it", options: [Choice("", "Choose")] + lists.routes.choices))
        \(form.textarea("route_words", label: "How to refer, in words", rows: 2, limit: 1000))
        \(form.text("url", label: "Web page"))
        \(form.text("email", label: "E-mail", kind: .email, width: .half))
        \(form.text("phone", label: "Phone", kind: .telephone, width: .half))
        \(form.text("address", label: "Where it is", hint: "Leave empty when the address is not for everybody to know"))
        \(form.text("cost", label: "What it costs", hint: "Such as “Free”, or “£2 a session”"))
        \(form.text("amount", label: "Cost in pounds", hint: "0 when it is free", width: .five))
        """
    }

    private static func quality(_ form: FormView) -> HTML {
        """
        \(form.text("funded_places", label: "Places that are paid for", hint: "Leave empty when there is no limit", kind: .number, width: .five))
        \(form.date("assured", legend: "Last assured on", hint: "When somebody last checked that it is safe and as described"))
        \(form.text("assurer", label: "Assured by (e-mail)", kind: .email, width: .half))
        \(form.textarea("alert", label: "Notice for everybody", hint: "Such as a move or a short closure", rows: 2, limit: 1000))
        \(form.textarea("accreditations", label: "Accreditations", rows: 2, limit: 1000))
        \(form.textarea("notes", label: "Notes for staff", hint: "Never published", rows: 3, limit: 4000))
        \(form.checkbox("public", label: "Publish it for everybody", hint: "In the open directory at /services. Notes and how to refer stay here"))
        """
    }
}
