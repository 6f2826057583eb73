import Foundation
import Geography
import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import Insight

/// A partnership of sixteen square areas in a row of four by four, with counts of one measure in each.
struct PlaceWorld {
    let house: TestHouse

    static let measure = "ae-assault-under-25"

    /// The code of an area by its place.
    static func code(_ place: Int) -> String { place < 10 ? "E0100000\(place)" : "E010000\(place)" }

    /// - `counts`: the number in each area over the year, all in its last month; missing ones are nought.
    static func make(_ counts: [Int], elsewhere: Int = 0) async throws -> PlaceWorld {
        let house = try await TestHouse.make()
        let areas = try (0..<16).map { place -> (code: String, name: String, shape: MultiPolygon) in
            let (x, y) = (Double(place % 4) * 1000 + 360_000, Double(place / 4) * 1000 + 170_000)
            let points = [(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0)].map {
                Point(x: x + $0.0, y: y + $0.1)
            }
            let ring = try #require(Ring(points))
            return (code(place), "Area \(place)", MultiPolygon([Polygon(outer: ring, holes: [])]))
        }
        let now = house.now
        let whole = counts.reduce(0, +) + elsewhere
        try await house.database.write { tx in
            _ = try tx.insert(
                NewBoundaries(name: "Squares", year: 2021, source: "Made up", fileHash: "x", areas: areas), by: nil,
                at: now)
            try tx.insert(
                (0..<16).map {
                    AreaFigure(
                        boundaryYear: 2021, code: code($0), figure: "population", year: 2024, ages: 10...24,
                        value: 500 + Double($0) * 20)
                }, run: nil)
            let month = Month(now.day).adding(-1)
            var values: [(area: String, value: MeasureValue)] = [
                ("", MeasureValue(month: month, numerator: whole))
            ]
            for (place, count) in counts.enumerated() where count > 0 {
                values.append((code(place), MeasureValue(month: month, numerator: count)))
            }
            try tx.replaceValues(of: measure, with: values, at: now)
        }
        return PlaceWorld(house: house)
    }

    /// Adds an action in the database alone.
    func act(_ title: String, ends: Day? = nil, at place: Int = 0) async throws -> ID<PlaceAction> {
        let (worker, agency) = (
            try #require(house.workers[.analyst]), try #require(house.agencies[.voluntary])
        )
        let now = house.now
        let action = PlaceAction(
            id: .make(), title: title, lead: agency, starts: now.day.adding(days: -60), ends: ends, howFar: "Begun",
            areas: [Self.code(place)])
        try await house.database.write { try $0.insert(action, by: worker.id, at: now) }
        return action.id
    }
}
