import Foundation
import Testing

/// The reference values of the series methods.
enum SeriesFixtures {
    static func read<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        let folder = "Fixtures/series"
        let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: folder))
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }

    /// The largest absolute difference of two equally long lists.
    static func largestDifference(_ found: [Double], _ wanted: [Double]) -> Double {
        guard found.count == wanted.count else { return .infinity }
        return zip(found, wanted).map { abs($0 - $1) }.max() ?? 0
    }

    /// A small generator of its own, so that test data does not hang on the code under test (SplitMix64).
    struct Dice {
        private var state: UInt64

        init(_ seed: UInt64) { state = seed }

        mutating func uniform() -> Double {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return (Double((z ^ (z >> 31)) >> 11) + 0.5) / 9_007_199_254_740_992
        }

        mutating func normal() -> Double {
            (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform())
        }

        /// A count with a given mean, by inverting the distribution step by step.
        mutating func poisson(_ mean: Double) -> Double {
            var left = mean
            var count = 0.0
            // In pieces of at most 30, so that exp(−mean) never underflows.
            while left > 0 {
                let piece = min(left, 30)
                let floor = exp(-piece)
                var product = uniform()
                while product > floor {
                    count += 1
                    product *= uniform()
                }
                left -= piece
            }
            return count
        }
    }
}
