import Governance
import Kernel
import Web
import Wording

/// Mentors and advocates as pages; each shows what its viewer may see, and nothing else is in it.
enum MentorPages {
    private static let lists = DirectoryLists.shipped
    private static let front: Link = "/directory/mentors"

    static func list(
        _ shown: [MentorView], _ query: Form, chips: [FilterChip], areas: [String], tabs: HTML, mayAdd: Bool,
        isAny: Bool, today: Day
    ) -> HTML {
        let add: HTML = mayAdd ? buttonLink("Add a mentor or advocate", "\(front)/new") : .empty
        let filters: HTML =
            shown.contains { $0.shows(.offer) } || !chips.isEmpty
            ? filterBox(
                action: front, label: "Filter mentors", fields: fields(FormView(query), areas), chips: chips,
                clear: front
            )
            : .empty
        return """
            \(pageHead("Mentors and advocates", lead: "\(Words.plural(shown.count, "person")) shown.", actions: add))
            \(tabs)\(filters)\(shown.isEmpty ? empty(isAny) : table(shown, today))
            """
    }

    private static func fields(_ form: FormView, _ areas: [String]) -> HTML {
        """
        \(form.select("area", label: "Area", options: [Choice("", "Anywhere")] + areas.map { Choice($0, $0) }))
        \(form.select("language", label: "Language", options: [Choice("", "Any language")] + lists.languages.choices))
        \(form.select("gender", label: "Gender", options: [Choice("", "Anyone")] + lists.mentorGenders.choices))
        \(form.checkboxes("when", legend: "Free", options: [Choice("evenings", "Evenings"), Choice("weekends", "Weekends")]))
        \(form.checkbox("places", label: "Has a place now"))
        """
    }

    private static func empty(_ isAny: Bool) -> HTML {
        isAny
            ? emptyState(
                "Nobody fits all of that", "Take a filter off, or look at a wider area.",
                action: buttonLink("Show everybody", front, .secondary))
            : emptyState(
                "No mentors or advocates yet", "They appear here as the agencies they work for, or the hub, add them.")
    }

    private static func table(_ shown: [MentorView], _ today: Day) -> HTML {
        let rows = shown.map { view -> [HTML] in
            let mentor = view.mentor
            let who: [HTML] = [
                anchor(mentor.name, "\(front)/\(mentor.id)"), "\(mentor.terms.kind.name), \(mentor.agency.name)",
            ]
            guard view.shows(.offer) else { return who + Array(repeating: "Not shown", count: 4) }
            return who + [
                HTML(languages(mentor)), HTML(ServicePages.areaWords(mentor.terms.areas)), places(view),
                warnings(view, today),
            ]
        }
        return dataTable(
            "Mentors and advocates", isCaptionHidden: true,
            columns: ["Name", "Works as", "Languages", "Areas", "Places", "Notes"].map { TableColumn($0) }, rows: rows)
    }

    private static func languages(_ mentor: Mentor) -> String {
        let codes = mentor.terms.languages
        return codes.isEmpty ? "English" : lists.languages.names(of: codes).joined(separator: ", ")
    }

    private static func places(_ view: MentorView) -> HTML {
        if view.mentor.terms.isArchived { return tag("No longer here") }
        if !view.mayBeAsked { return tag("Do not ask yet", .warn) }
        return view.places > 0 ? tag(Words.plural(view.places, "place"), .good) : tag("Full", .warn)
    }

    /// Warnings, as far as this viewer may know what they are about.
    private static func warnings(_ view: MentorView, _ today: Day) -> HTML {
        var tags: [HTML] = []
        if view.shows(.vetting), let warning = view.mentor.vettingWarning(on: today) {
            tags.append(ServicePages.warned(warning))
        }
        if view.shows(.checks), view.mentor.terms.references < 2 {
            tags.append(ServicePages.warned("References missing"))
        }
        if view.shows(.work), let late = view.mentor.supervisionWarning(on: today) {
            tags.append(ServicePages.warned(late))
        }
        return tags.isEmpty ? .empty : "<span>\(tags.joined(by: "<br>"))</span>"
    }

    // MARK: One mentor

    static func show(_ view: MentorView, versions: [Mentor], mayKeep: Bool, today: Day) -> HTML {
        let mentor = view.mentor
        let terms = mentor.terms
        let actions: HTML = mayKeep ? buttonLink("Change", "\(front)/\(mentor.id)/change", .secondary) : .empty
        let paid = terms.isPaid ? "paid" : "unpaid"
        let marks = warnings(view, today)
        var cards: HTML = .empty
        if view.shows(.offer) {
            cards += card("What they can offer", id: "offer", body: summaryList(offer(view)))
        } else {
            cards += plainCard("<p>Your role shows who they are and no more.</p>")
        }
        if view.shows(.experience), !terms.livedExperience.isEmpty {
            cards += card(
                "In their own words", id: "experience",
                body:
                    "\(paragraphs(terms.livedExperience))<p class=\"ui-muted\">They chose to say this. Do not pass it on.</p>"
            )
        }
        if view.shows(.checks) { cards += card("Checks", id: "checks", body: summaryList(checks(mentor, today))) }
        if view.shows(.work) {
            cards += card("Training and supervision", id: "work", body: summaryList(work(mentor, today)))
            cards += card("What was changed", id: "changes", body: changes(versions))
        }
        return """
            \(breadcrumb([NavItem("Mentors and advocates", front)]))
            \(pageHead(mentor.name, lead: "\(terms.kind.name), \(paid), \(mentor.agency.name)", actions: actions))
            \(terms.isArchived, callout(.warn, "No longer a mentor or advocate here", "<p>\(mentor.reason)</p>"))
            \(!marks.isEmpty, callout(.warn, "Look at this first", "<p>\(marks)</p>"))\(cards)
            """
    }

    private static func offer(_ view: MentorView) -> [SummaryRow] {
        let terms = view.mentor.terms
        let gender = terms.gender.isEmpty ? "Not said" : lists.mentorGenders.name(of: terms.gender)
        var rows = [
            SummaryRow("Places now", places(view)), SummaryRow("At once, at most", HTML(String(terms.mostAtOnce))),
            SummaryRow("Gender", HTML(gender)), SummaryRow("Languages", HTML(languages(view.mentor))),
            SummaryRow("Areas", HTML(ServicePages.areaWords(terms.areas))), SummaryRow("Hours", terms.hours.summary),
        ]
        if view.shows(.work), !terms.limits.isEmpty { rows.append(SummaryRow("Limits", HTML(terms.limits))) }
        return rows
    }

    private static func checks(_ mentor: Mentor, _ today: Day) -> [SummaryRow] {
        let terms = mentor.terms
        let kind = terms.vetting.isEmpty ? "None yet" : lists.vetting.name(of: terms.vetting)
        return [
            SummaryRow("Vetting", HTML(kind)),
            SummaryRow("Date of the certificate", HTML(terms.vetted?.long ?? "Not said")),
            SummaryRow("Stands until", HTML(mentor.vettingLapses.map { $0.adding(days: -1).long } ?? "Nothing stands")),
            SummaryRow("References taken up", HTML(String(terms.references))),
            SummaryRow("The last came", HTML(terms.referencesOn?.long ?? "Not said")),
        ]
    }

    private static func work(_ mentor: Mentor, _ today: Day) -> [SummaryRow] {
        let terms = mentor.terms
        let every = terms.supervisedEvery.map { "Every \(Words.plural($0, "week"))" } ?? "Not said"
        return [
            SummaryRow(
                "Training", terms.training.isEmpty ? "None on record" : bullets(terms.training.map { HTML($0) })),
            SummaryRow("Supervised by", HTML(terms.supervisor.isEmpty ? "Not said" : terms.supervisor)),
            SummaryRow("How often", HTML(every)),
            SummaryRow("Last supervision", HTML(terms.lastSupervised?.long ?? "None on record")),
            SummaryRow("Notes", terms.notes.isEmpty ? "None" : paragraphs(terms.notes)),
        ]
    }

    private static func changes(_ versions: [Mentor]) -> HTML {
        dataTable(
            "What was changed", isCaptionHidden: true, columns: ["When", "Who", "Why"].map { TableColumn($0) },
            rows: versions.map {
                [HTML($0.recordedAt.long), HTML($0.recordedName ?? "At set-up"), HTML($0.reason)]
            })
    }

    static func edit(
        _ form: FormView, mentor: ID<Mentor>?, title: String, agencies: [Agency], workers: [Worker], token: HTML
    ) -> HTML {
        let back: Link = mentor.map { "\(front)/\($0)" } ?? front
        let action: Link = mentor.map { "\(front)/\($0)/change" } ?? "\(front)/new"
        return """
            \(form.summary())\(pageHead(title))
            \(plainCard(postForm(
                to: action, token: token,
                body: """
                    \(form.hidden("version"))\(MentorForm.fields(form, agencies: agencies, workers: workers))
                    \(form.textarea("reason", label: mentor == nil ? "Why are they added?" : "Why is it changed?", rows: 2, limit: 1000))
                    \(buttonGroup(button("Save"), anchor("Cancel", back)))
                    """)))
            """
    }
}
