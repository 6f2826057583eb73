import Foundation
import Statistics
import Testing

@testable import Matching

@Suite struct SupportLengthTests {
    @Test func `Kaplan and Meier's steps by hand`() throws {
        // Ended at 2, 4 and 6, open at 3 and 5: surviving 4/5, then 4/5 × 2/3, then 0.
        let model = try LengthModel(.observed(ended: [6, 2, 4], open: [5, 3]))
        #expect(abs(model.mean - (2 * 0.2 + 4 * (0.8 / 3) + 6 * (1.6 / 3))) < 1e-12)
    }

    @Test func `supports still open make support longer, and none are left at infinity`() throws {
        let without = try LengthModel(.observed(ended: [30, 60, 90], open: []))
        let with = try LengthModel(.observed(ended: [30, 60, 90], open: [80, 200]))
        #expect(without.mean == 60)
        #expect(with.mean > without.mean && with.mean < 200)
        var generator = Generator(seed: 1)
        for _ in 0..<1000 { #expect([30, 60, 90, 200].contains(with.drawn(by: &generator))) }
    }

    @Test func `drawn lengths have the mean and spread asked for`() throws {
        var generator = Generator(seed: 2)
        let model = try LengthModel(.lognormal(mean: 180, variation: 0.5))
        let drawn = (0..<40_000).map { _ in model.drawn(by: &generator) }
        let mean = drawn.reduce(0, +) / 40_000
        let variance = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40_000
        #expect(abs(mean - 180) < 2 && abs(model.mean - 180) < 1e-9)
        #expect(abs(variance.squareRoot() / mean - 0.5) < 0.02)
    }

    @Test func `what is left of an exponential length does not know how long it has been`() throws {
        var generator = Generator(seed: 3)
        let model = try LengthModel(.exponential(mean: 10))
        let left = (0..<20_000).map { _ in model.left(after: 25, by: &generator) }
        #expect(abs(left.reduce(0, +) / 20_000 - 10) < 0.3)
        let fixed = try LengthModel(.fixed(days: 10))
        #expect(fixed.left(after: 4, by: &generator) == 6)
        #expect(fixed.left(after: 12, by: &generator) == 0)
        let seen = try LengthModel(.observed(ended: [10, 20], open: []))
        #expect(seen.left(after: 15, by: &generator) == 5)
        #expect(seen.left(after: 20, by: &generator) == 0)
    }
}
