import Statistics

/// The newest period of many series, ranked, with the share of false discoveries held down.
///
/// Testing hundreds of series each week at 1 in 20 gives dozens of false alarms. Benjamini and Hochberg 1995
/// (doi:10.1111/j.2517-6161.1995.tb02031.x) hold the expected share of false ones among those named to a chosen rate.
/// The p values are the one-sided tails of the fitted negative binomial, which for counts are on the safe side.
public struct SignalRanking: Codable, Sendable, Equatable {
    /// One series in the ranking.
    public struct Signal: Codable, Sendable, Equatable {
        /// Which series, from 0.
        public let series: Int
        /// What the method says of it.
        public let test: FarringtonTest
        /// The p value with all series counted in.
        public let adjusted: Double
        /// True when it stands at the chosen rate of false discoveries and has cases enough for an alarm.
        public let isDiscovery: Bool
    }

    /// A series without cases in its reference, which no model can judge.
    public struct Unmodelled: Codable, Sendable, Equatable {
        /// Which series, from 0.
        public let series: Int
        /// Its cases in the newest periods.
        public let recent: Double
    }

    /// The chosen rate of false discoveries.
    public let rate: Double
    /// Series with a test, the furthest above their bound first (by `exceedance`, then by `adjusted`, then in order).
    public let signals: [Signal]
    /// Series that have cases now and had none before, most cases first: for a person to judge.
    public let unmodelled: [Unmodelled]
    /// Series that have no data for the period, or too little before it.
    public let untested: [Int]

    /// Ranks one outcome a series.
    public init(_ outcomes: [FarringtonOutcome], rate: Double) throws(OutbreakError) {
        guard rate > 0, rate < 1 else { throw .badSetting("the rate of false discoveries lies between 0 and 1") }
        // A tail can be above 1 by rounding alone.
        let tails = outcomes.map { $0.test.map { min(1, $0.tail) } }
        guard let adjusted = try? MultipleTesting.benjaminiHochberg.adjusted(tails) else {
            throw .badSetting("p values lie between 0 and 1")
        }
        var signals: [Signal] = []
        var unmodelled: [Unmodelled] = []
        var untested: [Int] = []
        for (series, outcome) in outcomes.enumerated() {
            switch outcome {
            case .tested(let test):
                let chance = adjusted[series] ?? 1
                signals.append(
                    Signal(
                        series: series, test: test, adjusted: chance,
                        isDiscovery: chance <= rate && !test.isSuppressed && test.observed > test.expected))
            case .noCasesBefore(let recent):
                if recent > 0 { unmodelled.append(Unmodelled(series: series, recent: recent)) }
            case .noData, .notFitted: untested.append(series)
            }
        }
        self.rate = rate
        self.signals = signals.sorted(by: Self.isBefore)
        self.unmodelled = unmodelled.sorted { ($1.recent, $0.series) < ($0.recent, $1.series) }
        self.untested = untested
    }

    private static func isBefore(_ left: Signal, _ right: Signal) -> Bool {
        let first = left.test.exceedance ?? -.greatestFiniteMagnitude
        let second = right.test.exceedance ?? -.greatestFiniteMagnitude
        if first != second { return first > second }
        return (left.adjusted, left.series) < (right.adjusted, right.series)
    }
}
