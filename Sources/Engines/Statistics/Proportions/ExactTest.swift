import Foundation

/// Exact two-sided probabilities: the sum over outcomes no more likely than the one seen, as R sums them.
enum ExactTest {
    // R's allowance for outcomes that are equally likely but for rounding.
    private static let allowance = 1 + 1e-7

    /// As `binom.test`.
    static func binomial(successes: Int, trials: Int, probability: Double) -> Double {
        guard trials > 0, let distribution = try? BinomialDistribution(trials: trials, probability: probability)
        else { return 1 }
        let mean = Double(trials) * probability
        let limit = distribution.logDensity(successes) + log(allowance)
        if Double(successes) == mean { return 1 }
        if Double(successes) < mean {
            // The far side is unlikely enough from where its density, which falls, is at or below the limit.
            let from = firstIndex(in: Int(mean.rounded(.up)), trials + 1) { distribution.logDensity($0) <= limit }
            return min(1, distribution.cumulative(successes) + distribution.atLeast(from))
        }
        let upTo = firstIndex(in: 0, Int(mean.rounded(.down)) + 1) { distribution.logDensity($0) > limit }
        return min(1, distribution.atLeast(successes) + distribution.cumulative(upTo - 1))
    }

    /// As `fisher.test` on a table of two rows.
    static func fisher(_ first: Int, of firstTotal: Int, _ second: Int, of secondTotal: Int) -> Double {
        let events = first + second
        let low = max(0, events - secondTotal)
        let high = min(events, firstTotal)
        guard low < high else { return 1 }
        let densities = hypergeometric(firstTotal, secondTotal, events, low...high)
        let limit = densities[first - low] * allowance
        // Smallest first, so that no digit is lost.
        return min(1, densities.filter { $0 <= limit }.sorted().reduce(0, +))
    }

    /// The probabilities of each count of the first group's events, given both totals and all events.
    private static func hypergeometric(
        _ firstTotal: Int, _ secondTotal: Int, _ events: Int, _ support: ClosedRange<Int>
    ) -> [Double] {
        let share = Double(events) / Double(firstTotal + secondTotal)
        guard let one = try? BinomialDistribution(trials: firstTotal, probability: share),
            let two = try? BinomialDistribution(trials: secondTotal, probability: share),
            let all = try? BinomialDistribution(trials: firstTotal + secondTotal, probability: share)
        else { return support.map { _ in 0 } }
        let whole = all.logDensity(events)
        return support.map { exp(one.logDensity($0) + two.logDensity(events - $0) - whole) }
    }

    /// The first number from `low` that holds, where those that hold come last; `end` when none does.
    private static func firstIndex(in low: Int, _ end: Int, _ holds: (Int) -> Bool) -> Int {
        var low = low
        var high = end
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
