import Dispatch
import Synchronization

/// Blocks this thread until `work` is done: for tests that must do something inside a transaction's closure.
func waiting<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) throws {
    let outcome = Outcome()
    Task {
        do { _ = try await work() } catch { outcome.problem.withLock { $0 = error } }
        outcome.done.signal()
    }
    outcome.done.wait()
    if let error = outcome.problem.withLock({ $0 }) { throw error }
}

private final class Outcome: Sendable {
    let problem = Mutex<(any Error)?>(nil)
    let done = DispatchSemaphore(value: 0)
}
