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
    /// What the row says about risk, each once, in the order of the columns.
    package let signs: [String]
    /// The figures of a row of a wide table, in the order of its columns.
    package let series: [SeriesCell]
    /// Fields that have no value because the cell said so: "not known", "n/a". An empty cell says nothing.
    package let unknown: [String]
    /// Cells of the raw row whose words may not be kept, because they say where somebody lives.
    package let withheld: [Int]
}

/// One figure of a row of a wide table.
package struct SeriesCell: Sendable, Equatable {
    /// What its column stands for: "2024-03", "F 17", "East Midlands".
    package let key: String
    /// The checked figure, as `Figure(_:)` reads it.
    package let text: String
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

    /// The same problem without the words that stood there.
    var withoutValue: RowProblem {
        RowProblem(
            line: line, column: column, header: header, field: field, value: "", reason: reason,
            correction: correction.map { _ in "" }, effect: effect)
    }

    /// "Line 12, column 34 (dob): there is no 31 February 2009."
    package var message: String {
        let name = header.isEmpty ? "" : " (\(header))"
        return "Line \(line), column \(column)\(name): \(reason)"
    }
}

/// The checked cells of a row, by field.
struct RowValues: Sendable {
    private let places: [String: Int]
    private var values: [FieldValue?]

    /// - Parameter places: where each field stands among the mapping's columns.
    init(places: [String: Int]) {
        self.places = places
        values = [FieldValue?](repeating: nil, count: places.count)
    }

    subscript(field: String) -> FieldValue? {
        places[field].flatMap { values[$0] }
    }

    mutating func set(_ value: FieldValue, at place: Int) {
        values[place] = value
    }

    mutating func set(_ value: FieldValue, for field: String) {
        if let place = places[field] { values[place] = value }
    }

    mutating func remove(_ field: String) {
        if let place = places[field] { values[place] = nil }
    }

    /// What all of them say about risk, in the order of the columns.
    var signs: [String] { values.flatMap { $0?.signs ?? [] } }

    /// Every field that has a value.
    func texts(of columns: [Mapping.Column]) -> [String: String] {
        var texts: [String: String] = [:]
        texts.reserveCapacity(columns.count)
        for (place, value) in values.enumerated() {
            if let value, !value.text.isEmpty { texts[columns[place].field] = value.text }
        }
        return texts
    }
}

/// A checked cell.
struct FieldValue: Sendable {
    let text: String
    var precision = Precision.day
    var signs: [String] = []
    private let said: String?
    private let isDate: Bool

    /// A value that people say as it is written.
    init(_ text: String) {
        self.text = text
        said = nil
        isDate = false
    }

    /// A value that people say otherwise.
    init(_ text: String, said words: String) {
        self.text = text
        said = words
        isDate = false
    }

    /// A time that was read: how exactly it is known goes with it.
    init(_ text: String, precision: Precision) {
        self.text = text
        self.precision = precision
        said = nil
        isDate = false
    }

    init(_ reading: DateReading) {
        text = reading.text
        precision = reading.precision
        said = nil
        isDate = true
    }

    /// The value as people say it: a code's words, "17 March 2009, 14:05".
    var words: String {
        if let said { return said }
        let parts = text.split(separator: "T")
        guard isDate, let day = parts.first.flatMap({ Day($0) }) else { return text }
        return parts.count > 1 ? "\(day.long), \(parts[1])" : day.long
    }
}
