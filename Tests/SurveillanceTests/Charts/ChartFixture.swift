import Foundation
import Surveillance
import Testing

/// What R says of the charts' test series (Reference/charts.R).
struct ChartFixture: Decodable {
    struct XmR: Decodable {
        let values: [Double]
        let rebases: [Int]
        let baseline: Int?
        let screen: Bool
        let improvement: String
        let target: Double?
        let mean: [Double]
        let lower: [Double]
        let upper: [Double]
        let cause: String
        let type: String
        let assurance: String?
    }

    struct Lines: Decodable {
        let lower: [Double]
        let upper: [Double]
    }

    struct Rates: Decodable {
        let counts: [Double]
        let sizes: [Double]
        let centre: Double
        let plain: Lines
        let primed: Lines
    }

    struct Gaps: Decodable {
        let values: [Double]
        let centre: Double
        let upper: Double
        let lower: Double?
    }

    struct Smooth: Decodable {
        let values: [Double]
        let average: [Double]
        let lower: [Double]
        let upper: [Double]
    }

    let xmr: [XmR]
    let rates: [Rates]
    let g: Gaps
    let t: Gaps
    let ewma: Smooth

    static func load() throws -> ChartFixture {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/charts/charts", withExtension: "json"))
        return try JSONDecoder().decode(ChartFixture.self, from: Data(contentsOf: url))
    }
}

extension ChartFixture.XmR {
    var settings: ChartSettings {
        var settings = ChartSettings.nhs(improvement: direction, target: target, quantity: .measure)
        settings.rebases = rebases.map { ChartRebase(at: $0, reason: "New pathway", baseline: nil) }
        settings.baseline = baseline
        settings.screening = screen ? .once : .off
        return settings
    }

    private var direction: ImprovementDirection {
        switch improvement {
        case "increase": .up
        case "decrease": .down
        default: .neutral
        }
    }
}

extension ChartPoint {
    /// The letter the fixture has for the rule that names it.
    var letter: String {
        switch (cause, direction) {
        case (.outside, .high): "A"
        case (.outside, _): "B"
        case (.shift, .high): "S"
        case (.shift, _): "s"
        case (.trend, .high): "T"
        case (.trend, _): "t"
        case (.twoInThree, .high): "W"
        case (.twoInThree, _): "w"
        case (nil, _): "."
        }
    }

    /// The letter the fixture has for what it means.
    var meaningLetter: String {
        switch meaning {
        case .improvement: "i"
        case .concern: "c"
        case .neutral: direction == .high ? "h" : "l"
        case nil: "."
        }
    }
}

/// How far two figures lie apart, for figures of any size.
func relativeDifference(_ figure: Double, _ expected: Double) -> Double {
    (figure - expected).magnitude / max(1, expected.magnitude)
}
