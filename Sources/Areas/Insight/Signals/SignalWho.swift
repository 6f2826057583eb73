import Governance
import Kernel
import Storage

/// Events of a measure by age and by how somebody was hurt.
struct WhoCounts: Sendable {
    /// Bands people read; an event whose ages do not lie inside one is "not known".
    static let bands: [(name: String, ages: ClosedRange<Int>)] = [
        ("Under 10", 0...9), ("10 to 13", 10...13), ("14 to 15", 14...15), ("16 to 17", 16...17), ("18 to 24", 18...24),
        ("25 and over", 25...200),
    ]
    static let notKnown = "Not known"

    private(set) var ages: [String: Int] = [:]
    private(set) var methods: [String: Int] = [:]

    static func band(from: Int?, to: Int?) -> String {
        guard let from else { return notKnown }
        let last = to ?? 200
        return bands.first { $0.ages.contains(from) && $0.ages.contains(min(last, 200)) }?.name ?? notKnown
    }

    mutating func add(_ events: Int, from: Int?, to: Int?, method: String) {
        ages[Self.band(from: from, to: to), default: 0] += events
        methods[method.isEmpty ? Self.notKnown : method, default: 0] += events
    }
}

extension Transaction {
    private func whoCounts(_ measure: Measure, in months: ClosedRange<Month>, areas: [String]?) throws -> WhoCounts {
        let place: SQL = areas.map { "area IN \(list: $0)" } ?? "area <> \(Area.elsewhere)"
        var counts = WhoCounts()
        for row in try rows(
            """
            SELECT age_from, age_to, method, COUNT(*) AS events FROM event
            WHERE month >= \(months.lowerBound.number) AND month <= \(months.upperBound.number) AND \(sql: place)
                AND \(sql: SQL.all(measure.numerator.conditions))
            GROUP BY age_from, age_to, method
            """)
        {
            counts.add(
                try row["events"], from: try row["age_from"], to: try row["age_to"], method: try row["method"])
        }
        return counts
    }

    /// Who it was, for the team: the signal's own months beside the twelve before. Everybody else reads no ages and no
    /// methods here, for other pages tell the same events by month, by place and by hour, and all of them together would
    /// leave a small number no room.
    func who(
        _ signal: Signal, for audience: CountAudience
    ) throws -> (ages: [SignalCase.Share], methods: [SignalCase.Share], span: String) {
        guard audience == .team, signal.measure.numerator.kinds != nil, signal.measure.unit == .count else {
            return ([], [], "")
        }
        return try exactWho(signal)
    }

    private func exactWho(
        _ signal: Signal
    ) throws -> (ages: [SignalCase.Share], methods: [SignalCase.Share], span: String) {
        let span = signal.method == .scan ? signal.facts.months : signal.month...signal.month
        let areas = signal.facts.areas ?? signal.area.map { [$0.code] }
        let now = try whoCounts(signal.measure, in: span, areas: areas)
        let before = span.lowerBound.adding(-12)...span.lowerBound.adding(-1)
        let then = try whoCounts(signal.measure, in: before, areas: areas)
        let share = Double(span.all.count) / 12
        func rows(_ names: [String], _ now: [String: Int], _ then: [String: Int]) -> [SignalCase.Share] {
            names.filter { now[$0] != nil || then[$0] != nil }.map { name in
                SignalCase.Share(
                    name: name, count: "\(now[name] ?? 0)",
                    usual: signal.measure.written(Double(then[name] ?? 0) * share))
            }
        }
        let methods = Set(now.methods.keys).union(then.methods.keys).sorted()
        let first = span.lowerBound == span.upperBound ? "" : "\(span.lowerBound.name) to "
        return (
            rows(Self.bandNames, now.ages, then.ages), rows(methods, now.methods, then.methods),
            "\(first)\(span.upperBound.name), beside a usual stretch of as long in the twelve months before"
        )
    }

    private static var bandNames: [String] { WhoCounts.bands.map(\.name) + [WhoCounts.notKnown] }
}
