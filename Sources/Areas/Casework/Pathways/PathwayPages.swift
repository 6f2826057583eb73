import Governance
import Kernel
import Web

/// The administrator's pages about pathways.
struct PathwayPages {
    let all: [Pathway]
    let lists: PathwayLists
    let token: HTML
    let today: Day

    static func list(_ versions: [PathwayVersion]) -> HTML {
        let rows = versions.map { version -> [HTML] in
            let pathway = version.pathway
            return [
                anchor(pathway.name, "/settings/pathways/\(pathway.id)"), HTML(length(pathway)),
                pathway.reviewWeeks.map { "Every \($0) weeks" } ?? "None",
                "Version \(version.number), since \(version.starts.long)",
            ]
        }
        return """
            <h1 class="ui-h1">Pathways</h1>\
            <p>A pathway says whom a kind of support is for, how long it lasts and what has to happen when. Each support \
            keeps the version it began under.</p>\(buttonGroup(buttonLink("Add a pathway", "/settings/pathways/new")))\
            \(dataTable(
                "Every pathway in use", isCaptionHidden: true,
                columns: [.init("Pathway"), .init("How long"), .init("Reviews"), .init("In use")], rows: rows))
            """
    }

    /// "12 weeks", "26 weeks, at most 39".
    static func length(_ pathway: Pathway) -> String {
        switch (pathway.usualWeeks, pathway.mostWeeks) {
        case (nil, nil): "As long as it helps"
        case (let usual?, nil): "About \(usual) weeks"
        case (nil, let most?): "At most \(most) weeks"
        case (let usual?, let most?): usual == most ? "At most \(most) weeks" : "About \(usual) weeks, at most \(most)"
        }
    }

    static func show(_ standing: PathwayVersion, coming: [PathwayVersion], calendar: WorkingCalendar, today: Day)
        -> HTML
    {
        let rows = coming.map { version -> [HTML] in
            [
                "\(version.number)", "\(version.starts.long)",
                "\(version.reason.isEmpty ? "Came with the program" : version.reason)",
            ]
        }
        return """
            <h1 class="ui-h1">\(standing.pathway.name)</h1><p>\(standing.pathway.about)</p>\
            \(buttonGroup(buttonLink("Change it", "/settings/pathways/\(standing.pathway.id)/change")))\
            \(timeline(standing.pathway, calendar: calendar, today: today))\
            \(card(
                "Versions", id: "versions",
                body: dataTable(
                    "Every version", isCaptionHidden: true,
                    columns: [.init("Version", .figures), .init("Used from"), .init("Why", .sentences)], rows: rows)))
            """
    }

    /// What the pathway would ask for if support were decided, accepted and begun today.
    static func timeline(_ pathway: Pathway, calendar: WorkingCalendar, today: Day) -> HTML {
        let dates = PathwayDates(pathway, calendar: calendar)
        let now = London.instant(today, hour: 9, minute: 0)
        var rows: [(at: Instant, what: String, why: String)] = []
        for start in Pathway.Milestone.Start.allCases {
            for (due, milestone) in zip(
                dates.milestones(from: start, at: now), pathway.milestones.filter { $0.from == start })
            {
                rows.append((due.at, due.name, "\(milestone.span) after \(start.name)"))
            }
        }
        for (number, day) in dates.reviews(from: today).enumerated() {
            rows.append(
                (
                    London.instant(day, hour: 12, minute: 0), "Review \(number + 1)",
                    "Every \(pathway.reviewWeeks ?? 0) weeks"
                ))
        }
        if let day = dates.exitPrompt(from: today) {
            rows.append(
                (London.instant(day, hour: 12, minute: 0), "How will it end?", "Week \(pathway.exitPromptWeek ?? 0)"))
        }
        let end = dates.end(from: today) ?? today.adding(days: 7 * (pathway.usualWeeks ?? 26))
        rows.append((London.instant(end, hour: 12, minute: 0), "The end", length(pathway)))
        for follow in dates.followUps(from: end) {
            rows.append(
                (
                    London.instant(follow.day, hour: 12, minute: 0), follow.question.question,
                    "\(follow.question.weeks) weeks after the end"
                ))
        }
        let sorted = rows.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        return card(
            "If it were decided, accepted and begun today", id: "preview",
            body: dataTable(
                "What falls due when", isCaptionHidden: true,
                columns: [.init("By"), .init("What"), .init("Why")],
                rows: sorted.map { ["\($0.at.day.long)", "\($0.what)", "\($0.why)"] }))
    }

    /// The form, with a preview above it once that was asked for.
    func edit(_ form: FormView, title: String, to action: Link, preview: HTML) -> HTML {
        """
        \(form.summary())<h1 class="ui-h1">\(title)</h1>\(preview)\
        \(postForm(
            to: action, token: token,
            body: """
                \(about(form))\(length(form))\(milestones(form))\(followUps(form))\(choices(form))\
                \(form.date("starts", legend: "Used from", hint: "Support that has begun keeps the version it began under"))\
                \(form.textarea("reason", label: "Why does it change?", style: .strong, rows: 2, limit: 1000))\
                \(buttonGroup(
                    button("See what it would ask for", .secondary, name: "then", value: "preview"),
                    button("Save this version", .main, name: "then", value: "save")))
                """))
        """
    }

    private func about(_ form: FormView) -> HTML {
        """
        \(form.text("name", label: "Name", style: .strong))\
        \(form.textarea("about", label: "What it is, for whoever chooses it", style: .strong, rows: 3, limit: 500))\
        \(form.text("source", label: "Who usually refers to it", hint: "Such as: Police, courts"))\
        \(form.text("youngest", label: "Youngest age", kind: .number, width: .five))\
        \(form.text("oldest", label: "Oldest age", kind: .number, width: .five))\
        \(form.checkbox("at_hub", label: "The daily meeting may choose it"))\
        \(form.checkbox(
            "open_door", label: "Open door",
            hint: "Young people may come without being asked to, and nobody there sees who was"))
        """
    }

    private func length(_ form: FormView) -> HTML {
        FormView.fieldset(
            "How long, in weeks",
            """
            \(form.text("usual", label: "Usually", kind: .number, width: .five))\
            \(form.text("most", label: "At most, unless somebody says why", kind: .number, width: .five))\
            \(form.text("exit_prompt", label: "Ask how it will end in week", kind: .number, width: .five))\
            \(form.text("review", label: "Review every", hint: "Leave empty for no reviews", kind: .number, width: .five))
            """)
    }

    private func milestones(_ form: FormView) -> HTML {
        let filled = form.form.fields.filter {
            $0.name.hasPrefix("m") && $0.name.hasSuffix("_name") && !$0.value.isEmpty
        }
        let starts = Pathway.Milestone.Start.allCases.map { Choice($0.rawValue, "after \($0.name)") }
        let units = PathwayForm.Unit.allCases.map { Choice($0.rawValue, $0.name) }
        let rows = (0..<PathwayForm.rows(filled.count)).map { row -> HTML in
            FormView.fieldset(
                "Number \(row + 1)",
                """
                \(form.hidden("m\(row)_id"))\(form.text("m\(row)_name", label: "What"))\
                \(form.text("m\(row)_count", label: "Within", kind: .number, width: .five))\
                \(form.select("m\(row)_unit", label: "Counted in", options: units))\
                \(form.select("m\(row)_from", label: "From", options: starts))
                """)
        }
        return FormView.fieldset("What has to be there, and by when", "\(rows)")
    }

    private func followUps(_ form: FormView) -> HTML {
        let filled = form.form.fields.filter {
            $0.name.hasPrefix("f") && $0.name.hasSuffix("_question") && !$0.value.isEmpty
        }
        let rows = (0..<PathwayForm.rows(filled.count)).map { row -> HTML in
            FormView.fieldset(
                "Question \(row + 1)",
                """
                \(form.hidden("f\(row)_id"))\(form.text("f\(row)_question", label: "What is asked"))\
                \(form.text("f\(row)_weeks", label: "Weeks after the end", kind: .number, width: .five))
                """)
        }
        return FormView.fieldset("What is asked after it has ended", "\(rows)")
    }

    private func choices(_ form: FormView) -> HTML {
        """
        \(form.checkboxes("sessions", legend: "Kinds of contact", options: lists.sessions.map { Choice($0.id, $0.name) }))\
        \(form.checkboxes("ladders", legend: "Ladders scored at reviews", options: lists.ladders.map { Choice($0.id, $0.name) }))\
        \(form.checkboxes(
            "interim", legend: "What can help until there is a place", options: all.map { Choice($0.id, $0.name) }))
        """
    }
}
