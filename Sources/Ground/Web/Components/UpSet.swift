/// Which of several things people have together: a bar for each combination over a row of dots that says which.
///
/// After A. Lex and others, "UpSet: visualization of intersecting sets", 2014 (doi:10.1109/TVCG.2014.2346248).
package struct UpSet: Sendable {
    /// One of the things: "M", "Missing", and how many have it, if that may be said.
    package struct Part: Sendable {
        package let letter: String
        package let name: String
        package let count: Int?

        package init(_ letter: String, _ name: String, count: Int?) {
            self.letter = letter
            self.name = name
            self.count = count
        }
    }

    /// A combination: for each part whether it is in it, and how many have just these.
    package struct Combination: Sendable {
        package let has: [Bool]
        package let count: Int

        package init(has: [Bool], count: Int) {
            self.has = has
            self.count = count
        }
    }

    package let id: String
    /// The finding, in a sentence.
    package let title: String
    package let subtitle: String
    /// The same finding at more length, for people who cannot see the picture.
    package let description: String
    package let parts: [Part]
    /// Largest first.
    package let combinations: [Combination]
    /// The same numbers as a table, and where they are as a file: under the picture.
    package let table: HTML

    package init(
        id: String, title: String, subtitle: String, description: String, parts: [Part], combinations: [Combination],
        table: HTML
    ) {
        self.id = elementID(id)
        self.title = title
        self.subtitle = subtitle
        self.description = description
        self.parts = parts
        self.combinations = combinations
        self.table = table
    }

    /// The figure: combinations side by side on a wide screen, one under another on a phone.
    package var html: HTML {
        let legend = parts.map { "<li><strong>\($0.letter)</strong> \($0.name)</li>" as HTML }
        return """
            <figure class="ui-chart"><figcaption><h3>\(title)</h3><p>\(subtitle)</p></figcaption>
            \(wide)
            \(narrow)
            <ul class="ui-legend" aria-label="What the letters mean">\(legend)</ul>
            \(table)</figure>
            """
    }

    // MARK: Wide

    private static let widest = 14

    private var wide: HTML {
        let (left, right, top, row) = (330, 716, 150, 26)
        let shown = Array(combinations.prefix(UpSet.widest))
        let slot = min((right - left) / max(shown.count, 1), 44)
        let highest = max(shown.map(\.count).max() ?? 0, 1)
        let bottom = top + 14 + parts.count * row
        let columns = shown.enumerated().map { index, one -> HTML in
            let x = left + index * slot + slot / 2
            let tall = max(one.count * (top - 24) / highest, 1)
            return """
                <rect class="b-now" x="\(x - slot / 3)" y="\(top - tall)" width="\(slot * 2 / 3)" height="\(tall)"/>\
                <text class="t-strong t-sm" x="\(x)" y="\(top - tall - 6)" text-anchor="middle">\(one.count)</text>\
                \(dots(one, x: x, y: top + 14 + row / 2, row: row))
                """
        }
        let end = left + shown.count * slot
        let axis: HTML = #"<line class="axis" x1="\#(left)" x2="\#(end)" y1="\#(top)" y2="\#(top)"/>"#
        return picture("wide", 720, bottom + 4, "\(names(top: top + 14, row: row))\(axis)\(columns)")
    }

    /// Each part's name with a bar of how many have it.
    private func names(top: Int, row: Int) -> HTML {
        let highest = max(parts.compactMap(\.count).max() ?? 0, 1)
        return parts.enumerated().map { index, part -> HTML in
            let y = top + index * row
            let band: HTML =
                index % 2 == 0 ? #"<rect class="us-row" x="0" y="\#(y)" width="720" height="\#(row)"/>"# : .empty
            let long = (part.count ?? 0) * 56 / highest
            return """
                \(band)<text x="4" y="\(y + 18)">\(part.letter)</text>\
                <text class="t-strong" x="24" y="\(y + 18)">\(part.name)</text>\
                <rect class="b-was" x="226" y="\(y + 7)" width="\(long)" height="12"/>\
                <text class="t-sm" x="\(230 + long)" y="\(y + 18)">\(part.count.map { String($0) } ?? "not shown")</text>
                """
        }.joined()
    }

    private func dots(_ one: Combination, x: Int, y: Int, row: Int) -> HTML {
        let on = one.has.indices.filter { one.has[$0] }
        let line: HTML =
            on.count > 1
            ? """
            <line class="us-line" x1="\(x)" x2="\(x)" y1="\(y + (on.first ?? 0) * row)" y2="\(y + (on.last ?? 0) * row)"/>
            """ : .empty
        let dots = one.has.enumerated().map { index, isOn -> HTML in
            #"<circle class="\#(isOn ? "us-on" : "us-off")" cx="\#(x)" cy="\#(y + index * row)" r="6"/>"#
        }
        return "\(line)\(dots)"
    }

    // MARK: Narrow

    private var narrow: HTML {
        let (slot, row, top) = (20, 28, 26)
        let left = parts.count * slot + 10
        let shown = Array(combinations.prefix(UpSet.widest))
        let highest = max(shown.map(\.count).max() ?? 0, 1)
        let heads = parts.enumerated().map { index, part -> HTML in
            #"<text class="t-strong" x="\#(index * slot + 10)" y="16" text-anchor="middle">\#(part.letter)</text>"#
        }
        let rows = shown.enumerated().map { index, one -> HTML in
            let y = top + index * row + row / 2
            let long = max(one.count * (330 - left - 40) / highest, 1)
            return """
                \(lying(one, y: y, slot: slot))<rect class="b-now" x="\(left)" y="\(y - 8)" width="\(long)" \
                height="16"/><text class="t-strong" x="\(left + long + 6)" y="\(y + 5)">\(one.count)</text>
                """
        }
        return picture("narrow", 330, top + max(shown.count, 1) * row, "\(heads)\(rows)")
    }

    private func lying(_ one: Combination, y: Int, slot: Int) -> HTML {
        let on = one.has.indices.filter { one.has[$0] }
        let line: HTML =
            on.count > 1
            ? """
            <line class="us-line" x1="\((on.first ?? 0) * slot + 10)" x2="\((on.last ?? 0) * slot + 10)" y1="\(y)" \
            y2="\(y)"/>
            """ : .empty
        let dots = one.has.enumerated().map { index, isOn -> HTML in
            #"<circle class="\#(isOn ? "us-on" : "us-off")" cx="\#(index * slot + 10)" cy="\#(y)" r="5"/>"#
        }
        return "\(line)\(dots)"
    }

    private func picture(_ size: HTML, _ width: Int, _ height: Int, _ shapes: HTML) -> HTML {
        """
        <svg class="ui-plot ui-plot--upset ui-only-\(size)" viewBox="0 0 \(width) \(height)" role="img" \
        aria-labelledby="\(id)-\(size)-title \(id)-\(size)-desc" focusable="false">\
        <title id="\(id)-\(size)-title">\(title)</title><desc id="\(id)-\(size)-desc">\(description)</desc>\
        \(shapes)</svg>
        """
    }
}
