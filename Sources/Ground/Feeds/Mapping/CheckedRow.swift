import Kernel

/// A row as the mapping reads it: what it says, what was put right, why it cannot be taken.
package struct CheckedRow: Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        case accepted, corrected, rejected
    }

    package let line: Int
    package let outcome: Outcome
    /// Every field that has a value, under its canonical name.
    package let fields: [String: String]
    /// What the row says happened; none when it is rejected, or tells of nothing.
    package let event: FeedEvent?
    /// All that was found, in the order of the columns.
    package let problems: [RowProblem]

    /// What tells this row from others of its file: the mapping's `identifies` fields.
    package let key: [String]
}

/// One thing about one cell of a row, for the person who can put it right.
package struct RowProblem: Codable, Sendable, Equatable {
    package enum Effect: String, Codable, Sendable {
        /// Worth knowing, nothing changed.
        case noted
        /// Kept after a change.
        case corrected
        /// The row is not kept.
        case rejected
    }

    package let line: Int
    /// Where the cell begins in its line, in characters, counted from 1.
    package let column: Int
    /// The column's name in the file; empty when it is about the whole row.
    package let header: String
    /// The field it was to become; empty when it is about the whole row.
    package let field: String
    /// What stood there, cut after 200 characters.
    package let value: String
    package let reason: String
    /// What was kept instead; empty for nothing, nil when the value was kept or the row rejected.
    package let correction: String?
    package let effect: Effect

    /// "Line 12, column 34 (dob): there is no 31 February 2009."
    package var message: String {
        let name = header.isEmpty ? "" : " (\(header))"
        return "Line \(line), column \(column)\(name): \(reason)"
    }
}

/// A checked cell.
struct FieldValue: Sendable {
    var text: String
    /// The value as people say it: a code's words.
    var words: String
    var precision = Precision.day
    var signs: [String] = []

    init(_ text: String) {
        self.text = text
        words = text
    }
}
