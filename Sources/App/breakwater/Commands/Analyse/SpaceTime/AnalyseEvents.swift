import ArgumentParser
import Surveillance

/// Single events with place and day, for methods that count pairs.
struct AnalyseEvents: ParsableArguments {
    @OptionGroup var places: AnalysePlaceColumns

    @Option(help: "The column of dates. Else date, day or t.")
    var date: String?
    @Option(
        help:
            "How exactly places and dates are known: exact or snapped. Files of police.uk are snapped unless it is said."
    )
    var precision: AnalysePrecision?

    /// The events of a file, and how many rows have no place.
    ///
    /// - Throws: `SpaceTimeError` where points were snapped or dates are months.
    func read(_ table: AnalyseTable) throws -> (events: SpaceTimeEvents, leftOut: Int) {
        let column = try table.column(date, usual: ["date", "day", "t", "month"], option: "--date")
        let stamps = try table.stamps(column)
        let points = try places.read(table)
        let kept = points.indices.filter { points[$0] != nil }
        let events = try SpaceTimeEvents(
            x: kept.compactMap { points[$0]?.x }, y: kept.compactMap { points[$0]?.y },
            days: kept.map { stamps[$0].day }, precision: known(table, stamps, points.compactMap { $0 }))
        return (events, points.count - kept.count)
    }

    private func known(_ table: AnalyseTable, _ stamps: [Stamp], _ points: [PlanePoint]) -> EventPrecision {
        switch precision {
        case .exact: return EventPrecision(place: .exact, date: .day)
        case .snapped: return EventPrecision(place: .snapped, date: .day)
        case nil:
            let isMonths = stamps.contains { $0.form == .month || $0.form == .week }
            return EventPrecision(place: table.isPoliceUK ? .snapped : .exact, date: isMonths ? .month : .day)
        }
    }
}

extension PairDistance: ExpressibleByArgument {}
