/// A place by its coordinates in a plane, such as metres of the British National Grid.
public struct ScanPlace: Sendable, Equatable {
    /// Eastwards.
    public let x: Double
    /// Northwards.
    public let y: Double

    /// A place at these coordinates.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// What is taken for granted when nothing clusters, after Kulldorff 1997 and 2005.
public enum ScanModel: Sendable, Equatable {
    /// Cases fall by these expected numbers, place by place and in each by period; only their proportions matter.
    case poisson(expected: [Double])
    /// Every case and every control could as well have been the other; the controls, place by place and period.
    case bernoulli(controls: [Int])
    /// Each place keeps its cases and each period keeps its own; which case fell when is by chance.
    case spaceTimePermutation
}

/// Cases at places in periods, to be scanned for clusters.
public struct ScanData: Sendable, Equatable {
    /// Where the places are.
    public let places: [ScanPlace]
    /// The periods, oldest first.
    public let periods: ScanPeriods
    /// Cases, place by place and in each by period: place times the number of periods plus the period.
    public let cases: [Int]
    /// What is expected if nothing clusters.
    public let model: ScanModel

    /// Checks and holds what is to be scanned.
    public init(places: [ScanPlace], periods: ScanPeriods, cases: [Int], model: ScanModel) throws(ScanError) {
        guard !places.isEmpty, periods.count > 0 else { throw .empty }
        let cells = places.count * periods.count
        guard cases.count == cells else { throw .wrongLength(what: "cases", expected: cells, found: cases.count) }
        if let place = places.firstIndex(where: { !$0.x.isFinite || !$0.y.isFinite }) {
            throw .badCoordinate(place: place)
        }
        if let cell = cases.firstIndex(where: { $0 < 0 }) {
            throw .negative(what: "cases", place: cell / periods.count)
        }
        guard cases.reduce(0, +) < Int(Int32.max) else { throw .badSetting("more cases than can be counted") }
        self.places = places
        self.periods = periods
        self.cases = cases
        self.model = model
        try checkModel()
    }

    private func checkModel() throws(ScanError) {
        switch model {
        case .poisson(let expected):
            guard expected.count == cases.count else {
                throw .wrongLength(what: "expected numbers", expected: cases.count, found: expected.count)
            }
            for (cell, value) in expected.enumerated() {
                guard value >= 0, value.isFinite else {
                    throw .badNumber(what: "the expected number", place: cell / periods.count)
                }
                guard value > 0 || cases[cell] == 0 else {
                    throw .casesWithoutPopulation(place: cell / periods.count, period: cell % periods.count)
                }
            }
        case .bernoulli(let controls):
            guard controls.count == cases.count else {
                throw .wrongLength(what: "controls", expected: cases.count, found: controls.count)
            }
            if let cell = controls.firstIndex(where: { $0 < 0 }) {
                throw .negative(what: "controls", place: cell / periods.count)
            }
            let all = controls.reduce(0, +)
            guard all > 0, cases.contains(where: { $0 > 0 }) else { throw .noControls }
            guard all < Int(Int32.max) else { throw .badSetting("more controls than can be counted") }
        case .spaceTimePermutation: break
        }
    }
}
