import Geography
import Governance
import Kernel
import Storage
import Surveillance

/// Exact points of a measure counted by hexagon. For the team alone: a hexagon with one event in it is a place.
struct HexagonLayer: Sendable {
    struct Cell: Sendable {
        /// The area its middle lies in, with the reference of the square of 100 metres.
        let name: String
        let count: Int
        let outline: [(x: Double, y: Double)]
    }

    /// Those with any event, most first.
    let cells: [Cell]
    /// Events without a point, which no hexagon holds.
    let without: Int
    /// The publisher moved the points.
    let isSnapped: Bool

    /// A hexagon's side in metres: about 16 hectares, a few streets.
    static let side = 250.0
    /// Why others have no such layer.
    static let withheld =
        "Hexagons are for the team alone: made of exact points, they could show where one person was hurt."

    /// Counts points on a grid that stays the same from month to month.
    init(_ points: [Point], without: Int, isSnapped: Bool, _ book: AreaBook) {
        self.without = without
        self.isSnapped = isSnapped
        guard let grid = try? HexagonGrid(side: Self.side, origin: PlanePoint(x: 0, y: 0)),
            let counts = try? grid.counts(of: points.map { PlanePoint(x: $0.x, y: $0.y) })
        else {
            cells = []
            return
        }
        cells = counts.map { cell, count in
            let middle = grid.centre(of: cell)
            let code = book.code(easting: middle.x, northing: middle.y)
            let square = GridReference(GridPoint(easting: middle.x, northing: middle.y), figures: 3)
            let name = code == Area.elsewhere ? "Edge of our areas" : book.name(of: code)
            return Cell(
                name: [name, square.map { "\($0)" }].compactMap(\.self).joined(separator: ", "), count: count,
                outline: grid.corners(of: cell).map { ($0.x, $0.y) })
        }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }
}

extension Transaction {
    /// The points of a measure's events over a span of months.
    func hexagons(_ measure: Measure, in months: ClosedRange<Month>, _ book: AreaBook) throws -> HexagonLayer {
        let inside: SQL = """
            month >= \(months.lowerBound.number) AND month <= \(months.upperBound.number)
            AND area <> \(Area.elsewhere) AND \(sql: SQL.all(measure.numerator.conditions))
            """
        let found = try rows(
            "SELECT easting, northing, point_precision FROM event WHERE easting IS NOT NULL AND \(sql: inside)")
        let points = try found.map { row in Point(x: try row["easting"], y: try row["northing"]) }
        let isSnapped = try found.contains { row in
            let precision: Event.PointPrecision = try row["point_precision"]
            return precision == .snapped
        }
        let without = try count("SELECT COUNT(*) FROM event WHERE easting IS NULL AND \(sql: inside)")
        return HexagonLayer(points, without: without, isSnapped: isSnapped, book)
    }
}
