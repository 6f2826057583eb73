import Governance
import Kernel
import Web
import Wording

/// The directory as pages.
enum ServicePages {
    private static let lists = DirectoryLists.shipped
    private static let front: Link = "/directory"

    static func tabs(_ current: String, seesMentors: Bool) -> HTML {
        guard seesMentors else { return .empty }
        return subNavigation(
            "Directory",
            [
                NavItem("Services", "/directory", isCurrent: current == "services"),
                NavItem("Mentors and advocates", "/directory/mentors", isCurrent: current == "mentors"),
            ])
    }

    // MARK: The list

    static func list(
        _ services: [Service], of all: [Service], _ filter: ServiceFilter, _ query: Form, tabs: HTML, mayAdd: Bool,
        now: Instant
    ) -> HTML {
        let add: HTML = mayAdd ? buttonLink("Add a service", "/directory/new") : .empty
        let count = filter.archived ? "archived" : "in the directory"
        let lead: HTML =
            "\(Words.plural(services.count, "service")) shown, of \(all.count { $0.terms.isArchived == filter.archived }) \(count)."
        return """
            \(pageHead("Services", lead: lead, actions: add))\(tabs)
            \(filterBox(action: front, label: "Filter services", fields: filters(FormView(query), all), chips: filter.chips(front), clear: front))
            \(services.isEmpty ? empty(isAny: !all.isEmpty) : table(services, now))
            """
    }

    private static func filters(_ form: FormView, _ all: [Service]) -> HTML {
        let areas = Set(all.filter { !$0.terms.isArchived }.flatMap(\.terms.areas)).sorted()
        let spoken = Set(all.flatMap(\.terms.languages))
        let languages = lists.languages.filter { spoken.contains($0.code) || $0.code == "en" }
        return """
            \(form.select("need", label: "Need", options: [Choice("", "Any need")] + lists.needs.choices))
            \(form.text("age", label: "Age", kind: .number, width: .five))
            \(form.select("area", label: "Area", options: [Choice("", "Anywhere")] + areas.map { Choice($0, $0) }))
            \(form.select("language", label: "Language", options: [Choice("", "Any language")] + languages.choices))
            \(form.select("gender", label: "Open to", options: [Choice("", "Anyone")] + lists.genders.choices))
            \(form.checkboxes("when", legend: "Open", options: [Choice("evenings", "Evenings"), Choice("weekends", "Weekends")]))
            \(form.checkbox("places", label: "Has places now"))
            \(form.checkbox("archived", label: "Archived services"))
            """
    }

    private static func empty(isAny: Bool) -> HTML {
        isAny
            ? emptyState(
                "No service fits all of that", "Take a filter off, or look at a wider area.",
                action: buttonLink("Show every service", front, .secondary))
            : emptyState(
                "No services yet",
                "Services appear here as they are added, or brought in from an Open Referral file with breakwater import open-referral."
            )
    }

    private static func table(_ services: [Service], _ now: Instant) -> HTML {
        let rows = services.map { service -> [HTML] in
            [
                anchor(service.name, "/directory/\(service.id)"), HTML(service.terms.organisation),
                HTML(lists.needs.names(of: service.terms.needs).joined(separator: ", ")), HTML(ages(service.terms)),
                HTML(areaWords(service.terms.areas)), HTML(openWords(service.terms.hours)), places(service, now),
                "\(marks(service, now.day))",
            ]
        }
        return dataTable(
            "Services", isCaptionHidden: true,
            columns: ["Service", "Run by", "Needs", "Ages", "Area", "Open", "Places", "Notes"].map { TableColumn($0) },
            rows: rows
        )
    }

    static func ages(_ terms: Service.Terms) -> String {
        switch (terms.minimumAge, terms.maximumAge) {
        case (nil, nil): "Any age"
        case (let least?, nil): "\(least) and over"
        case (nil, let most?): "Up to \(most)"
        case (let least?, let most?): "\(least) to \(most)"
        }
    }

    /// "Whole area" where nobody named any.
    static func areaWords(_ areas: [String]) -> String {
        areas.isEmpty ? "Whole area" : areas.joined(separator: ", ")
    }

    private static func openWords(_ hours: OpeningTimes) -> String {
        if hours.isUnsaid { return "Hours not said" }
        let more = [hours.hasEvenings ? "evenings" : "", hours.hasWeekends ? "weekends" : ""].filter { !$0.isEmpty }
        return more.isEmpty ? "Daytime" : "Daytime, \(more.joined(separator: ", "))"
    }

    private static func places(_ service: Service, _ now: Instant) -> HTML {
        guard service.isRunning else {
            return "\(tag(service.terms.isArchived ? "Archived" : service.terms.status.name))"
        }
        guard let said = service.places else { return "Not said" }
        let words: HTML = said.free > 0 ? tag(Words.plural(said.free, "place"), .good) : tag("Full", .warn)
        let wait = said.waiting > 0 ? " \(said.waiting) waiting" : ""
        let old = said.isOld(at: now) ? ". Said \(said.saidAt.day.long)" : ""
        return "<span>\(words)\(wait)\(old)</span>"
    }

    /// A warning in a list: a short tag, and words that may run over the line on a phone.
    static func warned(_ words: String) -> HTML { "\(tag("Check", .warn)) \(words)" }

    /// What to know before choosing it.
    static func marks(_ service: Service, _ today: Day) -> HTML {
        var marks: [HTML] = []
        if let warning = service.assuranceWarning(on: today) { marks.append(warned(warning)) }
        if service.isPublished { marks.append(tag("Published")) }
        return marks.isEmpty ? .empty : "<span>\(marks.joined(by: "<br>"))</span>"
    }

    // MARK: One service

    static func show(
        _ service: Service, versions: [Service], said: [ServicePlaces], form: FormView, details: Bool, mayKeep: Bool,
        token: HTML, now: Instant
    ) -> HTML {
        let here: Link = "/directory/\(service.id)"
        let terms = service.terms
        let actions: HTML =
            mayKeep && !terms.isArchived ? buttonLink("Change", "\(here)/change", .secondary) : .empty
        let main: HTML = """
            \(card("What it is", id: "what", body: "\(paragraphs(terms.summary))\(summaryList(facts(service)))"))
            \(card("How to come to it", id: "how", body: summaryList(ways(service, details: details))))
            \(details && !terms.notes.isEmpty, card("Notes for staff", id: "notes", body: paragraphs(terms.notes)))
            \(details, card("What was changed", id: "changes", body: changes(versions)))
            """
        let aside: HTML = """
            \(sideCard("Places", id: "places", body: placesCard(service, said, form, mayKeep, token, now)))
            \(sideCard("Hours", id: "hours", body: "<p>\(terms.hours.summary)</p>"))
            \(mayKeep, sideCard("Keep or archive", id: "archive", body: archiving(service, form, token)))
            """
        return """
            \(breadcrumb([NavItem("Services", front)]))\(form.summary())
            \(pageHead(terms.name, lead: "\(terms.organisation)", actions: actions))\(warnings(service, now.day))
            \(columns(.mainAside, main, aside))
            """
    }

    private static func warnings(_ service: Service, _ today: Day) -> HTML {
        var all: HTML = .empty
        if service.terms.isArchived {
            all += callout(
                .warn, "Archived \(service.recordedAt.day.long)",
                "<p>\(service.reason) It can no longer be chosen; what it did stays on record.</p>")
        }
        if let warning = service.assuranceWarning(on: today) {
            all += callout(
                .warn, warning,
                "<p>Ask \(service.terms.organisation) what has been checked before you rely on it.</p>")
        }
        if !service.terms.alert.isEmpty { all += callout(.info, "Notice", paragraphs(service.terms.alert)) }
        return all
    }

    private static func facts(_ service: Service) -> [SummaryRow] {
        let terms = service.terms
        func words(_ list: [String], _ none: String) -> HTML {
            HTML(list.isEmpty ? none : list.joined(separator: ", "))
        }
        var rows = [
            SummaryRow("Does it run?", HTML(terms.isArchived ? "Archived" : terms.status.name)),
            SummaryRow("Ages", HTML(ages(terms))),
            SummaryRow("For", words(lists.genders.names(of: terms.genders), "Everybody")),
            SummaryRow("Needs it meets", words(lists.needs.names(of: terms.needs), "Not said")),
            SummaryRow("Levels of need", words(lists.levels.names(of: terms.levels), "Not said")),
            SummaryRow("Areas", HTML(areaWords(terms.areas))),
            SummaryRow("Languages", words(lists.languages.names(of: terms.languages), "English")),
            SummaryRow("Cost", HTML(terms.cost.isEmpty ? terms.amount == 0 ? "Free" : "Not said" : terms.cost)),
            SummaryRow("Last assured", HTML(terms.assured.map(\.long) ?? "Never")),
        ]
        if !terms.accreditations.isEmpty { rows.append(SummaryRow("Accreditations", HTML(terms.accreditations))) }
        if !service.source.isEmpty { rows.append(SummaryRow("Came from", HTML(service.source))) }
        return rows
    }

    private static func ways(_ service: Service, details: Bool) -> [SummaryRow] {
        let terms = service.terms
        var rows = [SummaryRow("Way in", HTML(terms.route.isEmpty ? "Not said" : lists.routes.name(of: terms.route)))]
        if details, !terms.routeWords.isEmpty { rows.append(SummaryRow("How to refer", HTML(terms.routeWords))) }
        if !terms.phone.isEmpty { rows.append(SummaryRow("Phone", phoneLink(terms.phone))) }
        if !terms.email.isEmpty { rows.append(SummaryRow("E-mail", HTML(terms.email))) }
        if !terms.address.isEmpty { rows.append(SummaryRow("Where it is", HTML(terms.address))) }
        if !terms.url.isEmpty { rows.append(SummaryRow("Web page", HTML(terms.url))) }
        return rows
    }

    private static func placesCard(
        _ service: Service, _ said: [ServicePlaces], _ form: FormView, _ mayKeep: Bool, _ token: HTML, _ now: Instant
    ) -> HTML {
        var rows: [SummaryRow] = []
        if let places = service.places {
            rows += [
                SummaryRow("Places now", HTML(places.free == 0 ? "None" : String(places.free))),
                SummaryRow("Waiting", HTML(String(places.waiting))),
                SummaryRow("Usual wait", HTML(places.waitDays.map { Words.plural($0, "day") } ?? "Not said")),
                SummaryRow(
                    "Said", "\(places.saidAt.day.spoken(from: now.day))\(places.saidBy.map { ", by \($0)" } ?? "")"),
            ]
        }
        if let funded = service.terms.fundedPlaces { rows.append(SummaryRow("Paid for", HTML(String(funded)))) }
        let list: HTML = rows.isEmpty ? "<p>Nobody has said how many places there are.</p>" : summaryList(rows)
        let old: HTML =
            service.places?.isOld(at: now) == true
            ? callout(.warn, "This may have changed", "<p>Ask before you promise a place.</p>") : .empty
        return "\(old)\(list)\(mayKeep && !service.terms.isArchived, saying(service, form, token))\(earlier(said, now))"
    }

    private static func saying(_ service: Service, _ form: FormView, _ token: HTML) -> HTML {
        details(
            "Say how many places there are", isOpen: !form.errors.isEmpty,
            postForm(
                to: "/directory/\(service.id)/places", token: token,
                body: """
                    \(form.text("free", label: "Places now", kind: .number, width: .five))
                    \(form.text("waiting", label: "Young people waiting", kind: .number, width: .five))
                    \(form.text("wait_days", label: "Usual wait in days", hint: "May be left empty", kind: .number, width: .five))
                    \(button("Save places", .secondary))
                    """))
    }

    private static func earlier(_ said: [ServicePlaces], _ now: Instant) -> HTML {
        guard said.count > 1 else { return .empty }
        let items = said.dropFirst().map { places -> HTML in
            "\(places.saidAt.day.long): \(places.free == 0 ? "none" : Words.plural(places.free, "place")), \(places.waiting) waiting"
        }
        return details("What was said before", bullets(Array(items)))
    }

    private static func archiving(_ service: Service, _ form: FormView, _ token: HTML) -> HTML {
        let isArchived = service.terms.isArchived
        return postForm(
            to: isArchived ? "/directory/\(service.id)/restore" : "/directory/\(service.id)/archive", token: token,
            body: """
                \(form.text("why", label: "Why?"))
                \(button(isArchived ? "Bring it back" : "Archive it", .secondary))
                """)
    }

    private static func changes(_ versions: [Service]) -> HTML {
        dataTable(
            "What was changed", isCaptionHidden: true, columns: ["When", "Who", "What", "Why"].map { TableColumn($0) },
            rows: versions.enumerated().map { index, version in
                let before = index + 1 < versions.count ? versions[index + 1].terms : nil
                return [
                    HTML(version.recordedAt.long), HTML(version.recordedName ?? "From a file"),
                    HTML(before.map { ServiceChange.words(from: $0, to: version.terms) } ?? "Added"),
                    HTML(version.reason),
                ]
            })
    }

    // MARK: Adding and changing

    static func edit(
        _ form: FormView, service: ID<Service>?, title: String, agencies: [Agency], mayNameOthers: Bool, token: HTML
    ) -> HTML {
        let back: Link = service.map { "/directory/\($0)" } ?? front
        let action: Link = service.map { "/directory/\($0)/change" } ?? "/directory/new"
        return """
            \(form.summary())\(pageHead(title))
            \(plainCard(postForm(
                to: action, token: token,
                body: """
                    \(form.hidden("version"))\(ServiceForm.fields(form, agencies: agencies, mayNameOthers: mayNameOthers))
                    \(form.textarea("reason", label: service == nil ? "Why is it added?" : "Why is it changed?", rows: 2, limit: 1000))
                    \(buttonGroup(button("Save"), anchor("Cancel", back)))
                    """)))
            """
    }
}

/// What is different between two versions, in words.
enum ServiceChange {
    static func words(from old: Service.Terms, to new: Service.Terms) -> String {
        var changed: [String] = []
        func note(_ isDifferent: Bool, _ words: String) { if isDifferent { changed.append(words) } }
        note(old.isArchived != new.isArchived, new.isArchived ? "archived" : "brought back")
        note(old.isPublic != new.isPublic, new.isPublic ? "published" : "no longer published")
        note(old.name != new.name, "name")
        note(old.summary != new.summary, "description")
        note(old.status != new.status, "running: \(new.status.name.lowercased())")
        note(old.organisation != new.organisation || old.organisationWords != new.organisationWords, "organisation")
        note(old.minimumAge != new.minimumAge || old.maximumAge != new.maximumAge, "ages")
        note(old.genders != new.genders, "for whom")
        note(old.areas != new.areas, "areas")
        note(old.needs != new.needs || old.levels != new.levels, "needs")
        note(old.languages != new.languages, "languages")
        note(old.hours != new.hours, "hours")
        note(old.route != new.route || old.routeWords != new.routeWords, "how to refer")
        note(old.cost != new.cost || old.amount != new.amount, "cost")
        note(old.fundedPlaces != new.fundedPlaces, "places paid for")
        note(old.assured != new.assured || old.assurer != new.assurer, "assurance")
        note(old.alert != new.alert, "notice")
        note([old.url, old.email, old.phone, old.address] != [new.url, new.email, new.phone, new.address], "contact")
        note(old.accreditations != new.accreditations, "accreditations")
        note(old.notes != new.notes, "notes")
        return changed.isEmpty ? "Nothing that shows" : changed.joined(separator: ", ")
    }
}
