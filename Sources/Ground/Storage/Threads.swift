import Dispatch
import Foundation
import Synchronization

/// A gate many can wait at, opened once.
final class Latch: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for caller in waiting { caller.resume() }
    }

    func wait() async {
        await withCheckedContinuation { caller in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(caller) }
                return state.isOpen
            }
            if isOpen { caller.resume() }
        }
    }
}

/// What a new thread tells the one that started it: that it is ready, or why it cannot be.
final class StartReport: Sendable {
    private let problem = Mutex<(any Error)?>(nil)
    private let given = DispatchSemaphore(value: 0)

    func ready() { given.signal() }

    func failed(_ error: any Error) {
        problem.withLock { $0 = error }
        given.signal()
    }

    func wait() throws {
        given.wait()
        if let error = problem.withLock({ $0 }) { throw error }
    }
}

/// Starts a thread of ours and returns when it has reported.
func startThread(_ name: String, _ body: @escaping @Sendable (StartReport) -> Void) throws {
    let report = StartReport()
    let thread = Thread { body(report) }
    thread.name = name
    thread.start()
    try report.wait()
}

/// Does something slow that blocks, such as a backup, on a thread made for it.
package func onOwnThread<Result: Sendable>(
    _ name: String, _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { caller in
        let thread = Thread { caller.resume(with: Swift.Result(catching: work)) }
        thread.name = name
        thread.start()
    }
}

func pause(milliseconds: Int) {
    Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
}
