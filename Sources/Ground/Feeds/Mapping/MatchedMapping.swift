import Kernel

/// A mapping laid over the header of one file: which cell becomes which field.
package struct MatchedMapping: Sendable {
    package let mapping: Mapping
    package let headers: [String]
    /// The field each column becomes; nil for a column nobody reads.
    package let fields: [String?]
    /// What each column of a wide table stands for, by its place; none for other files.
    package let wideCells: [Int: String]
    /// How the file's wide table is read; nil for a long file.
    let wideTable: Mapping.Wide?
    private let readers: [CellReader]
    private let wideReaders: [WideReader]
    private let places: [String: Int]
    private let spots: [SpotFields]

    /// Columns of the file that are not read.
    package var unread: [String] {
        zip(headers, fields).filter { $0.1 == nil }.map(\.0)
    }

    /// Fields of the mapping that the file has no column for.
    package var absent: [Mapping.Column] {
        mapping.columns.filter { column in !fields.contains(column.field) }
    }

    /// Columns that `choices` does not name are matched by their names and aliases; a choice of an empty text means
    /// that the column is not read.
    init(_ mapping: Mapping, headers: [String], choices: [String: String], today: Day) throws(FeedError) {
        var fields: [String?] = []
        var taken: [String: String] = [:]
        let names = headers.allSatisfy { choices[$0] != nil } ? HeaderNames() : HeaderNames(mapping)
        for header in headers {
            let field = choices[header] ?? names.field(header, taken: taken)
            guard let field, !field.isEmpty else {
                fields.append(nil)
                continue
            }
            guard let column = mapping.column(for: field) else {
                throw .brokenMapping(name: mapping.name, problem: "it has no field called “\(field)”")
            }
            if let first = taken.updateValue(header, forKey: field) {
                throw .mappedTwice(field: column.title, first: first, second: header)
            }
            fields.append(field)
        }
        let free = headers.indices.filter { fields[$0] == nil && choices[headers[$0]] != "" }
        let table = mapping.wideTable(headers, free: free, taken: Set(taken.keys))
        for (cell, _) in table?.cells ?? [:] { fields[cell] = table?.wide.value }
        let given = [table?.wide.into, table?.wide.value].compactMap { $0 }
        let lacking = mapping.columns.filter {
            $0.required == true && taken[$0.field] == nil && !given.contains($0.field)
        }
        guard lacking.isEmpty else { throw .missingColumns(lacking.map(\.column)) }
        guard mapping.who.isEmpty || mapping.who.contains(where: { taken[$0] != nil }) else {
            throw .missingColumns([mapping.who.compactMap { mapping.column(for: $0)?.column }.joined(separator: " or ")]
            )
        }
        self.mapping = mapping
        self.headers = headers
        self.fields = fields
        var places: [String: Int] = [:]
        for (place, column) in mapping.columns.enumerated() { places[column.field] = place }
        self.places = places
        wideCells = table?.cells ?? [:]
        wideTable = table?.wide
        let maker = ReaderMaker(mapping: mapping, fields: fields, today: today)
        readers = fields.enumerated().compactMap { cell, field in
            guard table?.cells[cell] == nil, let place = field.flatMap({ places[$0] }) else { return nil }
            return maker.reader(cell, place)
        }
        wideReaders = wideCells.keys.sorted().compactMap { cell in
            guard let place = (table?.wide.value).flatMap({ places[$0] }) else { return nil }
            return WideReader(
                key: table?.cells[cell] ?? "", into: table?.wide.into ?? "", cell: maker.reader(cell, place))
        }
        spots = SpotFields.all(mapping)
    }

    /// Reads one row: every problem it has, not only the first.
    package func check(_ row: RawRow) -> CheckedRow {
        var check = RowCheck(row: row, headers: headers, fields: fields, values: RowValues(places: places))
        for index in readers.indices { check.read(readers[index]) }
        for index in wideReaders.indices { check.read(wideReaders[index]) }
        check.compare(mapping)
        for spot in spots { check.place(spot) }
        if let home = mapping.home { check.leaveOutHome(home) }
        return check.finished(mapping)
    }
}

extension Mapping {
    /// Lays the mapping over a file's header, columns matched by their names.
    package func matched(to headers: [String], on today: Day) throws(FeedError) -> MatchedMapping {
        try MatchedMapping(self, headers: headers, choices: [:], today: today)
    }

    /// Lays the mapping over a file's header as a person said: header → field, empty for not read.
    package func matched(
        to headers: [String], choosing choices: [String: String], on today: Day
    ) throws(FeedError) -> MatchedMapping {
        try MatchedMapping(self, headers: headers, choices: choices, today: today)
    }
}

/// Column names as they are compared: small letters and digits alone.
enum ColumnName {
    static func key(_ name: String) -> String {
        String(name.folded.filter { $0 != " " })
    }
}
