import Governance
import Kernel
import Web

/// A measure as one audience may see it. Everything a page says is worked out from this and from nothing else, so
/// that no average, limit or picture can give away what is hidden.
package struct ShownSeries: Sendable {
    /// One month.
    package struct Point: Sendable, Equatable {
        package let month: Month
        /// Nil where no figure has come, or none may be shown.
        package let value: Double?
        /// "27", "94%", "under 5", "no figure".
        package let words: String
        /// The counts behind a share, where they may be shown: "47 of 50".
        package let behind: String
    }

    package let measure: Measure
    package let audience: CountAudience
    package let points: [Point]

    package init(_ measure: Measure, _ values: [MeasureValue], for audience: CountAudience) {
        self.measure = measure
        self.audience = audience
        let shown = ShownValue(measure: measure, audience: audience)
        points = values.map(shown.point)
    }

    /// The newest month with a figure.
    package var newest: Point? { points.last { $0.value != nil } }

    /// Who reads exact counts: those who keep the figures, and the hub.
    package static func audience(of role: Role) -> CountAudience {
        role == .analyst || role == .hubCoordinator ? .team : .outside
    }
}

/// How one value is shown to an audience.
private struct ShownValue {
    let measure: Measure
    let audience: CountAudience
    private let rule = Suppression.partner

    func point(_ value: MeasureValue) -> ShownSeries.Point {
        switch measure.unit {
        case .count: count(value)
        case .percent, .rate: share(value)
        }
    }

    private func count(_ value: MeasureValue) -> ShownSeries.Point {
        guard let number = value.numerator else { return none(value.month) }
        switch rule.protect(number, for: audience) {
        case .exact(let shown), .rounded(let shown):
            return .init(month: value.month, value: Double(shown), words: grouped(shown), behind: "")
        case .few:
            // Drawn in the middle of what it can be, whatever it is.
            let middle = Double(rule.smallest + rule.largest) / 2
            return .init(month: value.month, value: middle, words: rule.fewWords, behind: "")
        case .notShown: return none(value.month)
        }
    }

    private func share(_ value: MeasureValue) -> ShownSeries.Point {
        guard let part = value.numerator, let whole = value.denominator, whole > 0 else { return none(value.month) }
        let isHidden =
            audience == .outside && (rule.isSmall(part) || rule.isSmall(whole) || rule.isSmall(whole - part))
        guard !isHidden else {
            return .init(month: value.month, value: nil, words: "too few to show", behind: "")
        }
        let behind = "\(grouped(part)) of \(grouped(whole))"
        if measure.unit == .rate {
            let rate = Double(part) / Double(whole) * Double(measure.per ?? 1000)
            return .init(month: value.month, value: rate, words: decimal(rate, places: 1), behind: behind)
        }
        let percent = Double(part) * 100 / Double(whole)
        return .init(month: value.month, value: percent, words: "\(decimal(percent, places: 0))%", behind: behind)
    }

    private func none(_ month: Month) -> ShownSeries.Point {
        .init(month: month, value: nil, words: "no figure", behind: "")
    }
}
