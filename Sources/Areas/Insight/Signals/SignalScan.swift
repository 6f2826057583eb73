import Geography
import Kernel
import Surveillance

/// A measure by small area and month, to be searched for clusters that are alive in its newest month.
struct SignalScan: Sendable {
    let measure: Measure
    let book: AreaBook
    let months: [Month]
    /// By area of the book and in each by month.
    let cases: [Int]

    /// Months looked at, at most and at least.
    static let mostMonths = 24
    static let fewestMonths = 12
    /// A cluster is of so many events or more, lasts at most so many months, and takes in at most this share of all.
    static let fewestEvents = 5
    static let longest = 3
    static let share = 0.25
    static let replications = 999
    /// The chance at which a cluster of any measure is told of.
    static let level = 0.05

    /// Nil without enough months in a row.
    init?(_ measure: Measure, book: AreaBook, whole: [MeasureValue], byArea: [String: [Month: Int]]) {
        guard let newest = whole.last(where: { $0.numerator != nil })?.month else { return nil }
        let known = Set(whole.filter { $0.numerator != nil }.map(\.month))
        var first = newest
        while known.contains(first.adding(-1)), newest.number - first.number + 1 < Self.mostMonths {
            first = first.adding(-1)
        }
        months = (first...newest).all
        guard months.count >= Self.fewestMonths else { return nil }
        self.measure = measure
        self.book = book
        let span = months
        cases = book.areas.flatMap { area in span.map { byArea[area.code]?[$0] ?? 0 } }
    }

    /// What is looked at, in short: the same months with the same events need no other look.
    var seen: String {
        let sum = cases.enumerated().reduce(UInt64(1469598103934665603)) { hash, cell in
            (hash ^ UInt64(cell.offset &* 31 &+ cell.element)) &* 1099511628211
        }
        return "\(months[months.count - 1].text)/\(sum)"
    }

    /// The most likely cluster by the space–time permutation model (Kulldorff et al. 2005), if chance seldom makes one
    /// as strong, counting that so many measures are looked at. Takes seconds: never inside a transaction.
    func verdict(among series: Int) -> SignalVerdict {
        let newest = months[months.count - 1]
        func verdict(_ outcome: SignalLook.Outcome, _ found: [FoundSignal] = []) -> SignalVerdict {
            SignalVerdict(
                look: SignalLook(
                    measure: measure.id, method: .scan, outcome: outcome, months: months.count, needed: 0, seen: seen),
                found: found)
        }
        guard cases.contains(where: { $0 > 0 }) else { return verdict(.quiet) }
        let level = Self.level / Double(max(1, series))
        guard let result = run(level) else { return verdict(.notFitted) }
        guard let cluster = result.clusters.first, let chance = cluster.pValue, chance <= level,
            cluster.window.periods.upperBound == months.count - 1,
            let middle = cluster.centre ?? cluster.window.places.first
        else { return verdict(.quiet) }
        let others = cluster.window.places.filter { $0 != middle }.map { book.areas[$0].code }
        // Strength as for other methods: 1 where chance gives as much as the level says, more the rarer it is.
        let strength = 1 + (level - chance) / level
        return verdict(
            .found,
            [
                FoundSignal(
                    measure: measure.id, area: book.areas[middle].code, month: newest, method: .scan,
                    observed: Double(cluster.observed), expected: cluster.expected, threshold: nil, score: strength,
                    facts: Signal.Facts(
                        direction: .high, meaning: SignalFinding.meaningOfHigh(measure),
                        months: months[cluster.window.periods.lowerBound]...newest,
                        chance: min(1, chance * Double(series)), series: series,
                        areas: [book.areas[middle].code] + others))
            ])
    }

    private func run(_ level: Double) -> ScanResult? {
        guard
            let periods = try? ScanPeriods.months(
                fromYear: months[0].year, month: months[0].monthOfYear, count: months.count),
            let data = try? ScanData(
                places: book.areas.map { ScanPlace(x: $0.easting, y: $0.northing) }, periods: periods, cases: cases,
                model: .spaceTimePermutation)
        else { return nil }
        // The same month gives the same answer, whenever it is worked out.
        var settings = ScanSettings(
            window: .spaceTime(.prospective), rates: .high, seed: UInt64(months[months.count - 1].number))
        settings.longestInterval = .periods(Self.longest)
        settings.largestShare = Self.share
        settings.fewestCases = Self.fewestEvents
        settings.replications = Self.replications
        settings.stopAfter = Int((Double(Self.replications + 1) * level).rounded(.up)) + 1
        settings.mostClusters = 1
        return try? Scan.run(data, settings)
    }
}
