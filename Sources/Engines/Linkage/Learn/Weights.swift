import Foundation

/// Probabilities of levels by class, in the shape the inner loops use: sixteen codes a comparison.
struct Probabilities: Equatable {
    var same: [Double]
    var household: [Double]
    var stranger: [Double]
    var sameShare: Double
    var householdShare: Double

    init(comparisons: Int) {
        same = [Double](repeating: 1, count: comparisons * 16)
        household = same
        stranger = same
        sameShare = 0
        householdShare = 0
    }

    /// The logarithms to base 2 of the joint probability of a vector and each class.
    func joint(_ vector: UInt64, _ comparisons: Int, _ logs: Logs) -> (same: Double, household: Double, stranger: Double) {
        var same = logs.sameShare
        var household = logs.householdShare
        var stranger = logs.strangerShare
        for comparison in 0..<comparisons {
            let code = Vector.code(vector, comparison)
            guard code != 0 else { continue }
            same += logs.same[comparison * 16 + code]
            household += logs.household[comparison * 16 + code]
            stranger += logs.stranger[comparison * 16 + code]
        }
        return (same, household, stranger)
    }

    /// The probabilities as logarithms to base 2.
    struct Logs {
        var same: [Double]
        var household: [Double]
        var stranger: [Double]
        var sameShare: Double
        var householdShare: Double
        var strangerShare: Double
    }

    var logs: Logs {
        func logs(_ values: [Double]) -> [Double] { values.map { log2(max($0, 1e-12)) } }
        return Logs(
            same: logs(same), household: logs(household), stranger: logs(stranger), sameShare: log2(sameShare),
            householdShare: householdShare > 0 ? log2(householdShare) : -1000,
            strangerShare: log2(max(1e-9, 1 - sameShare - householdShare)))
    }

    /// The posterior of each class from joint logarithms.
    static func posterior(
        _ joint: (same: Double, household: Double, stranger: Double)
    ) -> (same: Double, household: Double, stranger: Double) {
        let top = max(joint.same, joint.household, joint.stranger)
        let same = exp2(joint.same - top)
        let household = exp2(joint.household - top)
        let stranger = exp2(joint.stranger - top)
        let sum = same + household + stranger
        return (same / sum, household / sum, stranger / sum)
    }
}
