import Foundation

/// A quasi-Poisson regression on seasonal levels and a straight trend, fitted again and again for many series.
///
/// The design is one level a season, one slope and a known offset, so the normal equations are an arrow: each season
/// gives its own mean, and the slope follows from what is left. Iterations, starting values, convergence (1e-8 of the
/// deviance, 25 at most) and the weights of the last iteration are those of R's `glm.fit`, because its dispersion and
/// leverages are taken from them.
///
/// - Complexity: O(rows) an iteration.
struct SeasonalPoisson {
    /// Counts, times about their mean, offsets and seasons of the rows in use.
    private(set) var counts: [Double] = []
    private var times: [Double] = []
    private var offsets: [Double] = []
    private var seasons: [Int] = []
    /// Powers and logarithms of the counts, looked up once a count.
    private var terms: [CountTerms.Terms] = []
    /// Prior weights.
    private(set) var priors: [Double] = []
    /// Linear predictor without offset at the last iteration, fitted means, and weights one iteration before them.
    private var predictors: [Double] = []
    private var means: [Double] = []
    private var weights: [Double] = []

    private var levels: [Double] = []
    private var slope = 0.0
    private var seasonWeights: [Double] = []
    private var seasonTimes: [Double] = []
    private var timeSpread = 0.0
    private var hasTrend = false
    private var seasonCount = 0
    private var seasonsPresent = 0

    /// R's `glm.control`.
    private static let tolerance = 1e-8
    private static let mostIterations = 25

    /// How a fit ended.
    enum End {
        case converged, stoppedShort, failed
    }

    /// Takes the rows of a series that have data, with weights of 1.
    mutating func load(
        _ design: FarringtonDesign, series: WatchedSeries, terms table: CountTerms, population: Bool
    ) {
        counts.removeAll(keepingCapacity: true)
        times.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        seasons.removeAll(keepingCapacity: true)
        terms.removeAll(keepingCapacity: true)
        for (number, row) in design.rows.enumerated() {
            guard let count = series.counts[row] else { continue }
            counts.append(count)
            times.append(design.times[number])
            offsets.append(population ? series.logPopulation(row) : 0)
            seasons.append(design.seasons[number])
            terms.append(table.terms(of: count))
        }
        seasonCount = design.seasonCount
        var present = Array(repeating: false, count: seasonCount)
        for season in seasons { present[season] = true }
        seasonsPresent = present.count { $0 }
        forgetWeights()
        predictors = Array(repeating: 0, count: counts.count)
        means = predictors
        weights = predictors
    }

    /// Gives every row the weight 1 again.
    mutating func forgetWeights() {
        priors = Array(repeating: 1, count: counts.count)
    }

    /// Degrees of freedom left.
    var residualDegrees: Int { counts.count - seasonsPresent - (hasTrend ? 1 : 0) }

    /// Fits the model from R's starting values.
    mutating func fit(trend: Bool) -> End {
        hasTrend = trend
        guard residualDegrees > 0 else { return .failed }
        var last = 0.0
        for row in counts.indices {
            means[row] = counts[row] + 0.1
            predictors[row] = terms[row].logStart - offsets[row]
            last += priors[row] * (terms[row].timesLog - counts[row] * terms[row].logStart + 0.1)
        }
        last *= 2
        for iteration in 1...Self.mostIterations {
            let before = (levels, slope)
            guard solve() else { return .failed }
            var deviance = predict()
            var halvings = 0
            while !deviance.isFinite {
                // As glm.fit: a step that leaves the numbers is halved until it does not.
                guard iteration > 1, halvings < Self.mostIterations else { return .failed }
                for season in levels.indices { levels[season] = (levels[season] + before.0[season]) / 2 }
                slope = (slope + before.1) / 2
                deviance = predict()
                halvings += 1
            }
            if (deviance - last).magnitude / (deviance.magnitude + 0.1) < Self.tolerance { return .converged }
            last = deviance
        }
        return .stoppedShort
    }

    /// One weighted least squares step: season means and times, then the slope.
    private mutating func solve() -> Bool {
        levels = Array(repeating: 0, count: seasonCount)
        seasonTimes = levels
        seasonWeights = levels
        var timesSquared = 0.0
        var timesResponses = 0.0
        for row in counts.indices {
            let mean = means[row]
            let weight = priors[row] * mean
            weights[row] = weight
            let response = predictors[row] + (counts[row] - mean) / mean
            let season = seasons[row]
            seasonWeights[season] += weight
            levels[season] += weight * response
            guard hasTrend else { continue }
            let weighted = weight * times[row]
            seasonTimes[season] += weighted
            timesSquared += weighted * times[row]
            timesResponses += weighted * response
        }
        var spread = timesSquared
        var shared = timesResponses
        for season in 0..<seasonCount where seasonWeights[season] > 0 {
            seasonTimes[season] /= seasonWeights[season]
            levels[season] /= seasonWeights[season]
            spread -= seasonWeights[season] * seasonTimes[season] * seasonTimes[season]
            shared -= seasonWeights[season] * seasonTimes[season] * levels[season]
        }
        guard hasTrend else {
            slope = 0
            return levels.allSatisfy(\.isFinite)
        }
        // A trend that seasons explain wholly cannot be told apart from them.
        guard spread > 1e-11 * timesSquared else { return false }
        timeSpread = spread
        slope = shared / spread
        for season in 0..<seasonCount { levels[season] -= slope * seasonTimes[season] }
        return slope.isFinite && levels.allSatisfy(\.isFinite)
    }

    /// Fitted means and their deviance; R holds means at no less than the machine's epsilon.
    private mutating func predict() -> Double {
        var half = 0.0
        for row in counts.indices {
            let predictor = levels[seasons[row]] + slope * times[row]
            predictors[row] = predictor
            let full = predictor + offsets[row]
            let mean = max(exp(full), Double.ulpOfOne)
            means[row] = mean
            half += priors[row] * (terms[row].timesLog - counts[row] * full - (counts[row] - mean))
        }
        return 2 * half
    }

    /// Pearson's dispersion, from working residuals and given weights, as R's `summary.glm`.
    private func dispersion(weighing: [Double]) -> Double {
        var sum = 0.0
        for row in counts.indices {
            let residual = (counts[row] - means[row]) / means[row]
            sum += weighing[row] * residual * residual
        }
        return sum / Double(residualDegrees)
    }

    /// The dispersion with working weights.
    var dispersion: Double { dispersion(weighing: weights) }

    /// What R's summary reports after `farringtonFlexible` has put the prior weights in place of the working ones.
    var dispersionByPriors: Double { dispersion(weighing: priors) }

    /// Weights that make rows with standardised Anscombe residuals above a threshold count less (Farrington 1996).
    mutating func downweight(above threshold: Double, dispersion: Double) -> Bool {
        var total = 0.0
        for row in counts.indices {
            let distance = times[row] - seasonTimes[seasons[row]]
            let share = 1 / seasonWeights[seasons[row]] + (hasTrend ? distance * distance / timeSpread : 0)
            let free = 1 - weights[row] * share
            guard free > 10 * Double.ulpOfOne else { return false }
            let root = means[row].squareRoot()
            let power = terms[row].twoThirds
            let full = predictors[row] + offsets[row]
            let residual = 1.5 * (power == 0 ? -root : power * exp(-full / 6) - root) / (dispersion * free).squareRoot()
            priors[row] = residual > threshold ? 1 / (residual * residual) : 1
            total += priors[row]
        }
        let factor = Double(counts.count) / total
        guard factor.isFinite else { return false }
        for row in priors.indices { priors[row] *= factor }
        return true
    }

    /// The linear predictor at a season and time, and its variance for a dispersion of 1.
    func predicted(season: Int, time: Double, offset: Double) -> (predictor: Double, variance: Double)? {
        guard seasonWeights[season] > 0 else { return nil }
        let distance = time - seasonTimes[season]
        let variance = 1 / seasonWeights[season] + (hasTrend ? distance * distance / timeSpread : 0)
        return (levels[season] + slope * time + offset, variance)
    }

    /// The slope and its variance for a dispersion of 1.
    var trend: (slope: Double, variance: Double) { (slope, hasTrend ? 1 / timeSpread : 0) }
}

/// Logarithms and powers of counts, reckoned once for the small ones.
struct CountTerms: Sendable {
    /// What the fit needs of one count.
    struct Terms: Sendable {
        /// log(y + 0.1), where `glm.fit` starts.
        let logStart: Double
        /// y log y, 0 at 0.
        let timesLog: Double
        /// y to the power 2/3.
        let twoThirds: Double

        init(_ count: Double) {
            logStart = log(count + 0.1)
            timesLog = count > 0 ? count * log(count) : 0
            twoThirds = pow(count, 2.0 / 3)
        }
    }

    private let small: [Terms] = (0..<1_024).map { Terms(Double($0)) }

    /// The terms of a whole count.
    func terms(of count: Double) -> Terms {
        count < Double(small.count) ? small[Int(count)] : Terms(count)
    }
}
