import Statistics

/// Areas like their neighbours, or unlike them: the local Moran statistic.
///
/// Anselin 1995, doi:10.1111/j.1538-4632.1995.tb00338.x, with the denominators of spdep `localmoran`: the variance of the
/// values over n throughout. (esda 2 mixes n − 1 into the statistic and n into its moments.) Moments are exact: under
/// conditional permutation (Sokal, Oden and Thomson 1998), or under total randomisation as Anselin first gave them.
public struct LocalMoran: Sendable, Equatable {
    /// What is held fixed in the moments.
    public enum Null: String, Sendable, CaseIterable {
        /// The area's own value stays: spdep's default, and what permutation does.
        case conditional
        /// All values are shuffled.
        case total
    }

    /// Which corner of the Moran scatterplot an area lies in.
    public enum Quadrant: String, Sendable, CaseIterable {
        /// High among high.
        case highHigh = "HH"
        /// Low among low.
        case lowLow = "LL"
        /// High among low.
        case highLow = "HL"
        /// Low among high.
        case lowHigh = "LH"
    }

    /// The statistic of one area.
    public struct Area: Sendable, Equatable {
        /// The statistic: above 0 where the area is like its neighbours.
        public let i: Double
        /// Its mean if values were shuffled.
        public let expected: Double
        /// Its variance if values were shuffled.
        public let variance: Double
        /// How many standard deviations the statistic lies above its mean; nil where it cannot vary.
        public let z: Double?
        /// The probability of a z at least this far from 0, by the normal distribution.
        public let p: Double?
        /// High or low, among high or low, about the mean (spdep's "pysal" quadrants: at the mean is low).
        public let quadrant: Quadrant
        /// What the permutations say, where they were asked for.
        public let permutation: PermutationResult?
    }

    /// One for each area; nil for islands, and everywhere when all values are equal.
    public let areas: [Area?]
    /// The areas without neighbours.
    public let islands: [Int]

    /// The statistic of every area.
    public init(
        of values: [Double], weights: SpatialWeights, null: Null, permutation: PermutationSettings?
    ) throws(SpaceError) {
        try SpaceChecks.length(values.count, of: "values", for: weights.count)
        guard values.count >= 3 else { throw .tooFew(method: "Local Moran's I", given: values.count, needed: 3) }
        try SpaceChecks.finite(values, "Value")
        let centre = LocalMoments(values)
        islands = weights.islands
        guard centre.varies else {
            areas = Array(repeating: nil, count: values.count)
            return
        }
        let tallies = permutation.map { settings in
            ConditionalPermutation(
                values: centre.deviations, weights: weights, draws: settings.permutations, seed: settings.seed,
                threads: settings.threads
            ).run()
        }
        let calculation = Calculation(centre: centre, weights: weights, null: null)
        areas = centre.deviations.withUnsafeBufferPointer { deviations in
            (0..<weights.count).map { area in
                calculation.area(area, deviations, tallies?[area], permutation)
            }
        }
    }

    init(areas: [Area?], islands: [Int]) {
        self.areas = areas
        self.islands = islands
    }

    /// The clusters at a level of significance: the quadrant of each area that `significant` marks, nil for the rest.
    public func clusters(where significant: [Bool]) throws(SpaceError) -> [Quadrant?] {
        try SpaceChecks.length(significant.count, of: "marks", for: areas.count)
        return zip(areas, significant).map { area, marked in marked ? area?.quadrant : nil }
    }

    private struct Calculation {
        let centre: LocalMoments
        let weights: SpatialWeights
        let null: Null
        let kurtosis: Double

        init(centre: LocalMoments, weights: SpatialWeights, null: Null) {
            self.centre = centre
            self.weights = weights
            self.null = null
            let fourth = centre.deviations.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(centre.count)
            kurtosis = fourth / (centre.variance * centre.variance)
        }

        func area(
            _ area: Int, _ deviations: UnsafeBufferPointer<Double>, _ tally: ConditionalPermutation.Tally??,
            _ settings: PermutationSettings?
        ) -> Area? {
            guard weights.neighbourCount(of: area) > 0 else { return nil }
            let own = deviations[area]
            let scale = weights.scales[area]
            let lag: Double = weights.givenLag(of: area, deviations) * scale
            let i: Double = own / centre.variance * lag
            let (expected, variance) = moments(
                own, weights.givenSum(of: area) * scale, weights.givenSquares(of: area) * scale * scale)
            // The scale of the statistic, so that rounding is not taken for variance.
            let smallest: Double = Double(centre.count) * .ulpOfOne
            let z = variance > smallest ? (i - expected) / variance.squareRoot() : nil
            return Area(
                i: i, expected: expected, variance: variance, z: z, p: z.map(NormalDistribution.twoSided),
                quadrant: quadrant(own, lag), permutation: chance(own, i, scale, tally, settings))
        }

        private func moments(_ own: Double, _ sum: Double, _ squares: Double) -> (expected: Double, variance: Double) {
            let n = Double(centre.count)
            let m2 = centre.variance
            switch null {
            case .conditional:
                let ratio = own / m2
                let expected: Double = -own * ratio * sum / (n - 1)
                let spread: Double = (n / (n - 2)) * (squares - sum * sum / (n - 1)) * (m2 - own * own / (n - 1))
                return (expected, max(0, ratio * ratio * spread))
            case .total:
                let expected: Double = -sum / (n - 1)
                let a: Double = (n - kurtosis) / (n - 1)
                let b: Double = (2 * kurtosis - n) / ((n - 1) * (n - 2))
                return (expected, max(0, a * squares + b * (sum * sum - squares) - expected * expected))
            }
        }

        private func quadrant(_ own: Double, _ lag: Double) -> Quadrant {
            switch (own > 0, lag > 0) {
            case (true, true): .highHigh
            case (false, false): .lowLow
            case (true, false): .highLow
            case (false, true): .lowHigh
            }
        }

        private func chance(
            _ own: Double, _ i: Double, _ scale: Double, _ tally: ConditionalPermutation.Tally??,
            _ settings: PermutationSettings?
        ) -> PermutationResult? {
            guard let settings, let tally = tally ?? nil else { return nil }
            let factor: Double = own / centre.variance * scale
            let sd = tally.variance.squareRoot() * abs(factor)
            let mean = tally.mean * factor
            let p = own == 0 ? 1 : settings.tail.p(tally, draws: settings.permutations, reversed: own < 0)
            return PermutationResult(p: p, mean: mean, sd: sd, z: sd > 0 ? (i - mean) / sd : nil)
        }
    }
}
