import Synchronization

/// A counter that hands each task's number out once.
final class NextTask: Sendable {
    private let count: Int
    private let taken = Atomic<Int>(0)

    init(count: Int) { self.count = count }

    func take() -> Int? {
        let task = taken.add(1, ordering: .relaxed).oldValue
        return task < count ? task : nil
    }
}
