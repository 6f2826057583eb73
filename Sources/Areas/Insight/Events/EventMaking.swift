import Feeds
import Geography
import Governance
import Joining
import Kernel
import Storage

/// Makes events of one kept file's rows: when, where on the boundaries in use, and what.
struct EventMaking {
    private let file: KeptFile
    private let matched: MatchedMapping
    private let reader: EventReader
    private let placing: EventPlacing?
    private let keys: Keys
    private var names = EventNames()
    private(set) var tally = EventTally()
    /// The streets a published file names; nil for any other.
    private(set) var streets: StreetNames?

    /// - Throws: `FeedError` when the file's own description no longer fits it.
    init(_ file: KeptFile, placing: EventPlacing?, keys: Keys) throws {
        self.file = file
        self.placing = placing
        self.keys = keys
        matched = try file.mapping.matched(to: file.headers, on: file.run.startedAt.day)
        reader = try EventReader(file.mapping, boundaries: nil)
        streets = StreetNames.teaches(file.mapping) ? StreetNames() : nil
        tally.filled = FilledTally(file.mapping)
    }

    /// The events of some rows; what repeats an event met before is counted and left out.
    mutating func events(of rows: [(line: Int, cells: [String])]) -> [Event] {
        rows.compactMap { row in
            let raw = RawRow(
                line: row.line, cells: row.cells, places: [], surplus: [], problems: [],
                next: FeedPosition(offset: 0, line: 0, rows: 0))
            let checked = matched.check(raw)
            guard let found = reader.event(checked), let at = found.instant else {
                tally.unreadable += 1
                return nil
            }
            let (name, isNew) = names.name(checked, found)
            guard isNew else {
                tally.repeats += 1
                return nil
            }
            tally.filled?.add(checked, found)
            let (event, means) = event(found, at: at, name: name, line: row.line)
            tally.add(event, means)
            return event
        }
    }

    private mutating func event(
        _ row: EventRow, at: Instant, name: String, line: Int
    ) -> (event: Event, means: EventPlacing.Means?) {
        let grid = row.point.flatMap { $0.grid ?? NationalGrid.grid($0.position) }
        let place = placing?.place(row, grid)
        let area = place?.area ?? ""
        streets?.add(row, grid, area: area)
        let event = Event(
            run: file.run.id, line: line, feed: file.mapping.name, kind: row.kind, at: at, until: row.untilInstant,
            precision: row.precision, easting: grid?.easting, northing: grid?.northing,
            pointPrecision: precision(row, area), area: area, category: row.category ?? "",
            method: method(row), placeType: row.placeType ?? "", ageFrom: row.ages?.lowest,
            ageTo: row.ages.map { $0.highest ?? Self.oldest }, sex: row.sex ?? "", outcome: row.outcome ?? "",
            reference: name, person: row.person.map { keys.counted($0, of: file.run.agency.text) } ?? "")
        return (event, place?.means)
    }

    /// The age that stands for "and over".
    private static let oldest = 200

    private func precision(_ row: EventRow, _ area: String) -> Event.PointPrecision {
        switch row.location {
        case .exact: .exact
        case .snapped: .snapped
        case .area: .area
        case .none: area.isEmpty || area == Area.elsewhere ? .none : .area
        }
    }

    /// How somebody was hurt: as the row says, else as its flags say.
    private func method(_ row: EventRow) -> String {
        if let method = row.method, !method.isEmpty { return method }
        if row.signs.contains("firearm") { return "firearm" }
        return row.signs.contains("weapon") && row.details["knife_flag"] != nil ? "knife" : ""
    }
}
