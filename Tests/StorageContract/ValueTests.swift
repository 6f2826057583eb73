import Kernel
import Storage
import Testing

private let things = Table(
    "thing",
    columns: [
        .integer("id"), .integer("whole", optional: true), .real("part", optional: true),
        .text("words", optional: true), .blob("bytes", optional: true),
    ])

@Suite struct `Values go in and come out the same` {
    @Test(arguments: Backend.all) func `every type, at its edges`(_ backend: Backend) async throws {
        let values: [(Int?, Double?, String?, [UInt8]?)] = [
            (nil, nil, nil, nil),
            (0, 0, "", []),
            (Int.max, Double.greatestFiniteMagnitude, "é", [0]),
            (Int.min, -Double.leastNonzeroMagnitude, "e\u{301} 👨‍👩‍👧‍👦 שלום مرحبا", (0...255).map { UInt8($0) }),
            (-1, 0.1 + 0.2, "'; DROP TABLE thing; --", [UInt8](repeating: 39, count: 100_000)),
            (1, 1e-300, "$1 ? :a \\ \" % _ \n\t", Array("\\x00".utf8)),
            (2, -123_456.789, String(repeating: "長い", count: 50_000), [255, 0, 255]),
        ]
        try await backend.withDatabase([things]) { database in
            for (id, (whole, part, words, bytes)) in values.enumerated() {
                let changed = try await database.write { tx in
                    try tx.run(
                        """
                        INSERT INTO thing (id, whole, part, words, bytes)
                        VALUES (\(id), \(whole), \(part), \(words), \(bytes))
                        """)
                }
                #expect(changed == 1)
                let row = try await database.read { tx in
                    try #require(try tx.rows("SELECT * FROM thing WHERE id = \(id)").first)
                }
                #expect(try row["whole"] == whole)
                #expect(try row["part"] == part)
                #expect(try row["words"] == words)
                #expect(try row["bytes"] == bytes)
            }
        }
    }

    @Test(arguments: Backend.all) func `types of ours`(_ backend: Backend) async throws {
        try await backend.withDatabase([things]) { database in
            let day = try #require(Day("2026-11-19"))
            let now = Instant(milliseconds: 1_795_000_000_123)
            let id = ID<Table>.make()
            try await database.write { tx in
                try tx.run("INSERT INTO thing (id, whole, words) VALUES (1, \(now), \(day))")
                try tx.run("INSERT INTO thing (id, whole, words) VALUES (2, \(true), \(id))")
            }
            #expect(try await database.value("SELECT whole FROM thing WHERE id = 1") == now)
            #expect(try await database.value("SELECT words FROM thing WHERE id = 1") == day)
            #expect(try await database.value("SELECT whole FROM thing WHERE id = 2") == true)
            #expect(try await database.value("SELECT words FROM thing WHERE id = 2") == id)
        }
    }

    @Test(arguments: Backend.all) func `NUL is left out of text, and what is not finite is refused`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase([things]) { database in
            let text: String? = try await database.value("SELECT CAST(\("a\0b\0") AS TEXT) AS v")
            #expect(text == "ab")
            for number in [Double.nan, .infinity, -.infinity] {
                let problem = await storageError {
                    try await database.write { tx in try tx.run("INSERT INTO thing (id, part) VALUES (1, \(number))") }
                }
                #expect(problem == .statement("Value 1 is not a finite number."))
            }
        }
    }

    @Test(arguments: Backend.all) func `text is never taken for a statement`(_ backend: Backend) async throws {
        let attacks = [
            "'", "''", "\"", "\\", "'; DROP TABLE thing; --", "1 OR 1=1", "$2", "?", "\\'; SELECT 1", "%s", "{}", "/*",
            "x' UNION SELECT words FROM thing --", "\u{2019}; DELETE FROM thing", "ʼ OR ʼ1ʼ=ʼ1",
        ]
        try await backend.withDatabase([things]) { database in
            for (id, attack) in attacks.enumerated() {
                try await database.write { tx in
                    try tx.run("INSERT INTO thing (id, words) VALUES (\(id), \(attack))")
                }
                let found: [Int] = try await database.read { tx in
                    try tx.values("SELECT id FROM thing WHERE words = \(attack) OR words IN \(list: [attack])")
                }
                #expect(found == [id])
            }
            let count = try await database.count("SELECT COUNT(*) FROM thing")
            #expect(count == attacks.count)
        }
    }

    @Test(arguments: Backend.all) func `a row that is not what the code expects says so`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase { database in
            let missing = await storageError {
                try await database.read { tx in try tx.rows("SELECT 1 AS a")[0]["b"] as Int }
            }
            #expect(missing == .column(name: "b", problem: "is not in the result"))
            let wrong = await storageError {
                try await database.read { tx in try tx.rows("SELECT 1 AS a")[0]["a"] as String }
            }
            #expect(wrong == .column(name: "a", problem: "does not hold String"))
        }
    }
}
