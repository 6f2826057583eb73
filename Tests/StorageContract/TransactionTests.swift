import Storage
import Testing

private let people = Table("person", columns: [.text("id"), .text("name")])
private let steps = Table(
    "step", unique: [["name"]],
    columns: [
        .integer("id"), .text("name"), .text("state", allowed: ["open", "it's done"]), .flag("urgent"),
        .text("person", .link, optional: true, references: "person"),
    ])
private let events = Table("event", appendOnly: true, columns: [.integer("id"), .text("what")])

@Suite struct `Transactions keep their promises` {
    @Test(arguments: Backend.all) func `rules broken are named`(_ backend: Backend) async throws {
        let attempts: [(SQL, StorageError.Constraint)] = [
            ("INSERT INTO step (id, name, state, urgent) VALUES (1, 'b', 'open', 0)", .unique),
            ("INSERT INTO step (id, name, state, urgent) VALUES (2, 'a', 'open', 0)", .unique),
            ("INSERT INTO step (id, state, urgent) VALUES (2, 'open', 0)", .notNull),
            ("INSERT INTO step (id, name, state, urgent) VALUES (2, 'b', 'lost', 0)", .check),
            ("INSERT INTO step (id, name, state, urgent) VALUES (2, 'b', 'open', 2)", .check),
            ("INSERT INTO step (id, name, state, urgent, person) VALUES (2, 'b', 'open', 0, '7')", .foreignKey),
        ]
        try await backend.withDatabase([people, steps]) { database in
            try await database.write { tx in
                try tx.run("INSERT INTO step (id, name, state, urgent) VALUES (1, 'a', \("it's done"), 1)")
            }
            for (sql, expected) in attempts {
                let problem = await storageError { try await database.write { tx in try tx.run(sql) } }
                guard case .constraint(let kind, _)? = problem else {
                    Issue.record("\(sql.rendered().text): \(String(describing: problem))")
                    continue
                }
                #expect(kind == expected, "\(sql.rendered().text)")
            }
            let count = try await database.count("SELECT COUNT(*) FROM step")
            #expect(count == 1)
        }
    }

    @Test(arguments: Backend.all) func `what an error tells holds nothing that was stored`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase([people]) { database in
            let attempt: @Sendable (Transaction) throws -> Int = { tx in
                try tx.run("INSERT INTO person (id, name) VALUES ('77123', \("Zebedee Secretname"))")
            }
            _ = try await database.write(attempt)
            let problem = await storageError { try await database.write(attempt) }
            let words = String(describing: problem)
            #expect(!words.contains("Secretname") && !words.contains("77123"), "\(words)")
        }
    }

    @Test(arguments: Backend.all) func `a throw undoes everything`(_ backend: Backend) async throws {
        struct Refused: Error {}
        try await backend.withDatabase([people]) { database in
            await #expect(throws: Refused.self) {
                try await database.write { tx in
                    try tx.run("INSERT INTO person (id, name) VALUES ('1', 'a')")
                    throw Refused()
                }
            }
            let count = try await database.count("SELECT COUNT(*) FROM person")
            #expect(count == 0)
        }
    }

    @Test(arguments: Backend.all) func `an error swallowed inside is not kept`(_ backend: Backend) async throws {
        try await backend.withDatabase([people]) { database in
            let problem = await storageError {
                try await database.write { tx in
                    try tx.run("INSERT INTO person (id, name) VALUES ('1', 'a')")
                    _ = try? tx.run("INSERT INTO person (id, name) VALUES ('1', 'b')")
                    _ = try? tx.run("INSERT INTO person (id, name) VALUES ('2', 'c')")
                }
            }
            guard case .constraint(.unique, _)? = problem else {
                Issue.record("\(String(describing: problem))")
                return
            }
            let count = try await database.count("SELECT COUNT(*) FROM person")
            #expect(count == 0)
        }
    }

    @Test(arguments: Backend.all) func `a write inside a read is refused`(_ backend: Backend) async throws {
        try await backend.withDatabase([people]) { database in
            let insert: SQL = "INSERT INTO person (id, name) VALUES ('1', 'a') RETURNING id"
            let plain = await storageError { try await database.read { tx in try tx.run(insert) } }
            #expect(plain == .readOnly)
            let disguised = await storageError { try await database.read { tx in try tx.rows(insert).count } }
            #expect(disguised == .readOnly)
            let count = try await database.count("SELECT COUNT(*) FROM person")
            #expect(count == 0)
        }
    }

    @Test(arguments: Backend.all) func `a read sees one state, whatever is written meanwhile`(
        _ backend: Backend
    ) async throws {
        let insert: @Sendable (Transaction) throws -> Int = { tx in
            try tx.run("INSERT INTO person (id, name) VALUES ('1', 'a')")
        }
        try await backend.withDatabase([people]) { database in
            let (before, after) = try await database.read { tx in
                let before = try tx.count("SELECT COUNT(*) FROM person")
                try waiting { try await database.write(insert) }
                return (before, try tx.count("SELECT COUNT(*) FROM person"))
            }
            #expect(before == 0 && after == 0)
            let count = try await database.count("SELECT COUNT(*) FROM person")
            #expect(count == 1)
        }
    }

    @Test(arguments: Backend.all) func `append-only tables are only appended to`(_ backend: Backend) async throws {
        try await backend.withDatabase([events]) { database in
            try await database.write { tx in try tx.run("INSERT INTO event (id, what) VALUES (1, 'a')") }
            var attempts: [SQL] = [
                "UPDATE event SET what = 'b'", "DELETE FROM event", "DELETE FROM event WHERE id = 1",
                "INSERT INTO event (id, what) VALUES (1, 'b') ON CONFLICT (id) DO UPDATE SET what = 'b'",
            ]
            attempts.append(backend == .sqlite ? "REPLACE INTO event (id, what) VALUES (1, 'b')" : "TRUNCATE event")
            for sql in attempts {
                let problem = await storageError { try await database.write { tx in try tx.run(sql) } }
                #expect(problem == .constraint(.other, detail: "event is append-only"), "\(sql.rendered().text)")
            }
            #expect(try await database.values("SELECT what FROM event") == ["a"])
        }
    }
}
