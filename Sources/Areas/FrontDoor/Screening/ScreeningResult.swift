/// What the tool makes of the answers. Kept beside the worker's own judgement, never instead of it.
package struct ScreeningResult: Sendable, Hashable, Codable {
    package let total: Int
    package let maximum: Int
    /// The band after every override.
    package let band: Band
    /// The band of the total alone.
    package let bandOfTotal: Band
    /// How many rows nobody knows the answer to.
    package let unknown: Int
    /// The band is only a lower bound: too much is not known.
    package let isIncomplete: Bool
    /// The overrides that fired, in words.
    package let overrides: [String]

    /// "Significant", "Incomplete – at least significant", or that too little is known to say anything.
    package var headline: String {
        guard isIncomplete else { return band.name }
        return band == .none ? "Incomplete – too little is known" : "Incomplete – at least \(band.name.lowercased())"
    }
}

extension Instrument {
    /// One row's score: its weight times the answer; what is old counts half, rounded down.
    package func score(_ row: Row, _ answer: ScreeningAnswer) -> Int {
        let whole = row.weight * answer.points
        guard let recency = answer.recency, self.recency.halved.contains(recency) else { return whole }
        return whole / 2
    }

    /// Scores the answers by this version's weights, bands and overrides.
    package func result(of input: ScreeningInput) -> ScreeningResult {
        let total = rows.reduce(0) { $0 + score($1, input.answer(to: $1.number)) }
        let unknown = rows.count { input.answer(to: $0.number) == .notKnown }
        let fired = overrides.filter { fires($0.rule, input, total: total) }
        let bandOfTotal = band(for: total)
        return ScreeningResult(
            total: total, maximum: maximum, band: fired.map(\.atLeast).reduce(bandOfTotal, max),
            bandOfTotal: bandOfTotal, unknown: unknown, isIncomplete: unknown > incomplete.moreThan,
            overrides: fired.map(\.words))
    }

    private func fires(_ rule: Override.Rule, _ input: ScreeningInput, total: Int) -> Bool {
        switch rule {
        case .known(let rows):
            return rows.contains { input.answer(to: $0).isKnown }
        case .presentWithTotal(let rows, let least):
            return total >= least && rows.contains { input.answer(to: $0).isPresent }
        case .recentRows(let weight, let count, let recency):
            let recent = rows.count { row in
                let answer = input.answer(to: row.number)
                return row.weight == weight && answer.isPresent && answer.recency == recency
            }
            return recent >= count
        case .knownWithExploiter(let rows):
            return input.suspectedExploiter == .yes && rows.contains { input.answer(to: $0).isKnown }
        case .tellsSomeone:
            return input.tellsSomeone == .yes
        case .youngWithRow(let weight, let age):
            guard let years = input.age, years <= age else { return false }
            return rows.contains { $0.weight == weight && input.answer(to: $0.number).isPresent }
        }
    }
}
