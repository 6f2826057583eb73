/// A driver's connection for reading.
package protocol ReadConnection: Connection {
    /// Starts a transaction that sees one state of the data, having connected again first if need be.
    func beginReading() throws
    func endReading()
    func close()
}

/// Threads that do the reading, each with a connection of its own that never leaves it.
package final class ReadPool: Sendable {
    private let jobs = JobQueue()
    private let ends: [Latch]

    /// Starts the threads, and opens each one's connection on it.
    ///
    /// - Throws: What `open` throws.
    package init(name: String, threads: Int, open: @escaping @Sendable () throws -> any ReadConnection) throws {
        ends = (0..<threads).map { _ in Latch() }
        for (number, ended) in ends.enumerated() {
            try startThread("\(name)-\(number)") { [jobs] report in
                let connection: any ReadConnection
                do {
                    connection = try open()
                } catch {
                    return report.failed(error)
                }
                report.ready()
                while let job = jobs.take(upTo: 1, patiently: true)?.first { Self.perform(job, on: connection) }
                connection.close()
                ended.open()
            }
        }
    }

    deinit {
        jobs.close()
    }

    /// Runs `work` on one state of the data.
    package func read<Result: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await jobs.ask(work)
    }

    /// Does what is waiting, refuses what comes after, and returns when the connections are closed.
    package func close() async {
        jobs.close()
        for ended in ends { await ended.wait() }
    }

    private static func perform(_ job: any Job, on connection: any ReadConnection) {
        var attemptsLeft = 3
        while true {
            attemptsLeft -= 1
            do {
                try connection.beginReading()
                defer { connection.endReading() }
                try job.attempt(on: connection, mayWrite: false)
                break
            } catch let again as RunAgain {
                // Reading twice harms nobody: a lost connection or a changed schema is tried again.
                if attemptsLeft == 0 { return job.finish(again.reason) }
            } catch {
                return job.finish(error)
            }
        }
        job.finish(nil)
    }
}
