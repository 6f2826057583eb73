/// Many young people and the services and mentors there are, placed together for the best fit altogether.
///
/// The cost of a pair is 1 less its score. Pairs ruled out, or with a doubt about safety, are never made. How many
/// places a service has is its own `places`, or `assumedPlaces` where that is not known.
public struct MatchBatch: Sendable, Equatable {
    /// The rankings, in the order of the asks.
    public let rankings: [Ranking]
    /// The services and mentors, in the order given.
    public let provisions: [Provision]
    /// Who goes where.
    public let assignment: Assignment

    /// Ranks and assigns; `leavingOut` is on the same scale as costs, from 0 for a perfect fit to 1 for none.
    public init(
        of asks: [Ask], to provisions: [Provision], today: Int, weights: MatchWeights, assumedPlaces: Int,
        leavingOut: LeavingOut
    ) throws(AssignmentError) {
        var numbers: [String: Int] = [:]
        for (number, provision) in provisions.enumerated() { numbers[provision.id] = number }
        var costs = Array(repeating: Double.infinity, count: asks.count * provisions.count)
        var rankings: [Ranking] = []
        for (row, ask) in asks.enumerated() {
            let ranking = Ranking(of: provisions, for: ask, today: today, weights: weights)
            for candidate in ranking.candidates where !candidate.hasSafetyDoubt {
                guard let column = numbers[candidate.provision.id] else { continue }
                costs[row * provisions.count + column] = 1 - candidate.score
            }
            rankings.append(ranking)
        }
        let table = try CostTable(rows: asks.count, columns: provisions.count, costs: costs)
        let places = provisions.map { max($0.places ?? assumedPlaces, 0) }
        self.rankings = rankings
        self.provisions = provisions
        assignment = try Assignment.least(table, capacities: places, leavingOut: leavingOut)
    }

    /// The service or mentor proposed for an ask; nil when there is none.
    public func proposal(for row: Int) -> Ranking.Candidate? {
        guard let column = assignment.columns[row] else { return nil }
        return rankings[row].candidates.first { $0.provision.id == provisions[column].id }
    }

    /// Why an ask did or did not get its first choice, in sentences.
    public func firstChoiceWords(for row: Int, askName: (String) -> String) -> [String] {
        assignment.firstChoiceWords(
            of: row, rowName: { askName(rankings[$0].ask.id) }, columnName: { provisions[$0].name }, amount: nil)
    }
}
