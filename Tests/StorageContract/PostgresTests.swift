import Foundation
import PostgresSupport
import Storage
import StoragePostgres
import Synchronization
import Testing

private let tally = Table("tally", columns: [.integer("id"), .integer("number")])

@Suite(.enabled(if: Backend.hasPostgres, "BREAKWATER_NO_POSTGRES=1")) struct `PostgreSQL` {
    @Test func `a connection that was killed is made again`() async throws {
        try await Backend.postgres.withDatabase([tally]) { database in
            let writer: Int = try await database.write { tx in try tx.value("SELECT pg_backend_pid() AS pid") ?? 0 }
            let readers = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await database.value(
                            "SELECT pg_backend_pid() AS pid, CAST(pg_sleep(0.02) AS TEXT) AS nap") ?? 0
                    }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            for process in readers.union([writer]) {
                try PostgresServer.psql("SELECT pg_terminate_backend(\(process))")
            }
            for id in 0..<5 {
                #expect(try await database.count("SELECT COUNT(*) FROM tally") == id)
                try await database.write { tx in try tx.run("INSERT INTO tally (id, number) VALUES (\(id), 0)") }
            }
        }
    }

    @Test func `a connection killed before COMMIT costs another run, not the write`() async throws {
        try await Backend.postgres.withDatabase([tally]) { database in
            let runs = Counter()
            try await database.write { tx in
                try tx.run("INSERT INTO tally (id, number) VALUES (1, 1)")
                let process: Int = try tx.value("SELECT pg_backend_pid() AS pid") ?? 0
                if runs.next() == 1 { try PostgresServer.psql("SELECT pg_terminate_backend(\(process))") }
                try tx.run("UPDATE tally SET number = 2 WHERE id = 1")
            }
            #expect(runs.next() == 3)
            #expect(try await database.values("SELECT number FROM tally") == [2])
        }
    }

    @Test func `a connection killed during COMMIT says that nobody knows`() async throws {
        try await Backend.postgres.withDatabase([tally]) { database in
            try await database.write { tx in
                try tx.run(
                    SQL(
                        trustedText: """
                            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $body$
                            BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $body$
                            """))
                try tx.run(
                    SQL(
                        trustedText: """
                            CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON tally DEFERRABLE INITIALLY DEFERRED
                            FOR EACH ROW EXECUTE FUNCTION die()
                            """))
            }
            let problem = await storageError {
                try await database.write { tx in try tx.run("INSERT INTO tally (id, number) VALUES (1, 1)") }
            }
            guard case .unavailable(let words)? = problem else {
                Issue.record("\(String(describing: problem))")
                return
            }
            #expect(words.contains("may or may not"))
            #expect(try await database.count("SELECT COUNT(*) FROM tally") == 0)
        }
    }

    @Test func `a writer from outside makes a conflict, and ours tries again`() async throws {
        try await Backend.postgres.withDatabase([tally]) { database in
            let schema: String = try await database.value("SELECT CAST(current_schema() AS TEXT) AS name") ?? ""
            try await database.write { tx in try tx.run("INSERT INTO tally (id, number) VALUES (1, 10)") }
            let runs = Counter()
            try await database.write { tx in
                let number: Int = try tx.value("SELECT number FROM tally WHERE id = 1") ?? 0
                if runs.next() == 1 { try PostgresServer.psql("UPDATE \(schema).tally SET number = 20 WHERE id = 1") }
                try tx.run("UPDATE tally SET number = \(number + 1) WHERE id = 1")
            }
            #expect(try await database.values("SELECT number FROM tally") == [21])
            #expect(runs.next() == 3)
        }
    }

    @Test func `two processes take turns`() async throws {
        try await Backend.postgres.withPlace { place in
            let databases = [try place.open(), try place.open()]
            try await databases[0].write { tx in try tx.run("CREATE TABLE tally (id BIGINT, number BIGINT)") }
            try await databases[0].write { tx in try tx.run("INSERT INTO tally (id, number) VALUES (1, 0)") }
            let runs = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for turn in 0..<100 {
                    group.addTask {
                        try await databases[turn % 2].write { tx in
                            _ = runs.next()
                            let number: Int = try tx.value("SELECT number FROM tally WHERE id = 1") ?? 0
                            try tx.run("UPDATE tally SET number = \(number + 1) WHERE id = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await databases[1].values("SELECT number FROM tally") == [100])
            // The lock made every run the only one.
            #expect(runs.next() == 101)
            for database in databases { try await database.close() }
        }
    }

    @Test func `a changed schema does not confuse statements kept ready`() async throws {
        try await Backend.postgres.withDatabase([tally]) { database in
            try await database.write { tx in try tx.run("INSERT INTO tally (id, number) VALUES (1, 10)") }
            for _ in 0..<3 {
                #expect(try await database.read { tx in try tx.rows("SELECT * FROM tally") }[0].values.count == 2)
            }
            try await database.write { tx in try tx.run("ALTER TABLE tally ADD COLUMN words TEXT") }
            for _ in 0..<3 {
                #expect(try await database.read { tx in try tx.rows("SELECT * FROM tally") }[0].values.count == 3)
            }
        }
    }

    @Test func `more texts than are kept ready still work`() async throws {
        try await Backend.postgres.withDatabase([tally]) { database in
            for length in 1...600 {
                let found: Int? = try await database.write { tx in
                    try tx.value("SELECT COUNT(*) AS n FROM tally WHERE id IN \(list: Array(0..<length))")
                }
                #expect(found == 0)
            }
        }
    }

    @Test func `an address that cannot be right says so`() {
        for url in ["mysql://x/y", "not an address", "postgres://h/d?schema=a;b", "postgres://h/d?schema=pg_x"] {
            #expect(throws: StorageError.self) { try PostgresDatabase.open(url: url) }
        }
        let problem = #expect(throws: StorageError.self) {
            try PostgresDatabase.open(url: "postgres://u:hidden-word@127.0.0.1:1/d?schema=a")
        }
        #expect(!String(describing: problem).contains("hidden-word"))
    }
}

private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
