/// A format's way of giving rows one after another in constant memory.
protocol RowReader {
    /// The column names, in the file's order.
    var headers: [String] { get }
    /// Where the next row begins.
    var position: FeedPosition { get }
    /// Rows with nothing in them at all, passed over.
    var blankRows: Int { get }
    /// How the file is written, for people: "CSV, commas, UTF-8".
    var form: String { get }
    /// How much of the file is read, 0 to 1; nil when nobody knows how long it is.
    var progress: Double? { get }

    /// The next row; nil at the end.
    mutating func next() throws -> RawRow?
    /// Goes on at a position that a row read before gave as its `next`.
    mutating func resume(at position: FeedPosition) throws
}

/// The column names of a file, refused unless each is there once.
enum Header {
    /// - Throws: `FeedError` naming the column that has no name, or a name that stands twice, or cells that are data.
    static func checked(_ cells: [String], limit: Int) throws(FeedError) -> [String] {
        guard cells.count <= limit else { throw .tooManyColumns(limit: limit) }
        let names = cells.map { $0.tidied }
        if let place = names.firstIndex(where: looksLikeData), !isWide(names) { throw .noHeader(column: place + 1) }
        var seen: [String: Int] = [:]
        for (place, name) in names.enumerated() {
            if name.isEmpty { throw .unnamedColumn(number: place + 1) }
            if let first = seen.updateValue(place, forKey: name.lowercased()) {
                throw .repeatedColumn(name: name, first: first + 1, second: place + 1)
            }
        }
        return names
    }

    /// Whether the cells that look like data are months or ages one after another, as the headers of wide tables are.
    private static func isWide(_ names: [String]) -> Bool {
        let data = names.filter(looksLikeData)
        guard data.count < names.count else { return false }
        if data.allSatisfy({ MonthReading.bare($0) != nil }) {
            let months = names.compactMap(MonthReading.bare)
            return months.count > 1 && zip(months, months.dropFirst()).allSatisfy { $0 < $1 }
        }
        let ages = data.compactMap { Int($0.last == "+" ? $0.dropLast() : $0[...]) }
        return ages.count == data.count && ages.count > 2 && ages[0] == 0
            && zip(ages, ages.dropFirst()).allSatisfy { $0 + 1 == $1 }
    }

    /// A cell no one would name a column by: a number, a date.
    private static func looksLikeData(_ cell: String) -> Bool {
        let digits = cell.utf8.count { (48...57).contains($0) }
        guard digits > 0 else { return false }
        return cell.utf8.allSatisfy { (48...57).contains($0) || " /.-:+".utf8.contains($0) }
    }
}
