import Foundation
import Testing

/// Reads the reference values that lie beside the tests.
enum Fixture {
    static func read<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: path)))
    }

    /// The distance of two numbers, relative to the reference and at least 10⁻³⁰⁰.
    static func gap(_ found: Double, _ wanted: Double) -> Double {
        found == wanted ? 0 : abs(found - wanted) / max(abs(wanted), 1e-300)
    }
}
