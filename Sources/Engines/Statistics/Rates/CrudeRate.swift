/// Events for so many people, and how far chance alone could move it.
public struct CrudeRate: Sendable, Equatable {
    /// How many events.
    public let count: Double
    /// People, or person-years, in which they fell.
    public let population: Double
    /// The rate is told per this many: 1,000, 10,000 or 100,000.
    public let multiplier: Double
    /// Events over population times multiplier, with its interval.
    public let estimate: Estimate

    /// Works out a rate.
    public init(
        count: Double, population: Double, per multiplier: Double, interval: PoissonInterval = .publicHealth,
        confidence: Confidence = .ninetyFive
    ) throws(CountError) {
        self.count = try Count.notNegative(count, "The count")
        self.population = try Count.base(population, "The population")
        self.multiplier = try Count.base(multiplier, "The multiplier")
        let scale = multiplier / population
        let range = try interval.interval(count: count, confidence: confidence)
        estimate = Estimate(count * scale, range.scaled(by: scale))
    }
}
