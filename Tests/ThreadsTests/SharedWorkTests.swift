import Synchronization
import Testing
import Threads

@Suite struct SharedWorkTests {
    @Test(arguments: [1, 2, 3, 8, 64])
    func `results stand in the order of their numbers, for any number of threads`(threads: Int) {
        let squares = SharedWork.map(1_000, threads: threads) { $0 * $0 }
        #expect(squares == (0..<1_000).map { $0 * $0 })
    }

    @Test(arguments: [-3, 0, 1, 2])
    func `few or no tasks need no threads`(count: Int) {
        #expect(SharedWork.map(count, threads: 8) { "task \($0)" } == (0..<max(0, count)).map { "task \($0)" })
    }

    @Test func `every task is done once`() {
        let calls = Mutex([Int: Int]())
        _ = SharedWork.map(500, threads: 4) { task in calls.withLock { $0[task, default: 0] += 1 } }
        #expect(calls.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<500).map { ($0, 1) }))
    }

    @Test func `a result that is missing keeps its place`() {
        let found = SharedWork.map(100, threads: 3) { $0.isMultiple(of: 3) ? nil : $0 }
        #expect(found == (0..<100).map { $0.isMultiple(of: 3) ? nil : $0 })
    }

    @Test func `results that own memory are kept once and let go once`() {
        final class Token: Sendable {
            static let alive = Atomic<Int>(0)
            init() { Self.alive.add(1, ordering: .sequentiallyConsistent) }
            deinit { Self.alive.subtract(1, ordering: .sequentiallyConsistent) }
        }
        var tokens = SharedWork.map(200, threads: 4) { _ in Token() }
        #expect(tokens.count == 200 && Token.alive.load(ordering: .sequentiallyConsistent) == 200)
        tokens = []
        #expect(Token.alive.load(ordering: .sequentiallyConsistent) == 0)
    }

    @Test(arguments: [1, 7, 64, 1_000, 5_000], [1, 4])
    func `parts lie side by side and cover everything`(size: Int, threads: Int) {
        let parts = SharedWork.parts(of: 1_000, size: size, threads: threads) { $0 }
        #expect(parts.flatMap(Array.init) == Array(0..<1_000))
        #expect(parts.allSatisfy { $0.count <= size })
    }

    @Test func `a size below one is one, and nothing has no parts`() {
        #expect(SharedWork.parts(of: 3, size: 0, threads: 2) { $0 } == [0..<1, 1..<2, 2..<3])
        #expect(SharedWork.parts(of: 0, size: 10, threads: 2) { $0 }.isEmpty)
    }

    @Test(arguments: [1, 2, 8])
    func `two kinds of work give each its own result`(threads: Int) {
        let (words, number) = SharedWork.both(threads: threads, { ["one", "two"] }, and: { Int?.none })
        #expect(words == ["one", "two"] && number == nil)
    }

    @Test func `each piece of two is done once, also where its result is missing`() {
        let calls = Atomic<Int>(0)
        func missing() -> Int? {
            calls.add(1, ordering: .relaxed)
            return nil
        }
        let results = SharedWork.both(threads: 2, missing, and: missing)
        #expect(results == (nil, nil) && calls.load(ordering: .relaxed) == 2)
    }

    @Test func `work inside shared work comes out right`() {
        let table = SharedWork.map(20, threads: 4) { row in
            SharedWork.map(30, threads: 4) { row * 30 + $0 }.reduce(0, +)
        }
        #expect(table == (0..<20).map { row in (0..<30).reduce(0) { $0 + row * 30 + $1 } })
    }
}
