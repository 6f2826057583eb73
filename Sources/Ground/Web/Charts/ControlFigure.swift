/// What a point of a control chart says: each has a shape, a colour and a word.
package enum PointState: String, Sendable, CaseIterable {
    case common, improve, concern, neutral

    package var words: String {
        switch self {
        case .common: "Within the expected range"
        case .improve: "Improvement"
        case .concern: "Concern"
        case .neutral: "A change, not good or bad in itself"
        }
    }
}

/// A measure month by month, with what can be expected of it and what stands out.
package struct ControlFigure: Sendable {
    /// One month.
    package struct Point: Sendable {
        /// "October 2026", for the table.
        package let name: String
        /// "Oct", under the axis; and the year, where one begins.
        package let tick: String
        package let year: String?
        /// Nil where there is no figure: the line breaks there.
        package let value: Double?
        /// The value as it is written: "27", "94 %", "no figure".
        package let words: String
        package let state: PointState
        /// "27 in October", beside the point, where it is worth saying.
        package let label: String?

        package init(
            name: String, tick: String, year: String?, value: Double?, words: String, state: PointState,
            label: String? = nil
        ) {
            self.name = name
            self.tick = tick
            self.year = year
            self.value = value
            self.words = words
            self.state = state
            self.label = label
        }
    }

    /// A stretch of points with one mean and one pair of limits.
    package struct Stretch: Sendable {
        package let points: Range<Int>
        package let mean: Double
        package let lower: Double?
        package let upper: Double?
        /// "Average 43", "Upper limit 58", as the right edge says them.
        package let meanWords: String
        package let lowerWords: String
        package let upperWords: String
        /// What each of its points is held against, where that differs from month to month; the rest is then the last's.
        package var steps: [Step] = []

        package init(
            points: Range<Int>, mean: Double, lower: Double?, upper: Double?, meanWords: String, lowerWords: String,
            upperWords: String
        ) {
            self.points = points
            self.mean = mean
            self.lower = lower
            self.upper = upper
            self.meanWords = meanWords
            self.lowerWords = lowerWords
            self.upperWords = upperWords
        }
    }

    /// What one point is held against.
    package struct Step: Sendable {
        package let mean: Double
        package let lower: Double
        package let upper: Double

        package init(mean: Double, lower: Double, upper: Double) {
            self.mean = mean
            self.lower = lower
            self.upper = upper
        }
    }

    /// Something that was done, at the point it began with.
    package struct Mark: Sendable {
        package let point: Int
        package let words: String
        /// "Mar 2025".
        package let when: String

        package init(point: Int, words: String, when: String) {
            self.point = point
            self.words = words
            self.when = when
        }
    }

    package let frame: ChartFrame
    /// What the table's second column is called: "Attendances".
    package let valueName: String
    package let points: [Point]
    package let stretches: [Stretch]
    package var marks: [Mark] = []
    package var target: (value: Double, words: String)?
    /// What the chart can and cannot show, under it.
    package var words: HTML = .empty

    package init(frame: ChartFrame, valueName: String, points: [Point], stretches: [Stretch]) {
        self.frame = frame
        self.valueName = valueName
        self.points = points
        self.stretches = stretches
    }

    /// The figure: two drawings, a legend of the shapes that occur, and the numbers, newest first.
    package var html: HTML {
        frame.html(
            wide: ControlDrawing(self, size: .wide).svg, narrow: ControlDrawing(self, size: .narrow).svg,
            legend: legend, words: words, table: table)
    }

    private var legend: HTML {
        let states = PointState.allCases.filter { state in state == .common || points.contains { $0.state == state } }
        let items = states.map { state -> HTML in
            """
            <li><svg class="ui-plot" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
            \(state.shape(8, 8))</svg>\(state.words)</li>
            """
        }
        return #"<ul class="ui-legend">\#(items)</ul>"#
    }

    private var table: HTML {
        let columns = [TableColumn("Month"), TableColumn(valueName, .figures), TableColumn("Reading")]
        let rows = points.reversed().map { point -> [HTML] in
            [HTML(point.name), HTML(point.words), HTML(point.value == nil ? "No figure" : point.state.words)]
        }
        return dataTable(frame.subtitle, isCaptionHidden: true, columns: columns, rows: rows)
    }
}

extension PointState {
    /// Its shape on a chart: circle, square, diamond, ring.
    package func shape(_ x: Double, _ y: Double) -> HTML {
        switch self {
        case .common: #"<circle cx="\#(units(x))" cy="\#(units(y))" r="5" class="pt p-common"/>"#
        case .neutral: #"<circle cx="\#(units(x))" cy="\#(units(y))" r="5" class="pt p-neutral"/>"#
        case .improve:
            #"<rect x="\#(units(x - 5.1))" y="\#(units(y - 5.1))" width="10.2" height="10.2" class="pt p-improve"/>"#
        case .concern:
            """
            <path d="M\(units(x)) \(units(y - 7.6))L\(units(x + 7.6)) \(units(y))L\(units(x)) \(units(y + 7.6))L\(units(x - 7.6)) \(units(y))Z" \
            class="pt p-concern"/>
            """
        }
    }
}
