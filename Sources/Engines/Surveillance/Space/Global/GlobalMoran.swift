import Statistics
import Threads

/// Whether areas near each other are alike, over the whole map: Moran's I.
///
/// Cliff and Ord 1981; moments under normality and randomisation as spdep `moran.test(adjust.n = FALSE)` and esda `Moran`.
/// Islands count among the areas, as values are shuffled over them too.
public struct GlobalMoran: Sendable, Equatable {
    /// A mean and variance of I under chance, with what follows from them.
    public struct Test: Sendable, Equatable {
        /// The variance of I.
        public let variance: Double
        /// How many standard deviations I lies above its mean.
        public let z: Double
        /// The probability of a z at least this far from 0, by the normal distribution.
        public let p: Double
    }

    /// The statistic: near `expected` by chance, towards 1 where neighbours are alike, below where they differ.
    public let i: Double
    /// Its mean by chance, −1/(n − 1).
    public let expected: Double
    /// The test when values come from a normal distribution; nil where its variance is not above 0.
    public let normality: Test?
    /// The test when values are shuffled; nil where its variance is not above 0, or with fewer than four areas.
    public let randomisation: Test?
    /// What the permutations say, where they were asked for.
    public let permutation: PermutationResult?

    /// Moran's I of values; nil when all are equal or no area has a neighbour.
    public init?(
        of values: [Double], weights: SpatialWeights, permutation: PermutationSettings?
    ) throws(SpaceError) {
        try SpaceChecks.length(values.count, of: "values", for: weights.count)
        guard values.count >= 3 else { throw .tooFew(method: "Moran's I", given: values.count, needed: 3) }
        try SpaceChecks.finite(values, "Value")
        let centre = LocalMoments(values)
        let sums = WeightSums(weights)
        guard centre.varies, sums.s0 > 0 else { return nil }
        let n = Double(values.count)
        let squares = centre.variance * n
        let observed = Self.cross(centre.deviations, weights)
        let i = n / sums.s0 * observed / squares
        let expected = -1 / (n - 1)
        self.i = i
        self.expected = expected
        normality = Self.test(i, expected, sums.varianceUnderNormality(n))
        let fourth = centre.deviations.reduce(0) { $0 + $1 * $1 * $1 * $1 }
        let kurtosis: Double = n * fourth / (squares * squares)
        randomisation = n > 3 ? Self.test(i, expected, sums.varianceUnderRandomisation(n, kurtosis)) : nil
        self.permutation = permutation.map { settings in
            Self.permuted(centre.deviations, weights, observed, n / sums.s0 / squares, settings)
        }
    }

    private static func test(_ i: Double, _ expected: Double, _ variance: Double) -> Test? {
        guard variance > 0 else { return nil }
        let z = (i - expected) / variance.squareRoot()
        return Test(variance: variance, z: z, p: NormalDistribution.twoSided(z))
    }

    /// Σᵢ Σⱼ wᵢⱼ zᵢ zⱼ.
    private static func cross(_ deviations: [Double], _ weights: SpatialWeights) -> Double {
        deviations.withUnsafeBufferPointer { deviations in
            (0..<weights.count).reduce(0) { sum, area in
                sum + deviations[area] * weights.givenLag(of: area, deviations) * weights.scales[area]
            }
        }
    }

    private static func permuted(
        _ deviations: [Double], _ weights: SpatialWeights, _ observed: Double, _ factor: Double,
        _ settings: PermutationSettings
    ) -> PermutationResult {
        let source = Generator(seed: settings.seed)
        let parts = SharedWork.parts(of: settings.permutations, size: 16, threads: settings.threads) { part in
            part.map { draw in
                var generator = source.stream(draw)
                var shuffled = deviations
                generator.shuffle(&shuffled)
                return cross(shuffled, weights)
            }
        }
        let sums = Array(parts.joined())
        let size = deviations.reduce(0) { $0 + $1 * $1 }
        let tolerance: Double = Double(deviations.count) * .ulpOfOne * size
        let count = Double(sums.count)
        let mean = sums.reduce(0, +) / count
        let variance = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let tally = ConditionalPermutation.Tally(
            atLeast: sums.count { $0 >= observed - tolerance }, atMost: sums.count { $0 <= observed + tolerance },
            mean: mean, variance: variance)
        let sd = variance.squareRoot()
        return PermutationResult(
            p: settings.tail.p(tally, draws: sums.count, reversed: false), mean: mean * factor, sd: sd * factor,
            z: sd > 0 ? (observed - mean) / sd : nil)
    }
}

/// The sums over weights in the moments of Moran's I (Cliff and Ord 1981, section 1.4).
struct WeightSums: Sendable, Equatable {
    /// All weights together.
    let s0: Double
    /// Half the sum of (wᵢⱼ + wⱼᵢ)².
    let s1: Double
    /// The sum over areas of (row sum + column sum)².
    let s2: Double

    init(_ weights: SpatialWeights) {
        var (total, squares, twoWay): (Double, Double, Double) = (0, 0, 0)
        var columns = Array(repeating: 0.0, count: weights.count)
        var rows = columns
        for area in 0..<weights.count {
            for place in weights.starts[area]..<weights.starts[area + 1] {
                let weight = weights.weight(at: place, of: area)
                let other = Int(weights.neighbours[place])
                total += weight
                squares += weight * weight
                rows[area] += weight
                columns[other] += weight
                twoWay += weight * Self.weight(from: other, to: area, weights)
            }
        }
        s0 = total
        s1 = squares + twoWay
        s2 = zip(rows, columns).reduce(0) { $0 + ($1.0 + $1.1) * ($1.0 + $1.1) }
    }

    private static func weight(from area: Int, to neighbour: Int, _ weights: SpatialWeights) -> Double {
        var low = weights.starts[area]
        let end = weights.starts[area + 1]
        var high = end
        while low < high {
            let middle = (low + high) / 2
            if Int(weights.neighbours[middle]) < neighbour { low = middle + 1 } else { high = middle }
        }
        guard low < end, Int(weights.neighbours[low]) == neighbour else { return 0 }
        return weights.weight(at: low, of: area)
    }

    func varianceUnderNormality(_ n: Double) -> Double {
        let numerator: Double = n * n * s1 - n * s2 + 3 * s0 * s0
        return numerator / ((n - 1) * (n + 1) * s0 * s0) - 1 / ((n - 1) * (n - 1))
    }

    func varianceUnderRandomisation(_ n: Double, _ kurtosis: Double) -> Double {
        let squared = s0 * s0
        let first: Double = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * squared)
        let second: Double = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * squared)
        let product: Double = (n - 1) * (n - 2) * (n - 3) * squared
        return (first - second) / product - 1 / ((n - 1) * (n - 1))
    }
}
