import Dispatch
import Synchronization

/// Work shared among threads, whose results are put together in a fixed order.
enum SharedWork {
    /// The results of `body` for the parts of 0 up to `count`, in order whatever the number of threads.
    static func parts<Result>(
        of count: Int, size: Int, threads: Int, _ body: @escaping (Range<Int>) -> Result
    ) -> [Result] {
        let step = max(1, size)
        let number = (count + step - 1) / step
        return map(number, threads: threads) { part in
            body(part * step..<min(count, (part + 1) * step))
        }
    }

    /// The results of `body` for 0 up to `count`, in that order whatever the number of threads.
    ///
    /// Safe to share: each slot of the results is written by the one call that has its number, and read after all ended.
    static func map<Result>(_ count: Int, threads: Int, _ body: @escaping (Int) -> Result) -> [Result] {
        guard count > 1, threads > 1 else { return (0..<max(0, count)).map(body) }
        let slots = UnsafeMutablePointer<Result?>.allocate(capacity: count)
        slots.initialize(repeating: nil, count: count)
        defer {
            slots.deinitialize(count: count)
            slots.deallocate()
        }
        let work = Work(slots: slots, body: body, count: count)
        DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in work.takeTurns() }
        return (0..<count).compactMap { slots[$0] }
    }

    /// Unchecked because `slots` are disjoint by task and `body` only reads what it captured.
    private final class Work<Result>: @unchecked Sendable {
        private let slots: UnsafeMutablePointer<Result?>
        private let body: (Int) -> Result
        private let count: Int
        private let taken = Atomic<Int>(0)

        init(slots: UnsafeMutablePointer<Result?>, body: @escaping (Int) -> Result, count: Int) {
            self.slots = slots
            self.body = body
            self.count = count
        }

        func takeTurns() {
            while true {
                let task = taken.add(1, ordering: .relaxed).oldValue
                guard task < count else { return }
                slots[task] = body(task)
            }
        }
    }
}
