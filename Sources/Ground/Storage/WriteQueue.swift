/// A driver's one connection for writing.
package protocol WriteConnection: Connection {
    /// Whether a transaction is open, sound or not.
    var isInTransaction: Bool { get }

    /// Starts a transaction, having connected again first if need be.
    func begin() throws

    /// Makes a point `rollBackToMark` can return to; a later mark replaces it.
    func mark() throws
    func rollBackToMark() throws

    /// Returns only when the transaction would survive a power cut.
    func commit() throws

    /// Ends the transaction and keeps nothing of it; does nothing when none is open.
    func rollBack()
    func close()
}

/// One thread that does everybody's writing: all who wait share one transaction, hence one wait for the disk.
///
/// Each closure runs inside its own savepoint, so an error undoes its own work only; callers wake once the shared
/// COMMIT has returned, and not before. (Group commit: DeWitt et al., SIGMOD 1984, doi:10.1145/602259.602261.)
package final class WriteQueue: Sendable {
    private let jobs = JobQueue()
    private let ended = Latch()

    /// Starts the thread and opens the connection on it, which never leaves it.
    ///
    /// - Parameters:
    ///   - name: The thread's name.
    ///   - limit: The most closures in one transaction.
    ///   - share: How long the work in one transaction may take before the rest waits for the next.
    ///   - open: Makes the connection.
    /// - Throws: What `open` throws.
    package init(
        name: String, limit: Int = 64, share: Duration = .milliseconds(20),
        open: @escaping @Sendable () throws -> any WriteConnection
    ) throws {
        try startThread(name) { [jobs, ended] report in
            let connection: any WriteConnection
            do {
                connection = try open()
            } catch {
                return report.failed(error)
            }
            report.ready()
            let writer = BatchWriter(connection: connection, share: share)
            var waiting: [any Job] = []
            while true {
                let more = jobs.take(upTo: limit - waiting.count, patiently: waiting.isEmpty)
                if more == nil && waiting.isEmpty { break }
                waiting = writer.write(waiting + (more ?? []))
            }
            connection.close()
            ended.open()
        }
    }

    deinit {
        jobs.close()
    }

    /// Runs `work` in a transaction and returns when it has been committed.
    ///
    /// A task that is cancelled while it waits for its turn is refused; one whose work has begun gets its result.
    @discardableResult
    package func write<Result: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await jobs.ask(work)
    }

    /// Does what is waiting, refuses what comes after, and returns when the connection is closed.
    package func close() async {
        jobs.close()
        await ended.wait()
    }
}

/// The writing thread's own part: turns waiting jobs into transactions.
private struct BatchWriter {
    /// How often one transaction is tried when the database asks for another try.
    private static let attempts = 3

    let connection: any WriteConnection
    let share: Duration

    private enum Outcome {
        case finished
        case runAgain(StorageError)
        /// The jobs must not share a transaction: one of them would take the others down with it.
        case runApart([any Job])
    }

    /// Writes as many of the jobs as fit the time, and returns the rest.
    func write(_ jobs: [any Job]) -> [any Job] {
        var batch = jobs
        var rest: [any Job] = []
        var reason = StorageError.conflict
        for attempt in 1...Self.attempts {
            let (outcome, done) = writeOnce(batch)
            rest = Array(batch[done...]) + rest
            batch = Array(batch[..<done])
            switch outcome {
            case .finished: return rest
            case .runAgain(let why):
                reason = why
                if attempt < Self.attempts { pause(milliseconds: 4 * attempt) }
            case .runApart(let jobs):
                for job in jobs { _ = write([job]) }
                return rest
            }
        }
        if batch.count == 1 {
            batch[0].finish(reason)
        } else {
            // One of them keeps meeting somebody: let it not take the others down.
            for job in batch { _ = write([job]) }
        }
        return rest
    }

    /// One transaction; also says how many of the jobs it got to.
    private func writeOnce(_ jobs: [any Job]) -> (Outcome, done: Int) {
        do {
            try connection.begin()
        } catch {
            connection.rollBack()
            for job in jobs { job.finish(error) }
            return (.finished, jobs.count)
        }
        let started = ContinuousClock.now
        var refused: [Int: any Error] = [:]
        var done = 0
        for job in jobs {
            if done > 0 && ContinuousClock.now - started > share { break }
            do {
                if jobs.count > 1 { try connection.mark() }
                try job.attempt(on: connection, mayWrite: true)
                guard connection.isInTransaction else {
                    throw StorageError.statement("A write ended the transaction it was part of.")
                }
            } catch let again as RunAgain {
                connection.rollBack()
                return (.runAgain(again.reason), jobs.count)
            } catch {
                refused[done] = error
                if jobs.count > 1, !undo() {
                    // SQLite drops a whole transaction when the disk is full: the others start afresh, each alone.
                    job.finish(error)
                    return (.runApart(Array(jobs[..<done] + jobs[(done + 1)...])), jobs.count)
                }
            }
            done += 1
        }
        return (end(Array(jobs[..<done]), refused), done)
    }

    /// Takes back the last job's changes; false when the whole transaction had to go.
    private func undo() -> Bool {
        do {
            guard connection.isInTransaction else { return false }
            try connection.rollBackToMark()
            return true
        } catch {
            connection.rollBack()
            return false
        }
    }

    private func end(_ jobs: [any Job], _ refused: [Int: any Error]) -> Outcome {
        do {
            if refused.count == jobs.count {
                connection.rollBack()
            } else {
                try connection.commit()
            }
        } catch {
            connection.rollBack()
            switch error as? StorageError {
            case .conflict?: return .runAgain(.conflict)
            case .constraint?, .full?:
                if jobs.count > 1 { return .runApart(jobs) }
            default: break
            }
            for job in jobs { job.finish(error) }
            return .finished
        }
        for (place, job) in jobs.enumerated() { job.finish(refused[place]) }
        return .finished
    }
}
