import Foundation
import Geography
import Governance
import Kernel
import Storage

/// A boundary file ready to be kept: codes, names and shapes on the National Grid.
package struct NewBoundaries: Sendable {
    package let name: String
    package let year: Int
    package let source: String
    package let fileHash: String
    package let areas: [(code: String, name: String, shape: MultiPolygon)]

    package init(
        name: String, year: Int, source: String, fileHash: String,
        areas: [(code: String, name: String, shape: MultiPolygon)]
    ) {
        self.name = name
        self.year = year
        self.source = source
        self.fileHash = fileHash
        self.areas = areas
    }
}

/// A figure published about an area.
package struct AreaFigure: Sendable, Equatable {
    package let boundaryYear: Int
    package let code: String
    /// "population", "imd-score", "imd-rank", "imd-decile" and so on.
    package let figure: String
    package let year: Int
    /// "", "Female", "Male".
    package let sex: String
    /// Ages from and to, both included; 0 to 200 for everyone.
    package let ages: ClosedRange<Int>
    package let value: Double

    package init(
        boundaryYear: Int, code: String, figure: String, year: Int, sex: String = "", ages: ClosedRange<Int> = 0...200,
        value: Double
    ) {
        self.boundaryYear = boundaryYear
        self.code = code
        self.figure = figure
        self.year = year
        self.sex = sex
        self.ages = ages
        self.value = value
    }
}

extension Transaction {
    // MARK: Boundaries

    package func boundarySetInUse() throws -> BoundarySet? {
        let sets: [BoundarySet] = try all(
            """
            SELECT id, name, year, source, areas, loaded_at, in_use FROM boundary_set WHERE in_use = 1
            ORDER BY loaded_at DESC
            """)
        return sets.first
    }

    package func boundarySets() throws -> [BoundarySet] {
        try all(
            "SELECT id, name, year, source, areas, loaded_at, in_use FROM boundary_set ORDER BY loaded_at DESC, id")
    }

    /// Keeps a set of boundaries and counts by it from now on; sets before it stay.
    package func insert(_ new: NewBoundaries, by worker: ID<Worker>?, at now: Instant) throws -> ID<BoundarySet> {
        let id = ID<BoundarySet>.make()
        try run("UPDATE boundary_set SET in_use = 0 WHERE in_use = 1")
        try run(
            """
            INSERT INTO boundary_set (id, name, year, source, file_hash, areas, loaded_at, loaded_by, in_use)
            VALUES (\(id), \(new.name), \(new.year), \(new.source), \(new.fileHash), \(new.areas.count), \(now),
                \(worker), 1)
            """)
        let sorted = new.areas.sorted { $0.code < $1.code }
        let drawings = Borders(sorted.map(\.shape), in: .metres).simplified(toMetres: Self.drawingDetail)
        let rows = zip(sorted, drawings).map { entry, drawing -> [Value] in
            let middle = entry.shape.centroid
            return [
                "\(id)/\(entry.code)".stored, id.stored, entry.code.stored, entry.name.stored, middle.x.stored,
                middle.y.stored, (entry.shape.area / 1_000_000).stored, Outline.text(entry.shape).stored,
                Outline.text(drawing).stored,
            ]
        }
        for start in stride(from: 0, to: rows.count, by: 50) {
            try run(
                """
                INSERT INTO area (id, set_id, code, name, easting, northing, square_km, outline, drawing)
                VALUES \(rows: Array(rows[start..<min(rows.count, start + 50)]))
                """)
        }
        return id
    }

    /// How fine a map is drawn, in metres.
    private static let drawingDetail = 15.0

    /// The areas of a set in order of code, with their land.
    func areas(of set: ID<BoundarySet>) throws -> [(area: Area, shape: MultiPolygon, drawing: MultiPolygon)] {
        try rows(
            """
            SELECT code, name, easting, northing, square_km, outline, drawing FROM area WHERE set_id = \(set)
            ORDER BY code
            """
        ).map { row in
            let (outline, drawing): (String, String) = (try row["outline"], try row["drawing"])
            let area = Area(
                code: try row["code"], name: try row["name"], easting: try row["easting"],
                northing: try row["northing"], squareKilometres: try row["square_km"])
            return (area, try Outline.shape(outline), try Outline.shape(drawing))
        }
    }

    // MARK: Figures

    /// Keeps figures about areas, in place of any for the same area, year, sex and ages.
    package func insert(_ figures: [AreaFigure], run: String?) throws {
        for start in stride(from: 0, to: figures.count, by: 100) {
            let rows = figures[start..<min(figures.count, start + 100)].map { figure -> [Value] in
                let key =
                    "\(figure.boundaryYear)/\(figure.code)/\(figure.figure)/\(figure.year)/\(figure.sex)"
                    + "/\(figure.ages.lowerBound)-\(figure.ages.upperBound)"
                return [
                    key.stored, figure.boundaryYear.stored, figure.code.stored, figure.figure.stored,
                    figure.year.stored, figure.sex.stored, figure.ages.lowerBound.stored,
                    figure.ages.upperBound.stored, figure.value.stored, run.stored,
                ]
            }
            try self.run(
                """
                INSERT INTO area_figure (id, boundary_year, code, figure, year, sex, age_from, age_to, value, run_id)
                VALUES \(rows: rows)
                ON CONFLICT (id) DO UPDATE SET value = excluded.value, run_id = excluded.run_id
                """)
        }
    }

    /// People of these ages by area, of the newest year there is; empty when the ages cannot be put together.
    package func population(_ ages: ClosedRange<Int>, boundaryYear: Int) throws -> [String: Double] {
        let year: Int? = try value(
            "SELECT MAX(year) FROM area_figure WHERE figure = 'population' AND boundary_year = \(boundaryYear)")
        guard let year else { return [:] }
        let found = try rows(
            """
            SELECT code, SUM(value) AS people FROM area_figure
            WHERE figure = 'population' AND boundary_year = \(boundaryYear) AND year = \(year) AND sex = ''
                AND age_from >= \(ages.lowerBound) AND age_to <= \(ages.upperBound)
            GROUP BY code
            """)
        var people: [String: Double] = [:]
        for row in found {
            let code: String = try row["code"]
            people[code] = try row["people"]
        }
        return people
    }

    /// A figure such as "imd-decile" by area, of the newest year there is.
    package func figures(_ figure: String, boundaryYear: Int) throws -> [String: Double] {
        let found = try rows(
            """
            SELECT code, value FROM area_figure
            WHERE figure = \(figure) AND boundary_year = \(boundaryYear) ORDER BY year
            """)
        var values: [String: Double] = [:]
        for row in found {
            let code: String = try row["code"]
            values[code] = try row["value"]
        }
        return values
    }

    /// Places with a name and a point: "school".
    package func namedPlaces(_ kind: String) throws -> [(name: String, easting: Double, northing: Double, area: String)]
    {
        try rows("SELECT name, easting, northing, area FROM named_place WHERE kind = \(kind) ORDER BY name, id").map {
            (name: try $0["name"], easting: try $0["easting"], northing: try $0["northing"], area: try $0["area"])
        }
    }
}

/// Land as it is kept in a column: JSON of polygons of rings of [x, y] in whole metres.
enum Outline {
    static func text(_ shape: MultiPolygon) -> String {
        let polygons = shape.polygons.map { polygon in
            let rings = polygon.rings.map { ring in
                "[" + ring.points.map { "[\(Int($0.x.rounded())),\(Int($0.y.rounded()))]" }.joined(separator: ",") + "]"
            }
            return "[\(rings.joined(separator: ","))]"
        }
        return "[\(polygons.joined(separator: ","))]"
    }

    static func shape(_ text: String) throws -> MultiPolygon {
        guard let polygons = try? JSONDecoder().decode([[[[Double]]]].self, from: Data(text.utf8)) else {
            throw StorageError.damaged("An area's outline cannot be read.")
        }
        return MultiPolygon(
            polygons.compactMap { rings in
                let drawn = rings.compactMap { ring in
                    Ring(ring.compactMap { $0.count == 2 ? Point(x: $0[0], y: $0[1]) : nil })
                }
                return drawn.first.map { Polygon(outer: $0, holes: Array(drawn.dropFirst())) }
            })
    }
}
