import Governance
import Kernel
import Storage
import Web

/// A measure's monthly counts for two parts of the country, each as an index of its own first year.
struct BesideView: Sendable {
    let measure: Measure
    let parts: [String]
    let first: String
    let second: String
    let months: [Month]
    /// Twelve months' sums beside those of the first twelve, as 100.
    let lines: [LineFigure.Line]

    /// How many months one point of a line sums.
    private static let window = 12

    /// Works out both lines from what each part's series shows to the audience; nil when they share under two years.
    init?(
        _ measure: Measure, parts: [String], first: (name: String, series: ShownSeries),
        second: (name: String, series: ShownSeries)
    ) {
        func values(_ series: ShownSeries) -> [Month: Double] {
            Dictionary(
                series.points.compactMap { point in point.value.map { (point.month, $0) } },
                uniquingKeysWith: { one, _ in one })
        }
        let (one, other) = (values(first.series), values(second.series))
        guard let from = [one.keys.min(), other.keys.min()].compactMap(\.self).max(),
            let last = [one.keys.max(), other.keys.max()].compactMap(\.self).min(), !one.isEmpty, !other.isEmpty,
            last.number - from.number + 1 >= 2 * Self.window
        else { return nil }
        let ends = (from.adding(Self.window - 1)...last).all
        func index(_ values: [Month: Double]) -> [Double?] {
            let sums = ends.map { end -> Double? in
                let span = (end.adding(1 - Self.window)...end).all.map { values[$0] }
                return span.contains { $0 == nil } ? nil : span.compactMap(\.self).reduce(0, +)
            }
            let base = sums.compactMap(\.self).first { $0 > 0 }
            return sums.map { sum in sum.flatMap { sum in base.map { sum * 100 / $0 } } }
        }
        let (left, right) = (index(one), index(other))
        guard left.contains(where: { $0 != nil }), right.contains(where: { $0 != nil }) else { return nil }
        self.measure = measure
        self.parts = parts
        self.first = first.name
        self.second = second.name
        months = ends
        lines = [
            LineFigure.Line(name: Self.name(first.name), values: left),
            LineFigure.Line(name: Self.name(second.name), values: right),
        ]
    }

    static func name(_ part: String) -> String { part.isEmpty ? "All of them" : part }

    private var finding: String {
        func words(_ line: LineFigure.Line) -> String {
            guard let now = line.values.compactMap(\.self).last else { return "\(line.name) has no figure" }
            let change = now - 100
            guard abs(change) >= 0.5 else { return "\(line.name) is where it was" }
            return
                "\(line.name) is \(decimal(abs(change), places: 0))% \(change > 0 ? "above" : "below") its first year"
        }
        return lines.map(words).joined(separator: ", ")
    }

    var figure: LineFigure {
        let span = months.first.flatMap { first in months.last.map { "\(first.name) to \($0.name)" } } ?? ""
        let frame = ChartFrame(
            id: "beside", title: finding,
            subtitle:
                "\(measure.title): each point sums twelve months, and 100 is the first twelve. Twelve months to \(span).",
            description: "\(finding). The numbers are in the table.", level: 2)
        var figure = LineFigure(frame: frame, months: months.map(\.shortName), lines: lines, level: 100)
        figure.words = """
            <p class="ui-measure">Both lines begin at 100, so they compare change and not size. A gap means that a \
            month has no figure. Small counts move more by chance.</p>
            """
        return figure
    }
}

extension Transaction {
    /// The measures that come as monthly counts of at least two parts, with the names of the parts.
    func partedMeasures() throws -> [(measure: Measure, parts: [String])] {
        try Measure.shipped.compactMap { measure in
            guard let monthly = measure.numerator.monthly, measure.denominator == nil else { return nil }
            let parts: [String] = try values(
                """
                SELECT DISTINCT c.part FROM monthly_count c JOIN import_run i ON i.id = c.run_id
                WHERE c.measure = \(monthly) AND i.state = 'kept' ORDER BY c.part
                """)
            return parts.count >= 2 ? (measure, parts) : nil
        }
    }

    /// One part of a measure's monthly counts, as an audience may see it.
    func series(_ measure: Measure, part: String, for audience: CountAudience) throws -> ShownSeries {
        let counts = try monthly(measure.numerator.monthly ?? "", part: part)
        let values = counts.keys.sorted().map { MeasureValue(month: $0, numerator: counts[$0] ?? nil) }
        return ShownSeries(measure, values, for: audience)
    }
}
