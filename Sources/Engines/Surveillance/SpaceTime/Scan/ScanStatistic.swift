import Foundation

/// The logarithm of a likelihood ratio as a function of the cases in a window and those expected there.
///
/// For a fixed number of cases it falls as more are expected up to that number and rises beyond it, and the other way
/// round for a fixed expected number; the bounds of the scan rest on that alone.
protocol ScanStatistic: Sendable {
    /// All cases.
    var total: Double { get }

    /// The statistic of a window, whichever way it differs; 0 where it differs in no way.
    func value(_ cases: Double, _ expected: Double) -> Double

    /// No less than the statistic, without a logarithm: Pearson's statistic, by the inequality of KL and chi-square.
    func bound(_ cases: Double, _ expected: Double) -> Double
}

extension ScanStatistic {
    /// x ln(x / y), 0 where x is.
    @inline(__always)
    static func term(_ x: Double, _ y: Double) -> Double { x > 0 ? x * log(x / y) : 0 }
}

/// Kulldorff 1997: c ln(c/E) + (C − c) ln((C − c)/(C − E)); the permutation model of Kulldorff 2005 has the same.
struct ScanPoisson: ScanStatistic {
    let total: Double

    @inline(__always)
    func value(_ cases: Double, _ expected: Double) -> Double {
        guard expected > 0, expected < total else { return 0 }
        return max(0, Self.term(cases, expected) + Self.term(total - cases, total - expected))
    }

    @inline(__always)
    func bound(_ cases: Double, _ expected: Double) -> Double {
        let difference = cases - expected
        return difference * difference * total / (expected * (total - expected))
    }
}

/// Kulldorff 1997 for cases and controls, with what is expected in the place of the population: n C / N.
struct ScanBernoulli: ScanStatistic {
    let total: Double
    /// Cases and controls together.
    let people: Double

    @inline(__always)
    func value(_ cases: Double, _ expected: Double) -> Double {
        // No window has fewer people than cases: the nearest there can be stands for a bound that has.
        let rest = total - cases
        let inside = min(max(expected * people / total, cases), people - rest)
        let outside = people - inside
        guard inside > 0, outside > 0 else { return 0 }
        let inWindow = Self.term(cases, inside) + Self.term(inside - cases, inside)
        let elsewhere = Self.term(rest, outside) + Self.term(max(0, outside - rest), outside)
        let nowhere = Self.term(total, people) + Self.term(people - total, people)
        return max(0, inWindow + elsewhere - nowhere)
    }

    @inline(__always)
    func bound(_ cases: Double, _ expected: Double) -> Double {
        let difference = cases - expected
        let inside = expected * people / total
        let rate = total / people
        let variance = inside * (people - inside) / people * rate * (1 - rate)
        return difference * difference / variance
    }
}
