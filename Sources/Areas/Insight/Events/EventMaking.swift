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
    private let book: AreaBook?
    private let keys: Keys
    private var names = EventNames()
    private(set) var tally = EventTally()

    /// - Throws: `FeedError` when the file's own description no longer fits it.
    init(_ file: KeptFile, book: AreaBook?, keys: Keys) throws {
        self.file = file
        self.book = book
        self.keys = keys
        matched = try file.mapping.matched(to: file.headers, on: file.run.startedAt.day)
        reader = try EventReader(file.mapping, boundaries: nil)
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
            let event = event(found, at: at, name: name, line: row.line)
            tally.add(event)
            return event
        }
    }

    private func event(_ row: EventRow, at: Instant, name: String, line: Int) -> Event {
        let grid = row.point.flatMap { $0.grid ?? NationalGrid.grid($0.position) }
        return Event(
            run: file.run.id, line: line, feed: file.mapping.name, kind: row.kind, at: at, until: row.untilInstant,
            precision: row.precision, easting: grid?.easting, northing: grid?.northing,
            pointPrecision: precision(row), area: area(row, grid), category: row.category ?? "",
            method: method(row), placeType: row.placeType ?? "", ageFrom: row.ages?.lowest,
            ageTo: row.ages.map { $0.highest ?? Self.oldest }, sex: row.sex ?? "", outcome: row.outcome ?? "",
            reference: name, person: row.person.map { keys.counted($0, of: file.run.agency.text) } ?? "")
    }

    /// The age that stands for "and over".
    private static let oldest = 200

    private func precision(_ row: EventRow) -> Event.PointPrecision {
        switch row.location {
        case .exact: .exact
        case .snapped: .snapped
        case .area: .area
        case .none: .none
        }
    }

    /// The area its point lies in; without a point its code, if it is one of the boundaries in use.
    private func area(_ row: EventRow, _ grid: GridPoint?) -> String {
        guard let book else { return "" }
        if let grid { return book.code(easting: grid.easting, northing: grid.northing) }
        guard let code = row.area?.text else { return row.point == nil ? "" : Area.elsewhere }
        if book.place(of: code) != nil, row.boundaries == nil || row.boundaries == book.set.year { return code }
        return row.boundaries == nil || row.boundaries == book.set.year ? Area.elsewhere : ""
    }

    /// How somebody was hurt: as the row says, else as its flags say.
    private func method(_ row: EventRow) -> String {
        if let method = row.method, !method.isEmpty { return method }
        if row.signs.contains("firearm") { return "firearm" }
        return row.signs.contains("weapon") && row.details["knife_flag"] != nil ? "knife" : ""
    }
}

/// What became of a file's rows when they were counted.
package struct EventTally: Sendable, Equatable {
    package var events = 0
    /// Outside every area, and with no place.
    package var elsewhere = 0
    package var unplaced = 0
    /// Rows that say again what another said.
    package var repeats = 0
    /// Rows whose time could not be read, which their mapping should have refused.
    package var unreadable = 0
    package var first: Month?
    package var last: Month?

    mutating func add(_ event: Event) {
        events += 1
        if event.area == Area.elsewhere { elsewhere += 1 }
        if event.area.isEmpty { unplaced += 1 }
        first = min(first ?? event.month, event.month)
        last = max(last ?? event.month, event.month)
    }
}
