import Geography
import Governance
import HouseSupport
import Kernel
import Storage
import Testing

@testable import Insight

/// A house with figures planted in it, and what looks for signals.
struct SignalWorld: Sendable {
    let house: TestHouse
    let counting: EventCounting
    /// The newest whole month.
    let newest: Month

    static func make() async throws -> SignalWorld {
        let house = try await TestHouse.make()
        let now = house.now
        let counting = EventCounting(database: house.database, keys: house.keys, own: [], clock: { now })
        return SignalWorld(house: house, counting: counting, newest: Month(now.day).adding(-1))
    }

    /// Counts that go up and down as chance would have it, around a number.
    static func quiet(_ months: Int, around middle: Int) -> [Int] {
        let steps = [0, 2, -1, 1, -3, 2, 0, -2, 3, -1, 1, -2, 2]
        return (0..<months).map { max(0, middle + steps[$0 % steps.count]) }
    }

    static func measure(_ id: String) throws -> Measure {
        try #require(Measure.shipped.first { $0.id == id })
    }

    /// Puts a measure's months in place, the last of them in `last`, or in the newest month.
    func plant(_ counts: [Int], _ measure: String, last: Month? = nil) async throws {
        let end = last ?? newest
        let now = house.now
        let values = counts.enumerated().map { index, count in
            (area: "", value: MeasureValue(month: end.adding(index - counts.count + 1), numerator: count))
        }
        try await house.database.write { try $0.replaceValues(of: measure, with: values, at: now) }
    }

    func find() async throws { try await counting.findSignals() }

    func signals() async throws -> [Signal] { try await house.database.read { try $0.signals() } }

    /// The one signal of a measure and a way of looking.
    func signal(_ measure: String, _ method: Signal.Method) async throws -> Signal {
        let all = try await signals().filter { $0.measure.id == measure && $0.method == method }
        #expect(all.count == 1)
        return try #require(all.first)
    }

    /// Squares of a kilometre, seven by seven.
    func bringAreas() async throws {
        let now = house.now
        try await house.database.write { tx in
            var areas: [(code: String, name: String, shape: MultiPolygon)] = []
            for row in 0..<7 {
                for column in 0..<7 {
                    let (x, y) = (Double(column) * 1000, Double(row) * 1000)
                    let corners: [(Double, Double)] = [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]
                    let points = corners.map { Point(x: 400_000 + x + $0.0, y: 200_000 + y + $0.1) }
                    guard let ring = Ring(points) else { continue }
                    areas.append(
                        ("A\(row)\(column)", "Area \(row)\(column)", MultiPolygon([Polygon(outer: ring, holes: [])])))
                }
            }
            _ = try tx.insert(
                NewBoundaries(name: "Squares", year: 2021, source: "made up", fileHash: "x", areas: areas), by: nil,
                at: now)
        }
    }
}
