import Foundation

/// Counts of one kind in one place, period by period.
public struct WatchedSeries: Codable, Sendable, Equatable {
    /// Whole counts; nil for no data, which is never zero.
    public let counts: [Double?]
    /// People the counts come from, where they are to be taken per head.
    public let population: [Double]?

    /// A series of counts, with the population of each period if known.
    public init(counts: [Double?], population: [Double]?) {
        self.counts = counts
        self.population = population
    }

    /// The logarithm of the population at a checked point.
    func logPopulation(_ point: Int) -> Double { log(population?[point] ?? 1) }

    /// Throws what is wrong with the series; `number` names it.
    func check(number: Int, points: Int, needsPopulation: Bool) throws(OutbreakError) {
        guard counts.count == points else {
            throw .lengthsDiffer(series: number, points: counts.count, expected: points)
        }
        for (point, count) in counts.enumerated() {
            guard let count else { continue }
            // Beyond 2^53 whole numbers are no longer told apart.
            guard count.isFinite, count.rounded() == count, count.magnitude <= 0x1p53 else {
                throw .notACount(series: number, point: point)
            }
            if count < 0 { throw .negative(series: number, point: point, value: count) }
        }
        guard needsPopulation else { return }
        guard let population, population.count == points else {
            throw .noPopulation(series: number, point: population?.count ?? 0)
        }
        for (point, people) in population.enumerated() where !(people > 0 && people.isFinite) {
            throw .noPopulation(series: number, point: point)
        }
    }
}
