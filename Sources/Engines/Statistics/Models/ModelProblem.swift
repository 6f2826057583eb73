/// What is given to a fit, checked.
struct ModelProblem {
    let design: Matrix
    let response: [Double]
    let family: Family
    let offset: [Double]
    let weights: [Double]
    let start: [Double]?

    init(
        design: Matrix, response: [Double], family: Family, offset: [Double]?, weights: [Double]?, start: [Double]?
    ) throws(ModelError) {
        let count = response.count
        self.design = design
        self.response = response
        self.family = family
        self.offset = offset ?? [Double](repeating: 0, count: count)
        self.weights = weights ?? [Double](repeating: 1, count: count)
        self.start = start
        try checkShapes()
        try checkValues()
    }

    private func checkShapes() throws(ModelError) {
        let count = response.count
        guard count > 0 else { throw .noRows }
        guard design.columns > 0 else { throw .noColumns }
        if design.rows != count { throw .lengthsDiffer(what: "Design", found: design.rows, needed: count) }
        if offset.count != count { throw .lengthsDiffer(what: "Offset", found: offset.count, needed: count) }
        if weights.count != count { throw .lengthsDiffer(what: "Weights", found: weights.count, needed: count) }
        if let start, start.count != design.columns {
            throw .lengthsDiffer(what: "Starting values", found: start.count, needed: design.columns)
        }
    }

    private func checkValues() throws(ModelError) {
        guard response.allSatisfy(\.isFinite) else { throw .notFinite(what: "Response") }
        guard design.elements.allSatisfy(\.isFinite) else { throw .notFinite(what: "Design") }
        guard offset.allSatisfy(\.isFinite) else { throw .notFinite(what: "Offset") }
        guard weights.allSatisfy(\.isFinite) else { throw .notFinite(what: "Weights") }
        if let start, !start.allSatisfy(\.isFinite) { throw .notFinite(what: "Starting values") }
        if let row = weights.firstIndex(where: { $0 < 0 }) { throw .badWeight(row: row) }
        guard weights.contains(where: { $0 > 0 }) else { throw .noRows }
        let rules = FamilyRules(family: family)
        for (row, value) in response.enumerated() {
            if let needed = rules.fault(value) { throw .badResponse(row: row, value: value, needed: needed) }
        }
        if case .negativeBinomial(let theta?) = family, !(theta > 0 && theta.isFinite) { throw .noTheta }
    }

    /// The fit of a family with nothing left to estimate beside the coefficients.
    func fit(_ control: GeneralizedLinearModel.Control) throws(ModelError) -> GeneralizedLinearModel {
        var rules = FamilyRules(family: family)
        if case .negativeBinomial(let theta?) = family { rules.theta = theta }
        return finished(try state(rules, control), rules)
    }

    /// The state after the steps, from the given coefficients, from these values of eta, or from the response.
    func state(
        _ rules: FamilyRules, _ control: GeneralizedLinearModel.Control, eta: [Double]? = nil
    ) throws(ModelError) -> ReweightedLeastSquares.State {
        let steps = ReweightedLeastSquares(
            design: design, response: response, weights: weights, offset: offset, rules: rules, control: control)
        if let eta { return try steps.run(eta: eta, coefficients: nil) }
        guard let start else {
            let first = response.indices.map { rules.link(rules.firstMean(response[$0], weight: weights[$0])) }
            return try steps.run(eta: first, coefficients: nil)
        }
        let first = zip(design * start, offset).map { $0 + $1 }
        return try steps.run(eta: first, coefficients: start)
    }

    /// The report of a fit, from its last step.
    func finished(
        _ state: ReweightedLeastSquares.State, _ rules: FamilyRules, extra: [GeneralizedLinearModel.Warning] = []
    ) -> GeneralizedLinearModel {
        let decomposition = state.decomposition
        let rank = decomposition?.rank ?? 0
        let pivot = Array(decomposition?.pivot.prefix(rank) ?? [])
        let estimated = pivot.sorted()
        var coefficients = [Double?](repeating: nil, count: design.columns)
        for column in estimated { coefficients[column] = state.coefficients[column] }
        let unscaled = ordered(decomposition?.crossProductInverse, pivot: pivot)
        let residualDF = weights.count { $0 > 0 } - rank
        let dispersion = dispersion(state, rules, residualDF)
        var leverages = [Double](repeating: 0, count: response.count)
        for (place, leverage) in (decomposition?.leverages ?? []).enumerated() {
            leverages[state.rows[place]] = leverage
        }
        var warnings = extra
        if !state.hasConverged, !warnings.contains(.notConverged) { warnings.append(.notConverged) }
        if state.mean.contains(where: rules.isAtEdge(mean:)) { warnings.append(.fittedAtEdge) }
        if state.wasHalved { warnings.append(.stepsHalved) }
        return GeneralizedLinearModel(
            family: family, theta: rules.theta.isFinite ? rules.theta : nil, coefficients: coefficients,
            estimated: estimated, covariance: unscaled.scaled(by: dispersion ?? 1), fitted: state.mean,
            linearPredictor: state.eta, deviance: state.deviance, residualDF: residualDF, dispersion: dispersion,
            leverages: leverages, iterations: state.iterations, warnings: warnings, design: design,
            response: response, priorWeights: weights, workingWeights: state.working, rules: rules,
            unscaledCovariance: unscaled)
    }

    /// As R's `summary.glm`: the working weights of the last step, the working residuals of the final fit.
    private func dispersion(
        _ state: ReweightedLeastSquares.State, _ rules: FamilyRules, _ residualDF: Int
    ) -> Double? {
        if family.hasKnownDispersion { return 1 }
        guard residualDF > 0 else { return nil }
        var sum: Double = 0
        for row in response.indices where state.working[row] > 0 {
            let residual = (response[row] - state.mean[row]) / rules.slope(state.eta[row])
            sum += state.working[row] * residual * residual
        }
        return sum / Double(residualDF)
    }

    private func ordered(_ inverse: Matrix?, pivot: [Int]) -> Matrix {
        let order = pivot.indices.sorted { pivot[$0] < pivot[$1] }
        var result = Matrix(rows: pivot.count, columns: pivot.count, repeating: 0)
        guard let inverse else { return result }
        for (column, from) in order.enumerated() {
            for (row, fromRow) in order.enumerated() { result[row, column] = inverse[fromRow, from] }
        }
        return result
    }
}
