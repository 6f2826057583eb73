import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own, started once a test process and gone soon after it.
enum PostgresServer {
    struct NotStarted: Error, CustomStringConvertible {
        let description: String
    }

    /// Where the server is, without a schema; `BREAKWATER_TEST_POSTGRES` names one that is there already.
    static func address() throws -> String {
        try started.get()
    }

    private static let started = Result { () throws -> String in
        if let given = ProcessInfo.processInfo.environment["BREAKWATER_TEST_POSTGRES"] { return given }
        return try start()
    }

    /// The address with a schema that no other test uses.
    static func freshSchema() throws -> (url: String, schema: String) {
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
    static func psql(_ statement: String) throws {
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

    /// - Throws: What the program wrote when it did not succeed.
    static func command(_ path: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: "/tmp")
        let output = Pipe()
        // The server keeps what it inherits: a pipe would never end.
        process.standardOutput = FileHandle.nullDevice
        process.standardError = arguments.contains("start") ? FileHandle.nullDevice : output
        try process.run()
        if !arguments.contains("start") {
            let said = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            if process.terminationStatus == 0 { return }
            throw NotStarted(description: "\(path): \(String(decoding: said, as: UTF8.self))")
        }
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw NotStarted(description: "\(path) could not start PostgreSQL") }
    }
}
