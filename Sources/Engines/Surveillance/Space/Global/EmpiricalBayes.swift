/// Rates made fit for comparison when populations differ.
///
/// A small area's rate jumps about by chance; these allow for it. An area where nobody lives has no rate: it gets nil, and
/// events counted there are an error, as one of the two numbers must be wrong.
public enum EmpiricalBayes {
    /// A rate drawn towards that of the neighbourhood, the more the smaller the population.
    public struct Smoothed: Sendable, Equatable {
        /// Events over population.
        public let raw: Double
        /// The estimate.
        public let estimate: Double
    }

    /// Each rate's deviation from the overall rate in standard deviations that allow for the population.
    ///
    /// Assunção and Reis 1999, doi:10.1002/(SICI)1097-0258(19990830)18:16<2147::AID-SIM179>3.0.CO;2-I; as esda
    /// `assuncao_rate` and spdep `EBImoran.mc`. Nil where nobody lives, and everywhere when there are no events.
    public static func standardised(events: [Double], population: [Double]) throws(SpaceError) -> [Double?] {
        let kept = try peopled(events, population)
        let (total, people) = totals(events, population)
        guard total > 0 else { return Array(repeating: nil, count: events.count) }
        let overall = total / people
        let spread = events.indices.reduce(0) { sum, area in
            guard kept[area] else { return sum }
            let deviation: Double = events[area] / population[area] - overall
            return sum + population[area] * deviation * deviation
        }
        let averagePopulation = people / Double(kept.count { $0 })
        let between: Double = spread / people - overall / averagePopulation
        return events.indices.map { area in
            guard kept[area] else { return nil }
            let within = overall / population[area]
            let variance = between + within < 0 ? within : between + within
            return variance > 0 ? (events[area] / population[area] - overall) / variance.squareRoot() : 0
        }
    }

    /// Rates drawn towards the rate of the area with its neighbours.
    ///
    /// Marshall 1991, doi:10.2307/2347593; as spdep `EBlocal`. Nil where nobody lives. Weights are not used, only who is a
    /// neighbour of whom.
    public static func local(
        events: [Double], population: [Double], weights: SpatialWeights
    ) throws(SpaceError) -> [Smoothed?] {
        try SpaceChecks.length(events.count, of: "counts", for: weights.count)
        let kept = try peopled(events, population)
        let rounds = (0..<weights.count).map { area in
            (weights.neighbours(of: area) + [area]).sorted().filter { kept[$0] }
        }
        let means = rounds.map { round in
            let people = round.reduce(0) { $0 + population[$1] }
            return people > 0 ? round.reduce(0) { $0 + events[$1] } / people : 0
        }
        return weights.starts.indices.dropLast().map { area in
            guard kept[area] else { return nil }
            let people = rounds[area].reduce(0) { $0 + population[$1] }
            let average = people / Double(rounds[area].count)
            let spread = rounds[area].reduce(0) { sum, other in
                let deviation: Double = events[other] / population[other] - means[other]
                return sum + population[other] * deviation * deviation
            }
            let raw = events[area] / population[area]
            let between = max(0, spread / people - means[area] / average)
            let within = means[area] / population[area]
            let share: Double = between + within > 0 ? between / (between + within) : 0
            return Smoothed(raw: raw, estimate: means[area] + (raw - means[area]) * share)
        }
    }

    /// Where people live, after checking that counts and populations can be.
    static func peopled(_ events: [Double], _ population: [Double]) throws(SpaceError) -> [Bool] {
        try SpaceChecks.length(population.count, of: "populations", for: events.count)
        try SpaceChecks.notNegative(events, "Count")
        try SpaceChecks.notNegative(population, "Population")
        let impossible = events.indices.filter { population[$0] == 0 && events[$0] > 0 }
        guard impossible.isEmpty else { throw .eventsWithoutPopulation(positions: impossible) }
        guard population.contains(where: { $0 > 0 }) else { throw .noPopulation }
        return population.map { $0 > 0 }
    }

    private static func totals(_ events: [Double], _ population: [Double]) -> (events: Double, population: Double) {
        (events.reduce(0, +), population.reduce(0, +))
    }
}
