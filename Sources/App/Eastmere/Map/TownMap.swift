import Foundation
import Geography
import Kernel

/// Eastmere's ground: 180 small areas that lie, on the National Grid, where there is only the North Sea.
package struct TownMap: Sendable {
    /// One small area.
    package struct Plot: Sendable {
        /// A code in the shape of real ones, of a kind (J99) that nobody has given.
        package let code: String
        package let name: String
        package let district: String
        package let shape: MultiPolygon
        package let middle: Point
        /// People by the lowest age of their band.
        package let people: [Int: Int]
        /// 1 for the most deprived tenth of areas.
        package let decile: Int
        /// The plots that touch it.
        package let neighbours: [Int]

        /// Those of an age to whom violence between young people comes first.
        var young: Int { [10, 15, 20].map { people[$0] ?? 0 }.reduce(0, +) }
    }

    package let plots: [Plot]
    /// Where people go out: six areas in the town centre that touch.
    package let nightlife: [Int]
    /// Where the buses and trains are.
    package let station: Int
    /// Where the three weeks of robberies were: three areas that touch.
    package let outbreak: [Int]

    static let boundaryYear = 2021
    /// Lowest ages of the bands, and how many of a hundred people are in each.
    static let bands: [(from: Int, to: Int, share: Double)] = [
        (0, 9, 11.5), (10, 14, 6.1), (15, 19, 6.0), (20, 24, 6.9), (25, 44, 26.5), (45, 64, 25), (65, 200, 18),
    ]
    private static let count = 180
    private static let people = 1667.0
    private static let centre = Point(x: 620_000, y: 430_000)

    /// Districts, where their middle lies from the town's in metres, and the tenth most of their areas are in.
    private static let districts: [(name: String, x: Double, y: Double, decile: Int)] = [
        ("Town Centre", 0, 0, 3), ("Quayside", 2800, -300, 2), ("Ropewalk", 1700, 2600, 3),
        ("Northfields", -900, 3900, 2), ("Saltmarsh", 2200, -3300, 2), ("Fairmead", -2900, 1900, 5),
        ("Windmill Hill", -2800, -1500, 8), ("Cold Barton", -600, -3200, 7), ("Villages", -5000, 100, 9),
    ]

    package init(seed: UInt64) {
        let cells = TownMap.cells()
        let places = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
        var dice = Dice(seed: seed, part: "map")
        var numbers: [String: Int] = [:]
        var plots: [Plot] = []
        for (place, cell) in cells.enumerated() {
            let middle = cell.middle
            let district =
                TownMap.districts.min {
                    TownMap.apart(Point(x: $0.x, y: $0.y), middle) < TownMap.apart(Point(x: $1.x, y: $1.y), middle)
                } ?? TownMap.districts[0]
            let number = (numbers[district.name] ?? 0) + 1
            numbers[district.name] = number
            let size = TownMap.people * (0.75 + 0.5 * dice.share())
            let people = TownMap.bands.map { ($0.from, Int(size * $0.share / 100 * (0.8 + 0.4 * dice.share()))) }
            let corners = (0..<6).map { TownMap.corner($0, of: cell, seed: seed) }
            let shape = Ring(corners).map { MultiPolygon([Polygon(outer: $0, holes: [])]) } ?? MultiPolygon([])
            plots.append(
                Plot(
                    code: "J99" + String(1_000_001 + place).dropFirst(1), name: "\(district.name) \(number)",
                    district: district.name, shape: shape, middle: TownMap.onGrid(middle),
                    people: Dictionary(uniqueKeysWithValues: people),
                    decile: min(10, max(1, district.decile + dice.number(-1...1))),
                    neighbours: cell.around.compactMap { places[$0] }.sorted()))
        }
        self.plots = plots
        func nearest(_ x: Double, _ y: Double) -> Int {
            let target = TownMap.onGrid(Point(x: x, y: y))
            return plots.indices.min {
                TownMap.apart(plots[$0].middle, target) < TownMap.apart(plots[$1].middle, target)
            } ?? 0
        }
        let square = nearest(0, 0)
        nightlife = [square] + plots[square].neighbours.prefix(5)
        station = nearest(1500, 1900)
        let marsh = nearest(2200, -3300)
        outbreak = [marsh] + plots[marsh].neighbours.prefix(2)
    }

    /// A point in an area, the same chance everywhere in the round middle of it.
    func point(in plot: Int, _ dice: inout Dice) -> Point {
        let (turn, reach) = (dice.share() * 2 * Double.pi, 300 * dice.share().squareRoot())
        let middle = plots[plot].middle
        return Point(x: (middle.x + reach * cos(turn)).rounded(), y: (middle.y + reach * sin(turn)).rounded())
    }

    private static func onGrid(_ point: Point) -> Point { Point(x: centre.x + point.x, y: centre.y + point.y) }

    private static func apart(_ one: Point, _ other: Point) -> Double {
        (one.x - other.x) * (one.x - other.x) + (one.y - other.y) * (one.y - other.y)
    }

    /// The cells nearest the town's middle that are not in the sea to its east, from north to south.
    private static func cells() -> [Cell] {
        let all = (-20...20).flatMap { row in (-20...20).map { Cell(column: $0, row: row) } }
        let dry = all.filter { $0.middle.x + 0.2 * $0.middle.y < 3900 }
        let near = dry.sorted {
            (apart($0.middle, Point(x: -600, y: 0)), $0.row, $0.column)
                < (apart($1.middle, Point(x: -600, y: 0)), $1.row, $1.column)
        }
        return near.prefix(count).sorted { ($1.row, $0.column) < ($0.row, $1.column) }
    }

    /// A corner of a cell, moved a little, the same for every cell that shares it.
    private static func corner(_ number: Int, of cell: Cell, seed: UInt64) -> Point {
        let turn = (Double(number) * 60 + 30) * Double.pi / 180
        let corner = Point(x: cell.middle.x + Cell.side * cos(turn), y: cell.middle.y + Cell.side * sin(turn))
        let across = Int((corner.x / (Cell.side * 3.0.squareRoot() / 2)).rounded())
        let up = Int((corner.y / (Cell.side / 2)).rounded())
        var dice = Dice(seed: seed, part: "corner \(across) \(up)")
        let moved = Point(x: corner.x + 160 * (dice.share() - 0.5), y: corner.y + 160 * (dice.share() - 0.5))
        return onGrid(Point(x: moved.x.rounded(), y: moved.y.rounded()))
    }
}

/// A six-sided cell, counted along two axes from the town's middle.
private struct Cell: Hashable {
    let column: Int
    let row: Int

    /// Length of a side in metres: about 0.6 square kilometres.
    static let side = 480.0

    var middle: Point {
        Point(
            x: Self.side * 3.0.squareRoot() * (Double(column) + Double(row) / 2), y: Self.side * 1.5 * Double(row))
    }

    var around: [Cell] {
        [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)].map { Cell(column: column + $0.0, row: row + $0.1) }
    }
}
