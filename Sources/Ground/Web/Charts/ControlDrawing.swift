/// A control chart drawn for one width.
struct ControlDrawing {
    enum Size {
        case wide, narrow
    }

    private let chart: ControlFigure
    private let size: Size
    private let scale: ChartScale
    private let (left, right, top, bottom): (Double, Double, Double, Double)
    private let signs: [MarkSign]
    private let width: Int
    private let height: Int

    init(_ chart: ControlFigure, size: Size) {
        self.chart = chart
        self.size = size
        let heights =
            chart.points.compactMap(\.value) + chart.stretches.flatMap { [$0.mean, $0.upper ?? 0] }
            + chart.stretches.flatMap(\.steps).map(\.upper) + [chart.target?.value ?? 0]
        let scale = ChartScale(holding: heights.max() ?? 1)
        self.scale = scale
        let left = Double(scale.lines.map { scale.words($0).count }.max() ?? 1) * 7.5 + 14
        let (right, room): (Double, Double) = size == .wide ? (938, 1082) : (346, 352)
        let gaps = Double(max(chart.points.count - 1, 1))
        let places = chart.marks.map { left + 6 + Double($0.point) / gaps * (right - left - 12) }
        let signs = MarkSign.all(chart.marks, at: places, within: left...room)
        // The picture grows upwards by a row for every row of marks beyond the second.
        let extra = Double(max(0, (signs.compactMap(\.row).max() ?? 0) - 1)) * MarkSign.rowHeight
        self.left = left
        self.right = right
        self.signs = signs
        switch size {
        case .wide: (width, height, top, bottom) = (1090, 380 + Int(extra), 40 + extra, 334 + extra)
        case .narrow: (width, height, top, bottom) = (360, 330 + Int(extra), 44 + extra, 264 + extra)
        }
    }

    var svg: HTML {
        chart.frame.picture(
            size == .wide ? "wide" : "narrow", width: width, height: height,
            "\(grid)\(stretches)\(target)\(marks)\(line)\(shapes)\(labels)\(ticks)")
    }

    private func x(_ index: Int) -> Double {
        let gaps = Double(max(chart.points.count - 1, 1))
        return left + 6 + Double(index) / gaps * (right - left - 12)
    }

    private func y(_ value: Double) -> Double {
        bottom - min(max(value, 0), scale.top) / scale.top * (bottom - top)
    }

    private func text(_ x: Double, _ y: Double, _ kind: HTML, _ anchor: HTML, _ words: String) -> HTML {
        #"<text x="\#(units(x))" y="\#(units(y))" class="\#(kind)" text-anchor="\#(anchor)">\#(words)</text>"#
    }

    private func across(_ y: Double, _ from: Double, _ to: Double, _ kind: HTML) -> HTML {
        #"<line x1="\#(units(from))" y1="\#(units(y))" x2="\#(units(to))" y2="\#(units(y))" class="\#(kind)"/>"#
    }

    private var grid: HTML {
        let lines = scale.lines.map { value -> HTML in
            let y = y(value)
            let words = text(left - 8, y + 4.5, "", "end", scale.words(value))
            return "\(across(y, left, right, value == 0 ? "axis" : "grid"))\(words)"
        }
        return "\(lines)"
    }

    // MARK: Limits

    private var stretches: HTML {
        let drawn = chart.stretches.map { stretch -> HTML in
            guard stretch.steps.isEmpty else { return steps(stretch) }
            let (from, to) = span(stretch)
            var parts: HTML = .empty
            if let lower = stretch.lower, let upper = stretch.upper {
                parts += """
                    <rect class="band" x="\(units(from))" y="\(units(y(upper)))" width="\(units(to - from))" \
                    height="\(units(y(lower) - y(upper)))"/>\(across(y(upper), from, to, "lim"))\
                    \(across(y(lower), from, to, "lim"))
                    """
            }
            parts += across(y(stretch.mean), from, to, "mean")
            return parts
        }
        return "\(drawn)\(edge)"
    }

    /// Limits that differ from month to month, from point to point.
    private func steps(_ stretch: ControlFigure.Stretch) -> HTML {
        let places = stretch.steps.indices.map { x(stretch.points.lowerBound + $0) }
        func way(_ value: (ControlFigure.Step) -> Double) -> [String] {
            zip(places, stretch.steps).map { "\(units($0)) \(units(y(value($1))))" }
        }
        func line(_ points: [String], _ kind: HTML) -> HTML {
            #"<path d="M\#(points.joined(separator: "L"))" class="\#(kind)" fill="none"/>"#
        }
        let (upper, lower) = (way(\.upper), way(\.lower))
        let band = (upper + lower.reversed()).joined(separator: "L")
        return """
            <path d="M\(band)Z" class="band"/>\(line(upper, "lim"))\(line(lower, "lim"))\(line(way(\.mean), "mean"))
            """
    }

    /// From halfway before the first point to halfway after the last, so that neighbours meet.
    private func span(_ stretch: ControlFigure.Stretch) -> (Double, Double) {
        let (first, last) = (stretch.points.lowerBound, max(stretch.points.upperBound - 1, stretch.points.lowerBound))
        let from = first == 0 ? left : (x(first - 1) + x(first)) / 2
        let to = last >= chart.points.count - 1 ? right : (x(last) + x(last + 1)) / 2
        return (from, to)
    }

    /// What the last stretch's lines are, at the right edge; apart from each other.
    private var edge: HTML {
        guard size == .wide, let last = chart.stretches.last else { return .empty }
        var said: [(y: Double, kind: HTML, words: String)] = [(y(last.mean), "t-strong", last.meanWords)]
        if let upper = last.upper { said.append((y(upper), "", last.upperWords)) }
        if let lower = last.lower { said.append((y(lower), "", last.lowerWords)) }
        if let target = chart.target { said.append((y(target.value), "t-strong", target.words)) }
        var free = -Double.infinity
        let lines = said.sorted { $0.y < $1.y }.map { item -> HTML in
            free = max(item.y, free + 16)
            return text(right + 9, free + 4.5, item.kind, "start", item.words)
        }
        return "\(lines)"
    }

    private var target: HTML {
        guard let target = chart.target else { return .empty }
        let line = across(y(target.value), left, right, "target")
        return size == .wide ? line : "\(line)\(text(right, y(target.value) - 5, "t-strong t-sm", "end", target.words))"
    }

    // MARK: Points

    private var line: HTML {
        var runs: [[String]] = [[]]
        for (index, point) in chart.points.enumerated() {
            if let value = point.value {
                runs[runs.count - 1].append("\(units(x(index))),\(units(y(value)))")
            } else if runs.last?.isEmpty == false {
                runs.append([])
            }
        }
        let lines = runs.filter { $0.count > 1 }.map { run -> HTML in
            #"<polyline class="line" points="\#(run.joined(separator: " "))"/>"#
        }
        return "\(lines)"
    }

    private var shapes: HTML {
        let shapes = chart.points.enumerated().map { index, point -> HTML in
            guard let value = point.value else { return .empty }
            if size == .narrow, chart.points.count > 30, point.state == .common {
                return #"<circle cx="\#(units(x(index)))" cy="\#(units(y(value)))" r="2.5" class="pt p-common"/>"#
            }
            return point.state.shape(x(index), y(value))
        }
        return "\(shapes)"
    }

    private var labels: HTML {
        let labels = chart.points.enumerated().map { index, point -> HTML in
            guard let label = point.label, let value = point.value else { return .empty }
            let place = Double(index) / Double(max(chart.points.count - 1, 1))
            let anchor: HTML = place > 0.85 ? "end" : place < 0.15 ? "start" : "middle"
            let above = y(value) - 13
            let height = above < top + 6 ? y(value) + 22 : above
            let kind: HTML = point.state == .common ? "t-strong t-sm" : "f-\(point.state.rawValue) t-sm"
            return text(x(index) + (place > 0.85 ? 4 : 0), height, kind, anchor, label)
        }
        return "\(labels)"
    }

    private var marks: HTML {
        let marks = signs.map { sign -> HTML in
            let y = 14 + Double(sign.row ?? 1) * MarkSign.rowHeight
            let line: HTML = """
                <line x1="\(units(sign.x))" y1="\(units(y + 4))" x2="\(units(sign.x))" y2="\(units(bottom))" class="note"/>
                """
            guard sign.row != nil else { return line }
            let place = sign.isBefore ? sign.x - MarkSign.gap : sign.x + MarkSign.gap
            return "\(line)\(text(place, y + 2, "t-strong t-sm", sign.isBefore ? "end" : "start", sign.words))"
        }
        return "\(marks)"
    }

    // MARK: Months under the axis

    private var ticks: HTML {
        let most = size == .wide ? 12 : 5
        let every = max(1, (chart.points.count + most - 1) / most)
        let last = chart.points.count - 1
        let names = chart.points.enumerated().map { index, point -> HTML in
            let isNamed = (last - index).isMultiple(of: every)
            let month = isNamed ? text(x(index), bottom + 18, "", "middle", point.tick) : .empty
            guard let year = point.year, showsYear(index) else { return month }
            return "\(month)\(text(x(index), bottom + 36, "t-strong t-sm", index == 0 ? "start" : "middle", year))"
        }
        return "\(names)"
    }

    /// Years are named where there is room for them: never two within 40 units.
    private func showsYear(_ index: Int) -> Bool {
        let next = chart.points.indices.dropFirst(index + 1).first { chart.points[$0].year != nil }
        return next.map { x($0) - x(index) >= 40 } ?? true
    }
}
