import Foundation
import Testing

/// What R says of the EARS series (Reference/outbreaks.R).
struct EARSFixture: Decodable {
    struct Run: Decodable {
        let method: String
        let baseline: Int
        let alpha: Double
        let upper: [Double?]
        let alarm: [Int?]
    }

    let counts: [Double]
    let minSigma: Double
    let runs: [Run]
    /// C3 as documented, with a baseline of 7.
    let statistic: [Double?]

    static func load() throws -> [EARSFixture] {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/outbreaks/ears", withExtension: "json"))
        return try JSONDecoder().decode([EARSFixture].self, from: Data(contentsOf: url))
    }
}

/// What R says of the cumulative sums (Reference/outbreaks.R).
struct CUSUMFixture: Decodable {
    struct Run: Decodable {
        let k: Double
        let h: Double
        let transform: String
        let range: [Int]
        let sum: [Double]
        let upper: [Double]
        let alarm: [Int]
        let expected: [Double]
        let isGiven: Bool
        let isWave: Bool

        private enum Key: String, CodingKey { case k, h, transform, mean, range, sum, upper, alarm, expected }

        init(from decoder: any Decoder) throws {
            let box = try decoder.container(keyedBy: Key.self)
            k = try box.decode(Double.self, forKey: .k)
            h = try box.decode(Double.self, forKey: .h)
            transform = try box.decode(String.self, forKey: .transform)
            range = try box.decode([Int].self, forKey: .range)
            sum = try box.decode([Double].self, forKey: .sum)
            upper = try box.decode([Double].self, forKey: .upper)
            alarm = try box.decode([Int].self, forKey: .alarm)
            isGiven = (try? box.decode(Double.self, forKey: .mean)) != nil
            isWave = (try? box.decode(String.self, forKey: .mean)) == "glm"
            expected =
                try (try? box.decode([Double].self, forKey: .expected))
                ?? [box.decode(Double.self, forKey: .expected)]
        }
    }

    struct Pair: Decodable {
        let agona: Run
        let wave: Run?
    }

    struct Length: Decodable {
        let k: Double
        let h: Double
        let mean: Double
        let one: Double
        let two: Double
    }

    struct Chain: Decodable {
        let reference: Double
        let limit: Double
        let mean: Double
        let length: Double
    }

    let agona: [Double]
    let wave: [Double]
    let runs: [Pair]
    let arl: [Length]
    let chain: [Chain]

    static func load() throws -> CUSUMFixture {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/outbreaks/cusum", withExtension: "json"))
        return try JSONDecoder().decode(CUSUMFixture.self, from: Data(contentsOf: url))
    }
}
