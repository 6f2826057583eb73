import Kernel

/// A mapping laid over the header of one file: which cell becomes which field.
package struct MatchedMapping: Sendable {
    package let mapping: Mapping
    package let headers: [String]
    /// The field each column becomes; nil for a column nobody reads.
    package let fields: [String?]
    private let readers: [CellReader]
    private let places: [String: Int]

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
        let names = mapping.names
        for header in headers {
            let field = choices[header] ?? names[ColumnName.key(header)]
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
        let lacking = mapping.columns.filter { $0.required == true && taken[$0.field] == nil }
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
        readers = fields.enumerated().compactMap { cell, field in
            guard let place = field.flatMap({ places[$0] }) else { return nil }
            return CellReader(cell: cell, place: place, reader: ValueReader(mapping.columns[place], today: today))
        }
    }

    /// Reads one row: every problem it has, not only the first.
    package func check(_ row: RawRow) -> CheckedRow {
        var check = RowCheck(row: row, headers: headers, fields: fields, values: RowValues(places: places))
        for index in readers.indices { check.read(readers[index]) }
        check.compare(mapping)
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

    /// Every name of every column, folded, and its field.
    var names: [String: String] {
        var names: [String: String] = [:]
        for column in columns {
            for alias in column.aliases ?? [] where names[ColumnName.key(alias)] == nil {
                names[ColumnName.key(alias)] = column.field
            }
        }
        for column in columns { names[ColumnName.key(column.column)] = column.field }
        return names
    }
}

/// Column names as they are compared: small letters and digits alone.
enum ColumnName {
    static func key(_ name: String) -> String {
        String(name.folded.filter { $0 != " " })
    }
}

/// Which cell is read how, and where among the mapping's columns its value belongs.
private struct CellReader: Sendable {
    let cell: Int
    let place: Int
    let reader: ValueReader
}

/// The work of checking one row.
private struct RowCheck {
    let row: RawRow
    let headers: [String]
    let fields: [String?]
    private var values: RowValues
    private var problems: [RowProblem] = []
    private var isRejected = false
    private var isCorrected = false

    init(row: RawRow, headers: [String], fields: [String?], values: RowValues) {
        self.values = values
        self.row = row
        self.headers = headers
        self.fields = fields
        for problem in row.problems { note(problem) }
    }

    /// What the reader found about the file's form; in a column nobody reads it changes nothing.
    private mutating func note(_ problem: CellProblem) {
        if let cell = problem.cell, fields[cell] == nil { return }
        let effect: RowProblem.Effect =
            switch problem.gravity {
            case .note: .noted
            case .mended: .corrected
            case .fatal: .rejected
            }
        let value = problem.cell.map { row.cells[$0] } ?? ""
        add(problem.cell, at: problem.place, value, problem.reason, effect == .corrected ? value : nil, effect)
    }

    mutating func read(_ plan: CellReader) {
        let cell = plan.cell
        let written = row.cells[cell]
        let text = (written.utf8.first == 39 ? CSVWriter.restored(written) : written).tidied
        if plan.reader.isMissing(text) {
            if plan.reader.column.required == true { refuse(cell, written, "It is empty, and this feed needs it.") }
            return
        }
        let place = row.place(of: cell)
        switch plan.reader.read(text) {
        case .value(let value): values.set(value, at: plan.place)
        case .corrected(let value, let reason):
            values.set(value, at: plan.place)
            add(cell, at: place, written, reason, value.text, .corrected)
        case .leftOut(let reason):
            if plan.reader.column.required == true {
                refuse(cell, written, reason)
            } else {
                add(cell, at: place, written, "\(reason) It was left out.", "", .corrected)
            }
        case .refused(let reason): refuse(cell, written, reason)
        }
    }

    /// What the cells say together.
    mutating func compare(_ mapping: Mapping) {
        let start = CellPlace(line: row.line, column: 1)
        if row.cells.allSatisfy({ $0.tidied.isEmpty }) {
            problems.removeAll { $0.effect == .rejected }
            return add(nil, at: start, "", "The row is empty.", nil, .rejected)
        }
        if !mapping.who.isEmpty, !mapping.who.contains(where: { values[$0]?.text.isEmpty == false }), !isRejected {
            let names = mapping.who.compactMap { mapping.column(for: $0)?.title.lowercased() }
            add(
                nil, at: start, "", "Nothing says whom it is about: \(names.joined(separator: ", ")) are all empty.",
                nil, .rejected)
        }
        for pair in mapping.order ?? [] where pair.count == 2 {
            guard let first = values[pair[0]]?.text, let second = values[pair[1]]?.text,
                first.prefix(10) > second.prefix(first.utf8.count), let cell = fields.firstIndex(of: pair[1])
            else { continue }
            let name = mapping.column(for: pair[0])?.title.lowercased() ?? pair[0]
            refuse(cell, row.cells[cell], "It comes before the \(name), \(first.prefix(10)).")
        }
    }

    func finished(_ mapping: Mapping) -> CheckedRow {
        let outcome: CheckedRow.Outcome = isRejected ? .rejected : isCorrected ? .corrected : .accepted
        let fields = values.texts(of: mapping.columns)
        return CheckedRow(
            line: row.line, outcome: outcome, fields: fields, event: isRejected ? nil : mapping.event?.event(values),
            problems: problems.count > 1 ? problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) } : problems,
            key: mapping.identifies.map { fields[$0] ?? "" })
    }

    private mutating func refuse(_ cell: Int, _ value: String, _ reason: String) {
        add(cell, at: row.place(of: cell), value, reason, nil, .rejected)
    }

    private mutating func add(
        _ cell: Int?, at place: CellPlace, _ value: String, _ reason: String, _ correction: String?,
        _ effect: RowProblem.Effect
    ) {
        if effect == .rejected { isRejected = true }
        if effect == .corrected { isCorrected = true }
        let shown = value.utf8.count > 200 ? "\(value.prefix(200))…" : value
        problems.append(
            RowProblem(
                line: place.line, column: place.column, header: cell.map { headers[$0] } ?? "",
                field: cell.flatMap { fields[$0] } ?? "", value: shown, reason: reason, correction: correction,
                effect: effect))
    }
}
