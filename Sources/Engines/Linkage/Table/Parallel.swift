import Dispatch

/// Work shared among threads, whose results are put together in a fixed order.
enum Parallel {
    /// The results of `body` for 0 up to `count`, in that order whatever the number of threads.
    ///
    /// Safe to share: each slot of the results is written by the one call that has its number, and read after all ended.
    static func map<Result>(_ count: Int, threads: Int, _ body: @escaping (Int) -> Result) -> [Result] {
        guard count > 1, threads > 1 else { return (0..<count).map(body) }
        let slots = UnsafeMutablePointer<Result?>.allocate(capacity: count)
        slots.initialize(repeating: nil, count: count)
        defer {
            slots.deinitialize(count: count)
            slots.deallocate()
        }
        let work = Work(slots: slots, body: body)
        let next = NextTask(count: count)
        DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
            while let task = next.take() { work.run(task) }
        }
        return (0..<count).compactMap { slots[$0] }
    }

    /// The results of two pieces of work of different kinds, done at once where there are two threads.
    ///
    /// Safe to share as in `map`: each writes a slot of its own, read after both ended.
    static func both<One, Other>(
        threads: Int, _ one: @escaping () -> One, and other: @escaping () -> Other
    ) -> (One, Other) {
        guard threads > 1 else { return (one(), other()) }
        let results = map(2, threads: threads) { task -> (one: One?, other: Other?) in
            task == 0 ? (one(), nil) : (nil, other())
        }
        return (results[0].one ?? one(), results[1].other ?? other())
    }

    /// Unchecked because `slots` are disjoint by task and `body` only reads what it captured.
    private struct Work<Result>: @unchecked Sendable {
        let slots: UnsafeMutablePointer<Result?>
        let body: (Int) -> Result

        func run(_ task: Int) { slots[task] = body(task) }
    }
}
