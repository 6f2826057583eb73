import Governance
import Kernel
import Web

/// "Look into it": one signal on one page, from whether it is real to what is decided about it.
struct SignalCasePages: Sendable {
    let found: SignalCase
    let today: Day
    let mayDecide: Bool
    let form: FormView
    /// What somebody else decided while this was being filled in.
    let conflict: SignalStep?
    let token: HTML

    private var shown: ShownSignal { found.shown }
    private var signal: Signal { found.signal }
    private var isTeam: Bool { shown.audience == .team }

    var html: HTML {
        """
        \(form.summary())\(breadcrumb([NavItem("Signals", InsightLink.signals)]))
        \(pageHead(shown.title, lead: HTML(shown.sentence)))
        \(overtaken)\(card("In short", id: "short", body: facts))
        \(card("1. Is it real?", id: "real", body: isReal))
        \(card("2. Where is it?", id: "where", body: place))
        \(card("3. Who is it about?", id: "who", body: who))
        \(card("4. What else happened?", id: "else", body: whatElse))
        \(card("5. What this does not show", id: "limits", body: limits))
        \(card("6. What is decided", id: "decide", body: decided))
        """
    }

    private var overtaken: HTML {
        guard let conflict else { return .empty }
        return callout(
            .warn, "Somebody decided while you were writing",
            """
            <p>\(conflict.by) chose “\(conflict.state.name)” on \(conflict.at.long): \(conflict.reason)</p>\
            <p>Nothing of yours was saved. What you wrote is kept below: send it again if it still holds.</p>
            """)
    }

    private var facts: HTML {
        let sure: HTML =
            isTeam && signal.threshold != nil
            ? HTML(
                "\(shown.value) found; \(signal.measure.written(signal.expected ?? 0)) expected; "
                    + "threshold \(signal.measure.written(signal.threshold ?? 0))")
            : isTeam
                ? HTML(shown.sentence)
                : "More than chance would have it. Limits rest on exact counts, which are not shown here."
        return summaryList([
            SummaryRow("What", anchor(signal.measure.title, InsightLink.measure(signal.measure.id))),
            SummaryRow("Where", HTML(SignalPages.first(shown.place))),
            SummaryRow("When", HTML(SignalPages.first(shown.when))),
            SummaryRow("How sure", sure),
            SummaryRow("How it was found", HTML("\(signal.way). Found \(signal.foundAt.long).")),
            SummaryRow("State", "\(SignalPages.tag(signal.state)) \(mayDecide ? anchor("Decide", "#decide") : .empty)"),
            SummaryRow("Who had it last", HTML(shown.touched)),
        ])
    }

    // MARK: Is it real?

    private var isReal: HTML {
        let late = found.line.late.map { callout(.warn, "Late figures", "<p>\($0.words)</p>") } ?? .empty
        let chart = found.line.reading.figure(MeasurePages.frame(found.line, level: 3), months: 36)?.html ?? .empty
        return "\(late)\(near)\(chart)\(earlierYears)\(files)\(checks)"
    }

    /// Its own weeks, or its own place's months, for the team: the chart below is the whole partnership's, by month.
    private var near: HTML {
        guard !found.near.isEmpty else {
            return signal.isFine ? "<p>The chart is of the whole partnership, month by month.</p>" : .empty
        }
        let isWeek = signal.week != nil
        let rows = found.near.map { [HTML($0.name), HTML($0.count.map { grouped($0) } ?? "no figure")] }
        return """
            \(dataTable(
                isWeek ? "Week by week, newest first" : "\(SignalPages.first(shown.place)), month by month, newest first",
                columns: [TableColumn(isWeek ? "Week from" : "Month"), TableColumn("Number", .figures)], rows: rows))\
            <p>The chart below is of the whole partnership, month by month.</p>
            """
    }

    private var earlierYears: HTML {
        let points = found.line.reading.series.points.filter { $0.month.monthOfYear == signal.month.monthOfYear }
        let rows = points.reversed().prefix(6).map { point -> [HTML] in
            [HTML(point.month.name), HTML(point.words)]
        }
        guard rows.count > 1 else {
            return "<p>There is no earlier \(signal.month.firstDay.monthName) to compare with.</p>"
        }
        return dataTable(
            "The same month in other years",
            columns: [TableColumn("Month"), TableColumn(signal.measure.title, .figures)],
            rows: Array(rows))
    }

    private var files: HTML {
        guard found.files.count > 0 else { return "<p>Source: \(signal.measure.source).</p>" }
        let files = found.files.count == 1 ? "One file covers" : "\(found.files.count) files cover"
        let repeats =
            found.files.repeats == 0
            ? "None of their rows told of an event twice."
            : "\(grouped(found.files.repeats)) of their rows told of an event twice, and were counted once."
        let newest = found.files.newest.map { " The newest came \($0.day.long)." } ?? ""
        return """
            <p>\(files) these months. \(repeats)\(newest) \
            \(anchor("See where the figures come from", InsightLink.data))</p>
            """
    }

    private var checks: HTML {
        let caveats = signal.measure.caveats.map { HTML($0) }
        let always: [HTML] = [
            "Did the source change how it records, or start to send more?",
            "Was something counted late, so that one month holds what happened in another?",
        ]
        return "<h3>Ask first</h3>\(bullets(always + caveats))"
    }

    // MARK: Where, and who

    private var place: HTML {
        guard signal.measure.isPlaced ?? false else { return "<p>What is counted here has no place with it.</p>" }
        let link = InsightLink.map.with(query: [("measure", signal.measure.id)])
        let map: HTML = "<p>\(anchor("See it on the map", link)). A place is not a person.</p>"
        guard isTeam else {
            return
                "<p>\(SignalPages.first(shown.place)). Numbers for one month and a small area are not shown here.</p>\(map)"
        }
        guard !found.areas.isEmpty else { return "<p>No small area stands out.</p>\(map)" }
        let rows = found.areas.map { area -> [HTML] in
            [HTML(area.name), HTML(grouped(area.now)), HTML(decimal(area.usual, places: 1))]
        }
        return """
            \(dataTable("Areas with the most change", columns: [
                TableColumn("Area"), TableColumn(months, .figures),
                TableColumn("Usual for as long, twelve months before", .figures),
            ], rows: rows))\(map)
            """
    }

    /// The whole months a table is about, a week's month with it.
    private var months: String { signal.week == nil ? SignalPages.first(shown.when) : signal.month.name }

    private var who: HTML {
        guard !found.ages.isEmpty else {
            guard found.signal.measure.numerator.kinds != nil else {
                return "<p>Only totals are sent for this measure.</p>"
            }
            return isTeam
                ? "<p>No ages and no methods were sent with these events.</p>"
                : "<p>Ages and methods are for the hub and the analysts: beside the other pages they would give small numbers away.</p>"
        }
        return
            "<p>\(SignalPages.first(found.span)).</p>\(columns(.half, shares("Age", found.ages), shares("How", found.methods)))"
    }

    private func shares(_ heading: String, _ rows: [SignalCase.Share]) -> HTML {
        dataTable(
            heading == "Age" ? "By age" : "By how somebody was hurt",
            columns: [TableColumn(heading), TableColumn("Number", .figures), TableColumn("Usual", .figures)],
            rows: rows.map { [HTML(SignalPages.first($0.name)), HTML($0.count), HTML($0.usual)] })
    }

    // MARK: What else

    private var whatElse: HTML {
        let near = found.line.reading.notes.filter { abs(Month($0.day).number - signal.month.number) <= 6 }
        let notes = near.map { "\($0.day.long): \($0.words) (\($0.by))" as HTML }
        let others = found.others.map { one -> HTML in
            "\(anchor(one.title, InsightLink.signal(one.signal.id))), \(one.place): \(one.signal.way.lowercasedFirst)"
        }
        let marked: HTML =
            notes.isEmpty ? "<p>Nothing is marked on the chart within six months.</p>" : bullets(notes)
        let also: HTML = others.isEmpty ? "<p>No other signal near this time.</p>" : bullets(others)
        return """
            <h3>Marked on the chart</h3>\(marked)<h3>Other signals of about this time</h3>\(also)\
            <p>\(anchor("See what we are doing", InsightLink.actions))</p>
            """
    }

    private var limits: HTML {
        var items: [HTML] = [
            "It does not show why. A change can come from what happens, from how it is recorded, or from both.",
            "It says nothing about any one person, and nothing about who lives in a place.",
            "Some signals are chance: the more that is looked at, the more there are.",
        ]
        switch signal.method {
        case .xmr:
            items.append("A control chart does not know the season: look at the same month in other years.")
        case .farrington where signal.week != nil:
            items.append("A week with a holiday or an event in it can be high for that reason alone.")
            items.append("Only rises are looked for. Weeks that came late count as low.")
        case .farrington where signal.area != nil:
            items.append("One small area has few events: one evening can make a month.")
            items.append("Only rises are looked for, and only in areas with at least one event a month on average.")
        case .farrington:
            items.append("Only rises are looked for. A slow rise over years becomes what is expected.")
        case .scan:
            items.append("The edge of the group of areas is rough: it is a circle drawn round the middles of areas.")
            items.append("It compares places with each other over time, so a rise everywhere at once is not found.")
        }
        return bullets(items)
    }

    // MARK: Deciding

    private var decided: HTML {
        let rows = found.steps.reversed().map { step -> [HTML] in
            let action: HTML = step.action.map { " Led to: \($0)." } ?? .empty
            return [
                HTML(step.at.long), HTML(step.by), SignalPages.tag(step.state), "\(paragraphs(step.reason))\(action)",
            ]
        }
        let history: HTML =
            rows.isEmpty
            ? "<p>Nobody has decided anything about this signal yet.</p>"
            : dataTable(
                "What was decided, newest first",
                columns: [TableColumn("When"), TableColumn("Who"), TableColumn("Decision"), TableColumn("Why")],
                rows: Array(rows))
        guard mayDecide else { return "\(history)<p>The hub and the analysts decide about signals.</p>" }
        return "\(history)\(decisionForm)"
    }

    /// How many decisions the reader knows of: after a mistake those of the page they filled in, so that one made since
    /// is still noticed.
    private var seen: String {
        let before = form.form["seen"]
        return conflict != nil || before.isEmpty ? "\(found.steps.count)" : before
    }

    private var decisionForm: HTML {
        var choices = [
            Choice("watching", "Watch it", hint: "Look again when the next figures come."),
            Choice("explained", "It is explained", hint: "We know why, and nothing is to be done."),
            Choice("actedOn", "It is acted on", hint: "Somebody is doing something about it."),
            Choice("closed", "Close it", hint: "It is not real, or it is over. It will not be told again."),
        ]
        if !found.steps.isEmpty {
            choices.append(Choice("new", "Start again", hint: "Takes the last decision back. It stays in the history."))
        }
        let action: HTML =
            found.actions.isEmpty
            ? .empty
            : form.select(
                "action", label: "What is being done, if it is on our list",
                options: [Choice("", "Not on the list")] + found.actions.map { Choice($0.id, $0.title) })
        return postForm(
            to: InsightLink.decideSignal(signal.id), token: token,
            body: """
                \(FormView.hidden("seen", seen))
                \(form.radios("state", legend: "What now?", options: choices))
                \(action)
                \(form.textarea(
                    "reason", label: "Why?",
                    hint: "Partners and boards read this. Name no one, and write no number under 5.", style: .strong,
                    limit: SignalDecision.longest))
                \(buttonGroup(button("Save the decision")))
                """)
    }
}
