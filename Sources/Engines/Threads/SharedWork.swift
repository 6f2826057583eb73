import Dispatch
import Synchronization

/// Work shared among threads, whose results stand in a fixed order whatever the number of threads.
public enum SharedWork {
    /// The results of `body` for 0 up to `count`, in that order; none for a count below 1.
    ///
    /// Each thread takes the next number when it is done with one. `body` runs at the same time for several numbers, so
    /// it may only read what it captured.
    @inlinable
    public static func map<Result>(_ count: Int, threads: Int, _ body: @escaping (Int) -> Result) -> [Result] {
        guard count > 1, threads > 1 else { return (0..<max(0, count)).map(body) }
        return [Result](unsafeUninitializedCapacity: count) { slots, filled in
            let work = Work(slots: slots, body: body)
            let turns = Turns(count: count)
            DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
                while let task = turns.take() { work.run(task) }
            }
            filled = count
        }
    }

    /// The results of `body` for the parts of 0 up to `count`, in order; `size` is the length of all parts but the last.
    @inlinable
    public static func parts<Result>(
        of count: Int, size: Int, threads: Int, _ body: @escaping (Range<Int>) -> Result
    ) -> [Result] {
        let step = max(1, size)
        return map((count + step - 1) / step, threads: threads) { part in
            body(part * step..<min(count, (part + 1) * step))
        }
    }

    /// The results of two pieces of work of different kinds, done at once where there are two threads.
    @inlinable
    public static func both<One, Other>(
        threads: Int, _ one: @escaping () -> One, and other: @escaping () -> Other
    ) -> (One, Other) {
        guard threads > 1 else { return (one(), other()) }
        let results = map(2, threads: threads) { task -> (one: One?, other: Other?) in
            task == 0 ? (one(), nil) : (nil, other())
        }
        return (results[0].one ?? one(), results[1].other ?? other())
    }

    /// Unchecked because each slot is written by the one call that has its number and read after all ended, and `body`
    /// only reads.
    @usableFromInline
    struct Work<Result>: @unchecked Sendable {
        private let slots: UnsafeMutableBufferPointer<Result>
        private let body: (Int) -> Result

        @usableFromInline
        init(slots: UnsafeMutableBufferPointer<Result>, body: @escaping (Int) -> Result) {
            self.slots = slots
            self.body = body
        }

        @usableFromInline
        func run(_ task: Int) { slots.initializeElement(at: task, to: body(task)) }
    }

    /// Hands each number below `count` out once.
    @usableFromInline
    final class Turns: Sendable {
        private let count: Int
        private let taken = Atomic<Int>(0)

        @usableFromInline
        init(count: Int) { self.count = count }

        @usableFromInline
        func take() -> Int? {
            let task = taken.add(1, ordering: .relaxed).oldValue
            return task < count ? task : nil
        }
    }
}
