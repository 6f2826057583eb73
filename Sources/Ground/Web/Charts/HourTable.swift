/// How much happens in each hour of the week: seven rows of twenty-four cells, darker where there is more.
package struct HourTable: Sendable {
    package let frame: ChartFrame
    /// A number for each cell, Monday midnight first; nil where a number may not be shown.
    package let cells: [Double?]
    /// What one cell counts: "assaults".
    package let unit: String
    /// What a hidden cell says: "fewer than 8".
    package let hidden: String
    /// How many hours one cell is wide: a divisor of 24.
    package let hoursPerCell: Int
    package var words: HTML = .empty

    package init(frame: ChartFrame, cells: [Double?], unit: String, hidden: String, hoursPerCell: Int = 1) {
        self.frame = frame
        self.cells = cells
        self.unit = unit
        self.hidden = hidden
        self.hoursPerCell = hoursPerCell
    }

    private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    package var html: HTML {
        frame.html(wide: wide, narrow: narrow, legend: legend, words: words, table: table)
    }

    private var most: Double { max(cells.compactMap(\.self).max() ?? 0, 1) }

    /// The hours cells begin at.
    private var starts: [Int] { Array(stride(from: 0, to: 24, by: hoursPerCell)) }

    /// "3pm", or "3pm to 6pm" where a cell is wider.
    private func span(_ hour: Int) -> String {
        hoursPerCell == 1 ? Self.name(hour) : "\(Self.name(hour)) to \(Self.name((hour + hoursPerCell) % 24))"
    }

    private func cell(_ day: Int, _ hour: Int) -> Double? {
        let place = (day * 24 + hour) / hoursPerCell
        return cells.indices.contains(place) ? cells[place] : nil
    }

    /// 0 for nothing or not shown, 1 to 5 by fifths of the most.
    private func shade(_ value: Double?) -> Int {
        guard let value, value > 0 else { return 0 }
        return min(5, Int(value / most * 4.999) + 1)
    }

    private func box(_ day: Int, _ hour: Int, _ x: Int, _ y: Int, _ width: Int, _ height: Int) -> HTML {
        let value = cell(day, hour)
        let title = "\(Self.days[day]) \(span(hour)): \(value.map { decimal($0, places: 0) } ?? hidden) \(unit)"
        return """
            <rect class="cell q\(shade(value))" x="\(x)" y="\(y)" width="\(width)" height="\(height)">\
            <title>\(title)</title></rect>
            """
    }

    /// Hours across, days down.
    private var wide: HTML {
        let (left, top, width, height) = (92, 24, 40, 36)
        let rows = (0..<7).map { day -> HTML in
            let y = top + day * height
            let boxes = starts.map { box(day, $0, left + $0 * width, y, width * hoursPerCell, height) }
            return "<text x=\"\(left - 8)\" y=\"\(y + 23)\" text-anchor=\"end\">\(Self.days[day])</text>\(boxes)"
        }
        let hours = stride(from: 0, through: 24, by: 3).map { hour -> HTML in
            "<text x=\"\(left + hour * width)\" y=\"14\" text-anchor=\"middle\">\(Self.name(hour % 24))</text>"
        }
        return frame.picture("wide", width: left + 24 * width + 38, height: top + 7 * height + 4, "\(hours)\(rows)")
    }

    /// Days across, hours down: a phone is tall.
    private var narrow: HTML {
        let (left, top, width, height) = (46, 22, 43, 16)
        let columns = (0..<7).map { day -> HTML in
            let x = left + day * width
            let boxes = starts.map { box(day, $0, x, top + $0 * height, width, height * hoursPerCell) }
            let name = String(Self.days[day].prefix(3))
            return "<text x=\"\(x + width / 2)\" y=\"15\" text-anchor=\"middle\">\(name)</text>\(boxes)"
        }
        let hours = stride(from: 0, through: 24, by: 3).map { hour -> HTML in
            "<text x=\"\(left - 6)\" y=\"\(top + hour * height + 5)\" text-anchor=\"end\">\(Self.name(hour % 24))</text>"
        }
        return frame.picture("narrow", width: left + 7 * width + 8, height: top + 24 * height + 8, "\(columns)\(hours)")
    }

    private var legend: HTML {
        let items = (1...5).map { step -> HTML in
            let from = most * Double(step - 1) / 5
            let to = most * Double(step) / 5
            let words = "\(decimal(from, places: 0)) to \(decimal(to, places: 0))"
            return "<li>\(Self.key(step))\(words)</li>"
        }
        return #"<ul class="ui-legend"><li>\#(Self.key(0))None, or not shown</li>\#(items)</ul>"#
    }

    private static func key(_ step: Int) -> HTML {
        """
        <svg class="ui-plot" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
        <rect class="cell q\(step)" x="1" y="1" width="14" height="14"/></svg>
        """
    }

    private var table: HTML {
        let columns = [TableColumn("Hour")] + Self.days.map { TableColumn($0, .figures) }
        let rows = starts.map { hour -> [HTML] in
            [HTML(span(hour))]
                + (0..<7).map { day in HTML(cell(day, hour).map { decimal($0, places: 0) } ?? hidden) }
        }
        return dataTable(frame.title, isCaptionHidden: true, columns: columns, rows: rows)
    }

    /// "midnight", "3am", "midday", "6pm".
    package static func name(_ hour: Int) -> String {
        switch hour {
        case 0: "midnight"
        case 12: "midday"
        case 1..<12: "\(hour)am"
        default: "\(hour - 12)pm"
        }
    }
}
