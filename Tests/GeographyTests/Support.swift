import Foundation
import Testing

@testable import Geography

/// A file of reference values, as its script made it.
func fixture<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures"))
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
}

/// A small generator of random numbers with a seed (SplitMix, Steele, Lea and Flood 2014).
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A chessboard of areas whose corners were pushed about: neighbours share every corner and every bent border.
///
/// Between two corners lie `bends` points, the same for both neighbours.
func patchwork(columns: Int, rows: Int, bends: Int, seed: UInt64) -> [MultiPolygon] {
    var dice = Dice(state: seed)
    var corners: [[Point]] = []
    for row in 0...rows {
        corners.append(
            (0...columns).map { column in
                Point(
                    x: Double(column) * 100 + Double.random(in: -30...30, using: &dice),
                    y: Double(row) * 100 + Double.random(in: -30...30, using: &dice))
            })
    }
    func border(_ from: Point, _ to: Point) -> [Point] {
        [from]
            + (0..<bends).map { bend in
                let share = Double(bend + 1) / Double(bends + 1)
                return Point(
                    x: from.x + (to.x - from.x) * share + Double.random(in: -2...2, using: &dice),
                    y: from.y + (to.y - from.y) * share + Double.random(in: -2...2, using: &dice))
            }
    }
    let across = (0...rows).map { row in (0..<columns).map { border(corners[row][$0], corners[row][$0 + 1]) } }
    let up = (0..<rows).map { row in (0...columns).map { border(corners[row][$0], corners[row + 1][$0]) } }
    func reversed(_ line: [Point], from end: Point) -> [Point] { [end] + line.dropFirst().reversed() }
    var shapes: [MultiPolygon] = []
    for row in 0..<rows {
        for column in 0..<columns {
            let line =
                across[row][column] + up[row][column + 1]
                + reversed(across[row + 1][column], from: corners[row + 1][column + 1])
                + reversed(up[row][column], from: corners[row + 1][column])
            shapes.append(MultiPolygon([Ring(line)].compactMap { $0 }.map { Polygon(outer: $0, holes: []) }))
        }
    }
    return shapes
}

extension MultiPolygon {
    /// One piece without holes, from pairs of numbers.
    static func plain(_ points: [(Double, Double)]) -> MultiPolygon {
        MultiPolygon(
            [Ring(points.map { Point(x: $0.0, y: $0.1) })].compactMap { $0 }.map { Polygon(outer: $0, holes: []) })
    }
}
