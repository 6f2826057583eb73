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
    /// The share, by one person's pairs, of pairs in which the other is a brother or sister who gave the same particulars.
    var lentShare: Double
    /// The share of a household's pairs that are twins.
    var twinShare: Double
    /// Probabilities of the levels of numbers among twins, whose numbers are mistaken for each other's.
    var twin: [Double]
    /// By comparison and code, log2 of the chance that a value's own frequency stands for; 0 for the others.
    var bases: [Double]

    init(comparisons: Int) {
        same = [Double](repeating: 1, count: comparisons * 16)
        household = same
        stranger = same
        sameShare = 0
        householdShare = 0
        borrowedShare = 0
        lentShare = 0
        twinShare = 0
        twin = same
        bases = [Double](repeating: 0, count: comparisons * 16)
    }

    /// The logarithms to base 2 of the joint probability of a vector and each class.
    ///
    /// `borrowed` is one person whose second record gives a brother's or sister's name and birthday: as in custody, or
    /// where two children come to a ward together. Names, birthday, sex and home then agree as in a household, the
    /// person's numbers as for one person. `lent` is the other side of it: the brother's or sister's own record beside
    /// the borrowed one, in which the particulars agree and the numbers do not. `twin` is a household's pair of one
    /// birthday, the only one whose numbers are often mistaken for each other's.
    static func joint(_ vector: UInt64, _ plan: ComparisonPlan, _ logs: Logs, all: Double, own: Double) -> Joint {
        var joint = Joint(
            same: logs.sameShare, borrowed: logs.borrowedShare, household: logs.householdShare, twin: logs.twinShare,
            lent: logs.lentShare, stranger: logs.strangerShare)
        var rarity = all
        var ownRarity = own
        for comparison in plan.kinds.indices {
            let code = Vector.code(vector, comparison)
            guard code != 0 else { continue }
            let place = comparison * 16 + code
            joint.same += logs.same[place]
            joint.household += logs.household[place]
            joint.stranger += logs.stranger[place]
            let kind = plan.kinds[comparison]
            joint.borrowed += kind.isNumber ? logs.same[place] : logs.household[place]
            joint.twin +=
                kind.isNumber ? logs.twin[place] : kind == .dateOfBirth ? logs.same[place] : logs.household[place]
            joint.lent += kind.isNumber ? logs.household[place] : logs.same[place]
            rarity += logs.bases[place]
            if TermReader.tellsHousehold(kind) { ownRarity += logs.bases[place] }
        }
        joint.stranger -= rarity
        joint.household -= ownRarity
        joint.borrowed -= ownRarity
        joint.twin -= ownRarity
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
        var twinShare: Double
        var twin: [Double]
        var lentShare: Double
        var strangerShare: Double
        var bases: [Double]
    }

    /// One number for each class.
    struct Joint {
        var same: Double
        var borrowed: Double
        var household: Double
        var twin: Double
        var lent: Double
        var stranger: Double

        /// The posterior of each class from joint logarithms.
        var posterior: Joint {
            let top = max(same, borrowed, household, twin, lent, stranger)
            let parts = Joint(
                same: exp2(same - top), borrowed: exp2(borrowed - top), household: exp2(household - top),
                twin: exp2(twin - top), lent: exp2(lent - top), stranger: exp2(stranger - top))
            let sum = parts.same + parts.borrowed + parts.household + parts.twin + parts.lent + parts.stranger
            return Joint(
                same: parts.same / sum, borrowed: parts.borrowed / sum, household: parts.household / sum,
                twin: parts.twin / sum, lent: parts.lent / sum, stranger: parts.stranger / sum)
        }
    }

    var logs: Logs {
        func logs(_ values: [Double]) -> [Double] { values.map { log2(max($0, 1e-12)) } }
        func share(_ value: Double) -> Double { value > 0 ? log2(value) : -1000 }
        return Logs(
            same: logs(same), household: logs(household), stranger: logs(stranger),
            sameShare: share(sameShare * (1 - borrowedShare)), borrowedShare: share(sameShare * borrowedShare),
            householdShare: share(householdShare * (1 - twinShare)), twinShare: share(householdShare * twinShare),
            twin: logs(twin), lentShare: share(sameShare * lentShare),
            strangerShare: log2(max(1e-9, 1 - sameShare - householdShare)), bases: bases)
    }
}

extension ComparisonKind {
    /// Whether the value is given to a person by an agency, so that it goes with the person whoever's name was given.
    var isNumber: Bool { self == .identifier || self == .localID }
}
