import Governance
import Kernel
import Surveillance
import Web

/// The list of measures, and one with its chart, its notes and how it is worked out.
enum MeasurePages {
    /// A measure as it stands for one audience.
    struct Line: Sendable {
        let reading: MeasureReading
        let late: Lateness?
        let countedAt: Instant?

        var measure: Measure { reading.series.measure }
    }

    static func list(_ lines: [Line]) -> HTML {
        let rows = lines.map { line -> [HTML] in
            let newest = line.reading.series.newest
            return [
                anchor(line.measure.title, InsightLink.measure(line.measure.id)),
                HTML(newest?.words ?? "No figure yet"), HTML(newest?.month.name ?? ""),
                "\(line.reading.variation?.words ?? "") \(line.reading.sentence)",
                HTML(line.late?.words ?? "Up to date"),
            ]
        }
        let columns = [
            TableColumn("Measure"), TableColumn("Newest", .figures), TableColumn("Month"), TableColumn("What it says"),
            TableColumn("Data"),
        ]
        return """
            \(pageHead("Measures", lead: "What is counted every month, what it says, and how it is worked out."))
            \(subNavigation("Insight", InsightLink.tabs(InsightLink.measures)))
            \(card("Every measure", id: "all", body: dataTable(
                "Every measure", isCaptionHidden: true, columns: columns, rows: rows)))
            """
    }

    static func show(_ line: Line, mayManage: Bool, form: FormView, token: HTML) -> HTML {
        let measure = line.measure
        return """
            \(form.summary())\(breadcrumb([NavItem("Measures", InsightLink.measures)]))
            \(pageHead(measure.title, lead: HTML(measure.definition)))
            \(line.late.map { callout(.warn, "Late figures", "<p>\($0.words)</p>") } ?? .empty)
            \(chart(line))
            \(line.reading.chart == nil ? .empty : MeasureForecast.part(line.reading))
            \(MeasureChange(line.reading.series)?.html ?? .empty)
            \(MeasureEffect.part(line.reading))
            \(columns(.half, facts(line), notes(line, mayManage: mayManage, form: form, token: token)))
            """
    }

    /// The frame of a measure's own chart: its finding, what is measured, and where its numbers are.
    static func frame(_ line: Line, level: Int) -> ChartFrame {
        let measure = line.measure
        let points = line.reading.series.points
        let span = points.first.flatMap { first in points.last.map { "\(first.month.name) to \($0.month.name)" } } ?? ""
        let newest = line.reading.series.newest
        let title = line.reading.variation.map { "\($0.words) \(line.reading.sentence)" } ?? line.reading.sentence
        let description =
            "\(points.count) months. \(newest.map { "The newest, \($0.month.name), is \($0.words). " } ?? "")"
            + line.reading.sentence
        return ChartFrame(
            id: "chart-\(measure.id)", title: title,
            subtitle: "\(measure.title), each month. \(measure.source), \(span).",
            description: description, csv: InsightLink.measureFile(measure.id), level: level)
    }

    private static func chart(_ line: Line) -> HTML {
        // Lines that rise and fall with the year crowd each other over more than three.
        let months = line.reading.season == nil ? 60 : 36
        guard var figure = line.reading.figure(frame(line, level: 2), months: months) else {
            return emptyState(
                "No figures have come yet.",
                HTML("They come from: \(line.measure.source). Once a file is kept, this page is worked out from it."),
                action: anchor("See where the figures come from", InsightLink.data))
        }
        figure.words = caution(line)
        return figure.html
    }

    /// What the chart can and cannot show.
    private static func caution(_ line: Line) -> HTML {
        var parts: [HTML] = []
        if case .provisional(let points, let firm) = line.reading.chart?.reading?.standing {
            parts.append("The limits rest on \(points) months and will still move until there are \(firm). ")
        }
        if let missing = line.reading.chart?.reading?.missing, missing > 0 {
            parts.append("\(missing) of these months have no figure: nothing was sent, which is not the same as none. ")
        }
        if let season = line.reading.season {
            let share = decimal(season.strength * 100, places: 0)
            parts.append(
                HTML(
                    "It has a strong season: \(share)% of its ups and downs repeat every year. So each month is held "
                        + "against what is usual for that month, and the lines rise and fall with the year. "))
        }
        if line.reading.notes.contains(where: { $0.kind == .done }) {
            parts.append(
                "The chart shows when things were done. Other things change too, so it cannot prove what caused a change. "
            )
        }
        return parts.isEmpty ? .empty : #"<p class="ui-measure">\#(parts)</p>"#
    }

    private static func facts(_ line: Line) -> HTML {
        let measure = line.measure
        let better: HTML =
            switch measure.direction {
            case .down: "Fewer"
            case .up: "More"
            case .neutral: "Neither: a change is worth knowing, and is not good or bad in itself"
            }
        var rows = [
            SummaryRow("What is counted", HTML(measure.definition)), SummaryRow("Source", HTML(measure.source)),
            SummaryRow("What is better", better),
            SummaryRow(
                "Due",
                HTML(
                    measure.dueAfterDays == 0
                        ? "Always up to date" : "\(measure.dueAfterDays) days after the month ends")),
            SummaryRow("Last worked out", HTML(line.countedAt?.long ?? "Not yet")),
            SummaryRow("How the chart is read", HTML(howRead(line.reading))),
        ]
        if !measure.caveats.isEmpty {
            rows.append(SummaryRow("Beware", bullets(measure.caveats.map { HTML($0) })))
        }
        if line.reading.series.audience == .outside {
            rows.append(
                SummaryRow(
                    "Small numbers",
                    HTML(
                        "A month of \(Suppression.partner.smallest) to \(Suppression.partner.largest) is shown as "
                            + "\(Suppression.partner.fewWords). Averages and limits are worked out from what is shown.")
                ))
        }
        return card("How this is worked out", id: "how", body: summaryList(rows))
    }

    private static func howRead(_ reading: MeasureReading) -> String {
        let rules =
            "A month stands out when it lies outside, when seven in a row lie on one side or rise or fall, or when two of "
            + "three come near a limit."
        guard reading.season != nil else {
            return
                "Limits of an XmR chart as NHS Making Data Count draws them: the average, and 2.66 times the average "
                + "difference between months. \(rules)"
        }
        let how =
            reading.series.measure.unit == .percent
            ? "The season is taken off, and an XmR chart drawn of the rest"
            : "Each month is set beside its usual share of the year (Laney's u′ chart)"
        return
            "\(how), because an XmR chart takes a strong season for a signal. The rules are those of NHS Making Data "
            + "Count. \(rules)"
    }

    // MARK: Notes

    private static func notes(_ line: Line, mayManage: Bool, form: FormView, token: HTML) -> HTML {
        let notes = line.reading.notes
        let list: HTML =
            notes.isEmpty
            ? emptyState(
                "Nothing is marked on this chart.",
                "What is done and when can be marked, so that a change can be seen beside it.")
            : bullets(
                notes.map { note in
                    let value: HTML = note.value.map { HTML(": \(decimal($0, places: 0))") } ?? .empty
                    let undo: HTML =
                        mayManage
                        ? linkButton(
                            "Take off", to: "/insight/measures/\(line.measure.id)/notes/\(note.id)/withdraw",
                            token: token,
                            hidden: note.words) : .empty
                    return
                        "<strong>\(note.kind.name)</strong>\(value), \(note.day.long). \(note.words) (\(note.by)) \(undo)"
                })
        return card(
            "Marked on the chart", id: "notes",
            body: "\(list)\(mayManage ? noteForm(line.measure, form, token) : .empty)")
    }

    private static func noteForm(_ measure: Measure, _ form: FormView, _ token: HTML) -> HTML {
        let kinds = MeasureNote.Kind.allCases.map { Choice($0.rawValue, $0.name) }
        return details(
            "Mark something on this chart", isOpen: !form.errors.isEmpty,
            postForm(
                to: "/insight/measures/\(measure.id)/notes", token: token,
                body: """
                    \(form.select("kind", label: "What is it?", options: kinds))
                    \(form.date("day", legend: "When?", hint: "For new limits: the first day of the new way."))
                    \(form.text("words", label: "In a few words", hint: "Such as: A&E navigators start. Name no one."))
                    \(form.text("value", label: "The target, if it is one", width: .five))
                    \(buttonGroup(button("Mark it")))
                    """))
    }
}
