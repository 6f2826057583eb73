import Foundation

extension SpecialFunctions {
    /// The first derivative of log gamma, for a number above 0: shifted upwards, then the asymptotic series.
    ///
    /// Abramowitz and Stegun 6.3.5 and 6.3.18.
    public static func digamma(_ x: Double) -> Double {
        var x = x
        var sum: Double = 0
        while x < 12 {
            sum -= 1 / x
            x += 1
        }
        let square = 1 / (x * x)
        var series: Double = 691.0 / 32760
        series = 1.0 / 132 - series * square
        series = 1.0 / 240 - series * square
        series = 1.0 / 252 - series * square
        series = 1.0 / 120 - series * square
        series = 1.0 / 12 - series * square
        return sum + log(x) - 0.5 / x - series * square
    }

    /// The second derivative of log gamma, for a number above 0 (Abramowitz and Stegun 6.4.6 and 6.4.12).
    public static func trigamma(_ x: Double) -> Double {
        var x = x
        var sum: Double = 0
        while x < 15 {
            sum += 1 / (x * x)
            x += 1
        }
        let square = 1 / (x * x)
        var series: Double = 691.0 / 2730
        series = 5.0 / 66 - series * square
        series = 1.0 / 30 - series * square
        series = 1.0 / 42 - series * square
        series = 1.0 / 30 - series * square
        series = 1.0 / 6 - series * square
        return sum + 1 / x + 0.5 * square + series * square / x
    }
}
