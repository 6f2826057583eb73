import Kernel

/// Which cell is read how, and where among the mapping's columns its value belongs.
struct CellReader: Sendable {
    let cell: Int
    let place: Int
    private let usual: ValueReader
    /// Readers for the codes of some senders, and the cell that names the sender.
    private let own: [String: ValueReader]
    private let sender: Int?

    fileprivate init(cell: Int, place: Int, usual: ValueReader, own: [String: ValueReader], sender: Int?) {
        self.cell = cell
        self.place = place
        self.usual = usual
        self.own = own
        self.sender = sender
    }

    /// How the cell is read in this row.
    func reader(_ cells: [String]) -> ValueReader {
        guard let sender, !own.isEmpty else { return usual }
        return own[ColumnName.key(RowCheck.plain(cells[sender]))] ?? usual
    }
}

/// One column of a wide table.
struct WideReader: Sendable {
    /// What its header stands for.
    let key: String
    /// The field that the header becomes.
    let into: String
    let cell: CellReader
}

/// Makes the readers of one file's cells.
struct ReaderMaker {
    let mapping: Mapping
    let fields: [String?]
    let today: Day

    func reader(_ cell: Int, _ place: Int) -> CellReader {
        let column = mapping.columns[place]
        var own: [String: ValueReader] = [:]
        var sender: Int?
        for set in mapping.codeSets ?? [] where set.field == column.field {
            guard let found = fields.firstIndex(of: set.sender) else { continue }
            sender = found
            // A sender's own codes come before those everybody uses.
            var mine = column
            mine.codes = (column.codes ?? [:]).merging(set.codes) { _, theirs in theirs }
            let reader = ValueReader(mine, today: today)
            for name in set.among { own[ColumnName.key(name)] = reader }
        }
        return CellReader(
            cell: cell, place: place, usual: ValueReader(column, today: today), own: own, sender: sender)
    }
}

/// Which field a header names: exactly, or by how it begins.
struct HeaderNames {
    private var exact: [String: String] = [:]
    private var beginnings: [(key: String, field: String)] = []

    /// For files whose every column a person chose.
    init() {}

    init(_ mapping: Mapping) {
        for column in mapping.columns {
            for alias in column.aliases ?? [] where exact[ColumnName.key(alias)] == nil {
                exact[ColumnName.key(alias)] = column.field
            }
            if column.prefix == true { beginnings += column.names.map { (ColumnName.key($0), column.field) } }
        }
        for column in mapping.columns { exact[ColumnName.key(column.column)] = column.field }
        beginnings.sort { ($0.key.utf8.count, $0.key) > ($1.key.utf8.count, $1.key) }
    }

    /// The field of a header; by its beginning only while no other column took the field.
    func field(_ header: String, taken: [String: String]) -> String? {
        let key = ColumnName.key(header)
        if let field = exact[key] { return field }
        guard let field = beginnings.first(where: { key.hasPrefix($0.key) })?.field, taken[field] == nil else {
            return nil
        }
        return field
    }
}

/// A wide table as one file has it.
struct WideTable {
    let wide: Mapping.Wide
    /// What each of its columns stands for.
    let cells: [Int: String]
}

extension Mapping {
    /// The wide table among a file's columns: the first kind that the columns nobody else has are like.
    func wideTable(_ headers: [String], free: [Int], taken: Set<String>) -> WideTable? {
        for table in wide ?? [] where !taken.contains(table.into) && !taken.contains(table.value) {
            var cells: [Int: String] = [:]
            for cell in free { cells[cell] = table.names.key(headers[cell]) }
            if cells.count > (table.names == .any ? 0 : 1) { return WideTable(wide: table, cells: cells) }
        }
        return nil
    }

    /// The wide table that a file probably holds: its columns hold figures, and hardly anything else.
    func wideTable(_ headers: [String], sample: [[String]]) -> WideTable? {
        let names = HeaderNames(self)
        var taken: [String: String] = [:]
        var free: [Int] = []
        for (place, header) in headers.enumerated() {
            if let field = names.field(header, taken: taken) {
                taken[field] = header
            } else {
                free.append(place)
            }
        }
        let figures = free.filter { place in
            sample.allSatisfy { row in
                guard place < row.count else { return true }
                let text = row[place].tidied
                return text.isEmpty || Figure(written: text) != nil || ValueLists.shipped.isNoFigure(text.lowercased())
            }
        }
        guard let table = wideTable(headers, free: figures, taken: Set(taken.keys)) else { return nil }
        guard table.wide.names == .any else { return table }
        // Any name will do for such a table, so the rest of what it needs has to be there by name.
        let needed = columns.filter { $0.required == true && $0.field != table.wide.value }
        return !sample.isEmpty && needed.allSatisfy({ taken[$0.field] != nil }) ? table : nil
    }
}
