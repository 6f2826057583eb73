import Feeds
import Governance
import Kernel
import Web

/// Days and hours: when it happens, for one measure.
struct HourPages {
    let counts: HourCounts?
    let measures: [Measure]

    private static let head: HTML = """
        \(pageHead("Days and hours", lead: "When it happens, so that people are there at the right time."))
        \(subNavigation("Insight", InsightLink.tabs(InsightLink.hours)))
        """

    var html: HTML {
        guard let counts else {
            return """
                \(Self.head)\(emptyState(
                    "No events have come yet.", "Once a file of events with times is counted, this page fills by itself.",
                    action: anchor("See where the figures come from", InsightLink.data)))
                """
        }
        return "\(Self.head)\(choices(counts))\(counts.hasNoTimes ? Self.refusal(counts) : Self.figure(counts))"
    }

    private func choices(_ counts: HourCounts) -> HTML {
        let form = FormView(Form([("measure", counts.measure.id)]))
        return """
            <form class="ui-filters" method="get" action="/insight/hours" aria-label="What is counted">\
            \(form.select("measure", label: "Measure", options: measures.map { Choice($0.id, $0.title) }))\
            \(button("Show", .secondary))</form>
            """
    }

    /// Why there is no table for events that do not say their hour.
    private static func refusal(_ counts: HourCounts) -> HTML {
        let known =
            counts.hasOnlyMonths
            ? "Only the month of each of these events is known" : "None of these events says its hour"
        return emptyState(
            "\(known), so no day or hour can be told.",
            HTML(
                "They come from: \(counts.measure.source). Choose a measure from the police crime extract or from A&E, which have times."
            ))
    }

    private static func figure(_ counts: HourCounts) -> HTML {
        let reading = HourReading(counts: counts)
        let months = "\(counts.months.lowerBound.name) to \(counts.months.upperBound.name)"
        let title = reading.finding ?? "No time of the week stands out more than chance would have it"
        let cells = counts.hoursPerCell == 1 ? "hour" : "\(counts.hoursPerCell) hours"
        let frame = ChartFrame(
            id: "hours", title: title,
            subtitle: "\(counts.measure.title), by day and hour it happened. \(months).",
            description: "A table of the seven days by every \(cells). \(title).",
            csv: ("/insight/hours/csv" as Link).with(query: [("measure", counts.measure.id)]), level: 2)
        var table = HourTable(
            frame: frame, cells: reading.drawn, unit: "events", hidden: "not shown", hoursPerCell: counts.hoursPerCell)
        table.words = caution(counts, reading)
        return table.html
    }

    private static func caution(_ counts: HourCounts, _ reading: HourReading) -> HTML {
        let untimed = Suppression.partner.words(counts.untimed)
        var parts: [HTML] = [
            HTML(
                "An event known only to lie between two times counts in part in each hour between them (aoristic weights). "
                    + "Left out, because the hour is not known or the range is over 12 hours: \(untimed). ")
        ]
        if reading.hasMidnightSpike {
            parts.append(
                "Far more stand at midnight than in the hours beside it: some forms put midnight where nobody wrote a time. "
            )
        } else if counts.hoursPerCell > 1 {
            parts.append(
                "Some forms put midnight where nobody wrote a time, so read the hours after midnight with care. ")
        }
        if counts.hoursPerCell > 1 {
            parts.append(
                HTML(
                    "Where fewer than \(Suppression.partner.largest + 1) happened the number is not shown, nor some beside it."
                )
            )
        }
        if reading.speaksOfSchoolDays {
            parts.append(
                "School days are taken to be Monday to Friday all year round: term dates are not known here, so holidays count too. "
            )
        }
        return #"<p class="ui-measure">\#(parts)</p>"#
    }

    /// The numbers as a file: what the page shows to the same audience, and no more.
    static func file(_ counts: HourCounts) -> String {
        let writer = CSVWriter()
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        let perDay = 24 / counts.hoursPerCell
        var lines = [
            writer.line(["measure", counts.measure.title]),
            writer.line(["months", "\(counts.months.lowerBound.text) to \(counts.months.upperBound.text)"]),
            writer.line(["day", "from_hour", "hours", "events"]),
        ]
        for (index, cell) in counts.cells.enumerated() where !counts.hasNoTimes {
            lines.append(
                writer.line([
                    names[index / perDay], "\(index % perDay * counts.hoursPerCell)", "\(counts.hoursPerCell)",
                    Suppression.partner.words(cell),
                ]))
        }
        lines.append(writer.line(["not known", "", "", Suppression.partner.words(counts.untimed)]))
        return lines.joined()
    }
}
