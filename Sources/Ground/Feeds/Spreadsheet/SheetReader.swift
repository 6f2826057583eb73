/// Reads the first sheet of an `.xlsx` workbook row by row (ECMA-376), in constant memory.
struct SheetReader: RowReader {
    private(set) var headers: [String] = []
    private(set) var position = FeedPosition(offset: 0, line: 1, rows: 0)
    private(set) var blankRows = 0
    let form = "Excel workbook (.xlsx), first sheet"

    private let limits: FeedLimits
    private let book: Workbook
    private var part: ZipPart
    private var xml: XMLPull
    private var row = 0

    init(_ source: FeedSource, limits: FeedLimits) throws {
        self.limits = limits
        book = try Workbook(source, limits: limits)
        (part, xml) = try Self.open(book)
        try readHeader()
    }

    /// A sheet has no places to jump to: the rows before are passed over again.
    mutating func resume(at position: FeedPosition) throws {
        (part, xml) = try Self.open(book)
        row = 0
        self.position = FeedPosition(offset: 0, line: 1, rows: 0)
        try readHeader()
        while self.position.rows < position.rows, try next() != nil {}
    }

    var progress: Double? {
        part.part.packed == 0 ? 1 : min(1, Double(part.taken) / Double(part.part.packed))
    }

    mutating func next() throws -> RawRow? {
        while let cells = try readRow() {
            guard cells.contains(where: { !$0.text.isEmpty || $0.problem != nil }) else {
                blankRows += 1
                continue
            }
            return raw(cells)
        }
        return nil
    }

    /// One cell and where it stands.
    private struct Cell {
        let column: Int
        let text: String
        let problem: CellProblem.Kind?
    }

    private static func open(_ book: Workbook) throws -> (ZipPart, XMLPull) {
        guard let part = try book.archive.open(book.sheet) else {
            throw FeedError.brokenSpreadsheet("its first sheet is missing")
        }
        return (part, XMLPull(limit: 1024 * 1024) { try part.next() })
    }

    private mutating func readHeader() throws {
        while let cells = try readRow() {
            guard let last = cells.last(where: { !$0.text.tidied.isEmpty }) else { continue }
            guard last.column < limits.columns else { throw FeedError.tooManyColumns(limit: limits.columns) }
            var names = [String](repeating: "", count: last.column + 1)
            for cell in cells where cell.column <= last.column { names[cell.column] = cell.text }
            headers = try Header.checked(names, limit: limits.columns)
            position.line = row + 1
            return
        }
        throw FeedError.empty
    }

    private mutating func raw(_ found: [Cell]) -> RawRow {
        var cells = [String](repeating: "", count: headers.count)
        var surplus: [String] = []
        var problems: [CellProblem] = []
        for cell in found {
            let place = CellPlace(line: row, column: cell.column + 1)
            if cell.column < headers.count {
                cells[cell.column] = cell.text
            } else if !cell.text.tidied.isEmpty {
                surplus.append(cell.text)
            }
            let number = cell.column < headers.count ? cell.column : nil
            if let problem = cell.problem {
                problems.append(CellProblem(place: place, cell: number, kind: problem))
            }
            if cell.text.utf8.count > limits.cell {
                problems.append(CellProblem(place: place, cell: number, kind: .longCell(limit: limits.cell)))
            }
        }
        if !surplus.isEmpty {
            let kind = CellProblem.Kind.manyCells(found: headers.count + surplus.count, expected: headers.count)
            problems.append(CellProblem(place: CellPlace(line: row, column: headers.count + 1), cell: nil, kind: kind))
        }
        let places = headers.indices.map { CellPlace(line: row, column: $0 + 1) }
        position.rows += 1
        position.offset += 1
        position.line = row + 1
        return RawRow(
            line: row, cells: cells, places: places, surplus: surplus, problems: problems, next: position)
    }
}

extension SheetReader {
    /// The cells of the next row; nil at the end of the sheet.
    private mutating func readRow() throws -> [Cell]? {
        while let token = try xml.next() {
            if token == .end, xml.isNamed("sheetData") { return nil }
            guard token == .start, xml.isNamed("row") else { continue }
            let written = xml.attribute("r").flatMap { Int($0) } ?? row + 1
            // Numbers only rise: two rows never share a line.
            row = (row + 1...max(row + 1, 10_000_000)).contains(written) ? written : row + 1
            return try readCells()
        }
        return nil
    }

    private mutating func readCells() throws -> [Cell] {
        var cells: [Cell] = []
        // Cells may share one long text: a small file could ask for a row of any size.
        var bytes = 0
        var isCut = false
        while let token = try xml.next() {
            if token == .end, xml.isNamed("row") { return cells }
            guard token == .start, xml.isNamed("c") else { continue }
            let next = (cells.last?.column ?? -1) + 1
            let column = xml.attribute("r").flatMap(Self.column) ?? next
            let kind = xml.attribute("t") ?? "n"
            let style = xml.attribute("s").flatMap { Int($0) } ?? 0
            let value = try readValue()
            guard !isCut else { continue }
            guard column >= next else {
                cells.append(
                    Cell(column: next, text: "", problem: .brokenCell("A cell stands twice, or out of order.")))
                continue
            }
            let cell = cell(column, kind: kind, style: style, value: value)
            bytes += cell.text.utf8.count
            isCut = bytes > limits.row || cells.count >= limits.columns
            cells.append(isCut ? Cell(column: column, text: "", problem: .longRow(limit: limits.row)) : cell)
        }
        throw FeedError.brokenSpreadsheet("its first sheet ends too soon")
    }

    /// The text inside a cell: its value, or the pieces of text written in place.
    private mutating func readValue() throws -> [UInt8] {
        var value: [UInt8] = []
        var (isValue, isSpoken) = (false, false)
        while let token = try xml.next() {
            switch token {
            case .text: if isValue && !isSpoken && value.count <= limits.row { value += xml.text }
            case .start:
                if xml.isNamed("v") || xml.isNamed("t") { isValue = true }
                if xml.isNamed("rPh") { isSpoken = true }
            case .end:
                if xml.isNamed("c") { return value }
                if xml.isNamed("v") || xml.isNamed("t") { isValue = false }
                if xml.isNamed("rPh") { isSpoken = false }
            }
        }
        throw FeedError.brokenSpreadsheet("its first sheet ends too soon")
    }

    private func cell(_ column: Int, kind: String, style: Int, value: [UInt8]) -> Cell {
        if value.isEmpty { return Cell(column: column, text: "", problem: nil) }
        let written = String(decoding: value, as: UTF8.self)
        switch kind {
        case "s":
            guard let text = Int(written).flatMap(book.texts.text) else {
                return Cell(
                    column: column, text: "", problem: .brokenCell("The cell points to a text that is not there."))
            }
            return Cell(column: column, text: .sheetText(Array(text.utf8)), problem: nil)
        case "b": return Cell(column: column, text: written == "1" ? "TRUE" : "FALSE", problem: nil)
        case "e":
            return Cell(
                column: column, text: "", problem: .brokenCell("The cell holds the error \(written.prefix(20))."))
        case "n":
            let meaning = book.styles.indices.contains(style) ? book.styles[style] : .number
            let text = SheetNumber.text(written, style: meaning, isFrom1904: book.isFrom1904)
            return Cell(column: column, text: text, problem: nil)
        default: return Cell(column: column, text: .sheetText(value), problem: nil)
        }
    }

    /// 0 for A, 27 for AB; nil when it is no name of a cell.
    static func column(_ name: String) -> Int? {
        var number = 0
        for letter in name.utf8.prefix(while: { (65...90).contains($0) }) {
            number = number * 26 + Int(letter) - 64
            if number > 16_384 { return nil }
        }
        return number == 0 ? nil : number - 1
    }
}
