import Governance
import Kernel
import Storage

/// Everything that helps somebody look into one signal, as one audience may see it.
struct SignalCase: Sendable {
    /// A small area then and now.
    struct AreaChange: Sendable, Equatable {
        let name: String
        let now: Int
        /// A usual stretch of as many months, over the twelve before.
        let usual: Double
    }

    /// One row of a table of who it was.
    struct Share: Sendable, Equatable {
        let name: String
        let count: String
        /// Before, for a stretch of as many months.
        let usual: String
    }

    let shown: ShownSignal
    let line: MeasurePages.Line
    let steps: [SignalStep]
    /// Files that cover its months: how many, and how many of their rows told of an event a second time.
    let files: (count: Int, repeats: Int, newest: Instant?)
    /// For the team: the weeks up to the signal's own, or its own area's months, newest first.
    let near: [(name: String, count: Int?)]
    /// The areas with most change, for the team.
    let areas: [AreaChange]
    let ages: [Share]
    let methods: [Share]
    /// What the tables of who it was are about: "October 2026, beside …".
    let span: String
    /// Other signals of about the same time.
    let others: [ShownSignal]
    let actions: [(id: String, title: String)]

    var signal: Signal { shown.signal }
}

extension Transaction {
    /// A signal with what helps to look into it; nil where it is not there or may not be shown.
    func signalCase(_ id: ID<Signal>, for audience: CountAudience, on today: Day) throws -> SignalCase? {
        guard let signal = try signal(id) else { return nil }
        let line = try line(signal.measure, for: audience, on: today)
        let steps = try signalSteps(of: id)
        guard let shown = ShownSignal(signal, line.reading.series, last: steps.last) else { return nil }
        let who = try who(signal, for: audience)
        let others = try shownSignals(for: audience).filter {
            $0.signal.id != id && abs($0.signal.month.number - signal.month.number) <= 1
        }
        return SignalCase(
            shown: shown, line: line, steps: steps, files: try signalFiles(signal),
            near: audience == .team ? try ownTimes(signal) : [],
            areas: audience == .team ? try areaChanges(signal) : [], ages: who.ages, methods: who.methods,
            span: who.span, others: Array(others.prefix(10)), actions: try openPlaceActions())
    }

    /// How many weeks or months of its own a signal is shown with.
    private static let nearest = 9

    private func ownTimes(_ signal: Signal) throws -> [(name: String, count: Int?)] {
        if let week = signal.week {
            guard let weeks = try weeks(of: signal.measure) else { return [] }
            let last = (week.number - weeks.first.number) / 7
            return weeks.counts.indices.filter { (0..<Self.nearest).contains(last - $0) }.reversed()
                .map { (weeks.monday($0).long, weeks.counts[$0]) }
        }
        guard signal.method == .farrington, let area = signal.area else { return [] }
        let here = try values(of: signal.measure.id, area: area.code)
        let found = Dictionary(here.map { ($0.month, $0.numerator) }, uniquingKeysWith: { first, _ in first })
        return try values(of: signal.measure.id).filter { $0.month <= signal.month }.suffix(Self.nearest).reversed().map
        {
            ($0.month.name, $0.numerator == nil ? nil : found[$0.month] ?? 0)
        }
    }

    /// Files of the measure's own kinds that cover the signal's months.
    private func signalFiles(_ signal: Signal) throws -> (count: Int, repeats: Int, newest: Instant?) {
        let months = signal.facts.months
        let kinds = signal.measure.numerator.kinds ?? []
        guard !kinds.isEmpty else { return (0, 0, nil) }
        let feeds: SQL = signal.measure.numerator.feeds.map { "r.feed IN \(list: $0)" } ?? "1 = 1"
        let runs = try rows(
            """
            SELECT r.repeats, i.started_at FROM event_run r JOIN import_run i ON i.id = r.run_id
            WHERE i.state = 'kept' AND r.first_month <= \(months.upperBound.number)
                AND r.last_month >= \(months.lowerBound.number) AND \(sql: feeds)
                AND EXISTS (SELECT 1 FROM event e WHERE e.run_id = r.run_id AND e.kind IN \(list: kinds))
            """)
        let repeats: [Int] = try runs.map { try $0["repeats"] }
        let came: [Instant] = try runs.map { try $0["started_at"] }
        return (runs.count, repeats.reduce(0, +), came.max())
    }

    /// The areas whose months of the signal differ most from the twelve before.
    private func areaChanges(_ signal: Signal) throws -> [SignalCase.AreaChange] {
        let months = signal.facts.months
        let span = signal.method == .scan ? months : signal.month...signal.month
        let before = span.lowerBound.adding(-12)...span.lowerBound.adding(-1)
        let now = try values(of: signal.measure.id, byAreaIn: span)
        let then = try values(of: signal.measure.id, byAreaIn: before)
        let share = Double(span.all.count) / 12
        var names: [String: String] = [:]
        for row in try rows(
            "SELECT r.code, r.name FROM area r JOIN boundary_set b ON b.id = r.set_id WHERE b.in_use = 1")
        { names[try row["code"]] = try row["name"] }
        let changes = Set(now.keys).union(then.keys).filter { $0 != Area.elsewhere }.map { code in
            SignalCase.AreaChange(
                name: names[code] ?? code, now: now[code] ?? 0, usual: Double(then[code] ?? 0) * share)
        }
        let way = signal.facts.isHigh ? 1.0 : -1.0
        func change(_ area: SignalCase.AreaChange) -> Double { (Double(area.now) - area.usual) * way }
        let most = changes.filter { change($0) > 0 }.sorted { (change($1), $0.name) < (change($0), $1.name) }
        return Array(most.prefix(8))
    }
}
