import Statistics
import Testing

@testable import Matching

@Suite struct PlainShareTests {
    @Test(arguments: [
        (0, "nobody"), (0.2, "one in five"), (0.02, "one in fifty"), (0.5, "one in two"), (0.33, "one in three"),
        (0.41, "two in five"), (0.75, "three in four"), (0.8, "four in five"), (0.011, "one in a hundred"),
        (0.001, "fewer than one in a hundred"), (0.9995, "nearly everybody"), (1, "everybody"),
    ])
    func `shares in the words people use`(share: Double, words: String) throws {
        #expect(try #require(PlainShare(share)).words == words)
    }

    @Test func `what is no share has no words`() {
        #expect(PlainShare(.nan) == nil && PlainShare(-0.1) == nil && PlainShare(1.1) == nil)
    }

    @Test func `every share is said to within half as much again`() throws {
        for step in 1...500 {
            let share = Double(step) / 1000
            let said = try #require(PlainShare(share))
            let ratio = share * Double(said.whole) / Double(said.part)
            #expect(share < 0.004 || max(ratio, 1 / ratio) < 1.5)
        }
    }

    @Test func `the issue's own sentence comes out`() {
        func choice(_ workers: Int, _ share: Double, _ low: Double, _ high: Double) -> WaitingComparison.Choice {
            .init(workers: workers, waiting: Estimate(share, Interval(low, high)), meanWait: nil)
        }
        let comparison = WaitingComparison(days: 21, choices: [choice(2, 0.2, 0.1, 0.34), choice(3, 0.02, 0, 0.05)])
        #expect(
            comparison.sentence(worker: "advocate")
                == "With two advocates, one in five would wait more than three weeks (probably between one in ten and "
                + "one in three); with three, one in fifty (probably between nobody and one in twenty).")
        let flat = WaitingComparison(days: 10, choices: [choice(1, 0.5, 0.5, 0.5)])
        #expect(flat.sentence(worker: "mentor") == "With one mentor, one in two would wait more than ten days.")
    }
}
