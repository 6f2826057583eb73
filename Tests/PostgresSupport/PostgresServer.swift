import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own, started once a test process and gone soon after it.
package enum PostgresServer {
    /// Why there is no server.
    package struct NotStarted: Error, CustomStringConvertible {
        package let description: String
    }

    /// False where `BREAKWATER_NO_POSTGRES=1` says that PostgreSQL cannot be had.
    package static var isWanted: Bool { ProcessInfo.processInfo.environment["BREAKWATER_NO_POSTGRES"] != "1" }

    /// Where the server is, without a schema; `BREAKWATER_TEST_POSTGRES` names one that is there already.
    package static func address() throws -> String {
        try started.get()
    }

    private static let started = Result { () throws -> String in
        if let given = ProcessInfo.processInfo.environment["BREAKWATER_TEST_POSTGRES"] { return given }
        return try start()
    }

    /// The address with a schema that no other test uses.
    package static func freshSchema() throws -> (url: String, schema: String) {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let schema = "test_\(ProcessInfo.processInfo.processIdentifier)_\(number)"
        let address = try address()
        return ("\(address)\(address.contains("?") ? "&" : "?")schema=\(schema)", schema)
    }

    private static let count = Mutex(0)

    /// Runs a statement from outside, as another program would.
    package static func psql(_ statement: String) throws {
        try command("\(try programs())/psql", ["-q", "-v", "ON_ERROR_STOP=1", "-d", try address(), "-c", statement])
    }

    private static func programs() throws -> String {
        for version in (13...18).reversed() {
            let folder = "/usr/lib/postgresql/\(version)/bin"
            if access("\(folder)/initdb", X_OK) == 0 { return folder }
        }
        throw NotStarted(
            description: "PostgreSQL is not installed: apt-get install postgresql, or set BREAKWATER_NO_POSTGRES=1.")
    }

    private static func start() throws -> String {
        let programs = try programs()
        let folder = "/tmp/breakwater-postgres-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let isRoot = geteuid() == 0
        if isRoot { try command("/bin/chown", ["postgres", folder]) }
        let user = isRoot ? ["/usr/sbin/runuser", "-u", "postgres", "--"] : ["/usr/bin/env"]
        func asServer(_ words: [String]) throws {
            try command(user[0], Array(user.dropFirst()) + words)
        }
        try asServer([
            "\(programs)/initdb", "--no-sync", "-D", "\(folder)/data", "-U", "breakwater", "-E", "UTF8",
            "--locale=C.UTF-8", "--auth=trust",
        ])
        try asServer([
            "\(programs)/pg_ctl", "-w", "-D", "\(folder)/data", "-l", "\(folder)/log", "-o",
            "-k \(folder) -c listen_addresses='' -c max_connections=300", "start",
        ])
        // Stops the server when this process is gone, however it went.
        let stop = "\(user.joined(separator: " ")) \(programs)/pg_ctl -D \(folder)/data -m immediate stop"
        let parent = ProcessInfo.processInfo.processIdentifier
        let script = "while kill -0 \(parent) 2>/dev/null; do sleep 1; done; \(stop); rm -rf \(folder)"
        try command("/bin/sh", ["-c", "setsid /bin/sh -c '\(script)' >/dev/null 2>&1 </dev/null &"])
        return "postgres://breakwater@/postgres?host=\(folder)"
    }

    /// Runs a program and waits for it. Foundation's `Process` would wait for the server it leaves behind, too.
    ///
    /// - Throws: What the program wrote when it did not succeed.
    package static func command(_ path: String, _ arguments: [String]) throws {
        let log = "/tmp/breakwater-command-\(UUID().uuidString)"
        defer { unlink(log) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o666)
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let spawned = posix_spawn(&child, path, &actions, nil, &words, environ)
        guard spawned == 0 else { throw NotStarted(description: "\(path) cannot be run: is it installed?") }
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1, errno == EINTR {}
        guard status == 0 else {
            let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            throw NotStarted(description: "\(path) did not succeed: \(said)")
        }
    }
}
