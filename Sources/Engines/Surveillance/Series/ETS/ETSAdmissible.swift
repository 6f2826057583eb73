import Foundation

/// Whether what a model learns fades with time, so that its forecasts do not hang on its start.
///
/// Hyndman, Akram and Archibald 2008, doi:10.1007/s10463-006-0109-x, with the tests of R's forecast::ets.
enum ETSAdmissible {
    static func holds(_ p: ETSParameters, model: ETSModel, period: Int) -> Bool {
        let (alpha, beta, gamma, phi) = (p.alpha, p.beta, p.gamma, p.phi)
        guard phi >= 0, phi <= 1 + 1e-8 else { return false }
        guard model.season != .none else {
            guard alpha >= 1 - 1 / phi, alpha <= 1 + 1 / phi else { return false }
            return model.trend == .none || (beta >= alpha * (phi - 1) && beta <= (1 + phi) * (2 - alpha))
        }
        let m = Double(period)
        guard gamma >= max(1 - 1 / phi - alpha, 0), gamma <= 1 + 1 / phi - alpha else { return false }
        let room = gamma * (1 - m + phi + phi * m) / (2 * phi * m)
        guard alpha >= 1 - 1 / phi - room, beta >= -(1 - phi) * (gamma / m + alpha) else { return false }
        return isStable(characteristic(p, period: period))
    }

    /// The characteristic polynomial, highest power first.
    static func characteristic(_ p: ETSParameters, period: Int) -> [Double] {
        let middle = p.alpha + p.beta - p.alpha * p.phi
        var polynomial = [1, p.alpha + p.beta - p.phi]
        polynomial += [Double](repeating: middle, count: max(0, period - 2))
        return polynomial + [middle + p.gamma - 1, p.phi * (1 - p.alpha - p.gamma)]
    }

    /// Whether every root lies within the unit circle, by the Schur–Cohn recursion (no root is ever found).
    ///
    /// - Complexity: O(degree²).
    static func isStable(_ polynomial: [Double]) -> Bool {
        // The circle is a hair wider, as in the reference (1e-10): a root on the circle itself passes.
        var a = polynomial
        var power = 1.0
        for place in a.indices {
            a[place] *= power
            power /= 1 + 1e-10
        }
        while a.count > 1 {
            let last = a.count - 1
            let reflection = a[last] / a[0]
            guard abs(reflection) < 1 else { return false }
            let scale = 1 - reflection * reflection
            var shorter = [Double](repeating: 0, count: last)
            for place in 0..<last { shorter[place] = (a[place] - reflection * a[last - place]) / scale }
            a = shorter
        }
        return true
    }
}
