/// Why a whole file cannot be read; a single bad row never is a reason.
package enum FeedError: Error, Equatable, Sendable {
    case cannotOpen(String)
    case cannotRead
    case empty
    /// The file on the disk is no longer the one that was begun.
    case changedWhileRead
    case repeatedColumn(name: String, first: Int, second: Int)
    case unnamedColumn(number: Int)
    case tooManyColumns(limit: Int)
    case headerTooLong(limit: Int)
    case noHeader(column: Int)
    /// Not rows and columns at all: a picture, a PDF, an older spreadsheet.
    case notATable(String)
    case brokenSpreadsheet(String)
    case unpacksTooLarge(String)
    case notAnObject(line: Int, column: Int, problem: String)
    /// Columns the mapping cannot do without, by their usual names.
    case missingColumns([String])
    case mappedTwice(field: String, first: String, second: String)
    case unknownMapping(String)
    case brokenMapping(name: String, problem: String)

    /// What happened and what to do, for the person who sent the file.
    package var message: String {
        switch self {
        case .cannotOpen(let name): "The file \(name) could not be opened. Check that it is there and may be read."
        case .cannotRead: "The file could not be read to its end. What was read before is kept. Try again."
        case .empty: "The file is empty: it has no header and no rows. Check that the right file was chosen."
        case .changedWhileRead:
            "The file changed while it was being read. What was read before is kept. Start again with the finished file."
        case .repeatedColumn(let name, let first, let second):
            "Two columns are called “\(name)”: numbers \(first) and \(second). Rename or remove one, and send it again."
        case .unnamedColumn(let number):
            "Column \(number) has no name in the header. Give it a name, or remove it, and send the file again."
        case .tooManyColumns(let limit): "The header has more than \(limit) columns. Check that this is the right file."
        case .headerTooLong(let limit):
            "The first line is longer than \(limit) bytes, so it cannot be a header. Check that this is the right file."
        case .noHeader(let column):
            "The first row looks like data, not column names (see column \(column)). Add a row of column names on top."
        case .notATable(let kind): "This is \(kind), not a table. Save it as CSV or as .xlsx, and send that."
        case .brokenSpreadsheet(let problem):
            "The spreadsheet cannot be read: \(problem). Open it, save it again as .xlsx or CSV, and send that."
        case .unpacksTooLarge(let problem):
            "The spreadsheet was refused before it was unpacked: \(problem). Save it as CSV, and send that."
        case .notAnObject(let line, let column, let problem):
            "Line \(line), column \(column): \(problem). Every line must be one JSON object such as {\"name\": \"value\"}."
        case .missingColumns(let names):
            "The file lacks \(names.count == 1 ? "a column" : "columns") this feed needs: "
                + names.map { "“\($0)”" }.joined(separator: ", ") + "."
        case .mappedTwice(let field, let first, let second):
            "Columns “\(first)” and “\(second)” are both matched to \(field). Choose one of them."
        case .unknownMapping(let name): "There is no feed called “\(name)”."
        case .brokenMapping(let name, let problem): "The description of the feed “\(name)” is not right: \(problem)."
        }
    }
}
