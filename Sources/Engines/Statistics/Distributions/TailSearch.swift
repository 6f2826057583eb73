import Foundation

/// Finds the point at which a tail has a given size, by Newton's method on logarithms, kept between bounds.
enum TailSearch {
    /// The u at which `logTail(u)`, which rises or falls throughout, is `wanted`; the slope comes with the value.
    ///
    /// The answer is as good as the tail: steps go on until they no longer change it.
    static func solve(
        from start: Double, below limit: Double = .infinity, wanted: Double, rising: Bool,
        _ logTail: (Double) -> (value: Double, slope: Double)
    ) -> Double {
        var low = -Double.infinity
        var high = limit
        var place = min(start, limit)
        var stride: Double = 1
        for _ in 0..<400 {
            let (value, slope) = logTail(place)
            let gap = value - wanted
            if gap == 0 { return place }
            if (gap < 0) == rising { low = place } else { high = place }
            var next = place - gap / slope
            if !next.isFinite || next <= low || next >= high {
                if low.isFinite, high.isFinite {
                    next = low + (high - low) / 2
                } else {
                    stride *= 2
                    next = low.isFinite ? low + stride : high - stride
                }
            } else if abs(next - place) > 8 * stride {
                stride *= 2
                next = next > place ? place + stride : place - stride
            }
            if abs(next - place) <= 2e-16 * max(abs(next), 1e-3) { return next }
            place = next
        }
        return place
    }
}
