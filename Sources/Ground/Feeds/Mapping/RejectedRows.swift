/// The rows that could not be kept, as a CSV file that can be put right and sent again.
///
/// The file's own columns come first, then the line and the problem; both are passed over when it comes back.
package struct RejectedRows: Sendable {
    /// The header line.
    package let header: String
    private let writer = CSVWriter(formulas: .defused)
    /// Columns of the file itself, not those an earlier round added.
    private let own: Int

    /// What the two columns are called: the second pair for files that have such columns themselves.
    private static let pairs = [["line", "problem"], ["line in file", "problem in file"]]

    package init(headers: [String]) {
        let isSecondRound = Self.pairs.contains(Array(headers.suffix(2)))
        let names = isSecondRound ? Array(headers.dropLast(2)) : headers
        let known = Set(names.map { $0.lowercased() })
        own = names.count
        let added = Self.pairs.first { known.isDisjoint(with: $0) } ?? Self.pairs[1]
        header = writer.line(names + added)
    }

    /// One rejected row as a line of the file.
    package func line(cells: [String], at line: Int, problems: [RowProblem]) -> String {
        let reasons = problems.filter { $0.effect == .rejected }.map { problem in
            problem.header.isEmpty ? problem.reason : "\(problem.header): \(problem.reason)"
        }
        let kept = (0..<own).map { $0 < cells.count ? cells[$0] : "" }
        // A cell that was made safe before is written as it was, and made safe again.
        return writer.line(kept.map(CSVWriter.restored) + [String(line), reasons.joined(separator: " ")])
    }
}
