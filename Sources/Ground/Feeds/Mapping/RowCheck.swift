import Kernel

/// The work of checking one row.
struct RowCheck {
    let row: RawRow
    let headers: [String]
    let fields: [String?]
    private(set) var values: RowValues
    private var problems: [RowProblem] = []
    private var isRejected = false
    private var isCorrected = false
    private var series: [SeriesCell] = []
    /// Fields whose cell said in words that nobody knows.
    private var unknown: [String] = []
    /// Cells whose words may not be kept.
    private var withheld: [Int] = []

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
        if let value = value(plan) { values.set(value, at: plan.place) }
    }

    /// One figure of a wide table; a missing one is no figure, and no reason to refuse the others.
    mutating func read(_ plan: WideReader) {
        if let value = value(plan.cell) { series.append(SeriesCell(key: plan.key, text: value.text)) }
    }

    /// What a cell says; nil when it says nothing, with its problem noted.
    private mutating func value(_ plan: CellReader) -> FieldValue? {
        let cell = plan.cell
        let written = row.cells[cell]
        let text = Self.plain(written)
        let reader = plan.reader(row.cells)
        if reader.isMissing(text) {
            if !text.isEmpty { unknown.append(reader.column.field) }
            // A count that is not there was not published: that says something, and is not nought.
            if reader.column.required == true, reader.column.kind != .count {
                refuse(cell, written, "It is empty, and this feed needs it.")
            }
            return nil
        }
        let place = row.place(of: cell)
        switch reader.read(text) {
        case .value(let value): return value
        case .noted(let value, let reason):
            add(cell, at: place, written, reason, nil, .noted)
            return value
        case .corrected(let value, let reason):
            add(cell, at: place, written, reason, value.text, .corrected)
            return value
        case .leftOut(let reason):
            if reader.column.required == true {
                refuse(cell, written, reason)
            } else {
                add(cell, at: place, written, "\(reason) It was left out.", "", .corrected)
            }
        case .refused(let reason): refuse(cell, written, reason)
        }
        return nil
    }

    static func plain(_ written: String) -> String {
        (written.utf8.first == 39 ? CSVWriter.restored(written) : written).tidied
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
        for need in mapping.oneOf ?? [] where !isRejected {
            if need.fields.allSatisfy({ values[$0]?.text.isEmpty != false }) {
                add(nil, at: start, "", need.reason, nil, .rejected)
            }
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
        var signs: [String] = []
        for sign in values.signs where !signs.contains(sign) { signs.append(sign) }
        return CheckedRow(
            line: row.line, outcome: outcome, fields: fields, event: isRejected ? nil : mapping.event?.event(values),
            problems: problems.count > 1 ? problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) } : problems,
            key: mapping.identifies.map { fields[$0] ?? "" }, signs: signs, series: series, unknown: unknown,
            withheld: withheld)
    }

    /// Empties a field, and says why where its cell stands.
    mutating func leaveOut(_ field: String, because reason: String) {
        guard values[field]?.text.isEmpty == false else { return }
        values.remove(field)
        guard let cell = fields.firstIndex(of: field) else { return }
        add(cell, at: row.place(of: cell), row.cells[cell], reason, "", .corrected)
    }

    /// Puts another value into a field, and says why where its cell stands.
    mutating func put(_ text: String, into field: String, because reason: String) {
        values.set(FieldValue(text), for: field)
        guard let cell = fields.firstIndex(of: field) else { return }
        add(cell, at: row.place(of: cell), row.cells[cell], reason, text, .corrected)
    }

    /// Fills a field that no cell filled.
    mutating func fill(_ field: String, with text: String) {
        if values[field] == nil { values.set(FieldValue(text), for: field) }
    }

    /// Forgets a field and its words, also in what was said about it before.
    mutating func withhold(_ field: String) -> Bool {
        guard let cell = fields.firstIndex(of: field) else { return false }
        let isGiven = !row.cells[cell].tidied.isEmpty
        values.remove(field)
        withheld.append(cell)
        problems = problems.map { $0.field == field ? $0.withoutValue : $0 }
        return isGiven
    }

    /// Notes that something was left out, without repeating it.
    mutating func noteWithheld(_ field: String, because reason: String) {
        guard let cell = fields.firstIndex(of: field) else { return }
        add(cell, at: row.place(of: cell), "", reason, "", .corrected)
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
