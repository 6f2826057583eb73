import Foundation
import Testing

@testable import Linkage

@Suite struct CalibrationTests {
    private struct Isotonic: Decodable {
        let x: [Double]
        let y: [Double]
        let weights: [Double]
        let at: [Double]
        let fitted: [Double]
    }

    @Test func `the rising fit is the one scikit-learn finds`() throws {
        for given in try SplinkFixtures.read("isotonic.json", as: [Isotonic].self) {
            let points = given.x.indices.map { (x: given.x[$0], y: given.y[$0], weight: given.weights[$0]) }
            let fit = IsotonicRegression(points)
            for (place, wanted) in zip(given.at, given.fitted) {
                let found = try #require(fit.value(at: place))
                #expect(abs(found - wanted) < 1e-9, "at \(place)")
            }
        }
    }

    @Test func `neighbours that fall are pooled, as worked out by hand`() throws {
        let points: [(x: Double, y: Double, weight: Double)] = [(1, 1, 1), (2, 3, 1), (3, 2, 1), (4, 0, 1), (5, 6, 1)]
        let fit = IsotonicRegression(points)
        let pooled: Double = 5.0 / 3
        let middle: Double = (pooled + 6) / 2
        #expect(fit.steps.map(\.value) == [1, pooled, 6])
        let found = try #require(fit.value(at: 4.5))
        #expect(abs(found - middle) < 1e-12)
        #expect(IsotonicRegression([]).value(at: 0) == nil)
    }

    @Test func `without decisions the model's word is said, as such`() {
        let calibration = LinkCalibration([], modelCounts: 1)
        let estimate = calibration.estimate(weight: 3)
        #expect(abs(estimate.wrong - 1.0 / 9) < 1e-12)
        #expect(estimate.decisions == 0)
        #expect(
            estimate.words
                == "About 1 in 10 links like this are wrong. This is the model's own word: nobody has checked links like this yet."
        )
    }

    @Test func `what people found outweighs the model where they looked, and only there`() {
        // The model says 1 in 1,025 at 10 bits; of 100 checked, people found 20 wrong.
        let decisions = (0..<100).map { LinkCalibration.Decision(weight: 10, isSame: $0 >= 20) }
        let calibration = LinkCalibration(decisions, modelCounts: 1)
        let estimate = calibration.estimate(weight: 10)
        #expect(abs(estimate.wrong - 0.2) < 0.02)
        #expect(estimate.decisions == 100)
        #expect(estimate.low < 0.2 && estimate.high > 0.2)
        #expect(estimate.words.hasPrefix("About 1 in 5 links like this are wrong. 100 checked links"))
        #expect(calibration.estimate(weight: 20).wrong < 0.001)
        #expect(calibration.estimate(weight: 20).decisions == 0)
    }

    @Test func `few decisions leave a wide range, many a narrow one`() {
        func width(_ count: Int) -> Double {
            let decisions = (0..<count).map { LinkCalibration.Decision(weight: 5, isSame: $0 % 10 != 0) }
            let estimate = LinkCalibration(decisions, modelCounts: 1).estimate(weight: 5)
            return estimate.high - estimate.low
        }
        #expect(width(10) > 2 * width(100))
        #expect(width(100) > 2 * width(1000))
    }

    @Test func `a likelier link is never said to be wrong more often`() {
        var random = SplitMix(seed: 4)
        let decisions = (0..<300).map { _ in
            let weight = Double.random(in: -4...12, using: &random)
            return LinkCalibration.Decision(weight: weight, isSame: Double.random(in: 0...1, using: &random) < 0.6)
        }
        let calibration = LinkCalibration(decisions, modelCounts: 1)
        let said: [Double] = (-80...160).map { calibration.estimate(weight: Double($0) / 4).wrong }
        #expect(zip(said, said.dropFirst()).allSatisfy { $0 >= $1 })
    }

    /// Weights and outcomes drawn from a known curve are given back within chance.
    @Test func `a model that is twice as sure as it should be is put right`() {
        var random = SplitMix(seed: 9)
        let decisions = (0..<4000).map { _ in
            let weight = Double.random(in: -6...10, using: &random)
            let truth = Odds.probability(log2: weight / 2)
            return LinkCalibration.Decision(weight: weight, isSame: Double.random(in: 0...1, using: &random) < truth)
        }
        let calibration = LinkCalibration(decisions, modelCounts: 1)
        for weight in [-4.0, 0, 2, 4, 6, 8] {
            let wanted = Odds.probability(log2: weight / 2)
            #expect(abs(calibration.probability(weight: weight) - wanted) < 0.06, "at \(weight)")
        }
    }

    @Test(arguments: [
        (0.02, "1 in 50"), (0.5, "1 in 2"), (0.0004, "fewer than 1 in 1,000"), (0.001, "1 in 1,000"),
        (0.97, "nearly all"),
        (0.78, "4 in 5"), (0.66, "2 in 3"), (0.023, "1 in 40"), (0.0, "fewer than 1 in 1,000"),
    ])
    func `shares are said in words`(share: Double, words: String) {
        #expect(LinkCalibration.Estimate.share(share) == words)
    }

    /// Cohen 1960, table 1: two judges, three categories, 200 subjects; agreement .70, chance .41, kappa .492.
    @Test func `kappa is that of Cohen's own example`() throws {
        let table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
        var first: [Int] = []
        var second: [Int] = []
        for (row, counts) in table.enumerated() {
            for (column, count) in counts.enumerated() {
                first += [Int](repeating: row, count: count)
                second += [Int](repeating: column, count: count)
            }
        }
        let agreement = Agreement(first, second)
        #expect(agreement.agreed == Proportion(140, of: 200))
        let kappa = try #require(agreement.kappa)
        #expect(abs(kappa - 0.492) < 0.0005)
    }

    private struct Judged: Decodable {
        let first: [String]
        let second: [String]
        let kappa: Double
    }

    @Test func `kappa is scikit-learn's`() throws {
        for given in try SplinkFixtures.read("kappa.json", as: [Judged].self) {
            let agreement = Agreement(given.first, given.second)
            let kappa = try #require(agreement.kappa)
            #expect(abs(kappa - given.kappa) < 1e-12)
            #expect(agreement.judged == given.first.count)
        }
    }

    @Test func `two who always say the same one thing have no kappa`() {
        let agreement = Agreement(["same", "same"], ["same", "same"])
        #expect(agreement.kappa == nil && agreement.agreed.share == 1)
        #expect(Agreement([String](), []).kappa == nil)
    }
}

/// A small generator whose numbers are the same everywhere (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
