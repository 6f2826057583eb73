import Foundation
import Statistics

/// A stretch of a series in which one change of level is looked for.
struct ChangeStretch {
    let counts: [Double]
    /// What each point would be at one level throughout: the mean of its place in the cycle.
    private let expected: [Double]
    /// Each point's place in the cycle.
    private let seasons: [Int]
    /// The cycle used: 1 where the stretch is too short for a season.
    let period: Int
    /// Where it starts in the series.
    let from: Int

    init(_ counts: [Double], series: RegularSeries, from: Int) {
        self.counts = counts
        self.from = from
        // Two whole cycles are needed to tell a season from a change; with less there is none.
        let period = counts.count >= 2 * series.period ? series.period : 1
        self.period = period
        let seasons = counts.indices.map { (series.season(at: from + $0)) % period }
        self.seasons = seasons
        var sums = [Double](repeating: 0, count: period)
        var numbers = sums
        for (count, season) in zip(counts, seasons) {
            sums[season] += count
            numbers[season] += 1
        }
        expected = seasons.map { numbers[$0] > 0 ? sums[$0] / numbers[$0] : 0 }
    }

    /// The log-likelihood ratio of a change at every position allowed.
    func ratios(fewest: Int) -> [(position: Int, ratio: Double)] {
        var ratios: [(position: Int, ratio: Double)] = []
        scan(counts, fewest: fewest) { ratios.append(($0, $1)) }
        return ratios
    }

    /// Hands over every position allowed with its ratio: c ln(c/e) on either side.
    private func scan(_ counts: [Double], fewest: Int, _ take: (_ position: Int, _ ratio: Double) -> Void) {
        let whole = counts.reduce(0, +)
        var seen = 0.0
        var due = 0.0
        for position in 1..<max(2, counts.count) {
            seen += counts[position - 1]
            due += expected[position - 1]
            guard position >= fewest, position <= counts.count - fewest else { continue }
            take(position, Self.term(seen, due) + Self.term(whole - seen, whole - due))
        }
    }

    private static func term(_ count: Double, _ expected: Double) -> Double {
        count > 0 && expected > 0 ? count * log(count / expected) : 0
    }

    /// Observed over expected on either side.
    func levels(at position: Int) -> (before: Double, after: Double) {
        let seen = counts[..<position].reduce(0, +)
        let due = expected[..<position].reduce(0, +)
        let later = counts[position...].reduce(0, +)
        let laterDue = expected[position...].reduce(0, +)
        return (due > 0 ? seen / due : 0, laterDue > 0 ? later / laterDue : 0)
    }

    /// Pearson's statistic about the two levels over its degrees of freedom, never below 1.
    func dispersion(_ levels: (before: Double, after: Double), at position: Int) -> Double {
        var sum = 0.0
        for place in counts.indices {
            let mean = expected[place] * (place < position ? levels.before : levels.after)
            if mean > 0 { sum += (counts[place] - mean) * (counts[place] - mean) / mean }
        }
        let free = Double(counts.count - period - 1)
        return free > 0 ? max(1, sum / free) : 1
    }

    /// What is left over about the two levels, in standard deviations of a Poisson count.
    func leftOver(_ levels: (before: Double, after: Double), at position: Int) -> [Double] {
        counts.indices.map { place in
            let mean = expected[place] * (place < position ? levels.before : levels.after)
            return mean > 0 ? (counts[place] - mean) / mean.squareRoot() : 0
        }
    }

    /// The log-likelihood ratio of a level that grows or falls by one factor each step; nil where it cannot be fitted.
    var drift: Double? {
        let rows = counts.indices.filter { expected[$0] > 0 }
        let offset = rows.map { log(expected[$0]) }
        let design = Matrix(columns: [rows.map { _ in 1 }, rows.map(Double.init)])
        let response = rows.map { counts[$0] }
        let fit = try? GeneralizedLinearModel.fit(design: design, response: response, family: .poisson, offset: offset)
        let flat = try? GeneralizedLinearModel.fit(
            design: Matrix(columns: [rows.map { _ in 1 }]), response: response, family: .poisson, offset: offset)
        guard let fit, let flat, fit.hasConverged else { return nil }
        return max(0, (flat.deviance - fit.deviance) / 2)
    }

    /// How often chance shows as large a ratio.
    func chance(of ratio: Double, _ settings: ChangePointSettings, stream: Int) -> Double {
        let source = Generator(seed: settings.seed).stream(stream)
        var asLarge = 1
        // A hair of slack, so that rounding does not part equal values.
        let wanted = ratio * (1 - 1e-12) - 1e-12
        let places = (0..<period).map { season in counts.indices.filter { seasons[$0] == season } }
        for number in 0..<settings.permutations {
            var generator = source.stream(number)
            var largest = 0.0
            let shuffled = shuffled(settings.shuffle, places: places, with: &generator)
            scan(shuffled, fewest: settings.fewest) { largest = max(largest, $1) }
            if largest >= wanted { asLarge += 1 }
        }
        return Double(asLarge) / Double(settings.permutations + 1)
    }

    /// The counts in another order; `places` are the points of each place of the cycle.
    private func shuffled(
        _ shuffle: ChangePointSettings.Shuffle, places: [[Int]], with generator: inout Generator
    ) -> [Double] {
        var shuffled = counts
        let cycles = counts.count / period
        if shuffle == .cycles, period > 1, cycles >= 7 {
            // Whole cycles from the start; what is left over at the end stays.
            var order = Array(0..<cycles)
            generator.shuffle(&order)
            for (to, source) in order.enumerated() {
                for place in 0..<period { shuffled[to * period + place] = counts[source * period + place] }
            }
            return shuffled
        }
        for own in places {
            var values = own.map { counts[$0] }
            generator.shuffle(&values)
            for (place, value) in zip(own, values) { shuffled[place] = value }
        }
        return shuffled
    }
}
