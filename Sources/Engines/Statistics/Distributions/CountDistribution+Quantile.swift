import Foundation

extension CountDistribution {
    /// The probability of exactly this count.
    public func density(_ count: Int) -> Double {
        exp(logDensity(count))
    }

    /// The probability of this count or more.
    public func atLeast(_ count: Int) -> Double {
        survival(count - 1)
    }

    /// The smallest count with at least this share at or below it.
    public func quantile(_ share: Double) throws(DistributionError) -> Int {
        guard share >= 0, share <= 1, share < 1 || largest != nil else { throw .noQuantile(share: share) }
        if share == 1, let largest, variance > 0 { return largest }
        // R's allowance for rounding, so that the quantile of a cumulative share is the count itself.
        let wanted = share * (1 - 64 * Double.ulpOfOne)
        return try smallest(share: share, z: Self.z(lower: share, upper: 1 - share)) { cumulative($0) >= wanted }
    }

    /// The smallest count with at most this share above it.
    public func quantile(upper share: Double) throws(DistributionError) -> Int {
        guard share >= 0, share <= 1, share > 0 || largest != nil else { throw .noQuantile(share: share) }
        let wanted = share * (1 + 64 * Double.ulpOfOne)
        return try smallest(share: share, z: Self.z(lower: 1 - share, upper: share)) { survival($0) <= wanted }
    }

    /// The smallest count of 0 and more that holds, sought outwards from where the normal distribution has it.
    private func smallest(share: Double, z: Double, _ holds: (Int) -> Bool) throws(DistributionError) -> Int {
        let limit = min(largest ?? Int.max >> 2, Int.max >> 2)
        let spread = variance.squareRoot()
        guard mean + spread * 40 < Double(Int.max >> 3) else { throw .noQuantile(share: share) }
        var high = min(Int(max(mean + z * spread, 0)), limit)
        var low = high
        var stride = 1 + Int(spread * 0.05)
        if holds(high) {
            while low > 0, holds(low) {
                high = low
                low = max(low - stride, 0)
                stride *= 2
            }
            if low == 0, holds(0) { return 0 }
        } else {
            while !holds(high) {
                guard high < limit else { throw .noQuantile(share: share) }
                low = high
                high = min(high + stride, limit)
                stride *= 2
            }
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// A normal quantile of a share, held where the share is 0 or 1.
    private static func z(lower: Double, upper: Double) -> Double {
        NormalQuantile.value(centred: (lower - upper) / 2, tail: max(min(lower, upper), 1e-300))
    }
}
