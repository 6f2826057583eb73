import Foundation
import Kernel
import Storage
import StorageSQLite

/// Writes from several tasks at once until it is stopped, and prints a line for every write that was acknowledged.
///
/// `durability-writer DATABASE WRITERS WRITES`: each writer's rows are (writer, 1), (writer, 2), … With
/// `BREAKWATER_LOSE_WRITES=1` it writes with synchronous=NORMAL instead, so that the test can see what loss looks like.
/// `durability-writer DATABASE migrate`: applies ten slow migrations and prints "migrated".
@main struct DurabilityWriter {
    static func main() async throws {
        let words = CommandLine.arguments
        if words.count == 3, words[2] == "migrate" { return try await migrate(words[1]) }
        guard words.count == 4, let writers = Int(words[2]), let writes = Int(words[3]) else {
            print("usage: durability-writer DATABASE (WRITERS WRITES | migrate)")
            exit(2)
        }
        try await race(words[1], writers: writers, writes: writes)
    }

    private static func race(_ path: String, writers: Int, writes: Int) async throws {
        let write = try opened(path)
        _ = try await write { tx in
            try tx.run(
                "CREATE TABLE IF NOT EXISTS t (writer INTEGER, number INTEGER, PRIMARY KEY (writer, number)) STRICT")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for _ in 0..<writes {
                        let number = try await write { tx in
                            let last: Int? = try tx.value(
                                "SELECT COALESCE(MAX(number), 0) AS n FROM t WHERE writer = \(writer)")
                            let next = (last ?? 0) + 1
                            try tx.run("INSERT INTO t (writer, number) VALUES (\(writer), \(next))")
                            return next
                        }
                        acknowledge("\(writer) \(number)\n")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Each migration makes a table and fills it, so that a kill in the middle leaves something to be undone.
    private static func migrate(_ path: String) async throws {
        let database = try SQLiteDatabase.open(path: path)
        let migrations = (1...10).map { number in
            let name = "filled_\(number)"
            let fill = """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
                INSERT INTO \(name) (id) SELECT i FROM n
                """
            return Migration(
                "test-\(number)", "Makes and fills \(name).",
                steps: [.create(Table(name, columns: [.integer("id")])), .run(SQL(trustedText: fill))])
        }
        let backup = "\(path).before-\(ProcessInfo.processInfo.processIdentifier)"
        try await Migrator(migrations).migrate(database, backup: backup, now: Instant(milliseconds: 0))
        try await database.close()
        acknowledge("migrated\n")
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
