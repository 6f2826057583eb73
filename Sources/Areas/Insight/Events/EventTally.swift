import Feeds
import Joining
import Kernel
import Storage

/// What became of a file's rows when they were counted.
package struct EventTally: Sendable {
    /// Rows that came to their place in one way, and the months they are of.
    struct Placed: Sendable, Equatable {
        var events = 0
        var first: Month
        var last: Month
    }

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
    private(set) var means: [EventPlacing.Means: Placed] = [:]
    /// How often each field was filled; nil for feeds of one sender.
    var filled: FilledTally?

    mutating func add(_ event: Event, _ means: EventPlacing.Means?) {
        events += 1
        if event.area == Area.elsewhere { elsewhere += 1 }
        if event.area.isEmpty { unplaced += 1 }
        first = min(first ?? event.month, event.month)
        last = max(last ?? event.month, event.month)
        guard let means else { return }
        var placed = self.means[means] ?? Placed(first: event.month, last: event.month)
        placed.events += 1
        placed.first = min(placed.first, event.month)
        placed.last = max(placed.last, event.month)
        self.means[means] = placed
    }

    /// How rows came to their areas, and how many could not.
    static let placeTable = Table(
        "event_place", key: ["run_id", "means"],
        columns: [
            .text("run_id", references: "import_run"),
            .text("means", allowed: EventPlacing.Means.allCases.map(\.rawValue)), .integer("events"),
            .integer("first_month"), .integer("last_month"),
        ])

    /// How many rows of each sender and month had a field, of those that could have it.
    static let filledTable = Table(
        "event_filled", key: ["run_id", "site", "month", "field"],
        columns: [
            .text("run_id", references: "import_run"), .text("site"), .integer("month"), .text("field"),
            .integer("rows"), .integer("filled"),
        ])
}

/// How complete a file is, by sender, month and field.
struct FilledTally: Sendable {
    /// The field that names the sender, where a feed has more than one: a hospital's site.
    static let sender = "site_code"

    private let home: Mapping.HomeRule?
    private var everywhere: Completeness
    /// Fields that say where, which are left out of rows about homes.
    private var notHomes: Completeness

    /// Nil for a feed that names no sender.
    init?(_ mapping: Mapping) {
        guard mapping.column(for: Self.sender) != nil else { return nil }
        let fields = Self.fields(mapping)
        let places = Set(mapping.home?.drops ?? [])
        home = mapping.home
        everywhere = Completeness(of: fields.filter { !places.contains($0) }, by: Self.sender)
        notHomes = Completeness(of: fields.filter(places.contains), by: Self.sender)
    }

    /// Fields whose filling is watched: not the file's own period, nor what only belongs to another field.
    static func fields(_ mapping: Mapping) -> [String] {
        let period = Set((mapping.order ?? []).joined())
        return mapping.columns.filter {
            $0.field != sender && $0.kind != .time && !period.contains($0.field) && !$0.field.hasSuffix("_other")
        }.map(\.field)
    }

    mutating func add(_ row: CheckedRow, _ event: EventRow?) {
        everywhere.add(row, event)
        let isHome = home.map { $0.among.contains(row.fields[$0.field] ?? "") } ?? false
        if !isHome { notHomes.add(row, event) }
    }

    /// Every sender, month and field with how many rows could have it and how many had it.
    var cells: [(site: String, month: Month, field: String, rows: Int, filled: Int)] {
        (everywhere.table + notHomes.table).flatMap { line in
            line.filled.sorted { $0.key < $1.key }.compactMap { field, count in
                Month(line.month).map { (line.sender, $0, field, line.rows, count) }
            }
        }
    }
}

extension Transaction {
    /// Keeps what became of a file's rows.
    func insert(_ tally: EventTally, details run: ID<ImportRun>) throws {
        for (means, placed) in tally.means.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try self.run(
                """
                INSERT INTO event_place (run_id, means, events, first_month, last_month)
                VALUES (\(run), \(means), \(placed.events), \(placed.first.number), \(placed.last.number))
                """)
        }
        let cells = (tally.filled?.cells ?? []).map { cell -> [Value] in
            [
                run.stored, cell.site.stored, cell.month.number.stored, cell.field.stored, cell.rows.stored,
                cell.filled.stored,
            ]
        }
        for start in stride(from: 0, to: cells.count, by: 100) {
            try self.run(
                """
                INSERT INTO event_filled (run_id, site, month, field, rows, filled)
                VALUES \(rows: Array(cells[start..<min(cells.count, start + 100)]))
                """)
        }
    }
}
