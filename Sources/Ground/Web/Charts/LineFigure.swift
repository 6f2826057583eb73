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

    /// What lies between two limits, such as where 19 in 20 months are expected.
    package struct Band: Sendable {
        package let name: String
        package let lower: [Double?]
        package let upper: [Double?]

        package init(name: String, lower: [Double?], upper: [Double?]) {
            self.name = name
            self.lower = lower
            self.upper = upper
        }
    }

    package let frame: ChartFrame
    /// The names of the months: "October 2026".
    package let months: [String]
    package let lines: [Line]
    /// A level to read the lines against, such as 100 for the first year.
    package let level: Double?
    /// Drawn under the lines, the widest first.
    package var bands: [Band] = []
    /// Something that was done, at the month it began with.
    package var marks: [ControlFigure.Mark] = []
    package var words: HTML = .empty

    package init(frame: ChartFrame, months: [String], lines: [Line], level: Double? = nil) {
        self.frame = frame
        self.months = months
        self.lines = lines
        self.level = level
    }

    package var html: HTML {
        frame.html(
            wide: picture("wide", width: 1090, height: 380), narrow: picture("narrow", width: 350, height: 320),
            legend: legend, words: words, table: table)
    }

    /// Line shapes, told apart without colour.
    private static let styles: [HTML] = [
        #"class="km s1""#, #"class="km s4" stroke-dasharray="7 4""#, #"class="km mean" stroke-dasharray="2 4""#,
        #"class="km lim" stroke-dasharray="10 3 2 3""#,
    ]

    private func picture(_ size: HTML, width: Double, height: Double) -> HTML {
        let (left, top, right, bottom) = (44.0, marks.isEmpty ? 12.0 : 30.0, width - 16, height - 28)
        let highest = (lines.flatMap(\.values) + bands.flatMap(\.upper)).compactMap(\.self).max()
        let scale = ChartScale(holding: highest ?? 1)
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
        let ranges = bands.map { band -> HTML in
            let ends = months.indices.compactMap { index -> (x: Double, lower: Double, upper: Double)? in
                guard let lower = band.lower[index], let upper = band.upper[index] else { return nil }
                return (left + Double(index) * step, y(lower), y(upper))
            }
            guard ends.count > 1 else { return .empty }
            let way =
                ends.map { "\(units($0.x)) \(units($0.upper))" }
                + ends.reversed().map { "\(units($0.x)) \(units($0.lower))" }
            return "<path class=\"band\" d=\"M\(way.joined(separator: "L"))Z\"/>"
        }
        let mark: HTML =
            level.map { #"<path class="target" d="M\#(units(left)) \#(units(y($0)))H\#(units(right))"/>"# } ?? .empty
        return frame.picture(
            size, width: Int(width), height: Int(height),
            "\(grid)\(ranges)\(mark)\(signs(left, right, bottom, step))\(curves)\(ticks(left, bottom, step, size))")
    }

    private func signs(_ left: Double, _ right: Double, _ bottom: Double, _ step: Double) -> HTML {
        let places = marks.map { left + Double($0.point) * step }
        let drawn = MarkSign.all(marks, at: places, within: left...right).map { sign -> HTML in
            let place = sign.isBefore ? sign.x - MarkSign.gap : sign.x + MarkSign.gap
            return """
                <line x1="\(units(sign.x))" y1="18" x2="\(units(sign.x))" y2="\(units(bottom))" class="note"/>\
                <text x="\(units(place))" y="16" class="t-strong t-sm" text-anchor="\(sign.isBefore ? "end" : "start")">\
                \(sign.words)</text>
                """
        }
        return "\(drawn)"
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
        let ranges = bands.map { band -> HTML in
            """
            <li><svg class="ui-plot" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
            <rect x="0" y="3" width="16" height="10" class="axis band"/></svg>\(band.name)</li>
            """
        }
        return #"<ul class="ui-legend">\#(items)\#(ranges)</ul>"#
    }

    private var table: HTML {
        let columns =
            [TableColumn("Month")] + lines.map { TableColumn($0.name, .figures) }
            + bands.map { TableColumn($0.name, .figures) }
        let missing = bands.isEmpty ? "no figure" : ""
        let rows = months.indices.map { month -> [HTML] in
            [HTML(months[month])]
                + lines.map { HTML($0.values[month].map { decimal($0, places: 1) } ?? missing) }
                + bands.map { HTML(Self.range($0, month)) }
        }
        return dataTable(frame.title, isCaptionHidden: true, columns: columns, rows: rows)
    }

    private static func range(_ band: Band, _ month: Int) -> String {
        guard let lower = band.lower[month], let upper = band.upper[month] else { return "" }
        return "\(decimal(lower, places: 1)) to \(decimal(upper, places: 1))"
    }
}
