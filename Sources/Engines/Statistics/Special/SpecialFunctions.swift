import Foundation

/// The functions that distributions are made of.
public enum SpecialFunctions {
    /// The logarithm of the gamma function for a number above 0.
    public static func logGamma(_ x: Double) -> Double {
        lgamma(x).0
    }

    /// The logarithm of gamma(1 + x) for x above −1, without loss where x is near 0.
    ///
    /// Abramowitz and Stegun 6.1.33 with the first terms of the zeta functions taken out.
    public static func logGamma(onePlus x: Double) -> Double {
        guard abs(x) <= 0.5 else { return logGamma(1 + x) }
        var sum: Double = 0
        var power = x
        for (index, excess) in zetaExcess.enumerated() {
            power *= -x
            let term: Double = excess * power / Double(index + 2)
            sum -= term
        }
        return x * (1 - eulerGamma) - log1p(x) + sum
    }

    /// The logarithm of the beta function of two numbers above 0.
    public static func logBeta(_ a: Double, _ b: Double) -> Double {
        let small = min(a, b)
        let large = max(a, b)
        guard small >= 10 else {
            return large < 10
                ? logGamma(small) + logGamma(large) - logGamma(small + large)
                : logGamma(small) + logGammaRatio(large, plus: small)
        }
        let correction = stirlingError(small) + stirlingError(large) - stirlingError(small + large)
        let share = small / (small + large)
        return -0.5 * log(large) + halfLogTwoPi + correction + (small - 0.5) * log(share) + large * log1p(-share)
    }

    /// log Γ(x) − log Γ(x + y) for x of 10 and more, where both are large and near each other.
    static func logGammaRatio(_ x: Double, plus y: Double) -> Double {
        let correction = stirlingError(x) - stirlingError(x + y)
        return correction + y - y * log(x + y) - (x - 0.5) * log1p(y / x)
    }

    /// What Stirling's formula leaves out of log x!: log x! − (x + ½) log x + x − ½ log 2π (Loader 2000).
    static func stirlingError(_ x: Double) -> Double {
        guard x > 15 else {
            return logGamma(onePlus: x) - (x + 0.5) * log(x) + x - halfLogTwoPi
        }
        // The Bernoulli numbers over 2k(2k − 1), Abramowitz and Stegun 6.1.41.
        let square = 1 / (x * x)
        var sum: Double = 1.0 / 156
        sum = 691.0 / 360360 - sum * square
        sum = 1.0 / 1188 - sum * square
        sum = 1.0 / 1680 - sum * square
        sum = 1.0 / 1260 - sum * square
        sum = 1.0 / 360 - sum * square
        sum = 1.0 / 12 - sum * square
        return sum / x
    }

    /// x log(x / m) + m − x, the deviance of x about m, without cancellation where they are near (Loader 2000).
    static func deviance(_ x: Double, about m: Double) -> Double {
        guard x > 0 else { return m }
        guard abs(x - m) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
        let v = (x - m) / (x + m)
        var sum = (x - m) * v
        var term = 2 * x * v
        let square = v * v
        for index in 1..<1000 {
            term *= square
            let next = sum + term / Double(2 * index + 1)
            if next == sum { return next }
            sum = next
        }
        return sum
    }

    /// The inverse of the error function, for a number between −1 and 1; nil elsewhere.
    public static func inverseErf(_ x: Double) -> Double? {
        guard abs(x) < 1 else { return nil }
        return NormalQuantile.value(centred: x / 2, tail: 0.5 - abs(x) / 2) * 0.5.squareRoot()
    }

    /// The inverse of the complementary error function, for a number between 0 and 2; nil elsewhere.
    public static func inverseErfc(_ x: Double) -> Double? {
        guard x > 0, x < 2 else { return nil }
        return -NormalQuantile.value(centred: (x - 1) / 2, tail: min(x, 2 - x) / 2) * 0.5.squareRoot()
    }

    static let eulerGamma = 0.577215664901532860606512090082
    static let halfLogTwoPi = 0.918938533204672741780329736406

    /// Zeta(k) − 1 for k from 2, by the sum of its first terms and the Euler–Maclaurin formula for the rest.
    private static let zetaExcess: [Double] = (2..<32).map { k in
        let power = Double(k)
        let last = 20.0
        let tail: Double = pow(last, 1 - power) / (power - 1) - 0.5 * pow(last, -power)
        let bend: Double = power / 12 * pow(last, -power - 1)
        let bend3: Double = power * (power + 1) * (power + 2) / 720 * pow(last, -power - 3)
        let bend5: Double =
            power * (power + 1) * (power + 2) * (power + 3) * (power + 4) / 30240 * pow(last, -power - 5)
        let head = stride(from: last, to: 1, by: -1).reduce(0) { $0 + pow($1, -power) }
        return head + tail + bend - bend3 + bend5
    }
}
