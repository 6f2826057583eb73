/// One age band of an area: its events, its people and the people the standard population has there.
public struct DirectBand: Sendable, Equatable {
    /// Events in the band.
    public let count: Double
    /// People in the band.
    public let population: Double
    /// People of the standard population in the band, for example the European Standard Population 2013.
    public let standard: Double

    /// Makes a band.
    public init(count: Double, population: Double, standard: Double) {
        self.count = count
        self.population = population
        self.standard = standard
    }
}

/// The rate an area would have if its people had the ages of a standard population.
///
/// Interval of Dobson, Kuulasmaa, Eberle and Scherer 1991 (doi:10.1002/sim.4780100317) on Byar's limits of the count,
/// as `phe_dsr` of PHEindicatormethods.
public struct DirectlyStandardisedRate: Sendable, Equatable {
    /// Events in all bands.
    public let count: Double
    /// People in all bands.
    public let population: Double
    /// The rate per multiplier, with its interval; nil with fewer than 10 events, from which no such rate is published.
    public let estimate: Estimate?

    /// Works out the rate from bands, each of which needs people; the standard population comes with the bands.
    public init(
        _ bands: [DirectBand], per multiplier: Double, confidence: Confidence = .ninetyFive
    ) throws(CountError) {
        guard !bands.isEmpty else { throw .tooFew(what: "Age bands", found: 0, needed: 1) }
        try Count.base(multiplier, "The multiplier")
        var count: Double = 0
        var population: Double = 0
        var standard: Double = 0
        var weighted: Double = 0
        var variance: Double = 0
        for band in bands {
            count += try Count.notNegative(band.count, "The count of an age band")
            population += try Count.base(band.population, "The population of an age band")
            standard += try Count.notNegative(band.standard, "The standard population of an age band")
            let weight = band.standard / band.population
            weighted += band.count * weight
            variance += band.count * weight * weight
        }
        try Count.base(standard, "The standard population")
        self.count = count
        self.population = population
        // With fewer events the interval is not to be trusted (PHEindicatormethods says the same).
        guard count >= 10 else {
            estimate = nil
            return
        }
        let scale = (variance / (standard * standard) / count).squareRoot() * multiplier
        let value = weighted / standard * multiplier
        let byar = PoissonInterval.byar(count, confidence)
        estimate = Estimate(
            value, Interval(value + scale * (byar.lower - count), value + scale * (byar.upper - count)))
    }
}

/// One age band of an area beside a reference: people here, and events and people there.
public struct IndirectBand: Sendable, Equatable {
    /// People in the band here.
    public let population: Double
    /// Events in the band of the reference.
    public let referenceCount: Double
    /// People in the band of the reference.
    public let referencePopulation: Double

    /// Makes a band.
    public init(population: Double, referenceCount: Double, referencePopulation: Double) {
        self.population = population
        self.referenceCount = referenceCount
        self.referencePopulation = referencePopulation
    }
}

/// Events seen over the events to be expected if each age had the reference's rate: 1 is as expected.
///
/// As `calculate_ISRatio` and `calculate_ISRate` of PHEindicatormethods.
public struct IndirectlyStandardisedRatio: Sendable, Equatable {
    /// Events seen.
    public let observed: Double
    /// Events to be expected.
    public let expected: Double
    /// Seen over expected, with its interval.
    public let ratio: Estimate
    /// The reference's crude rate per one, times the ratio: the indirectly standardised rate, with its interval.
    public let ratePerOne: Estimate

    /// Works out the ratio.
    public init(
        observed: Double, bands: [IndirectBand], interval: PoissonInterval = .publicHealth,
        confidence: Confidence = .ninetyFive
    ) throws(CountError) {
        self.observed = try Count.notNegative(observed, "The count")
        var expected: Double = 0
        var referenceCount: Double = 0
        var referencePopulation: Double = 0
        for band in bands {
            let people = try Count.notNegative(band.population, "The population of an age band")
            referenceCount += try Count.notNegative(band.referenceCount, "The reference count of an age band")
            referencePopulation += try Count.base(
                band.referencePopulation, "The reference population of an age band")
            expected += people * band.referenceCount / band.referencePopulation
        }
        self.expected = try Count.base(expected, "The expected count")
        let range = try interval.interval(count: observed, confidence: confidence)
        ratio = Estimate(observed / expected, range.scaled(by: 1 / expected))
        ratePerOne = ratio.scaled(by: referenceCount / referencePopulation)
    }
}
