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
        return try smallest(share: share) { cumulative($0) >= wanted }
    }

    /// The smallest count with at most this share above it.
    public func quantile(upper share: Double) throws(DistributionError) -> Int {
        guard share >= 0, share <= 1, share > 0 || largest != nil else { throw .noQuantile(share: share) }
        let wanted = share * (1 + 64 * Double.ulpOfOne)
        return try smallest(share: share) { survival($0) <= wanted }
    }

    /// The smallest count of 0 and more that holds, found by doubling from the mean and halving.
    private func smallest(share: Double, _ holds: (Int) -> Bool) throws(DistributionError) -> Int {
        if holds(0) { return 0 }
        let limit = min(largest ?? Int.max >> 2, Int.max >> 2)
        let start = mean + 2 * variance.squareRoot() + 1
        guard start < Double(Int.max >> 3) else { throw .noQuantile(share: share) }
        var low = 0
        var high = min(Int(start), limit)
        while !holds(high) {
            guard high < limit else { throw .noQuantile(share: share) }
            low = high
            high = min(high * 2, limit)
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }
}
