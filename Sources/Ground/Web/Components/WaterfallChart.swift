/// What speaks for and against something, one step after another, each from where the last one ended.
package struct WaterfallChart: Sendable {
    /// One step of the sum.
    package struct Step: Sendable {
        package let label: String
        /// What was found: "nearly the same".
        package let words: String
        package let value: Double

        package init(_ label: String, words: String, value: Double) {
            self.label = label
            self.words = words
            self.value = value
        }
    }

    /// A height the sum is measured against.
    package struct Mark: Sendable {
        package let label: String
        package let value: Double

        package init(_ label: String, value: Double) {
            self.label = label
            self.value = value
        }
    }

    package let id: String
    /// The finding, in a sentence.
    package let title: String
    /// What is measured, and in which unit.
    package let subtitle: String
    /// The first step is where everything starts.
    package let steps: [Step]
    package let marks: [Mark]
    /// What the row of the sum is called.
    package let total: String

    package init(id: String, title: String, subtitle: String, steps: [Step], marks: [Mark], total: String) {
        self.id = elementID(id)
        self.title = title
        self.subtitle = subtitle
        self.steps = steps
        self.marks = marks
        self.total = total
    }

    /// The sum after each step.
    private var sums: [Double] {
        var sum = 0.0
        return steps.map { step in
            sum += step.value
            return sum
        }
    }

    /// The figure, with the same numbers as a table under it.
    package var html: HTML {
        """
        <figure class="ui-chart"><figcaption><h3>\(title)</h3><p>\(subtitle)</p></figcaption>
        \(picture("wide", width: 720, left: 176, row: 30, labelAbove: false))
        \(picture("narrow", width: 330, left: 0, row: 46, labelAbove: true))
        <ul class="ui-legend"><li>\(key("for"))Speaks for</li><li>\(key("against"))Speaks against</li>\
        <li>\(key("sum"))Together</li></ul>
        \(details("See the numbers as a table", table))</figure>
        """
    }

    private var table: HTML {
        let sums = sums
        let columns = [
            TableColumn("Field"), TableColumn("What was found"), TableColumn("Weight", .figures),
            TableColumn("Sum so far", .figures),
        ]
        var rows = zip(steps, sums).map { step, sum -> [HTML] in
            [HTML(step.label), HTML(step.words), HTML(Self.signed(step.value)), HTML(Self.signed(sum))]
        }
        rows.append([HTML(total), "", "", HTML(Self.signed(sums.last ?? 0))])
        rows += marks.map { [HTML($0.label), "", "", HTML(Self.signed($0.value))] }
        return dataTable(title, isCaptionHidden: true, columns: columns, rows: rows)
    }

    /// "+8.4", "−12.0": to one place, with a true minus sign.
    package static func signed(_ value: Double) -> String {
        let tenths = Int((abs(value) * 10).rounded())
        let sign = tenths == 0 ? "" : value < 0 ? "−" : "+"
        return "\(sign)\(tenths / 10).\(tenths % 10)"
    }

    private func key(_ which: HTML) -> HTML {
        """
        <svg width="14" height="14" aria-hidden="true" focusable="false"><rect class="ui-key-\(which)" x="1" y="1" \
        width="12" height="12"/></svg>
        """
    }

    // MARK: Drawing

    /// Where a value lies across the picture.
    private struct Scale {
        let low: Double
        let high: Double
        let left: Int
        let width: Int

        func x(_ value: Double) -> Int {
            left + Int(((value - low) / (high - low) * Double(width)).rounded())
        }
    }

    private func picture(_ size: HTML, width: Int, left: Int, row: Int, labelAbove: Bool) -> HTML {
        let sums = sums
        let reach = sums + marks.map(\.value) + [0]
        let (low, high) = ((reach.min() ?? 0) - 1, (reach.max() ?? 1) + 1)
        let scale = Scale(low: low, high: high, left: left + 4, width: width - left - 52)
        let top = 24
        let height = top + (steps.count + 1) * row + 6
        var from = 0.0
        let bars = steps.enumerated().map { index, step -> HTML in
            defer { from = sums[index] }
            return bar(
                step.label, kind: step.value < 0 ? "b-against" : "b-for", from: from, to: sums[index],
                value: step.value, y: top + index * row, row: row, scale: scale, labelAbove: labelAbove)
        }
        let sum = bar(
            total, kind: "b-sum", from: 0, to: sums.last ?? 0, value: sums.last ?? 0, y: top + steps.count * row,
            row: row, scale: scale, labelAbove: labelAbove)
        let zero: HTML = """
            <line class="axis" x1="\(scale.x(0))" x2="\(scale.x(0))" y1="\(top - 4)" y2="\(height - 4)"/>
            """
        let lines = marks.enumerated().map { index, mark -> HTML in
            let x = scale.x(mark.value)
            let isRight = x > width * 2 / 3
            return """
                <line class="note" x1="\(x)" x2="\(x)" y1="\(index.isMultiple(of: 2) ? 14 : 4)" y2="\(height - 4)"/>\
                <text class="t-sm" x="\(isRight ? x - 5 : x + 5)" y="\(14)"\(isRight, #" text-anchor="end""#)>\
                \(mark.label)</text>
                """
        }
        return """
            <svg class="ui-plot ui-plot--bars ui-only-\(size)" viewBox="0 0 \(width) \(height)" role="img" \
            aria-labelledby="\(id)-\(size)-title \(id)-\(size)-desc" focusable="false">\
            <title id="\(id)-\(size)-title">\(title)</title><desc id="\(id)-\(size)-desc">\(description)</desc>\
            \(zero)\(bars)\(sum)\(lines)</svg>
            """
    }

    private var description: String {
        let parts = steps.map { "\($0.label): \($0.words), \(Self.signed($0.value))" }
        return "\(parts.joined(separator: ". ")). \(total): \(Self.signed(sums.last ?? 0))."
    }

    private func bar(
        _ label: String, kind: HTML, from: Double, to: Double, value: Double, y: Int, row: Int, scale: Scale,
        labelAbove: Bool
    ) -> HTML {
        let (start, end) = (min(scale.x(from), scale.x(to)), max(scale.x(from), scale.x(to)))
        let thickness = 16
        let barY = labelAbove ? y + 20 : y + (row - thickness) / 2
        let labelY = labelAbove ? y + 14 : barY + 13
        let number: HTML = """
            <text class="t-sm" x="\(end + 6)" y="\(barY + 13)">\(Self.signed(value))</text>
            """
        return """
            <text class="\(kind == "b-sum" ? "t-strong" : "")" x="0" y="\(labelY)">\(label)</text>\
            <rect class="\(kind)" x="\(start)" y="\(barY)" width="\(max(end - start, 2))" height="\(thickness)"/>\
            \(number)
            """
    }
}
