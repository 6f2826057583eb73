import Foundation

/// Writes what was learnt as a model, and refuses to while a level has nothing behind it.
struct ModelMaker {
    let spec: LinkageSpec
    let plan: ComparisonPlan
    let sources: [String]
    let records: Int
    let chance: ChancePairs

    func model(
        _ learnt: Trainer.Learnt, agencies: AgencyRates.Learnt
    ) throws(LinkageError) -> LinkageModel {
        let probabilities = learnt.probabilities
        var comparisons: [LinkageModel.Comparison] = []
        for (index, item) in plan.items.enumerated() {
            var levels: [LinkageModel.LevelModel] = []
            for (code, level) in item.kind.levels.enumerated().dropFirst() {
                let place = index * 16 + code
                let values = [probabilities.same[place], probabilities.household[place], probabilities.stranger[place]]
                guard values.allSatisfy({ $0 > 0 && $0.isFinite }) else {
                    throw .untrained(comparison: item.name, level: level)
                }
                let isEquality = code == 1 && chance.equality[index] != nil
                levels.append(
                    LinkageModel.LevelModel(
                        level: level, same: values[0], household: values[1], stranger: values[2],
                        twin: twin(item.kind, place, probabilities),
                        sameOrigin: learnt.support[place] > 0.5 ? .learnt : .prior,
                        strangerOrigin: isEquality ? .frequencies : .randomPairs,
                        frequencyBase: item.kind.frequencyLevels.contains(level)
                            ? exp2(probabilities.bases[place]) : nil))
            }
            comparisons.append(
                LinkageModel.Comparison(name: item.name, kind: item.kind, fields: item.fields, levels: levels))
        }
        return LinkageModel(
            spec: spec, records: records, sameShare: probabilities.sameShare,
            householdShare: probabilities.householdShare, borrowedShare: probabilities.borrowedShare,
            lentShare: probabilities.lentShare, twinShare: probabilities.twinShare,
            comparisons: comparisons,
            agencyPairs: agencyPairs(agencies), convergence: learnt.convergence)
    }

    private func twin(_ kind: ComparisonKind, _ place: Int, _ probabilities: Probabilities) -> Double {
        if kind.isNumber { return probabilities.twin[place] }
        return kind == .dateOfBirth ? probabilities.same[place] : probabilities.household[place]
    }

    private func agencyPairs(_ learnt: AgencyRates.Learnt) -> [LinkageModel.AgencyPair] {
        learnt.rates.keys.sorted().compactMap { code in
            guard let (low, high) = SourcePair.parts(code), low > 0, high <= sources.count,
                let values = learnt.rates[code]
            else {
                return nil
            }
            let same = plan.items.enumerated().map { index, item in
                (1..<item.kind.levels.count).map { values[index * 16 + $0] }
            }
            return LinkageModel.AgencyPair(
                agencies: [sources[low - 1], sources[high - 1]], pairs: learnt.pairs[code] ?? 0, same: same,
                againstHousehold: learnt.shift(code))
        }
    }
}

/// A pair of sources as the number that stands in a vector.
enum SourcePair {
    /// The two sources, the lower first; nil for a number that stands for "any".
    static func parts(_ code: Int) -> (low: Int, high: Int)? {
        guard code > 0 else { return nil }
        var high = 0
        while (high + 1) * (high + 2) / 2 <= code { high += 1 }
        return (code - high * (high + 1) / 2, high)
    }

    static func code(_ one: Int, _ other: Int) -> Int {
        Int(Vector.sourceCode(UInt8(truncatingIfNeeded: one), UInt8(truncatingIfNeeded: other)) >> 56)
    }
}
