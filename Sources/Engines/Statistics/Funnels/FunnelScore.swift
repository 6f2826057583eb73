import Foundation

/// Scores of units on a scale on which chance scatters alike: the square root of a ratio, the arcsine of the root of a
/// share (Spiegelhalter 2005, doi:10.1002/sim.1970; FunnelPlotR calls the first the CQC method).
enum FunnelScore {
    /// What chance alone moves the transformed value of a unit by; nil when the target leaves nothing to chance.
    static func deviation(_ kind: FunnelKind, _ denominator: Double, _ target: Double) -> Double? {
        switch kind {
        case .proportion: target > 0 && target < 1 ? 1 / (2 * denominator.squareRoot()) : nil
        case .ratio, .rate: target > 0 ? 1 / (2 * (denominator * target).squareRoot()) : nil
        }
    }

    /// How far the transformed value lies from the transformed target.
    static func gap(_ kind: FunnelKind, _ count: Double, _ denominator: Double, _ target: Double) -> Double {
        switch kind {
        case .proportion: asin((count / denominator).squareRoot()) - asin(target.squareRoot())
        case .ratio, .rate: target > 0 ? (count / (denominator * target)).squareRoot() - 1 : 0
        }
    }

    /// Phi and tau² from scores and deviations, the outer scores drawn in to the quantiles of the share to winsorise.
    ///
    /// DerSimonian and Laird's estimate, as FunnelPlotR's `phi_func` and `tau_func`.
    static func scatter(_ scores: [Double], _ deviations: [Double], winsorised share: Double) -> Overdispersion {
        guard scores.count > 1 else { return Overdispersion(phi: 1, tauSquared: 0) }
        let sorted = scores.sorted()
        let low = quantile(sorted, share)
        let high = quantile(sorted, 1 - share)
        let count = Double(scores.count)
        let phi = scores.reduce(0) { $0 + pow(min(max($1, low), high), 2) } / count
        let weights = deviations.map { 1 / ($0 * $0) }
        let sum = weights.reduce(0, +)
        let base = sum - weights.reduce(0) { $0 + $1 * $1 } / sum
        let excess = count * phi - (count - 1)
        return Overdispersion(phi: phi, tauSquared: excess > 0 && base > 0 ? excess / base : 0)
    }

    /// R's quantile of type 7, of sorted values of which there is at least one.
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        let place = Double(sorted.count - 1) * share
        let low = Int(place.rounded(.down))
        let next = min(low + 1, sorted.count - 1)
        return sorted[low] + (place - Double(low)) * (sorted[next] - sorted[low])
    }
}
