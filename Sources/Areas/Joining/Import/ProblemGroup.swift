import Feeds
import Kernel
import Storage

/// Everything of one kind that was found in a file when it was read.
package struct ProblemGroup: Sendable {
    struct Key: Hashable, Comparable {
        let effect: RowProblem.Effect
        let header: String
        let reason: String

        static func < (left: Key, right: Key) -> Bool {
            (left.effect.rawValue, left.header, left.reason) < (right.effect.rawValue, right.header, right.reason)
        }
    }

    static let mostExamples = 5
    /// Kinds counted apart in one file; what comes after is counted together.
    static let mostKinds = 300
    static let otherKinds = "Other problems"

    /// A reason without what is only of its own row: dates, long numbers and what stands in quotation marks.
    static func kind(of reason: String) -> String {
        var kind: [UInt8] = []
        var rest = Array(reason.utf8)[...]
        while let byte = rest.first {
            let run = rest.prefix { $0 >= 48 && $0 <= 57 || $0 == 45 || $0 == 47 || $0 == 58 }
            if byte >= 48, byte <= 57, run.count >= 4 {
                kind += "…".utf8
                rest = rest.dropFirst(run.count)
            } else if rest.starts(with: "“".utf8), let end = rest.dropFirst(3).firstRange(of: Array("”".utf8)) {
                kind += "“…”".utf8
                rest = rest[end.upperBound...]
            } else {
                kind.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: kind, as: UTF8.self).replacing("….", with: "…")
    }

    package let effect: RowProblem.Effect
    /// The column's name in the file; empty when it is about whole rows.
    package let header: String
    package let reason: String
    package let times: Int
    let examples: [FoundProblem]

    /// The first lines it was found on.
    package var lines: [Int] { examples.map(\.line) }

    static let table = Table(
        "import_problem", key: ["run_id", "effect", "header", "reason"],
        columns: [
            .text("run_id", references: "import_run"), .text("effect"), .text("header"), .text("reason", .freeText),
            .integer("times"), .text("examples", .freeText),
        ])
}

extension ProblemGroup: FromRow {
    package init(row: Row) throws {
        let effect: String = try row["effect"]
        self.effect = RowProblem.Effect(rawValue: effect) ?? .noted
        header = try row["header"]
        reason = try row["reason"]
        times = try row["times"]
        examples = try Stored.value(row["examples"]) ?? []
    }
}

extension Transaction {
    /// What was found in a file, what kept rows out first, the commonest first.
    package func importProblems(_ run: ID<ImportRun>) throws -> [ProblemGroup] {
        try all(
            """
            SELECT effect, header, reason, times, examples FROM import_problem WHERE run_id = \(run)
            ORDER BY effect DESC, times DESC, header, reason LIMIT 200
            """)
    }
}
