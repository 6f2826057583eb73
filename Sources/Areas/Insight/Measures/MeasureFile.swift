import Feeds
import Kernel
import Surveillance
import Web

/// A measure's numbers as a file: what its page shows to the same audience, and no more.
enum MeasureFile {
    static func text(_ reading: MeasureReading) -> String {
        let writer = CSVWriter()
        var lines = [
            writer.line(["measure", reading.series.measure.title]),
            writer.line(["definition", reading.series.measure.definition]),
            writer.line(["source", reading.series.measure.source]),
            writer.line(["month", "value", "of", "reading", "average", "lower limit", "upper limit"]),
        ]
        for (index, point) in reading.series.points.enumerated() {
            let drawn = reading.chart?.points[index]
            let against = reading.limits(at: index)
            let limits = [against?.centre, against?.lower, against?.upper]
            lines.append(
                writer.line(
                    [point.month.text, point.words, point.behind, PointState(drawn?.meaning).words]
                        + limits.map { $0.map { "\(($0 * 100).rounded() / 100)" } ?? "" }))
        }
        return lines.joined()
    }
}
