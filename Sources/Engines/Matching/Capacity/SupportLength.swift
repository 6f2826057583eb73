import Foundation
import Statistics

/// How long support lasts, in days.
public enum SupportLength: Sendable, Equatable {
    /// Always the same.
    case fixed(days: Double)
    /// Exponential with this mean.
    case exponential(mean: Double)
    /// Lognormal with this mean, and this standard deviation over mean.
    case lognormal(mean: Double, variation: Double)
    /// As seen: the lengths of supports that have ended, and how long those still open have lasted so far.
    ///
    /// The open ones count: leaving them out makes support look shorter than it is (Kaplan and Meier 1958,
    /// doi:10.1080/01621459.1958.10501452; what is left beyond the longest is put on the longest, Efron 1967).
    case observed(ended: [Double], open: [Double])
}

/// A length of support made ready to be drawn from.
struct LengthModel: Sendable, Equatable {
    private enum Shape: Sendable, Equatable {
        case fixed(Double)
        case exponential(Double)
        case lognormal(location: Double, scale: Double)
        // Lengths in order, and the share at or below each.
        case steps(lengths: [Double], shares: [Double])
    }
    private let shape: Shape

    init(_ length: SupportLength) throws(CapacityError) {
        switch length {
        case .fixed(let days): shape = .fixed(try CapacityError.positive(days, "The length of support"))
        case .exponential(let mean): shape = .exponential(try CapacityError.positive(mean, "The length of support"))
        case .lognormal(let mean, let variation):
            let middle = try CapacityError.positive(mean, "The length of support")
            let spread = try CapacityError.atLeastZero(variation, "The variation of lengths")
            let square = log1p(spread * spread)
            let location = log(middle) - square / 2
            shape = spread == 0 ? .fixed(middle) : .lognormal(location: location, scale: square.squareRoot())
        case .observed(let ended, let open):
            guard !ended.isEmpty else { throw .noData(what: "Lengths of support that have ended") }
            for days in ended { _ = try CapacityError.positive(days, "A length of support") }
            for days in open { _ = try CapacityError.atLeastZero(days, "A length of support so far") }
            shape = Self.steps(ended.map { ($0, true) } + open.map { ($0, false) })
        }
    }

    private init(_ shape: Shape) { self.shape = shape }

    /// Kaplan and Meier's estimate as steps.
    private static func steps(_ seen: [(days: Double, hasEnded: Bool)]) -> Shape {
        let ordered = seen.sorted { ($0.days, $0.hasEnded ? 0 : 1) < ($1.days, $1.hasEnded ? 0 : 1) }
        var lengths: [Double] = []
        var shares: [Double] = []
        var surviving: Double = 1
        for (place, one) in ordered.enumerated() where one.hasEnded {
            surviving *= 1 - 1 / Double(ordered.count - place)
            if lengths.last == one.days {
                shares[shares.count - 1] = 1 - surviving
            } else {
                lengths.append(one.days)
                shares.append(1 - surviving)
            }
        }
        let longest = ordered.last?.days ?? 0
        if let share = shares.last, share < 1 {
            if let last = lengths.last, last < longest {
                lengths.append(longest)
                shares.append(1)
            } else {
                shares[shares.count - 1] = 1
            }
        }
        return .steps(lengths: lengths, shares: shares)
    }

    /// The same estimate from as many lengths drawn again from those seen: what another such year might have shown.
    static func resampled(_ length: SupportLength, by generator: inout Generator) throws(CapacityError) -> LengthModel {
        guard case .observed(let ended, let open) = length, !ended.isEmpty else { return try LengthModel(length) }
        let all = ended.map { ($0, true) } + open.map { ($0, false) }
        var drawn: [(days: Double, hasEnded: Bool)] = []
        for _ in all.indices { drawn.append(all[generator.integer(below: all.count)]) }
        // A draw in which nothing ended says nothing of how long support lasts.
        guard drawn.contains(where: \.hasEnded) else { return try LengthModel(length) }
        return LengthModel(steps(drawn))
    }

    /// The mean length.
    var mean: Double {
        switch shape {
        case .fixed(let days): return days
        case .exponential(let mean): return mean
        case .lognormal(let location, let scale): return exp(location + scale * scale / 2)
        case .steps(let lengths, let shares):
            var before: Double = 0
            var sum: Double = 0
            for (days, share) in zip(lengths, shares) {
                sum += days * (share - before)
                before = share
            }
            return sum
        }
    }

    /// A length of support.
    func drawn(by generator: inout Generator) -> Double { quantile(generator.openUniform()) }

    /// How much longer a support lasts that has lasted `days` so far.
    func left(after days: Double, by generator: inout Generator) -> Double {
        let past = share(within: days)
        guard past < 1 - 1e-12 else { return 0 }
        return max(quantile(min(past + generator.openUniform() * (1 - past), 1 - 1e-15)) - days, 0)
    }

    private func quantile(_ share: Double) -> Double {
        switch shape {
        case .fixed(let days): return days
        case .exponential(let mean): return -mean * log1p(-share)
        case .lognormal(let location, let scale):
            let z = (try? NormalDistribution.standard.quantile(share)) ?? 0
            return exp(location + scale * z)
        case .steps(let lengths, let shares):
            var low = 0
            var high = shares.count - 1
            while low < high {
                let middle = (low + high) / 2
                if shares[middle] >= share { high = middle } else { low = middle + 1 }
            }
            return lengths[low]
        }
    }

    private func share(within days: Double) -> Double {
        switch shape {
        case .fixed(let all): return days >= all ? 1 : 0
        case .exponential(let mean): return -expm1(-days / mean)
        case .lognormal(let location, let scale):
            return days > 0 ? NormalDistribution.standard.cumulative((log(days) - location) / scale) : 0
        case .steps(let lengths, let shares):
            return lengths.lastIndex { $0 <= days }.map { shares[$0] } ?? 0
        }
    }
}
