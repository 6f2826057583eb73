import Kernel
import Testing

/// The same seed and the same moment make the same town, row by row.
@Suite struct SameAgainTests {
    @Test func `made twice, the town is the same`() async throws {
        let one = try await MadeTown.make(at: MadeTown.monday, seed: 5, scale: 0.15)
        let two = try await MadeTown.make(at: MadeTown.monday, seed: 5, scale: 0.15)
        #expect(try await one.hash() == two.hash())
    }

    @Test func `another seed makes another town`() async throws {
        let one = try await MadeTown.make(at: MadeTown.monday, seed: 5, scale: 0.05)
        let two = try await MadeTown.make(at: MadeTown.monday, seed: 6, scale: 0.05)
        #expect(try await one.hash() != two.hash())
    }
}
