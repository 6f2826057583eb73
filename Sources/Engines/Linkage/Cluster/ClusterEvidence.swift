/// The evidence that two clusters, taken as wholes, are one person.
///
/// A person's first name, birthday and numbers stay: all pairs across speak, and their mean counts, so that one record
/// that happens to fit cannot outvote the others. Homes and surnames change: there the best pair counts, since two records
/// from one home are as good a sign whatever other homes are known.
struct ClusterEvidence {
    private let view: TableView
    private let scorer: Scorer
    private let terms: TermReader
    private var comparer: Comparer
    /// At most this many records of a cluster are weighed, evenly spread over it.
    private static let most = 10

    init(view: TableView, scorer: Scorer, terms: TermReader, memoBits: Int = 12) {
        self.view = view
        self.scorer = scorer
        self.terms = terms
        comparer = Comparer(view: view, plan: scorer.plan, memoBits: memoBits)
    }

    /// The log2 odds that two clusters are one person.
    mutating func weight(_ one: [UInt32], _ other: [UInt32]) -> Double {
        let count = scorer.plan.kinds.count
        var sums = [(part: Scorer.Part, known: Double)](repeating: (Scorer.Part(), 0), count: count)
        let left = ranked(one)
        let right = ranked(other)
        var shift = (sum: 0.0, pairs: 0.0)
        for (a, isOwnWay) in left {
            for (b, isOtherOwnWay) in right {
                let low = Int(min(a, b))
                let high = Int(max(a, b))
                let vector = comparer.vector(low, high)
                if isOwnWay && isOtherOwnWay {
                    shift.sum += scorer.householdShift(vector)
                    shift.pairs += 1
                }
                for comparison in 0..<count {
                    let code = Vector.code(vector, comparison)
                    guard code != 0 else { continue }
                    var part = scorer.part(vector, comparison)
                    let term = Double(terms.term(comparison, code, low, high))
                    part.stranger += term
                    if TermReader.tellsHousehold(scorer.plan.kinds[comparison]) { part.household += term }
                    if scorer.plan.kinds[comparison].changesInLife {
                        if sums[comparison].known == 0 || part.stranger > sums[comparison].part.stranger {
                            sums[comparison] = (part, 1)
                        }
                    } else if isOwnWay && isOtherOwnWay {
                        sums[comparison].part.stranger += part.stranger
                        sums[comparison].part.household += part.household
                        sums[comparison].part.twin += part.twin
                        sums[comparison].known += 1
                    }
                }
            }
        }
        var total = scorer.start(shift.sum / max(1, shift.pairs))
        for (sum, kind) in zip(sums, scorer.plan.kinds) where sum.known > 0 {
            let mean = Scorer.Part(
                stranger: sum.part.stranger / sum.known, household: sum.part.household / sum.known,
                twin: sum.part.twin / sum.known)
            total.add(mean, kind)
        }
        return total.total
    }

    /// The records to weigh, each with whether it is a way of writing the person down that its agency had not used yet:
    /// rows an agency copied speak once of what stays, though each may know another home.
    private func ranked(_ members: [UInt32]) -> [(place: UInt32, isOwnWay: Bool)] {
        guard members.count > 1 else { return members.map { ($0, true) } }
        var ways: [(place: UInt32, isOwnWay: Bool)] = []
        var copies: [(place: UInt32, isOwnWay: Bool)] = []
        for member in members {
            let row = view.rows[Int(member)]
            if ways.contains(where: { view.rows[Int($0.place)].isCopy(of: row) }) {
                let isNewHome = !(ways + copies).contains {
                    let known = view.rows[Int($0.place)]
                    return known.postcode == row.postcode && known.house == row.house && known.street == row.street
                }
                if isNewHome { copies.append((member, false)) }
            } else {
                ways.append((member, true))
            }
        }
        return spread(ways) + spread(copies)
    }

    private func spread(_ members: [(place: UInt32, isOwnWay: Bool)]) -> [(place: UInt32, isOwnWay: Bool)] {
        guard members.count > Self.most else { return members }
        return (0..<Self.most).map { members[$0 * members.count / Self.most] }
    }
}

extension ComparisonKind {
    /// Whether a person's true value changes over the years, so that two different ones say little.
    var changesInLife: Bool {
        switch self {
        case .place, .surname, .localID, .category: true
        case .forename, .middleNames, .dateOfBirth, .sex, .identifier: false
        }
    }
}
