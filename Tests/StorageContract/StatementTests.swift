import Kernel
import Storage
import Testing

private let notes = Table(
    "note", unique: [["agency", "number"]], indexes: [["at", "id"]],
    columns: [
        .integer("id"), .text("agency"), .integer("number"), .integer("at", optional: true),
        .real("score", optional: true), .flag("open"),
    ])

@Suite struct `Same text, same answer` {
    private func withNotes(_ backend: Backend, _ body: (any Database) async throws -> Void) async throws {
        try await backend.withDatabase([notes]) { database in
            try await database.write { tx in
                for (id, agency, number, at, score, open) in [
                    (1, "police", 1, 30, 1.5, true), (2, "school", 1, 10, nil, true), (3, "police", 2, nil, 2.5, false),
                    (4, "école", 7, 20, 4.0, true), (5, "School", 9, 20, 2.0, false),
                ] as [(Int, String, Int, Int?, Double?, Bool)] {
                    try tx.run(
                        """
                        INSERT INTO note (id, agency, number, at, score, open)
                        VALUES (\(id), \(agency), \(number), \(at), \(score), \(open))
                        """)
                }
            }
            try await body(database)
        }
    }

    @Test(arguments: Backend.all) func `lists of numbers`(_ backend: Backend) async throws {
        let questions: [(SQL, [Int?])] = [
            ("SELECT id FROM note ORDER BY at DESC NULLS LAST, id", [1, 4, 5, 2, 3]),
            ("SELECT id FROM note ORDER BY at NULLS LAST, id", [2, 4, 5, 1, 3]),
            ("SELECT id FROM note ORDER BY at NULLS FIRST, id", [3, 2, 4, 5, 1]),
            ("SELECT id FROM note ORDER BY agency, id", [5, 1, 3, 2, 4]),
            ("SELECT id FROM note WHERE (at, id) > (\(20), \(4)) ORDER BY at, id LIMIT \(2)", [5, 1]),
            ("SELECT id FROM note WHERE open = 1 ORDER BY id LIMIT 2 OFFSET 1", [2, 4]),
            ("SELECT id FROM note WHERE at IS NOT DISTINCT FROM \(Int?.none) ORDER BY id", [3]),
            ("SELECT id FROM note WHERE agency IN \(list: ["police", "école"]) ORDER BY id", [1, 3, 4]),
            ("SELECT id FROM note WHERE agency IN \(list: [String]()) ORDER BY id", []),
            ("SELECT at FROM note ORDER BY id", [30, 10, nil, 20, 20]),
            ("SELECT number / 2 AS half FROM note ORDER BY id", [0, 0, 1, 3, 4]),
            ("SELECT SUM(number) AS total FROM note", [20]),
            ("SELECT SUM(number) AS total FROM note WHERE id > 99", [nil]),
            ("SELECT COUNT(*) FILTER (WHERE open = 1) AS open FROM note", [3]),
            ("SELECT ROW_NUMBER() OVER (ORDER BY agency, id) AS place FROM note ORDER BY id", [2, 4, 3, 5, 1]),
            ("SELECT SUM(number) OVER (PARTITION BY agency ORDER BY id) AS t FROM note ORDER BY id", [1, 1, 3, 7, 9]),
            ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n", [1, 2, 3]),
            ("WITH b AS MATERIALIZED (SELECT id FROM note WHERE number > 1) SELECT id FROM b ORDER BY id", [3, 4, 5]),
            (
                """
                SELECT a.id FROM note a FULL JOIN note b ON a.number = b.number AND a.id <> b.id
                WHERE a.id IS NOT NULL ORDER BY a.id
                """, [1, 2, 3, 4, 5]
            ),
            ("SELECT CASE WHEN TRUE THEN 1 ELSE 0 END AS yes", [1]),
            ("SELECT 1 = 1 AS yes", [1]),
            ("SELECT COALESCE(at, 0) AS at FROM note WHERE id = 3", [0]),
            ("SELECT id FROM note WHERE EXISTS (SELECT 1 FROM note o WHERE o.id > note.id + 2) ORDER BY id", [1, 2]),
        ]
        try await withNotes(backend) { database in
            for (question, answer) in questions {
                let got: [Int?] = try await database.read { tx in try tx.values(question) }
                #expect(got == answer, "\(question.rendered().text)")
            }
        }
    }

    @Test(arguments: Backend.all) func `numbers with a part`(_ backend: Backend) async throws {
        let questions: [(SQL, Double?)] = [
            ("SELECT AVG(number) AS mean FROM note", 4.0),
            ("SELECT AVG(score) AS mean FROM note", 2.5),
            ("SELECT SUM(score) AS total FROM note", 10.0),
            ("SELECT CAST(number AS DOUBLE PRECISION) / 2 AS half FROM note WHERE id = 4", 3.5),
            ("SELECT MAX(score) AS most FROM note WHERE id > 99", nil),
        ]
        try await withNotes(backend) { database in
            for (question, answer) in questions {
                let got: Double? = try await database.read { tx in try tx.value(question) ?? nil }
                #expect(got == answer, "\(question.rendered().text)")
            }
        }
    }

    @Test(arguments: Backend.all) func `upsert and RETURNING`(_ backend: Backend) async throws {
        try await withNotes(backend) { database in
            let ids: [Int] = try await database.write { tx in
                let upserted: [Int] = try tx.values(
                    """
                    INSERT INTO note (id, agency, number, at, open) VALUES (\(9), 'police', 1, 99, 0)
                    ON CONFLICT (agency, number) DO UPDATE SET at = excluded.at WHERE note.at < excluded.at
                    RETURNING id
                    """)
                let nothing = try tx.run(
                    """
                    INSERT INTO note (id, agency, number, open) VALUES (\(9), 'police', 1, 0)
                    ON CONFLICT (agency, number) DO NOTHING
                    """)
                #expect(nothing == 0)
                #expect(try tx.run("UPDATE note SET number = number + 100 WHERE agency = \("police")") == 2)
                #expect(try tx.run("DELETE FROM note WHERE id = \(5)") == 1)
                let deleted: [Int] = try tx.values("DELETE FROM note WHERE id = \(4) RETURNING id")
                return upserted + deleted
            }
            #expect(ids == [1, 4])
            #expect(try await database.value("SELECT at FROM note WHERE id = 1") == 99)
        }
    }

    @Test(arguments: Backend.all) func `pages by key meet every row once`(_ backend: Backend) async throws {
        try await backend.withDatabase([notes]) { database in
            try await database.write { tx in
                for id in 1...97 {
                    try tx.run(
                        """
                        INSERT INTO note (id, agency, number, at, open) VALUES (\(id), 'a', \(id), \(id % 7), 1)
                        """)
                }
            }
            var seen: [Int] = []
            var last = (at: -1, id: -1)
            while true {
                let (at, id) = last
                let page = try await database.read { tx in
                    try tx.rows("SELECT at, id FROM note WHERE (at, id) > (\(at), \(id)) ORDER BY at, id LIMIT 10")
                }
                guard let end = page.last else { break }
                seen += try page.map { try $0["id"] }
                last = (try end["at"], try end["id"])
            }
            #expect(seen.count == 97 && Set(seen) == Set(1...97))
        }
    }

    @Test(arguments: Backend.all) func `a broken statement is our mistake, in both`(_ backend: Backend) async throws {
        try await backend.withDatabase([notes]) { database in
            let broken: [SQL] = [
                "SELEC 1", "SELECT nothing FROM note", "SELECT 1 AS a; DELETE FROM note", "",
                "SELECT \"nothing\" FROM note", "SELECT * FROM nowhere",
            ]
            for sql in broken {
                let problem = await storageError { try await database.write { tx in try tx.rows(sql).count } }
                guard case .statement? = problem else {
                    Issue.record("\(sql.rendered().text): \(String(describing: problem))")
                    continue
                }
            }
        }
    }
}
