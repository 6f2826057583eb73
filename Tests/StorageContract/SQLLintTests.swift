import Foundation
import Storage
import Testing

@Suite struct `SQL that both databases answer alike` {
    @Test func `is all there is in Sources`() throws {
        let here = URL(filePath: #filePath).resolvingSymlinksInPath()
        let folder = here.deletingLastPathComponent().appending(path: "../../Sources").standardized
        // These speak one dialect on purpose, or name what is refused.
        let exempt = ["/StorageSQLite/", "/StoragePostgres/", "/SQLLint.swift", "/TableDefinition.swift"]
        let paths = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var count = 0
        for case let file as URL in paths where file.pathExtension == "swift" {
            if exempt.contains(where: { file.path.contains($0) }) { continue }
            count += 1
            let source = try String(contentsOf: file, encoding: .utf8)
            for finding in SQLLint.findings(in: source) { Issue.record("\(file.path), \(finding)") }
        }
        #expect(count > 10)
    }

    @Test(arguments: [
        #"tx.rows("SELECT id FROM person WHERE name LIKE \(name)")"#,
        #"tx.rows("SELECT lower(name) AS n FROM person")"#,
        #"let s: SQL = "SELECT round(score, 2) AS s FROM t""#,
        #"tx.run("UPDATE t SET at = CURRENT_TIMESTAMP")"#,
        #"tx.rows("SELECT string_agg(name, ',') AS n FROM t")"#,
        #"tx.rows("SELECT group_concat(name) AS n FROM t")"#,
        #"tx.rows("SELECT * FROM a JOIN LATERAL (SELECT 1) b ON TRUE")"#,
        #"tx.rows("SELECT DISTINCT ON (id) id FROM t")"#,
        #"tx.rows("SELECT date('now') AS d")"#, #"tx.rows("SELECT strftime('%Y', at) AS y FROM t")"#,
        #"tx.rows("SELECT CAST(2.7 AS INTEGER) AS n")"#, #"tx.rows("SELECT body ->> 'a' AS a FROM t")"#,
        #"tx.run("INSERT OR REPLACE INTO t (id) VALUES (1)")"#, #"tx.rows("SELECT id::text AS i FROM t")"#,
        #"tx.rows("SELECT id FROM t WHERE a = \(list(of: "x (")) AND b LIKE \(b)")"#,
        "tx.run(\"\"\"\n  UPDATE t\n  SET name = upper(name)\n  \"\"\")", #"let s: SQL = "AND name LIKE \(x)""#,
    ])
    func `does not have`(_ source: String) {
        #expect(SQLLint.findings(in: source).count == 1)
    }

    @Test(arguments: [
        #"tx.rows("SELECT id FROM t WHERE at > \(now) ORDER BY at NULLS LAST")"#, #"let words = "I would like that""#,
        #"// tx.rows("SELECT lower(x) FROM t")"#, #"/* "SELECT lower(x)" */ let a = "b""#,
        #"tx.rows("SELECT id FROM t WHERE a = \(lower(name))")"#, #"let arrow = "a -> b""#,
        #"tx.rows("SELECT id FROM t WHERE update = 1")"#,
    ])
    func `may have`(_ source: String) {
        #expect(SQLLint.findings(in: source).isEmpty)
    }
}
