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
        let complaints = try await offThePool {
            try runHere(arguments, input: input, environment: environment, patience: patience)
        }
        if complaints.status != 0 { throw Failure.ended(complaints.status) }
    }

    /// The same on this thread: with which status it ended, and the beginning of what it complained of.
    ///
    /// Made by the system's own `posix_spawn`: Foundation's way reads beyond its buffer in a process that has some 1,360
    /// files and connections open, and brings it down.
    ///
    /// - Throws: `Failure.absent` or `.tooSlow`.
    package func runHere(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], patience: Double
    ) throws -> (status: Int32, complaints: String) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("breakwater-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files rather than pipes: a program that never reads, or writes without end, cannot hold up whoever started it.
        let (told, said) = ("\(folder.path)/in", "\(folder.path)/out")
        guard FileManager.default.createFile(atPath: told, contents: Data(input)) else { throw Failure.absent }
        let child = try spawn(arguments, environment, from: told, to: said)
        let status = try wait(for: child, patience: patience)
        let complaints = (try? FileHandle(forReadingFrom: URL(filePath: said)).read(upToCount: 4096)) ?? Data()
        return (status, String(decoding: complaints, as: UTF8.self))
    }

    private typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

    /// glibc has it since 2.34, and its Swift headers do not show it.
    private static let closeFrom: CloseFrom? = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np")
        .map { unsafeBitCast($0, to: CloseFrom.self) }

    private func spawn(
        _ arguments: [String], _ environment: [String: String], from told: String, to said: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, told, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, said, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        // Nothing this process has open is its business.
        guard let closeFrom = Self.closeFrom, closeFrom(&actions, 3) == 0 else { throw Failure.absent }
        // Threads of ours may hold back signals, which it would inherit.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let whole = ProcessInfo.processInfo.environment.merging(environment) { _, ours in ours }
        let given = ([path] + arguments).map { strdup($0) } + [nil]
        let around = whole.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (given + around).forEach { free($0) } }
        var child: pid_t = 0
        guard posix_spawn(&child, path, &actions, &attributes, given, around) == 0 else { throw Failure.absent }
        return child
    }

    /// Looks every few milliseconds whether it ended; when its time is up it is stopped.
    private func wait(for child: pid_t, patience: Double) throws -> Int32 {
        let until = ContinuousClock.now + .seconds(patience)
        var state: Int32 = 0
        while true {
            let ended = waitpid(child, &state, WNOHANG)
            if ended == child { break }
            if ended < 0, errno != EINTR { throw Failure.absent }
            if ContinuousClock.now >= until {
                kill(child, SIGKILL)
                waitpid(child, &state, 0)
                throw Failure.tooSlow
            }
            usleep(5000)
        }
        // As a shell says it: its own status, or 128 and the signal that ended it.
        return state & 0x7F == 0 ? (state >> 8) & 0xFF : 128 + (state & 0x7F)
    }
}

/// Waits for work that may keep a disk busy, without keeping one of the few threads that answer requests.
package func offThePool<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { caller in
        DispatchQueue.global().async { caller.resume(with: Swift.Result { try work() }) }
    }
}
