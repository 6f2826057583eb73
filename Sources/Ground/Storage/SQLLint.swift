/// Finds, in Swift source text, SQL that the two databases would answer differently.
///
/// What is refused and why was found by 66 probes on SQLite 3.40 and PostgreSQL 15. The drivers and the rendering of
/// schemas speak one dialect on purpose and are not for this check.
package enum SQLLint {
    /// A literal that must be written another way.
    package struct Finding: Equatable, Sendable, CustomStringConvertible {
        package let line: Int
        package let problem: String

        package var description: String { "line \(line): \(problem)" }
    }

    private struct Rule {
        let pattern: Regex<Substring>
        let problem: String

        init(_ pattern: Regex<Substring>, _ problem: String) {
            self.pattern = pattern
            self.problem = problem
        }
    }

    private static var rules: [Rule] {
        [
            Rule(/\bI?LIKE\b|\bGLOB\b|\bSIMILAR TO\b/, "LIKE differs in case: compare a folded key column"),
            Rule(/(?i)\b(?:lower|upper)\s*\(/, "lower() and upper() differ beyond ASCII: fold in Swift"),
            Rule(/(?i)\bround\s*\(/, "round() differs: round in Swift"),
            Rule(/(?i)\b(?:greatest|least)\s*\(/, "SQLite has no greatest() or least(): use CASE"),
            Rule(/(?i)\bCURRENT_(?:TIMESTAMP|DATE|TIME)\b/, "the time comes in as a value"),
            Rule(
                /(?i)\b(?:now|date|datetime|julianday|strftime|unixepoch|date_trunc|date_part|to_char|age|extract)\s*\(/,
                "date functions differ: compute in Swift"),
            Rule(/(?i)\b(?:string_agg|group_concat|array_agg)\s*\(/, "joining text differs: join in Swift"),
            Rule(/\bLATERAL\b/, "SQLite has no LATERAL"),
            Rule(/\bDISTINCT ON\b/, "SQLite has no DISTINCT ON: use a window function"),
            Rule(/(?i)\bCAST\s*\([^()]*\bAS\s+INTEGER\s*\)/, "CAST AS INTEGER rounds or cuts: convert in Swift"),
            Rule(/->>?/, "JSON columns are opaque to SQL"),
            Rule(/(?i)\bINSERT\s+OR\s+|\bREPLACE\s+INTO\b/, "write ON CONFLICT"),
            Rule(/(?i)\bifnull\s*\(|\bnvl\s*\(/, "write COALESCE"),
            Rule(/::[a-z]/, "write CAST(… AS …)"),
            Rule(/\bPRAGMA\b/, "settings are the driver's business"),
            Rule(/\bVALUES\b[^;]*\)\s+AS\s+\w+\s*\(/, "a list of values as a table differs: use WITH"),
            Rule(/\bWITH\b[^;]*\bAS\s*\(\s*(?:INSERT|UPDATE|DELETE)\b/, "SQLite cannot change rows inside WITH"),
        ]
    }

    /// Words that make a literal a statement, and words a piece of one begins with.
    private static var signs: [Regex<Substring>] {
        [
            /\b(?:SELECT|INSERT|UPDATE|DELETE FROM|WHERE|ORDER BY|GROUP BY|HAVING|LIKE|RETURNING|JOIN|VALUES)\b/,
            /^\s*(?:AND|OR|FROM|SET|LIMIT)\b/,
        ]
    }

    /// What is wrong with the SQL in a Swift file, by line.
    package static func findings(in source: String) -> [Finding] {
        let signs = signs
        let rules = rules
        return SwiftLiterals.all(in: source).flatMap { literal -> [Finding] in
            guard signs.contains(where: { literal.text.contains($0) }) else { return [] }
            return rules.filter { literal.text.contains($0.pattern) }.map {
                Finding(line: literal.line, problem: $0.problem)
            }
        }
    }
}
