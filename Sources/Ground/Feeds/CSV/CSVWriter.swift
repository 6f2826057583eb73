/// Writes rows as RFC 4180 has them, a line at a time, safe to open in a spreadsheet.
package struct CSVWriter: Sendable {
    /// Whether a cell that a spreadsheet would take for a formula gets an apostrophe in front.
    package enum Formulas: Sendable {
        case defused
        /// Only for files no spreadsheet will open.
        case asTheyStand
    }

    private let formulas: Formulas

    package init(formulas: Formulas = .defused) {
        self.formulas = formulas
    }

    /// One row with its line end (CR LF).
    package func line(_ cells: [String]) -> String {
        // An empty line would be no row at all.
        if cells == [""] { return "\"\"\r\n" }
        return cells.map(written).joined(separator: ",") + "\r\n"
    }

    private func written(_ cell: String) -> String {
        let text = formulas == .defused ? Self.defused(cell) : cell
        guard Self.needsQuotes(text) else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    private static func needsQuotes(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        if first == 32 || last == 32 || first == 9 || last == 9 { return true }
        // A byte order mark or `sep=` at the very beginning would be taken for something else.
        if first == 0xEF || first | 32 == 115 { return true }
        return text.utf8.contains { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 || $0 == 59 || $0 == 9 || $0 == 124 }
    }

    /// The cell with an apostrophe in front when a spreadsheet would work it out: `=…`, `+44…`, `-x`, `@…`.
    ///
    /// A plain number keeps its sign. Cells that look defused already get one more, so `restored` is exact.
    package static func defused(_ cell: String) -> String {
        isFormula(cell) ? "'" + cell : cell
    }

    /// The cell as it was before `defused`.
    package static func restored(_ cell: String) -> String {
        guard cell.utf8.first == 39, isFormula(String(cell.unicodeScalars.dropFirst())) else { return cell }
        return String(cell.unicodeScalars.dropFirst())
    }

    private static func isFormula(_ cell: String) -> Bool {
        let bytes = cell.utf8.drop { $0 == 39 }
        guard let first = bytes.first else { return false }
        switch first {
        case 61, 64, 9, 13, 10: return true
        case 43, 45: return first == 43 || cell.utf8.first == 39 || !isNumber(bytes.dropFirst())
        default: return false
        }
    }

    private static func isNumber(_ bytes: some Collection<UInt8>) -> Bool {
        let parts = bytes.split(separator: 46, maxSplits: 1, omittingEmptySubsequences: false)
        return parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { (48...57).contains($0) } }
    }
}
