import Feeds
import Governance
import Kernel
import Web

/// How complete the files are, by sender and field.
enum FilledPages {
    static func show(_ feeds: [(feed: Mapping, readings: [FilledReading])]) -> HTML {
        let figures = feeds.map(\.readings).joined().enumerated().map { number, reading in
            FilledFigure(reading: reading, csv: InsightLink.filledFile, number: number).html
        }
        let isOutside = feeds.contains { $0.readings.contains { $0.audience == .outside } }
        let body: HTML =
            figures.isEmpty
            ? emptyState(
                "No file has been counted of which this could be said.",
                "Once a hospital's file of assaults is counted, what it fills in stands here.",
                action: anchor("See where the figures come from", InsightLink.data))
            : "\(figures)"
        return """
            \(breadcrumb([NavItem("Where the figures come from", InsightLink.data)]))
            \(pageHead(
                "How complete A&E files are",
                lead: "A hospital that writes down less looks safer than it is. Ask before you believe a fall."))
            \(body)
            \(details("How this is worked out", """
                <p>Of the rows that could be used, the share in which a field was filled in, by the month of the assault. \
                Where somebody was hurt at a home, the place is left out on purpose, so those rows are not counted for \
                the fields that say where.\(isOutside
                    ? " You read whole quarters. Numbers under \(Suppression.partner.largest + 1) are not shown, of rows with a field or without it."
                    : "")</p>
                """))
            """
    }

    /// The same as a file: what the page shows to the same audience, and no more.
    static func text(_ feeds: [(feed: Mapping, readings: [FilledReading])]) -> String {
        let writer = CSVWriter()
        var lines = [writer.line(["file", "site", "from", "to", "field", "filled"])]
        for (feed, readings) in feeds {
            for reading in readings {
                for line in reading.lines {
                    lines += zip(reading.periods, line.cells).map { period, cell in
                        writer.line([
                            feed.name, reading.site, period.lowerBound.text, period.upperBound.text, line.title,
                            cell.words(.partner),
                        ])
                    }
                }
            }
        }
        return lines.joined()
    }
}

extension InsightLink {
    /// How complete files are, and the same as a file.
    static let filled: Link = "/insight/data/filled"
    static let filledFile: Link = "/insight/data/filled/csv"
}
