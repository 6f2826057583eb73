import Synchronization

/// What the engine says it is doing, until somebody writes it down.
final class StageBoard: Sendable {
    private let latest = Mutex<(words: String, silent: Int)>(("Comparing", 0))

    func set(_ words: String) {
        latest.withLock { $0 = (words, 0) }
    }

    /// The words when they are new, and every ten seconds as a sign of life.
    func take() -> String? {
        latest.withLock { state in
            defer { state.silent += 1 }
            return state.silent % 10 == 0 ? state.words : nil
        }
    }
}
