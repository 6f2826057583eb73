/// A fitted generalized linear model (McCullagh and Nelder 1989), with what R's `glm`, `summary` and `influence` report.
public struct GeneralizedLinearModel: Sendable {
    /// When the steps of a fit end.
    public struct Control: Sendable, Equatable {
        /// The relative change of the deviance below which the fit has converged.
        public var tolerance: Double
        /// After so many steps it has not.
        public var maximumIterations: Int

        /// Sets both.
        public init(tolerance: Double, maximumIterations: Int) {
            self.tolerance = tolerance
            self.maximumIterations = maximumIterations
        }

        /// The settings of R's `glm.control`.
        public static let standard = Control(tolerance: 1e-8, maximumIterations: 25)
    }

    /// What a reader of the fit should know.
    public enum Warning: Sendable, Equatable, CustomStringConvertible {
        /// The steps did not settle.
        case notConverged
        /// Fitted means at the edge of what can be: the columns separate the responses, or a group has no event.
        case fittedAtEdge
        /// A step led outside and was halved.
        case stepsHalved
        /// Theta did not settle: the counts scatter no more than chance would have them.
        case thetaNotSettled

        /// The warning in a sentence.
        public var description: String {
            switch self {
            case .notConverged: "The model did not settle: its figures should not be used."
            case .fittedAtEdge:
                "Some fitted values are at the very edge (no event, or all): some effects cannot be told from these data."
            case .stepsHalved: "The fit had to be held back on its way: look for extreme values."
            case .thetaNotSettled:
                "The extra scatter could not be settled: the counts scatter no more than chance would have them."
            }
        }
    }

    /// The family it was fitted with.
    public let family: Family
    /// Theta of the negative binomial, given or estimated; nil for other families.
    public internal(set) var theta: Double?
    /// By column of the design; nil where the column depends on those before it.
    public let coefficients: [Double?]
    /// The columns that have a coefficient, in rising order: the rows and columns of `covariance`.
    public let estimated: [Int]
    /// Of the estimated coefficients, scaled by the dispersion.
    public let covariance: Matrix
    /// The fitted means by row.
    public let fitted: [Double]
    /// The fitted values before the link is undone, offset included.
    public let linearPredictor: [Double]
    /// Twice what the likelihood lacks to that of a fit that follows every row.
    public let deviance: Double
    /// Rows with a weight, less estimated coefficients.
    public let residualDF: Int
    /// Pearson's statistic over the residual degrees of freedom; 1 where the family fixes it, nil where none are left.
    public let dispersion: Double?
    /// How strongly each row pulls its own fitted value.
    public let leverages: [Double]
    /// Steps taken.
    public let iterations: Int
    /// What to be aware of; empty for a fit that went well.
    public let warnings: [Warning]

    let design: Matrix
    let response: [Double]
    let priorWeights: [Double]
    let workingWeights: [Double]
    let rules: FamilyRules
    /// Not scaled by the dispersion.
    let unscaledCovariance: Matrix

    /// True when the steps settled.
    public var hasConverged: Bool { !warnings.contains(.notConverged) }

    /// The square roots of the variances by column of the design; nil where there is no coefficient.
    public var standardErrors: [Double?] {
        var errors = [Double?](repeating: nil, count: coefficients.count)
        guard dispersion != nil else { return errors }
        for (place, column) in estimated.enumerated() { errors[column] = covariance[place, place].squareRoot() }
        return errors
    }

    /// Fits a model: one row of the design a response; the intercept, if there is to be one, is a column of ones.
    ///
    /// The answer is R's `glm` (for a negative binomial without theta, `MASS::glm.nb`) with the same settings.
    public static func fit(
        design: Matrix, response: [Double], family: Family, offset: [Double]? = nil, weights: [Double]? = nil,
        start: [Double]? = nil, control: Control = .standard
    ) throws(ModelError) -> GeneralizedLinearModel {
        let problem = try ModelProblem(
            design: design, response: response, family: family, offset: offset, weights: weights, start: start)
        if case .negativeBinomial(theta: nil) = family { return try problem.fitWithTheta(control) }
        return try problem.fit(control)
    }
}
