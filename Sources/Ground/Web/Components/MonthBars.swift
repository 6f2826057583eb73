/// One month's count this year and last; no value where it is not known or is too small to show.
package struct MonthCount: Sendable {
    /// "April".
    package let month: String
    package let now: Int?
    package let before: Int?

    package init(_ month: String, now: Int?, before: Int?) {
        self.month = month
        self.now = now
        self.before = before
    }
}

/// Bars by month, this year against last, with the finding as its title and the numbers as a table under it.
package struct MonthBars: Sendable {
    package let id: String
    /// The finding, in a sentence.
    package let title: String
    /// Measure, unit, place and dates.
    package let subtitle: String
    /// The same finding at more length, for people who cannot see the picture.
    package let description: String
    package let nowLabel: String
    package let beforeLabel: String
    /// What the table says where there is no number: "Under 5", "Not yet".
    package let missing: String
    package let months: [MonthCount]
    /// Where the same numbers are as a file.
    package var csv: Link?

    package init(
        id: String, title: String, subtitle: String, description: String, nowLabel: String, beforeLabel: String,
        missing: String, months: [MonthCount]
    ) {
        self.id = elementID(id)
        self.title = title
        self.subtitle = subtitle
        self.description = description
        self.nowLabel = nowLabel
        self.beforeLabel = beforeLabel
        self.missing = missing
        self.months = months
    }

    /// The figure: upright bars on a wide screen, lying bars on a phone, so that text keeps its size.
    package var html: HTML {
        """
        <figure class="ui-chart"><figcaption><h3>\(title)</h3><p>\(subtitle)</p></figcaption>
        \(wide)
        \(narrow)
        <ul class="ui-legend"><li>\(key("now"))\(nowLabel)</li><li>\(key("was"))\(beforeLabel)</li></ul>
        \(details("See the numbers as a table", "\(table)\(download)"))</figure>
        """
    }

    private var table: HTML {
        let columns = [
            TableColumn("Month"), TableColumn(nowLabel, .figures), TableColumn(beforeLabel, .figures),
        ]
        let rows = months.map { [HTML($0.month), number($0.now), number($0.before)] }
        return dataTable(title, isCaptionHidden: true, columns: columns, rows: rows)
    }

    private var download: HTML {
        csv.map { "<p>\(anchor("Download the numbers", $0, hidden: "for \(title), as a CSV file"))</p>" } ?? .empty
    }

    private func number(_ count: Int?) -> HTML {
        HTML(count.map(grouped) ?? missing)
    }

    private func key(_ which: HTML) -> HTML {
        """
        <svg width="14" height="14" aria-hidden="true" focusable="false"><rect class="ui-key-\(which)" x="1" y="1" \
        width="12" height="12"/></svg>
        """
    }

    /// The top of the scale and the step between its lines: 1, 2 or 5 times a power of ten.
    private var scale: (top: Int, step: Int) {
        let highest = max(months.flatMap { [$0.now ?? 0, $0.before ?? 0] }.max() ?? 0, 4)
        var unit = 1
        while unit * 50 < highest { unit *= 10 }
        let step = [1, 2, 5, 10].map { $0 * unit }.first { $0 * 5 >= highest } ?? unit * 10
        return ((highest + step - 1) / step * step, step)
    }

    private var wide: HTML {
        let (left, top, width, height) = (34, 12, 686, 190)
        let scale = scale
        let base = top + height
        let lines = stride(from: 0, through: scale.top, by: scale.step).map { value -> HTML in
            let y = base - value * height / scale.top
            return """
                <line class="\(value == 0 ? "axis" : "grid")" x1="\(left)" x2="\(left + width)" y1="\(y)" y2="\(y)"/>\
                <text x="\(left - 8)" y="\(y + 4)" text-anchor="end">\(value)</text>
                """
        }
        let slot = width / max(months.count, 1)
        let bars = months.enumerated().map { index, month -> HTML in
            let x = left + index * slot + slot / 2
            let half = max(slot * 2 / 5, 2)
            return """
                \(upright("b-was", month.before, x - half, half - 1, base, height, scale.top))\
                \(upright("b-now", month.now, x + 1, half - 1, base, height, scale.top))\
                <text x="\(x)" y="\(base + 19)" text-anchor="middle">\(String(month.month.prefix(3)))</text>
                """
        }
        return picture("wide", 720, base + 26, "\(lines)\(bars)")
    }

    private func upright(
        _ kind: HTML, _ count: Int?, _ x: Int, _ width: Int, _ base: Int, _ height: Int, _ top: Int
    ) -> HTML {
        guard let count, count > 0 else { return .empty }
        let tall = count * height / top
        return #"<rect class="\#(kind)" x="\#(x)" y="\#(base - tall)" width="\#(width)" height="\#(tall)"/>"#
    }

    private var narrow: HTML {
        let (left, width, row) = (42, 246, 34)
        let top = scale.top
        let bars = months.enumerated().map { index, month -> HTML in
            let y = index * row
            return """
                <text x="0" y="\(y + 20)">\(String(month.month.prefix(3)))</text>\
                \(lying("b-now", month.now, left, y + 3, width, top))\(lying("b-was", month.before, left, y + 16, width, top))
                """
        }
        let axis: HTML = #"<line class="axis" x1="\#(left)" x2="\#(left)" y1="0" y2="\#(months.count * row)"/>"#
        return picture("narrow", 330, max(months.count * row, row), "\(bars)\(axis)")
    }

    private func lying(_ kind: HTML, _ count: Int?, _ x: Int, _ y: Int, _ width: Int, _ top: Int) -> HTML {
        guard let count else { return .empty }
        let long = count * width / top
        return """
            <rect class="\(kind)" x="\(x)" y="\(y)" width="\(long)" height="11"/>\
            <text class="t-sm" x="\(x + long + 5)" y="\(y + 10)">\(count)</text>
            """
    }

    private func picture(_ size: HTML, _ width: Int, _ height: Int, _ shapes: HTML) -> HTML {
        """
        <svg class="ui-plot ui-plot--bars ui-only-\(size)" viewBox="0 0 \(width) \(height)" role="img" \
        aria-labelledby="\(id)-\(size)-title \(id)-\(size)-desc" focusable="false">\
        <title id="\(id)-\(size)-title">\(title)</title><desc id="\(id)-\(size)-desc">\(description)</desc>\
        \(shapes)</svg>
        """
    }
}
