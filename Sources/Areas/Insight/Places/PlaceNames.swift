import Feeds
import Geography
import Joining
import Kernel
import Storage

/// Names of streets as a published file of events gives them ("On or near Mill Lane"), with the area each lies in.
struct StreetNames {
    /// A street in one area, at the first of its points that was met.
    struct Street: Hashable {
        let name: String
        let area: String
    }

    private(set) var points: [Street: GridPoint] = [:]

    /// Whether a feed's places in words are the publisher's own, and not somebody's account of what happened.
    static func teaches(_ mapping: Mapping) -> Bool {
        mapping.category == .published && mapping.makes == .event && mapping.column(for: "place_text") != nil
    }

    mutating func add(_ row: EventRow, _ grid: GridPoint?, area: String) {
        guard let grid, let text = row.placeText, !area.isEmpty, area != Area.elsewhere,
            let entry = Gazetteer.Entry(onOrNear: text, area: area)
        else { return }
        let street = Street(name: entry.name, area: area)
        if points[street] == nil { points[street] = grid }
    }
}

extension Transaction {
    /// Keeps streets that are not known yet, and says how many there were.
    func insert(_ streets: StreetNames, run: ID<ImportRun>) throws -> Int {
        let known = Set(
            try rows("SELECT name, area FROM named_place WHERE kind = 'street'").map {
                StreetNames.Street(name: try $0["name"], area: try $0["area"])
            })
        let new = streets.points.filter { !known.contains($0.key) }
            .sorted { ($0.key.name, $0.key.area) < ($1.key.name, $1.key.area) }
        for start in stride(from: 0, to: new.count, by: 80) {
            let rows = new[start..<min(new.count, start + 80)].map { street, point -> [Value] in
                let reference = "\(street.name)@\(street.area)"
                return [
                    "street/\(reference)".stored, "street".stored, reference.stored, street.name.stored,
                    point.easting.stored, point.northing.stored, street.area.stored, "".stored, run.stored,
                ]
            }
            try self.run(
                """
                INSERT INTO named_place (id, kind, reference, name, easting, northing, area, facts, run_id)
                VALUES \(rows: rows) ON CONFLICT (id) DO NOTHING
                """)
        }
        return new.count
    }

    /// Everything words may be looked up in: the areas themselves, schools and streets.
    func placeNames(_ book: AreaBook) throws -> [Gazetteer.Entry] {
        let named = try rows("SELECT name, area FROM named_place ORDER BY id").map {
            Gazetteer.Entry(name: try $0["name"], area: try $0["area"])
        }
        return book.areas.map { Gazetteer.Entry(name: $0.name, area: $0.code) }
            + named.filter { book.place(of: $0.area) != nil }
    }

    /// Lets every file of a feed be counted again of which some rows might find their place now.
    func recountUnplaced() throws {
        try run(
            """
            DELETE FROM event_run WHERE feed IN (
                SELECT r.feed FROM event_run r JOIN event_place p ON p.run_id = r.run_id
                WHERE p.means IN \(list: EventPlacing.Means.openEnds))
            """)
    }
}
