import Foundation
import Testing

@testable import Matching

/// Reads the reference values that lie beside the tests.
enum Fixture {
    static func read<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: path)))
    }
}

/// SplitMix64, as the scripts in `Reference` draw their problems.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }
}

/// One of the problems of `Reference/assignment.py`, and its optimum by scipy.
struct DrawnProblem: Decodable, Sendable {
    let table: CostTable
    let kind: Int
    let mode: Int
    let capacities: [Int]
    let total: Double?

    init(from decoder: any Decoder) throws {
        var line = try decoder.unkeyedContainer()
        let seed = try line.decode(UInt64.self)
        let (rows, columns) = (try line.decode(Int.self), try line.decode(Int.self))
        (kind, mode) = (try line.decode(Int.self), try line.decode(Int.self))
        total = try line.decodeNil() ? nil : try line.decode(Double.self)
        var words = SplitMix(state: seed)
        for _ in 0..<4 { _ = words.next() }
        capacities = (0..<columns).map { _ in Int(words.next() % 4) }
        var costs: [Double] = []
        for _ in 0..<(rows * columns) { costs.append(Self.cost(kind, &words)) }
        table = try CostTable(rows: rows, columns: columns, costs: costs)
    }

    /// The thousand, read once.
    static let all = Result { try Fixture.read("assignment.json", as: [DrawnProblem].self) }

    var leavingOut: LeavingOut { mode == 0 ? .never : mode == 1 ? .cost(6) : .asFewAsPossible }

    private static func cost(_ kind: Int, _ words: inout SplitMix) -> Double {
        let word = words.next()
        if kind == 0 { return Double(word >> 11) * 0x1p-53 * 100 }
        let whole = Double((word >> 40) % 10)
        if kind == 2 { return whole - 5 }
        if kind == 3, words.next() % 3 == 0 { return .infinity }
        return whole
    }
}
