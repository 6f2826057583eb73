import Foundation

/// A model laid out for scoring: the weight of every level, for every pair of agencies.
struct Scorer: Sendable {
    let plan: ComparisonPlan
    /// log2 of the prior odds of one person against strangers, and against a household.
    let againstStranger: Double
    let againstHousehold: Double
    /// log2 of the prior odds of a borrowed record against a household.
    let borrowedAgainstHousehold: Double
    /// log2 of the prior odds of twins against others of a household.
    let twinAgainstHousehold: Double
    /// log2 of the prior odds of a lent record against one person.
    let lentAgainstSame: Double
    /// By comparison and code: log2 ratios, with the frequency base of adjusted levels taken in.
    private let stranger: [Double]
    private let household: [Double]
    private let twin: [Double]
    /// What the error rates of a pair of sources add to both, one stretch a pair; and where each pair's stretch begins.
    private let shifts: [Double]
    private let shiftStarts: [Int]
    /// By pair of sources, what is added to `againstHousehold`.
    private let householdShifts: [Double]

    init(_ model: LinkageModel, plan: ComparisonPlan, sources: [String]) throws(LinkageError) {
        guard model.comparisons.map(\.name) == plan.items.map(\.name),
            model.comparisons.map(\.kind) == plan.items.map(\.kind)
        else { throw .modelMismatch("its comparisons are not those of the data") }
        self.plan = plan
        var stranger = [Double](repeating: 0, count: plan.items.count * 16)
        var household = stranger
        var twin = stranger
        var pooled = stranger
        for (index, comparison) in model.comparisons.enumerated() {
            guard comparison.levels.map(\.level) == Array(comparison.kind.levels.dropFirst()) else {
                throw .modelMismatch("the levels of \(comparison.name) are not this engine's")
            }
            for (offset, level) in comparison.levels.enumerated() {
                guard level.same > 0, level.stranger > 0, level.household > 0 else {
                    throw .untrained(comparison: comparison.name, level: level.level)
                }
                let place = index * 16 + offset + 1
                let base = level.frequencyBase.map { log2($0) } ?? 0
                pooled[place] = log2(level.same)
                stranger[place] = log2(level.same / level.stranger) + base
                household[place] = log2(level.same / level.household)
                twin[place] = log2(level.twin / level.household)
                if TermReader.tellsHousehold(comparison.kind) { household[place] += base }
            }
        }
        self.stranger = stranger
        self.household = household
        self.twin = twin
        let own = model.sameShare * (1 - model.borrowedShare)
        againstStranger = log2(own / max(1e-9, 1 - model.sameShare - model.householdShare))
        againstHousehold =
            model.householdShare > 0
            ? log2(own / model.householdShare / (1 - model.twinShare)) : 1000
        borrowedAgainstHousehold =
            model.householdShare > 0 && model.borrowedShare > 0
            ? log2(model.sameShare * model.borrowedShare / model.householdShare / (1 - model.twinShare)) : -1000
        twinAgainstHousehold = model.twinShare > 0 ? log2(model.twinShare / (1 - model.twinShare)) : -1000
        lentAgainstSame = model.lentShare > 0 ? log2(model.lentShare / (1 - model.borrowedShare)) : -1000
        var shifts = [Double](repeating: 0, count: stranger.count)
        var starts = [Int](repeating: 0, count: 256)
        var householdShifts = [Double](repeating: 0, count: 256)
        for pair in model.agencyPairs {
            let numbers = pair.agencies.map { (sources.firstIndex(of: $0) ?? -1) + 1 }
            guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 }) else { continue }
            var shift = [Double](repeating: 0, count: stranger.count)
            for (index, values) in pair.same.enumerated() {
                for (offset, value) in values.enumerated() {
                    shift[index * 16 + offset + 1] = log2(max(value, 1e-12)) - pooled[index * 16 + offset + 1]
                }
            }
            let code = SourcePair.code(numbers[0], numbers[1])
            starts[code] = shifts.count
            householdShifts[code] = model.householdShare > 0 ? pair.againstHousehold ?? 0 : 0
            shifts += shift
        }
        starts[0] = 0
        householdShifts[0] = 0
        self.shifts = shifts
        shiftStarts = starts
        self.householdShifts = householdShifts
    }

    /// What one comparison's level says before its frequency term.
    @inline(__always)
    func part(_ vector: UInt64, _ comparison: Int) -> Part {
        let code = Vector.code(vector, comparison)
        guard code != 0 else { return Part() }
        let place = comparison * 16 + code
        let shift = shifts[shiftStarts[Vector.sources(vector)] + place]
        return Part(stranger: stranger[place] + shift, household: household[place] + shift, twin: twin[place])
    }

    /// log2 ratios of one comparison's level.
    struct Part {
        /// One person against strangers.
        var stranger = 0.0
        /// One person against a household.
        var household = 0.0
        /// Twins against others of a household.
        var twin = 0.0
    }

    /// The weights of a vector before its frequency terms.
    func base(_ vector: UInt64) -> Weights {
        var total = start(householdShift(vector))
        for comparison in plan.kinds.indices { total.add(part(vector, comparison), plan.kinds[comparison]) }
        return total
    }

    /// The weights before anything is compared, for records of sources with this shift.
    func start(_ shift: Double) -> Weights {
        Weights(
            stranger: againstStranger, household: againstHousehold + shift, borrowed: borrowedAgainstHousehold + shift,
            twin: twinAgainstHousehold, lent: lentAgainstSame)
    }

    /// log2 of how much likelier than elsewhere a pair of these sources is one person's rather than a household's.
    @inline(__always)
    func householdShift(_ vector: UInt64) -> Double { householdShifts[Vector.sources(vector)] }

    @inline(__always)
    static func weight(_ base: Weights, _ terms: Terms) -> Double {
        var weights = base
        weights.stranger += Double(terms.all) / 64
        weights.household += Double(terms.own) / 64
        return weights.total
    }
}

/// The evidence of a pair as log2 ratios of classes, from which its weight follows.
struct Weights {
    /// One person against strangers.
    var stranger: Double
    /// One person against a household.
    var household: Double
    /// One person with borrowed particulars against a household.
    var borrowed: Double
    /// Twins against others of a household.
    var twin: Double
    /// A brother or sister who gave the same particulars against one person.
    var lent: Double

    @inline(__always)
    mutating func add(_ part: Scorer.Part, _ kind: ComparisonKind) {
        stranger += part.stranger
        household += part.household
        twin += part.twin
        guard kind.isNumber else { return }
        borrowed += part.household
        lent -= part.household
    }

    /// The log2 odds of one person, borrowed particulars or not, against anyone else.
    var total: Double { log2(odds) }

    /// Those odds.
    @inline(__always)
    var odds: Double {
        // Odds beyond 2^200 either way differ in nothing that matters, and would overflow.
        func power(_ value: Double) -> Double { exp2(max(-200, min(200, value))) }
        let home = power(-household)
        return (1 + power(borrowed) * home) / (power(-stranger) + home * (1 + power(twin)) + power(lent))
    }
}

/// A vector's evidence as plain ratios, to which a pair's frequency terms are multiplied.
///
/// The same sum as `Weights.odds`, with what the pairs of one vector share computed once.
struct Ratios {
    private let stranger: Double
    private let household: Double
    private let borrowed: Double
    private let twin: Double
    private let lent: Double

    init(_ weights: Weights) {
        func power(_ value: Double) -> Double { exp2(max(-200, min(200, value))) }
        stranger = power(-weights.stranger)
        household = power(-weights.household)
        borrowed = power(weights.borrowed)
        twin = 1 + power(weights.twin)
        lent = power(weights.lent)
    }

    /// The odds that a pair with these terms is one person.
    @inline(__always)
    func odds(_ terms: Terms) -> Double {
        let home = household * Self.halved(terms.own)
        return (1 + borrowed * home) / (stranger * Self.halved(terms.all) + home * twin + lent)
    }

    /// 2 to the minus `term` 64ths.
    @inline(__always)
    private static func halved(_ term: Int16) -> Double {
        fractions[Int(term & 63)] * Double(bitPattern: UInt64(1023 - Int(term >> 6)) << 52)
    }

    private static let fractions: [Double] = (0..<64).map { exp2(-Double($0) / 64) }
}
