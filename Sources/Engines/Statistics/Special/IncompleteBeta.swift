import Foundation

extension SpecialFunctions {
    /// The regularised incomplete beta function I_x(a, b); nil unless a and b are above 0 and x is from 0 to 1.
    public static func lowerBeta(_ a: Double, _ b: Double, _ x: Double) -> Double? {
        betaTails(a, b, x, complement: 1 - x)?.lower
    }

    /// 1 − I_x(a, b), with its own digits; nil as `lowerBeta`.
    public static func upperBeta(_ a: Double, _ b: Double, _ x: Double) -> Double? {
        betaTails(a, b, x, complement: 1 - x)?.upper
    }

    /// Both tails at x, whose complement 1 − x is given apart so that it keeps its digits.
    ///
    /// The continued fraction of DiDonato and Morris 1992 (doi:10.1145/131766.131776), from the side on which it
    /// converges; a power series where one parameter is small.
    static func betaTails(_ a: Double, _ b: Double, _ x: Double, complement y: Double) -> Tails? {
        guard a > 0, b > 0, a.isFinite, b.isFinite, x >= 0, y >= 0, x <= 1, y <= 1 else { return nil }
        if x == 0 { return Tails(lower: 0, upper: 1) }
        if y == 0 { return Tails(lower: 1, upper: 0) }
        if a < 1, b * x < 0.7, x < 0.7 { return betaSeries(a, b, x) }
        if b < 1, a * y < 0.7, y < 0.7 { return betaSeries(b, a, y).swapped }
        let isBelow = x * b < y * a
        if isBelow { return Tails(lower: betaFraction(a, b, x, y)) }
        return Tails(upper: betaFraction(b, a, y, x))
    }

    /// x^a y^b / B(a, b), by Loader's expansion of the binomial probability.
    static func betaPower(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        exp(logBetaPower(a, b, x, y))
    }

    static func logBetaPower(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        guard min(a, b) >= 1 else { return a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b) }
        // a + b − 1 and the like are not needed: Γ(a+b)/(Γ(a)Γ(b)) = ab/(a+b) · Γ(a+b+1)/(Γ(a+1)Γ(b+1)).
        let n = a + b
        let correction = stirlingError(n) - stirlingError(a) - stirlingError(b)
        let distance = deviance(a, about: n * x) + deviance(b, about: n * y)
        return correction - distance + 0.5 * (log(a) + log(b / n)) - halfLogTwoPi
    }

    /// log x, from its complement where that is the smaller.
    private static func logOf(_ x: Double, _ complement: Double) -> Double {
        complement < 0.5 ? log1p(-complement) : log(x)
    }

    /// I_x(a, b) for x below the mean: the fraction of DiDonato and Morris by the forward recurrence of Lentz.
    private static func betaFraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        let lambda = x <= y ? a - (a + b) * x : (a + b) * y - b
        var c = Double.infinity
        var d = (a + 1) / (a * (lambda + 1))
        var value = d
        for index in 1..<10_000_000 {
            let n = Double(index)
            let place = a + 2 * n - 1
            let alpha = (a + n - 1) / place * (n / place) * ((a + b + n - 1) * x) * ((b - n) * x)
            let middle = (a + n) * (lambda + 1 + n * (1 + y)) / (place + 2)
            let beta = n + n * (b - n) * x / place + middle
            d = 1 / (beta + alpha * d)
            c = beta + alpha / c
            let factor = c * d
            value *= factor
            if abs(factor - 1) < 3e-16 { break }
        }
        return value * betaPower(a, b, x, y)
    }

    /// Both tails for a below 1 and x well below the mean, the upper one without cancellation.
    ///
    /// I_x = x^a / (a B(a, b)) · (1 + a Σ (1−b)(2−b)…(n−b) xⁿ / (n! (a + n))).
    private static func betaSeries(_ a: Double, _ b: Double, _ x: Double) -> Tails {
        var sum: Double = 0
        var power: Double = 1
        for index in 1..<2000 {
            let n = Double(index)
            power *= (n - b) * x / n
            let term = a * power / (a + n)
            sum += term
            if abs(term) <= abs(sum) * 1e-17 || term == 0 { break }
        }
        let front = a * log(x) + logGammaRise(b, by: a) - logGamma(onePlus: a)
        let rise = expm1(front)
        return Tails(lower: (1 + sum) * exp(front), upper: -(sum + rise + sum * rise))
    }

    /// log Γ(b + a) − log Γ(b) for a up to 1, without cancellation where b is large or a small.
    private static func logGammaRise(_ b: Double, by a: Double) -> Double {
        if b > 15 { return -logGammaRatio(b, plus: a) }
        // Up to where the expansion holds: Γ(b + a)/Γ(b) = Γ(b + n + a)/Γ(b + n) · Π (b + k)/(b + k + a).
        var shift: Double = 0
        var place = b
        while place <= 15 {
            shift += log1p(a / place)
            place += 1
        }
        return -logGammaRatio(place, plus: a) - shift
    }
}
