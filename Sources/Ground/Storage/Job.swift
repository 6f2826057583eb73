import Dispatch
import Synchronization

/// One caller's work, waiting for a thread of a driver.
protocol Job: Sendable {
    var isCancelled: Bool { get }

    /// Does the work and keeps its result until `finish`; may be called again when the transaction came to nothing.
    func attempt(on connection: any Connection, mayWrite: Bool) throws

    /// Wakes the caller, once: with the result kept by the last `attempt`, or with what went wrong.
    func finish(_ problem: (any Error)?)
}

/// A reason to run a whole transaction again, as opposed to an answer for the caller.
struct RunAgain: Error {
    let reason: StorageError
}

final class Work<Result: Sendable>: Job {
    private let body: @Sendable (Transaction) throws -> Result
    private let caller: CheckedContinuation<Result, any Error>
    private let ticket: Ticket
    private let result = Mutex<Result?>(nil)

    init(
        _ body: @escaping @Sendable (Transaction) throws -> Result, ticket: Ticket,
        caller: CheckedContinuation<Result, any Error>
    ) {
        self.body = body
        self.ticket = ticket
        self.caller = caller
    }

    var isCancelled: Bool { ticket.isCancelled }

    func attempt(on connection: any Connection, mayWrite: Bool) throws {
        let watched = WatchedConnection(connection)
        do {
            let value = try body(Transaction(on: watched, mayWrite: mayWrite))
            if let problem = watched.problem { throw problem }
            result.withLock { $0 = value }
        } catch {
            switch watched.problem {
            case .conflict?: throw RunAgain(reason: .conflict)
            case .unavailable(let why)?: throw RunAgain(reason: .unavailable(why))
            default: throw error
            }
        }
    }

    func finish(_ problem: (any Error)?) {
        if let problem {
            caller.resume(throwing: problem)
        } else if let value = result.withLock({ $0 }) {
            caller.resume(returning: value)
        } else {
            preconditionFailure("A job was finished before it was attempted.")
        }
    }
}

/// Says whether the task that asked still wants the answer. Work that has begun is always finished and reported.
final class Ticket: Sendable {
    private let cancelled = Atomic(false)

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func cancel() { cancelled.store(true, ordering: .relaxed) }
}

/// The jobs waiting for one thread or several, in order of arrival.
final class JobQueue: Sendable {
    private struct State {
        var waiting: [any Job] = []
        var first = 0
        var sleepers = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    /// Waits for a thread to do `body`, without holding up the task's own.
    ///
    /// - Throws: `StorageError.unavailable` after `close`, `CancellationError` when the task ended before its turn.
    func ask<Result: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> Result) async throws -> Result {
        let ticket = Ticket()
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { caller in
                put(Work(body, ticket: ticket, caller: caller))
            }
        } onCancel: {
            ticket.cancel()
        }
    }

    private func put(_ job: some Job) {
        let (taken, mustWake) = state.withLock { state in
            if state.isClosed { return (false, false) }
            state.waiting.append(job)
            if state.sleepers == 0 { return (true, false) }
            state.sleepers -= 1
            return (true, true)
        }
        if !taken { job.finish(StorageError.unavailable("The database has been closed.")) }
        if mustWake { wake.signal() }
    }

    /// Up to `count` jobs; waits for the first when `patiently`. Nil when the queue is closed and empty.
    func take(upTo count: Int, patiently: Bool) -> [any Job]? {
        while true {
            let (jobs, isOver) = state.withLock { state -> ([any Job], Bool) in
                let available = min(count, state.waiting.count - state.first)
                if available == 0 {
                    if state.isClosed { return ([], true) }
                    if patiently { state.sleepers += 1 }
                    return ([], false)
                }
                let jobs = Array(state.waiting[state.first..<state.first + available])
                state.first += available
                if state.first == state.waiting.count {
                    state.waiting.removeAll(keepingCapacity: true)
                    state.first = 0
                }
                return (jobs, false)
            }
            if isOver { return nil }
            let wanted = jobs.filter { !$0.isCancelled }
            for job in jobs where job.isCancelled { job.finish(CancellationError()) }
            if !wanted.isEmpty || !patiently { return wanted }
            if jobs.isEmpty { wake.wait() }
        }
    }

    /// Refuses new jobs; those waiting are still done.
    func close() {
        let sleepers = state.withLock { state in
            state.isClosed = true
            defer { state.sleepers = 0 }
            return state.sleepers
        }
        for _ in 0..<sleepers { wake.signal() }
    }
}
