/// What every chart has round it: the finding, what is measured, the picture twice, and its numbers as a table.
package struct ChartFrame: Sendable {
    package let id: String
    /// The finding, in a sentence.
    package let title: String
    /// Measure, unit, place and dates.
    package let subtitle: String
    /// The same finding at more length, for people who cannot see the picture.
    package let description: String
    /// Where the same numbers are as a file.
    package var csv: Link?
    /// 2 where the chart stands by itself on a page, 3 inside a card.
    package var level = 3
    /// Its table stands open, for paper.
    package var isOpen = false

    package init(
        id: String, title: String, subtitle: String, description: String, csv: Link? = nil, level: Int = 3
    ) {
        self.id = elementID(id)
        self.title = title
        self.subtitle = subtitle
        self.description = description
        self.csv = csv
        self.level = level
    }

    /// The whole figure; the wide and the narrow drawing show the same.
    package func html(wide: HTML, narrow: HTML, legend: HTML = .empty, words: HTML = .empty, table: HTML) -> HTML {
        let heading: HTML = level == 2 ? "<h2>\(title)</h2>" : "<h3>\(title)</h3>"
        let download =
            csv.map { "<p>\(anchor("Download these numbers", $0, hidden: "for \(title), as a CSV file"))</p>" as HTML }
            ?? .empty
        return """
            <figure class="ui-chart" id="\(id)"><figcaption>\(heading)<p>\(subtitle)</p></figcaption>
            \(wide)
            \(narrow)
            \(legend)\(words)
            \(details("See the numbers as a table", isOpen: isOpen, "\(table)\(download)"))</figure>
            """
    }

    /// One drawing of a given size, named for screen readers; one with links in it is a group and no image.
    package func picture(_ size: HTML, width: Int, height: Int, hasLinks: Bool = false, _ body: HTML) -> HTML {
        """
        <svg class="ui-plot ui-only-\(size)" viewBox="0 0 \(width) \(height)" role="\(hasLinks ? "group" : "img")" \
        aria-labelledby="\(id)-\(size)-title \(id)-\(size)-desc" focusable="false">\
        <title id="\(id)-\(size)-title">\(title)</title><desc id="\(id)-\(size)-desc">\(description)</desc>\(body)</svg>
        """
    }
}

/// A straight scale from nought to a round number, with the heights of its lines.
package struct ChartScale: Sendable {
    package let top: Double
    package let step: Double

    /// The smallest round scale that holds `highest`: steps of 1, 2 or 5 times a power of ten, at most seven of them.
    package init(holding highest: Double) {
        let most = highest.isFinite && highest > 0 ? highest : 1
        var unit = 1.0
        while unit > most / 5 { unit /= 10 }
        while unit * 50 < most { unit *= 10 }
        let step = [1.0, 2, 5, 10].map { $0 * unit }.first { $0 * 7 >= most } ?? unit * 10
        self.step = step
        top = (most / step).rounded(.up) * step
    }

    /// The lines' heights, from nought up.
    package var lines: [Double] { (0...Int((top / step).rounded())).map { Double($0) * step } }

    /// How a line's value is written: no more places than the step needs.
    package func words(_ value: Double) -> String {
        var places = 0
        var unit = step
        while unit < 0.999, places < 6 {
            unit *= 10
            places += 1
        }
        return decimal(value, places: places)
    }
}

/// A number with so many places and thousands grouped, no minus before nought.
package func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "no figure" }
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let whole = Int((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && whole > 0 ? "−" : ""
    guard places > 0 else { return sign + grouped(whole) }
    let rest = String(whole % scale)
    return "\(sign)\(grouped(whole / scale)).\(String(repeating: "0", count: places - rest.count))\(rest)"
}

/// A coordinate of a drawing: one place is finer than anyone can see.
package func units(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return tenths % 10 == 0 ? "\(sign)\(abs(tenths) / 10)" : "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
}
