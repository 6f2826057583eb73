/// Up to four series month by month on one scale, each named at its end.
package struct LineFigure: Sendable {
    /// One line: a value for each month, nil where there is none.
    package struct Line: Sendable {
        package let name: String
        package let values: [Double?]

        package init(name: String, values: [Double?]) {
            self.name = name
            self.values = values
        }
    }

    package let frame: ChartFrame
    /// The names of the months: "October 2026".
    package let months: [String]
    package let lines: [Line]
    /// A level to read the lines against, such as 100 for the first year.
    package let level: Double?
    package var words: HTML = .empty

    package init(frame: ChartFrame, months: [String], lines: [Line], level: Double? = nil) {
        self.frame = frame
        self.months = months
        self.lines = lines
        self.level = level
    }

    package var html: HTML {
        frame.html(
            wide: picture("wide", width: 820, height: 360), narrow: picture("narrow", width: 350, height: 320),
            legend: legend, words: words, table: table)
    }

    /// Line shapes, told apart without colour.
    private static let styles: [HTML] = [
        #"class="km s1""#, #"class="km s4" stroke-dasharray="7 4""#, #"class="km mean" stroke-dasharray="2 4""#,
        #"class="km lim" stroke-dasharray="10 3 2 3""#,
    ]

    private func picture(_ size: HTML, width: Double, height: Double) -> HTML {
        let (left, top, right, bottom) = (44.0, 12.0, width - 16, height - 28)
        let scale = ChartScale(holding: lines.flatMap(\.values).compactMap(\.self).max() ?? 1)
        let step = (right - left) / Double(max(months.count - 1, 1))
        func y(_ value: Double) -> Double { bottom - value / scale.top * (bottom - top) }
        let grid = scale.lines.map { line -> HTML in
            """
            <path class="grid" d="M\(units(left)) \(units(y(line)))H\(units(right))"/>\
            <text x="\(units(left - 8))" y="\(units(y(line)))" dy="4" text-anchor="end">\(scale.words(line))</text>
            """
        }
        let curves = zip(lines, Self.styles).map { line, style -> HTML in
            var path = ""
            var isDown = false
            for (index, value) in line.values.enumerated() {
                if let value {
                    path += "\(isDown ? "L" : "M")\(units(left + Double(index) * step)) \(units(y(value)))"
                }
                isDown = value != nil
            }
            return "<path \(style) d=\"\(path)\"/>"
        }
        let mark: HTML =
            level.map { #"<path class="target" d="M\#(units(left)) \#(units(y($0)))H\#(units(right))"/>"# } ?? .empty
        return frame.picture(
            size, width: Int(width), height: Int(height), "\(grid)\(mark)\(curves)\(ticks(left, bottom, step, size))")
    }

    /// The first, the middle and the last month.
    private func ticks(_ left: Double, _ bottom: Double, _ step: Double, _ size: HTML) -> HTML {
        let last = months.count - 1
        let places = size == "wide" ? [0, last / 4, last / 2, last * 3 / 4, last] : [0, last]
        let ticks = Set(places.filter { $0 >= 0 }).sorted().map { index -> HTML in
            let anchor: HTML = index == 0 ? "start" : index == last ? "end" : "middle"
            return """
                <text x="\(units(left + Double(index) * step))" y="\(units(bottom + 20))" text-anchor="\(anchor)">\(months[index])</text>
                """
        }
        return "\(ticks)"
    }

    private var legend: HTML {
        let items = zip(lines, Self.styles).map { line, style -> HTML in
            """
            <li><svg class="ui-plot" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
            <path \(style) d="M0 8H16"/></svg>\(line.name)</li>
            """
        }
        return #"<ul class="ui-legend">\#(items)</ul>"#
    }

    private var table: HTML {
        let columns = [TableColumn("Month")] + lines.map { TableColumn($0.name, .figures) }
        let rows = months.indices.map { month -> [HTML] in
            [HTML(months[month])]
                + lines.map { HTML($0.values[month].map { decimal($0, places: 1) } ?? "no figure") }
        }
        return dataTable(frame.title, isCaptionHidden: true, columns: columns, rows: rows)
    }
}
