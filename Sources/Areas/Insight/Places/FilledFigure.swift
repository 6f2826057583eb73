import Governance
import Kernel
import Web

/// How complete one sender's files are, as a drawing: fields down, months or quarters across, darker where more is there.
struct FilledFigure {
    let reading: FilledReading
    let csv: Link
    /// The place of this figure on its page, to tell its parts from another's.
    let number: Int

    private let rule = Suppression.partner

    var html: HTML {
        var frame = ChartFrame(
            id: "filled-\(number)", title: reading.finding, subtitle: subtitle,
            description: "\(reading.finding). The numbers are in the table.", csv: csv)
        frame.level = 2
        return frame.html(
            wide: drawing(frame, "wide", width: 1000, left: 240, most: reading.periods.count),
            narrow: drawing(frame, "narrow", width: 350, left: 152, most: 4), legend: legend, words: words,
            table: table)
    }

    private var subtitle: String {
        let each = reading.audience == .team ? "month" : "quarter"
        let span = reading.periods.first.flatMap { first in
            reading.periods.last.map { " \(first.lowerBound.name) to \($0.upperBound.name)." }
        }
        return "Site \(reading.site), \(reading.agency): share of rows with each field, by \(each).\(span ?? "")"
    }

    private var words: HTML {
        let never = reading.neverSent
        guard !never.isEmpty, never.count < reading.lines.count else { return .empty }
        return "<p>Never filled in: \(never.map(\.lowercasedFirst).joined(separator: ", ")).</p>"
    }

    // MARK: The drawing

    private static let row = 28
    private static let top = 22

    private func drawing(_ frame: ChartFrame, _ size: HTML, width: Int, left: Int, most: Int) -> HTML {
        let skipped = max(0, reading.periods.count - most)
        let shown = reading.periods.dropFirst(skipped)
        guard !shown.isEmpty else { return .empty }
        let cell = (width - left - 4) / shown.count
        let heads = shown.enumerated().map { place, period -> HTML in
            """
            <text class="t-sm" x="\(left + place * cell + cell / 2)" y="14" text-anchor="middle">\(head(period))</text>
            """
        }
        let rows = reading.lines.enumerated().map { index, line -> HTML in
            let y = Self.top + index * Self.row
            let boxes = line.cells.dropFirst(skipped).enumerated().map { place, value in
                box(line.title, value, shown[shown.startIndex + place], x: left + place * cell, y: y, width: cell)
            }
            return
                #"<text x="\#(left - 8)" y="\#(y + 18)" text-anchor="end">\#(short(line.title, left))</text>\#(boxes)"#
        }
        let height = Self.top + reading.lines.count * Self.row + 4
        return frame.picture(size, width: width, height: height, "\(heads)\(rows)")
    }

    private func box(
        _ title: String, _ value: FilledReading.Cell, _ period: ClosedRange<Month>, x: Int, y: Int, width: Int
    ) -> HTML {
        let shade = Self.shade(value)
        let mark =
            switch value {
            case .percent(let number): "\(number)"
            case .nearlyAll: "most"
            case .few, .tooFewRows: "few"
            case .noRows: "–"
            }
        return """
            <rect class="cell q\(shade)" x="\(x)" y="\(y)" width="\(width)" height="\(Self.row)">\
            <title>\(title), \(FilledReading.words(period)): \(value.words(rule))</title></rect>\
            <text class="t-sm \(shade >= 4 ? "hi" : "lo")" x="\(x + width / 2)" y="\(y + 18)" \
            text-anchor="middle">\(mark)</text>
            """
    }

    /// 0 where nothing may be shown, 1 to 5 by how complete it is.
    private static func shade(_ value: FilledReading.Cell) -> Int {
        switch value {
        case .percent(let number): (ends.firstIndex { number < $0 } ?? ends.count) + 1
        case .nearlyAll, .few, .tooFewRows, .noRows: 0
        }
    }

    /// Where the shades end, in percent.
    private static let ends = [25, 50, 75, 95]

    private func head(_ period: ClosedRange<Month>) -> String {
        period.lowerBound == period.upperBound
            ? String(period.lowerBound.name.prefix(3))
            : "\(period.lowerBound.name.prefix(3))–\(period.upperBound.name.prefix(3))"
    }

    /// A field's title in the room there is: whole in the table.
    private func short(_ title: String, _ room: Int) -> String {
        let most = (room - 8) / 6
        return title.count <= most ? title : "\(title.prefix(most - 1))…"
    }

    private var legend: HTML {
        let words = ["Under 25%", "25% to 49%", "50% to 74%", "75% to 94%", "95% and over"]
        let items = words.enumerated().map { index, words -> HTML in
            "<li>\(key(index + 1))\(words)</li>"
        }
        return #"<ul class="ui-legend">\#(items)<li>\#(key(0))No rows, or not shown</li></ul>"#
    }

    private func key(_ shade: Int) -> HTML {
        """
        <svg class="ui-plot" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
        <rect class="cell q\(shade)" x="1" y="1" width="14" height="14"/></svg>
        """
    }

    private var table: HTML {
        let columns = [TableColumn("Field")] + reading.periods.map { TableColumn(FilledReading.words($0), .figures) }
        let rows = reading.lines.map { line -> [HTML] in
            [HTML(line.title)] + line.cells.map { HTML($0.words(rule)) }
        }
        return dataTable(reading.finding, isCaptionHidden: true, columns: columns, rows: rows)
    }
}
