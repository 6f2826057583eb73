/// Places by size and rate, inside the limits chance would give: it says which to look into, and ranks nothing.
package struct FunnelFigure: Sendable {
    /// One place.
    package struct Point: Sendable {
        package let name: String
        package let size: Double
        package let value: Double
        /// "18.8 (15.2 to 23.0)".
        package let words: String
        package let link: Link
        /// 0 within the limits, 1 outside the inner, 2 outside the outer.
        package let out: Int
        package let isAbove: Bool

        package init(name: String, size: Double, value: Double, words: String, link: Link, out: Int, isAbove: Bool) {
            self.name = name
            self.size = size
            self.value = value
            self.words = words
            self.link = link
            self.out = out
            self.isAbove = isAbove
        }

        var standing: String {
            let side = isAbove ? "above" : "below"
            return switch out {
            case 0: "Within the limits"
            case 1: "A little \(side): 1 in 20 lies outside these by chance"
            default: "Far \(side): 1 in 500 lies outside these by chance"
            }
        }
    }

    /// The limits for one size.
    package struct Limit: Sendable {
        package let size: Double
        /// Outer low, inner low, inner high, outer high.
        package let values: [Double]

        package init(size: Double, values: [Double]) {
            self.size = size
            self.values = values
        }
    }

    package let frame: ChartFrame
    package let points: [Point]
    package let limits: [Limit]
    package let middle: Double
    package let sizeName: String
    package let valueName: String
    package var words: HTML = .empty

    package init(
        frame: ChartFrame, points: [Point], limits: [Limit], middle: Double, sizeName: String, valueName: String
    ) {
        self.frame = frame
        self.points = points
        self.limits = limits
        self.middle = middle
        self.sizeName = sizeName
        self.valueName = valueName
    }

    package var html: HTML {
        frame.html(
            wide: picture("wide", width: 820, height: 380), narrow: picture("narrow", width: 350, height: 340),
            legend: legend, words: words, table: table)
    }

    private func picture(_ size: HTML, width: Double, height: Double) -> HTML {
        let (left, top, right, bottom) = (44.0, 12.0, width - 12, height - 40)
        let across = ChartScale(holding: points.map(\.size).max() ?? 1)
        let up = ChartScale(holding: points.map(\.value).max() ?? 1)
        func x(_ value: Double) -> String { units(left + value / across.top * (right - left)) }
        func y(_ value: Double) -> String { units(bottom - min(value, up.top) / up.top * (bottom - top)) }
        let grid = up.lines.map { line -> HTML in
            """
            <path class="grid" d="M\(units(left)) \(y(line))H\(units(right))"/>\
            <text x="\(units(left - 8))" y="\(y(line))" dy="4" text-anchor="end">\(up.words(line))</text>
            """
        }
        let every = size == "wide" ? 1 : 2
        let ticks = across.lines.enumerated().filter { $0.offset % every == 0 }.map { _, line -> HTML in
            "<text x=\"\(x(line))\" y=\"\(units(bottom + 18))\" text-anchor=\"middle\">\(across.words(line))</text>"
        }
        let curves = (0..<4).map { index -> HTML in
            let path = limits.enumerated().map { "\($0 == 0 ? "M" : "L")\(x($1.size)) \(y($1.values[index]))" }.joined()
            return #"<path class="\#(index == 0 || index == 3 ? "lim" : "note")" fill="none" d="\#(path)"/>"#
        }
        let dots = points.sorted { $0.out < $1.out }.map { point -> HTML in
            "<g>\(Self.mark(point, x(point.size), y(point.value)))<title>\(point.name): \(point.words)</title></g>"
        }
        return frame.picture(
            size, width: Int(width), height: Int(height),
            """
            \(grid)\(ticks)<path class="axis" d="M\(units(left)) \(units(bottom))H\(units(right))"/>\(curves)\
            <path class="mean" d="M\(units(left)) \(y(middle))H\(units(right))"/>\(dots)\
            <text class="t-sm" x="\(units(right))" y="\(units(height - 4))" text-anchor="end">\(sizeName)</text>
            """)
    }

    private static func mark(_ point: Point, _ x: String, _ y: String) -> HTML {
        guard point.out > 0 else { return #"<circle class="pt p-common" cx="\#(x)" cy="\#(y)" r="4"/>"# }
        let colour: HTML = point.isAbove ? "p-concern" : "p-improve"
        let reach = point.out == 2 ? 7 : 5
        return
            #"<path class="pt \#(colour)" transform="translate(\#(x) \#(y))" d="M0 -\#(reach)L\#(reach) 0L0 \#(reach)L-\#(reach) 0Z"/>"#
    }

    private var legend: HTML {
        """
        <ul class="ui-legend"><li>\(Self.key(#"<circle class="p-common" cx="8" cy="8" r="4"/>"#))Within the limits</li>\
        <li>\(Self.key(#"<path class="p-concern" d="M8 2L14 8L8 14L2 8Z"/>"#))Above them</li>\
        <li>\(Self.key(#"<path class="p-improve" d="M8 2L14 8L8 14L2 8Z"/>"#))Below them</li>\
        <li>\(Self.key(#"<path class="lim" d="M0 8H16"/>"#))1 in 500 lies outside by chance</li>\
        <li>\(Self.key(#"<path class="note" d="M0 8H16"/>"#))1 in 20 lies outside by chance</li></ul>
        """
    }

    private static func key(_ body: HTML) -> HTML {
        """
        <svg class="ui-plot" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\(body)</svg>
        """
    }

    private var table: HTML {
        dataTable(
            frame.title, isCaptionHidden: true,
            columns: [
                TableColumn("Place"), TableColumn(sizeName, .figures), TableColumn(valueName, .figures),
                TableColumn("Beside the limits"),
            ],
            rows: points.sorted { $0.name < $1.name }.map { point in
                [
                    anchor(point.name, point.link), HTML(decimal(point.size, places: 0)), HTML(point.words),
                    HTML(point.standing),
                ]
            })
    }
}
