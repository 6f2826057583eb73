import Feeds
import Foundation

/// The rows of a CSV file, each with the line it stands on, so that every complaint can name its place.
struct AnalyseTable {
    let headers: [String]
    private let file: String
    private let lines: [Int]
    private let rows: [[String]]

    /// What stands where there is no figure; never taken for zero.
    static let noFigure: Set<String> = ["", "*", "NA", "na", "..", "-", "c", "x", "z"]

    /// What columns of counts are called; nothing in them is below zero.
    private static let counts: Set<String> = ["count", "cases", "controls", "events", "observed", "n", "population"]

    /// Whether this is a street file of police.uk, whose points were moved to shared ones and whose dates are months.
    var isPoliceUK: Bool {
        Set(headers.map { $0.lowercased() }).isSuperset(of: ["reported by", "falls within", "month"])
    }

    /// Reads a whole file.
    ///
    /// - Throws: `CommandProblem` that names the line and column of what cannot be read.
    init(_ path: String) throws {
        file = String(path.split(separator: "/").last ?? Substring(path))
        var lines: [Int] = []
        var rows: [[String]] = []
        do {
            var reader = try FeedReader(try FeedSource.file(path))
            headers = reader.headers
            while let row = try reader.next() {
                if let problem = row.problems.first(where: { $0.gravity == .fatal }) {
                    throw CommandProblem("\(file), line \(problem.place.line): \(problem.reason)")
                }
                lines.append(row.line)
                rows.append(row.cells)
            }
        } catch let error as FeedError {
            throw CommandProblem("\(file): \(error.message)")
        }
        guard !rows.isEmpty else { throw CommandProblem("\(file) has a header and no rows.") }
        self.lines = lines
        self.rows = rows
    }

    /// How many rows there are below the header.
    var count: Int { rows.count }

    /// The place of a column the person named, or of the first of the usual names; nil when there is none of those.
    func column(_ named: String?, usual names: [String]) throws -> Int? {
        for name in named.map({ [$0] }) ?? names {
            if let place = headers.firstIndex(where: { $0.lowercased() == name.lowercased() }) { return place }
        }
        if let named { throw missing("\u{201C}\(named)\u{201D}", nil) }
        return nil
    }

    /// The same for a column the analysis cannot do without; `option` is what names it.
    func column(_ named: String?, usual names: [String], option: String) throws -> Int {
        if let place = try column(named, usual: names) { return place }
        throw missing(names.map { "\u{201C}\($0)\u{201D}" }.joined(separator: " or "), option)
    }

    private func missing(_ names: String, _ option: String?) -> CommandProblem {
        let advice = option.map { " Say which one to use with \($0) NAME." } ?? ""
        return CommandProblem("\(file) has no column \(names). It has: \(headers.joined(separator: ", ")).\(advice)")
    }

    /// A cell without the white space around it.
    func text(_ row: Int, _ column: Int) -> String {
        let cell = rows[row][column]
        guard let first = cell.utf8.first, let last = cell.utf8.last, first <= 32 || last <= 32 else { return cell }
        return cell.trimmingCharacters(in: .whitespaces)
    }

    /// The texts of a column.
    func texts(_ column: Int) -> [String] { (0..<count).map { text($0, column) } }

    /// A number, or nil where the cell says that there is none.
    func figure(_ row: Int, _ column: Int) throws -> Double? {
        let cell = text(row, column)
        if let number = Double(cell), number.isFinite {
            guard number >= 0 || !Self.counts.contains(headers[column].lowercased()) else {
                throw problem(
                    row, column,
                    "\(cell) is below zero, and a column of this name holds counts. Correct it, or rename the column.")
            }
            return number
        }
        if Self.noFigure.contains(cell) { return nil }
        throw problem(row, column, "\u{201C}\(cell)\u{201D} is not a number. Write it like 12 or 0.5, without commas.")
    }

    /// A number that must be there.
    func number(_ row: Int, _ column: Int) throws -> Double {
        if let number = try figure(row, column) { return number }
        throw problem(row, column, "there is no number. Fill it in, or take the row out.")
    }

    /// A whole number of 0 or more that must be there.
    func whole(_ row: Int, _ column: Int) throws -> Int {
        let number = try number(row, column)
        guard number >= 0, number == number.rounded(), number < 1e15 else {
            throw problem(row, column, "\(text(row, column)) is not a count. Counts are whole numbers of 0 or more.")
        }
        return Int(number)
    }

    /// The numbers of a column, each of which must be there.
    func numbers(_ column: Int) throws -> [Double] { try (0..<count).map { try number($0, column) } }

    /// The counts of a column, each of which must be there.
    func wholes(_ column: Int) throws -> [Int] { try (0..<count).map { try whole($0, column) } }

    /// A complaint about a cell that names line and column.
    func problem(_ row: Int, _ column: Int, _ why: String) -> CommandProblem {
        CommandProblem("\(file), line \(lines[row]), column \u{201C}\(headers[column])\u{201D}: \(why)")
    }

    /// The line of a row.
    func line(_ row: Int) -> Int { lines[row] }
}
