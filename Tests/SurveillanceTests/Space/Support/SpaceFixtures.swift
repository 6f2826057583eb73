import Foundation
import Testing

@testable import Surveillance

/// The expected values of the spatial tests, made by the scripts beside them.
enum SpaceFixtures {
    static func read<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
        let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/space")
        return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
    }

    /// A square lattice of unit squares, row by row.
    static func lattice(_ side: Int) throws -> [PlanePolygon] {
        try (0..<side * side).map { cell in
            let (x, y) = (Double(cell % side), Double(cell / side))
            return try PlanePolygon(PlaneRectangle(minX: x, minY: y, maxX: x + 1, maxY: y + 1))
        }
    }

    /// The largest difference between what is known on both sides; infinite when they disagree on what is known.
    static func largestDifference(_ ours: [Double?], _ theirs: [Double?]) -> Double {
        guard ours.count == theirs.count else { return .infinity }
        return zip(ours, theirs).reduce(0) { largest, pair in
            switch pair {
            case (let a?, let b?): max(largest, abs(a - b))
            case (nil, nil): largest
            default: .infinity
            }
        }
    }
}

extension PlanePoint {
    init(_ pair: [Double]) throws {
        try #require(pair.count == 2)
        self.init(x: pair[0], y: pair[1])
    }
}
