import Foundation

/// A program of the machine, run without a shell, with a deadline.
package struct MachineProgram: Sendable {
    /// Why it did not do its work.
    package enum Failure: Error, Equatable {
        /// It is not there, or may not be run.
        case absent
        /// It was still at it when its time was up, and was stopped.
        case tooSlow
        /// It ended with this status.
        case ended(Int32)
    }

    package let path: String

    /// - Throws: `Failure.absent` when none of these can be run.
    package init(at places: [String]) throws {
        guard let found = places.first(where: FileManager.default.isExecutableFile) else { throw Failure.absent }
        path = found
    }

    /// Runs it, off the threads that answer requests, with these bytes on its standard input; what it writes is dropped.
    ///
    /// The environment comes beside the machine's own; patience is the longest it may take, in seconds.
    ///
    /// - Throws: `Failure` when it did not end well in time.
    package func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], patience: Double
    ) async throws {
        try await offThePool { try runHere(arguments, input, environment, patience) }
    }

    private func runHere(
        _ arguments: [String], _ input: [UInt8], _ environment: [String: String], _ patience: Double
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, ours in ours }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        // A file rather than a pipe: a program that never reads cannot hold up whoever feeds it.
        let told = FileManager.default.temporaryDirectory.appendingPathComponent("breakwater-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: told) }
        let isMade = FileManager.default.createFile(
            atPath: told.path, contents: Data(input), attributes: [.posixPermissions: 0o600])
        guard isMade, let reading = FileHandle(forReadingAtPath: told.path) else { throw Failure.absent }
        defer { try? reading.close() }
        process.standardInput = reading
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do { try process.run() } catch { throw Failure.absent }
        if ended.wait(timeout: .now() + patience) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            throw Failure.tooSlow
        }
        guard process.terminationStatus == 0 else { throw Failure.ended(process.terminationStatus) }
    }
}

/// Waits for work that may keep a disk busy, without keeping one of the few threads that answer requests.
package func offThePool<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { caller in
        DispatchQueue.global().async { caller.resume(with: Swift.Result { try work() }) }
    }
}
