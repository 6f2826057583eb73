import Feeds
import Geography
import Joining
import Kernel
import Storage

/// Keeps what a file says of areas and schools: people, deprivation, where schools stand.
struct PlaceTaking {
    private let file: KeptFile
    private let matched: MatchedMapping
    private let book: AreaBook?

    init(_ file: KeptFile, _ matched: MatchedMapping, book: AreaBook?) {
        self.file = file
        self.matched = matched
        self.book = book
    }

    /// Keeps some judged rows.
    func take(_ rows: [CheckedRow], in tx: Transaction) throws {
        switch file.mapping.makes {
        case .school: try tx.insert(rows.compactMap { SchoolRow($0, file.mapping) }.map(place), run: file.run.id)
        case .area: try tx.insert(rows.flatMap(figures), run: file.run.id.text)
        case .person, .event, .count: break
        }
    }

    /// The year a file's figures belong to: the last four digits of its period, else the year it came.
    private var year: Int {
        let digits = file.run.period.split { !$0.isNumber }.last { $0.count == 4 }.flatMap { Int($0) }
        return digits ?? file.run.startedAt.day.year
    }

    private func figures(_ row: CheckedRow) -> [AreaFigure] {
        guard let facts = AreaFacts(row, file.mapping), let boundaries = facts.boundaries ?? book?.set.year else {
            return []
        }
        return facts.numbers.map { name, value in
            AreaFigure(
                boundaryYear: boundaries, code: facts.code.text, figure: name.replacing("_", with: "-"), year: year,
                value: value)
        }
    }

    private func place(_ school: SchoolRow) -> NamedPlace {
        let grid = school.point.flatMap { $0.grid ?? NationalGrid.grid($0.position) }
        return NamedPlace(
            kind: "school", reference: school.urn, name: school.name, easting: grid?.easting, northing: grid?.northing,
            area: grid.flatMap { grid in book?.code(easting: grid.easting, northing: grid.northing) } ?? "")
    }
}

/// A place with a name: a school.
struct NamedPlace: Sendable {
    let kind: String
    let reference: String
    let name: String
    let easting: Double?
    let northing: Double?
    let area: String
}

extension Transaction {
    /// Keeps places that have a point inside the areas in use, in place of those with the same reference.
    func insert(_ places: [NamedPlace], run: ID<ImportRun>) throws {
        for place in places {
            guard let easting = place.easting, let northing = place.northing, place.area != Area.elsewhere else {
                continue
            }
            try self.run(
                """
                INSERT INTO named_place (id, kind, reference, name, easting, northing, area, facts, run_id)
                VALUES (\("\(place.kind)/\(place.reference)"), \(place.kind), \(place.reference), \(place.name),
                    \(easting), \(northing), \(place.area), '', \(run))
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, easting = excluded.easting,
                    northing = excluded.northing, area = excluded.area, run_id = excluded.run_id
                """)
        }
    }
}
