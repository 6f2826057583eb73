import Foundation

/// How sure a share is: the Wilson score interval at 95 per cent.
///
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927
/// (doi:10.1080/01621459.1927.10502953); the difference after R. G. Newcombe, method 10, 1998
/// (doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I).
struct Wilson: Sendable, Equatable {
    let share: Double
    let low: Double
    let high: Double

    /// The 97.5th percentile of the normal distribution.
    private static let z = 1.959963984540054

    /// Nil where there is nothing to take a share of.
    init?(_ part: Int, of whole: Int) {
        guard whole > 0, (0...whole).contains(part) else { return nil }
        let (count, z) = (Double(whole), Wilson.z)
        let share = Double(part) / count
        let square: Double = z * z
        let middle: Double = share + square / (2 * count)
        let spread: Double = z * (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
        let below: Double = 1 + square / count
        self.share = share
        low = max(0, (middle - spread) / below)
        high = min(1, (middle + spread) / below)
    }

    /// By how much this share is larger than another, with the interval of the difference.
    func difference(from other: Wilson) -> (points: Double, low: Double, high: Double) {
        let points = share - other.share
        let down: Double = pow(share - low, 2) + pow(other.high - other.share, 2)
        let up: Double = pow(high - share, 2) + pow(other.share - other.low, 2)
        return (points, points - down.squareRoot(), points + up.squareRoot())
    }

    /// "34%".
    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

    /// "34% (24% to 45%)".
    var words: String { "\(Wilson.percent(share)) (\(Wilson.percent(low)) to \(Wilson.percent(high)))" }
}
