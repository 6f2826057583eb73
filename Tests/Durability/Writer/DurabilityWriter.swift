import Foundation
import Storage
import StorageSQLite

/// Writes from several tasks at once until it is stopped, and prints a line for every write that was acknowledged.
///
/// `durability-writer DATABASE WRITERS WRITES`: each writer's rows are (writer, 1), (writer, 2), … With
/// `BREAKWATER_LOSE_WRITES=1` it writes with synchronous=NORMAL instead, so that the test can see what loss looks like.
@main struct DurabilityWriter {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 4, let writers = Int(words[2]), let writes = Int(words[3]) else {
            print("usage: durability-writer DATABASE WRITERS WRITES")
            exit(2)
        }
        let write = try opened(words[1])
        _ = try await write { tx in
            try tx.run(
                "CREATE TABLE IF NOT EXISTS t (writer INTEGER, number INTEGER, PRIMARY KEY (writer, number)) STRICT")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for _ in 0..<writes {
                        let number = try await write { tx in
                            let last: Int =
                                try tx.value("SELECT COALESCE(MAX(number), 0) AS n FROM t WHERE writer = \(writer)") ?? 0
                            try tx.run("INSERT INTO t (writer, number) VALUES (\(writer), \(last + 1))")
                            return last + 1
                        }
                        acknowledge("\(writer) \(number)\n")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private typealias Write = @Sendable (@escaping @Sendable (Transaction) throws -> Int) async throws -> Int

    private static func opened(_ path: String) throws -> Write {
        if ProcessInfo.processInfo.environment["BREAKWATER_LOSE_WRITES"] == "1" {
            let queue = try WriteQueue(name: "careless") {
                let connection = try SQLiteConnection(path: path, for: .writing)
                _ = try connection.rows("PRAGMA synchronous=NORMAL", [])
                return connection
            }
            return { try await queue.write($0) }
        }
        let database = try SQLiteDatabase.open(path: path)
        return { try await database.write($0) }
    }

    /// One `write` call a line: the recorder notes it between the disk's own operations.
    private static func acknowledge(_ line: String) {
        let bytes = Array(line.utf8)
        guard write(1, bytes, bytes.count) == bytes.count else { exit(3) }
    }
}
