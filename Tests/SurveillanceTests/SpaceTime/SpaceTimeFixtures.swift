import Foundation
import Testing

/// Reads a reference file of the space–time methods.
enum SpaceTimeFixtures {
    static func read<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures/spacetime"))
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }
}
