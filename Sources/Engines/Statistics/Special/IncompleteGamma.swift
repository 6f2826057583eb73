import Foundation

/// Two shares that sum to 1, each with its own digits: what lies below a point, and what lies above.
struct Tails {
    let lower: Double
    let upper: Double

    /// Both tails from the lower one.
    init(lower: Double) {
        self.lower = min(max(lower, 0), 1)
        upper = 1 - self.lower
    }

    /// Both tails from the upper one.
    init(upper: Double) {
        self.upper = min(max(upper, 0), 1)
        lower = 1 - self.upper
    }

    init(lower: Double, upper: Double) {
        self.lower = min(max(lower, 0), 1)
        self.upper = min(max(upper, 0), 1)
    }

    var swapped: Tails { Tails(lower: upper, upper: lower) }
}

extension SpecialFunctions {
    /// The regularised lower incomplete gamma function P(shape, x); nil unless shape is above 0 and x at least 0.
    public static func lowerGamma(shape: Double, _ x: Double) -> Double? {
        gammaTails(shape: shape, x)?.lower
    }

    /// The regularised upper incomplete gamma function Q(shape, x); nil unless shape is above 0 and x at least 0.
    public static func upperGamma(shape: Double, _ x: Double) -> Double? {
        gammaTails(shape: shape, x)?.upper
    }

    /// Both: the series below the mean, Legendre's continued fraction above it (Gil, Segura and Temme 2012).
    static func gammaTails(shape: Double, _ x: Double) -> Tails? {
        guard shape > 0, shape.isFinite, x >= 0 else { return nil }
        if x == 0 { return Tails(lower: 0, upper: 1) }
        if x == .infinity { return Tails(lower: 1, upper: 0) }
        if shape < 1, x < 1 { return smallGammaTails(shape: shape, x) }
        if x < shape + 1 {
            return Tails(lower: poissonDensity(shape, mean: x) * gammaSeries(shape: shape, x))
        }
        return Tails(upper: poissonDensity(shape, mean: x) * shape * gammaFraction(shape: shape, x))
    }

    /// x^k e^(−x) / Γ(k + 1) for any k of 0 and more, by Loader's saddle point expansion.
    static func poissonDensity(_ k: Double, mean: Double) -> Double {
        exp(logPoissonDensity(k, mean: mean))
    }

    static func logPoissonDensity(_ k: Double, mean: Double) -> Double {
        if mean == 0 { return k == 0 ? 0 : -.infinity }
        if k == 0 { return -mean }
        // Where the mean is nothing beside k, or k beside it, the plain formula has no cancellation.
        if k <= mean * 1e-8 || k < 1 { return -mean + k * log(mean) - logGamma(onePlus: k) }
        return -stirlingError(k) - deviance(k, about: mean) - halfLogTwoPi - 0.5 * log(k)
    }

    /// 1 + x/(a+1) + x²/((a+1)(a+2)) + …
    private static func gammaSeries(shape: Double, _ x: Double) -> Double {
        var sum: Double = 1
        var term: Double = 1
        var place = shape
        while term > sum * 1e-17 {
            place += 1
            term *= x / place
            sum += term
        }
        return sum
    }

    /// 1/(x+1−a− 1(1−a)/(x+3−a− …)), by the method of Lentz.
    private static func gammaFraction(shape: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - shape
        var c = 1 / tiny
        var d = 1 / (abs(b) < tiny ? tiny : b)
        var value = d
        for index in 1..<10_000_000 {
            let a = -Double(index) * (Double(index) - shape)
            b += 2
            d = a * d + b
            if abs(d) < tiny { d = tiny }
            c = b + a / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            let factor = d * c
            value *= factor
            if abs(factor - 1) < 3e-16 { break }
        }
        return value
    }

    /// Both tails for a shape and a point below 1, the upper one without cancellation.
    private static func smallGammaTails(shape: Double, _ x: Double) -> Tails {
        var sum: Double = 0
        var power = shape
        for index in 1..<200 {
            power *= -x / Double(index)
            let term = power / (shape + Double(index))
            sum += term
            if abs(term) <= abs(sum) * 1e-17 { break }
        }
        let log = shape * Foundation.log(x) - logGamma(onePlus: shape)
        let rise = expm1(log)
        return Tails(lower: (1 + sum) * exp(log), upper: -(sum + rise + sum * rise))
    }
}
