import Foundation

extension Generator {
    /// A draw from the Poisson distribution; 0 when the mean is not a positive number.
    ///
    /// Below a mean of 10 by inversion, from there by transformed rejection with squeeze (PTRS, Hörmann 1993,
    /// doi:10.1016/0167-6687(93)90997-4).
    public mutating func poisson(mean: Double) -> Int {
        guard mean > 0, mean.isFinite else { return 0 }
        return mean < 10 ? smallPoisson(mean) : largePoisson(min(mean, Self.largestMean))
    }

    /// A draw from the negative binomial distribution with variance mean + mean²/size; a Poisson draw of gamma mean.
    public mutating func negativeBinomial(mean: Double, size: Double) -> Int {
        guard mean > 0, size > 0 else { return 0 }
        guard size.isFinite else { return poisson(mean: mean) }
        return poisson(mean: gamma(shape: size, scale: mean / size))
    }

    /// How many of `trials` succeed, each with the given probability, which is taken as at least 0 and at most 1.
    ///
    /// By inversion where few are expected, else by transformed rejection (BTRS, Hörmann 1993,
    /// doi:10.1080/00949659308811496).
    public mutating func binomial(trials: Int, probability: Double) -> Int {
        guard trials > 0, probability > 0 else { return 0 }
        guard probability < 1 else { return trials }
        if probability > 0.5 { return trials - binomial(trials: trials, probability: 1 - probability) }
        return Double(trials) * probability < 10
            ? smallBinomial(trials, probability) : largeBinomial(trials, probability)
    }

    /// How `trials` fall into classes with these weights, which need not sum to 1; weights below 0 count as 0.
    public mutating func multinomial(trials: Int, weights: [Double]) -> [Int] {
        var counts = [Int](repeating: 0, count: weights.count)
        var left = trials
        var weightLeft = weights.reduce(0) { $0 + max($1, 0) }
        guard weightLeft > 0, let last = weights.lastIndex(where: { $0 > 0 }) else { return counts }
        for index in weights.indices where weights[index] > 0 && left > 0 {
            let share = min(weights[index] / weightLeft, 1)
            counts[index] = index == last ? left : binomial(trials: left, probability: share)
            left -= counts[index]
            weightLeft -= weights[index]
        }
        return counts
    }

    // Beyond this a count would not fit a whole number.
    private static let largestMean = 0x1p62

    private mutating func smallPoisson(_ mean: Double) -> Int {
        var uniform = openUniform()
        var probability = exp(-mean)
        var count = 0
        // The probabilities sum to 1 but for rounding: past 200 none of a mean below 10 is left.
        while uniform > probability, count < 200 {
            uniform -= probability
            count += 1
            probability *= mean / Double(count)
        }
        return count
    }

    private mutating func largePoisson(_ mean: Double) -> Int {
        let b = 0.931 + 2.53 * mean.squareRoot()
        let a = -0.059 + 0.02483 * b
        let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
        let vr = 0.9277 - 3.6224 / (b - 2)
        let logMean = log(mean)
        while true {
            let u = uniform() - 0.5
            let v = openUniform()
            let us = 0.5 - abs(u)
            guard us > 0 else { continue }
            let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
            if us >= 0.07, v <= vr { return Int(k) }
            if k < 0 || (us < 0.013 && v > us) { continue }
            let bound = k * logMean - mean - SpecialFunctions.logGamma(k + 1)
            if log(v * inverseAlpha / (a / (us * us) + b)) <= bound { return Int(k) }
        }
    }

    private mutating func smallBinomial(_ trials: Int, _ probability: Double) -> Int {
        let odds = probability / (1 - probability)
        var uniform = openUniform()
        var mass = exp(Double(trials) * log1p(-probability))
        var count = 0
        while uniform > mass, count < trials {
            uniform -= mass
            count += 1
            mass *= odds * Double(trials - count + 1) / Double(count)
        }
        return count
    }

    private mutating func largeBinomial(_ trials: Int, _ probability: Double) -> Int {
        let n = Double(trials)
        let spread = (n * probability * (1 - probability)).squareRoot()
        let b = 1.15 + 2.53 * spread
        let a = -0.0873 + 0.0248 * b + 0.01 * probability
        let c = n * probability + 0.5
        let vr = 0.92 - 4.2 / b
        let alpha = (2.83 + 5.1 / b) * spread
        let logOdds = log(probability / (1 - probability))
        let mode = ((n + 1) * probability).rounded(.down)
        let height = SpecialFunctions.logGamma(mode + 1) + SpecialFunctions.logGamma(n - mode + 1)
        while true {
            let u = uniform() - 0.5
            let v = openUniform()
            let us = 0.5 - abs(u)
            guard us > 0 else { continue }
            let k = ((2 * a / us + b) * u + c).rounded(.down)
            if us >= 0.07, v <= vr { return Int(k) }
            guard k >= 0, k <= n else { continue }
            let ways = height - SpecialFunctions.logGamma(k + 1) - SpecialFunctions.logGamma(n - k + 1)
            if log(v * alpha / (a / (us * us) + b)) <= ways + (k - mode) * logOdds { return Int(k) }
        }
    }
}
