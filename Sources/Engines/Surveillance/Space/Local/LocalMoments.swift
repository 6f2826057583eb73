/// The values of areas as deviations from their mean, with what the local statistics need of them.
struct LocalMoments {
    let count: Int
    let sum: Double
    let mean: Double
    let deviations: [Double]
    /// The sum of squared deviations over the number of areas.
    let variance: Double
    /// False where all values are equal, but for rounding.
    let varies: Bool

    init(_ values: [Double]) {
        count = values.count
        sum = values.reduce(0, +)
        let mean = sum / Double(values.count)
        self.mean = mean
        deviations = values.map { $0 - mean }
        variance = deviations.reduce(0) { $0 + $1 * $1 } / Double(values.count)
        varies = values.contains { $0 != values.first } && variance > 0
    }

    /// The mean and variance of the deviations of all areas but one, whose own is `own`.
    func others(than own: Double) -> (mean: Double, variance: Double) {
        let rest = Double(count - 1)
        let mean: Double = -own / rest
        let variance: Double = (Double(count) * variance - own * own) / rest - mean * mean
        return (mean, max(0, variance))
    }
}
