import Foundation
import Testing

@testable import Linkage

@Suite struct SplinkConditionTests {
    private struct Measured: Decodable {
        let a: String
        let b: String
        let jaroWinkler: Double
        let jaro: Double
        let levenshtein: Int
        let damerauLevenshtein: Int
        let jaccard: Double?
        let hamming: Int?
    }

    /// The file made by the real DuckDB; a larger one may be named to check thousands of pairs.
    private static let texts = ProcessInfo.processInfo.environment["SPLINK_TEXTS"] ?? "splink-texts.json"

    @Test func `texts are measured as DuckDB measures them, to the last bit`() throws {
        let rows = try SplinkFixtures.read(Self.texts, as: [Measured].self)
        #expect(rows.count >= 390)
        for row in rows {
            let (a, b) = (Array(row.a.utf8), Array(row.b.utf8))
            let which = "\(row.a) | \(row.b)"
            #expect(DuckDBText.jaroWinkler(a, b).bitPattern == row.jaroWinkler.bitPattern, "\(which)")
            #expect(DuckDBText.jaro(a, b).bitPattern == row.jaro.bitPattern, "\(which)")
            #expect(DuckDBText.levenshtein(a, b) == row.levenshtein, "\(which)")
            #expect(DuckDBText.damerauLevenshtein(a, b) == row.damerauLevenshtein, "\(which)")
            #expect(DuckDBText.jaccard(a, b) == row.jaccard, "\(which)")
            if let hamming = row.hamming { #expect(DuckDBText.hamming(a, b) == hamming, "\(which)") }
        }
    }

    private struct Conditions: Decodable {
        struct Truths: Decodable {
            let condition: String
            let truths: String
        }
        let types: [String: String]
        let rows: [[String: SplinkCell]]
        let conditions: [Truths]
    }

    @Test func `conditions are as true as DuckDB finds them, on every pair of rows`() throws {
        let given = try SplinkFixtures.read("splink-conditions.json", as: Conditions.self)
        #expect(given.conditions.count > 100)
        for wanted in given.conditions {
            var parser = try SQLParser(wanted.condition, columns: SuffixedColumns(names: []))
            let condition = try parser.condition()
            let rows = try given.rows.map { row in
                try parser.columns.names.map { name in
                    let value = row[name]?.value ?? .null
                    return given.types[name] == "DATE" ? try SQLCast.cast(value, to: .date, isTry: false) : value
                }
            }
            var truths = ""
            for left in rows {
                for right in rows {
                    let value = try SQLEvaluation(left: left, right: right).value(condition)
                    switch try SQLCast.cast(value, to: .flag, isTry: false) {
                    case .flag(let flag): truths += flag ? "T" : "F"
                    default: truths += "?"
                    }
                }
            }
            #expect(truths == wanted.truths, "\(wanted.condition)")
        }
    }

    @Test(arguments: [
        ("soundex(\"a_l\") = 'x'", "soundex"),
        ("list_transform(\"a_l\", x -> x) = 1", "x"),
        ("\"a_l\" = \"a_r", "not closed"),
        ("\"a_l\" == ", "ends too early"),
        ("a = b", "_l"),
        ("regexp_matches(\"a_l\", '(?=x)')", "question mark"),
        ("regexp_matches(\"a_l\", \"a_r\")", "written out"),
        ("try_strptime(\"a_l\", '%j') IS NULL", "%j"),
        ("cast(\"a_l\" as json) = 1", "json"),
        ("left(\"a_l\") = 'x'", "does not take 1"),
        ("\"a_l\" = 1 extra", "extra"),
        ("l.\"a_l\" = 1", "table"),
        ("\"a_l\" ~ 'x'", "~"),
    ])
    func `what is not understood is refused and named`(sql: String, named: String) {
        let problem = #expect(throws: SQLProblem.self) {
            var parser = try SQLParser(sql, columns: SuffixedColumns(names: []))
            _ = try parser.condition()
        }
        #expect(problem?.text.contains(named) == true, "\(problem?.text ?? "")")
    }

    @Test func `texts that only look alike are not equal`() throws {
        var parser = try SQLParser("a_l = a_r", columns: SuffixedColumns(names: []))
        let condition = try parser.condition()
        let composed = SplinkValue("\u{E9}")
        let decomposed = SplinkValue("e\u{301}")
        #expect(try !SQLEvaluation(left: [composed], right: [decomposed]).isTrue(condition))
    }
}
