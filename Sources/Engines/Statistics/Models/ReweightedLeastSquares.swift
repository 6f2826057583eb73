/// Fisher's scoring by repeated weighted least squares, step for step as R's `glm.fit`.
struct ReweightedLeastSquares {
    let design: Matrix
    let response: [Double]
    let weights: [Double]
    let offset: [Double]
    let rules: FamilyRules
    let control: GeneralizedLinearModel.Control

    /// What the last step left.
    struct State {
        var eta: [Double]
        var mean: [Double]
        var deviance: Double
        /// By original column; zero where a column depends on others.
        var coefficients: [Double] = []
        /// The rows that entered the last least squares fit.
        var rows: [Int] = []
        /// The weights of that fit by row, zero for rows that were left out.
        var working: [Double] = []
        var decomposition: QRDecomposition?
        var iterations = 0
        var hasConverged = false
        var wasHalved = false
    }

    func run(eta start: [Double], coefficients: [Double]?) throws(ModelError) -> State {
        var state = State(eta: start, mean: [], deviance: 0)
        state.mean = start.map(rules.mean)
        state.deviance = deviance(state.mean)
        guard isSound(state) else { throw .diverged }
        var before = coefficients
        while state.iterations < control.maximumIterations {
            let last = state.deviance
            try step(&state)
            try bringBack(&state, towards: before)
            if abs(state.deviance - last) / (abs(state.deviance) + 0.1) < control.tolerance {
                state.hasConverged = true
                break
            }
            before = state.coefficients
        }
        return state
    }

    private func step(_ state: inout State) throws(ModelError) {
        state.iterations += 1
        let slopes = state.eta.map(rules.slope)
        state.rows = response.indices.filter { weights[$0] > 0 && slopes[$0] != 0 }
        guard !state.rows.isEmpty else { throw .diverged }
        state.working = [Double](repeating: 0, count: response.count)
        var scaled = Matrix(rows: state.rows.count, columns: design.columns, repeating: 0)
        var target = [Double](repeating: 0, count: state.rows.count)
        for (place, row) in state.rows.enumerated() {
            let slope = slopes[row]
            let weight = (weights[row] * slope * slope / rules.variance(state.mean[row])).squareRoot()
            state.working[row] = weight * weight
            target[place] = (state.eta[row] - offset[row] + (response[row] - state.mean[row]) / slope) * weight
            for column in 0..<design.columns { scaled[place, column] = design[row, column] * weight }
        }
        let decomposition = QRDecomposition(scaled, tolerance: min(1e-7, control.tolerance / 1000))
        guard decomposition.rank > 0 else { throw .noColumns }
        state.coefficients = decomposition.solve(target).map { $0 ?? 0 }
        state.decomposition = decomposition
        guard state.coefficients.allSatisfy(\.isFinite) else { throw .diverged }
        predict(&state)
    }

    /// Halves a step that led outside, as often as needed.
    private func bringBack(_ state: inout State, towards before: [Double]?) throws(ModelError) {
        var halvings = 0
        while !isSound(state) {
            guard let before, halvings < control.maximumIterations else { throw .diverged }
            halvings += 1
            state.wasHalved = true
            for index in before.indices {
                state.coefficients[index] = (state.coefficients[index] + before[index]) / 2
            }
            predict(&state)
        }
    }

    private func predict(_ state: inout State) {
        state.eta = design * state.coefficients
        for row in state.eta.indices { state.eta[row] += offset[row] }
        state.mean = state.eta.map(rules.mean)
        state.deviance = deviance(state.mean)
    }

    private func isSound(_ state: State) -> Bool {
        state.deviance.isFinite && state.mean.allSatisfy(rules.allows(mean:))
    }

    private func deviance(_ means: [Double]) -> Double {
        var sum: Double = 0
        for row in means.indices { sum += rules.deviance(response[row], means[row], weight: weights[row]) }
        return sum
    }
}
