import Foundation

/// Probabilities of levels by class, in the shape the inner loops use: sixteen codes a comparison.
struct Probabilities: Equatable {
    var same: [Double]
    var household: [Double]
    var stranger: [Double]
    var sameShare: Double
    var householdShare: Double
    /// The share of one person's pairs in which one record holds a brother's or sister's particulars.
    var borrowedShare: Double

    init(comparisons: Int) {
        same = [Double](repeating: 1, count: comparisons * 16)
        household = same
        stranger = same
        sameShare = 0
        householdShare = 0
        borrowedShare = 0
    }

    /// The logarithms to base 2 of the joint probability of a vector and each class.
    ///
    /// `borrowed` is one person whose second record gives a brother's or sister's name and birthday: as in custody, or
    /// where two children come to a ward together. Names, birthday, sex and home then agree as in a household, the
    /// person's numbers as for one person.
    static func joint(_ vector: UInt64, _ plan: ComparisonPlan, _ logs: Logs) -> Joint {
        var joint = Joint(
            same: logs.sameShare, borrowed: logs.borrowedShare, household: logs.householdShare,
            stranger: logs.strangerShare)
        for comparison in plan.items.indices {
            let code = Vector.code(vector, comparison)
            guard code != 0 else { continue }
            let place = comparison * 16 + code
            joint.same += logs.same[place]
            joint.household += logs.household[place]
            joint.stranger += logs.stranger[place]
            joint.borrowed += plan.items[comparison].kind.isNumber ? logs.same[place] : logs.household[place]
        }
        return joint
    }

    /// The probabilities as logarithms to base 2.
    struct Logs {
        var same: [Double]
        var household: [Double]
        var stranger: [Double]
        var sameShare: Double
        var borrowedShare: Double
        var householdShare: Double
        var strangerShare: Double
    }

    /// One number for each class.
    struct Joint {
        var same: Double
        var borrowed: Double
        var household: Double
        var stranger: Double

        /// The posterior of each class from joint logarithms.
        var posterior: Joint {
            let top = max(same, borrowed, household, stranger)
            let parts = Joint(
                same: exp2(same - top), borrowed: exp2(borrowed - top), household: exp2(household - top),
                stranger: exp2(stranger - top))
            let sum = parts.same + parts.borrowed + parts.household + parts.stranger
            return Joint(
                same: parts.same / sum, borrowed: parts.borrowed / sum, household: parts.household / sum,
                stranger: parts.stranger / sum)
        }
    }

    var logs: Logs {
        func logs(_ values: [Double]) -> [Double] { values.map { log2(max($0, 1e-12)) } }
        func share(_ value: Double) -> Double { value > 0 ? log2(value) : -1000 }
        return Logs(
            same: logs(same), household: logs(household), stranger: logs(stranger),
            sameShare: share(sameShare * (1 - borrowedShare)), borrowedShare: share(sameShare * borrowedShare),
            householdShare: share(householdShare), strangerShare: log2(max(1e-9, 1 - sameShare - householdShare)))
    }
}

extension ComparisonKind {
    /// Whether the value is given to a person by an agency, so that it goes with the person whoever's name was given.
    var isNumber: Bool { self == .identifier || self == .localID }
}
