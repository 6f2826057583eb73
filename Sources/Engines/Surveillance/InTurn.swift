import Dispatch
import Synchronization

/// Work shared among threads, whose results stand in a fixed order.
enum InTurn {
    /// The results of `body` for 0 up to `count`, in that order whatever the number of threads.
    static func map<Result>(_ count: Int, threads: Int, _ body: @escaping (Int) -> Result) -> [Result] {
        guard count > 1, threads > 1 else { return (0..<max(count, 0)).map(body) }
        let slots = UnsafeMutablePointer<Result?>.allocate(capacity: count)
        slots.initialize(repeating: nil, count: count)
        defer {
            slots.deinitialize(count: count)
            slots.deallocate()
        }
        let work = Work(slots: slots, body: body)
        let next = Counter(count: count)
        DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
            while let task = next.take() { work.run(task) }
        }
        return (0..<count).compactMap { slots[$0] }
    }

    /// Unchecked because each slot is written by the one call that has its number, and `body` only reads.
    private struct Work<Result>: @unchecked Sendable {
        let slots: UnsafeMutablePointer<Result?>
        let body: (Int) -> Result

        func run(_ task: Int) { slots[task] = body(task) }
    }

    /// Hands each number out once.
    private final class Counter: Sendable {
        private let count: Int
        private let taken = Atomic<Int>(0)

        init(count: Int) { self.count = count }

        func take() -> Int? {
            let task = taken.add(1, ordering: .relaxed).oldValue
            return task < count ? task : nil
        }
    }
}
