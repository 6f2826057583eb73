/// Reads JSON lines: one object a line, its names the columns.
///
/// The names are gathered from the whole file first (up to a million lines), so every row has the same columns.
struct JSONLinesReader: RowReader {
    let headers: [String]
    private(set) var position: FeedPosition
    private(set) var blankRows = 0
    let form = "JSON lines, UTF-8"

    private let source: FeedSource
    private let limits: FeedLimits
    private let columns: [String: Int]
    private var lines: LineReader

    init(_ source: FeedSource, sample: [UInt8], limits: FeedLimits) throws {
        self.source = source
        self.limits = limits
        let start = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        headers = try Self.names(source, from: start, limits: limits)
        columns = Dictionary(uniqueKeysWithValues: headers.enumerated().map { ($0.element, $0.offset) })
        position = FeedPosition(offset: start, line: 1, rows: 0)
        lines = LineReader(source, offset: start, line: 1, limits: limits)
    }

    mutating func resume(at position: FeedPosition) {
        self.position = position
        lines = LineReader(source, offset: position.offset, line: position.line, limits: limits)
    }

    var progress: Double? {
        source.size.map { $0 == 0 ? 1 : min(1, Double(position.offset) / Double($0)) }
    }

    mutating func next() throws -> RawRow? {
        while let line = try lines.next() {
            let number = position.line
            position.offset = lines.offset
            position.line = lines.line
            if line.bytes.allSatisfy({ $0 <= 32 }) && !line.isCut {
                blankRows += 1
                continue
            }
            position.rows += 1
            return row(line, number: number)
        }
        return nil
    }

    private func row(_ line: LineReader.Line, number: Int) -> RawRow {
        var cells = [String](repeating: "", count: headers.count)
        var places = [CellPlace](repeating: CellPlace(line: number, column: 1), count: headers.count)
        var surplus: [String] = []
        var problems: [CellProblem] = []
        var parser = JSONLineParser(line.bytes, most: limits.columns)
        do throws(JSONLineParser.Refusal) {
            try parser.parse()
        } catch {
            let kind: CellProblem.Kind = line.isCut ? .longRow(limit: limits.row) : .notAnObject(error.problem)
            let place = CellPlace(line: number, column: column(line.bytes, error.offset))
            problems.append(CellProblem(place: place, cell: nil, kind: kind))
        }
        var seen: Set<String> = []
        for field in parser.fields {
            let place = CellPlace(line: number, column: column(line.bytes, field.offset))
            let cell = columns[field.name]
            for kind in kinds(of: field, isSecond: !seen.insert(field.name).inserted, isKnown: cell != nil) {
                problems.append(CellProblem(place: place, cell: cell, kind: kind))
            }
            if let cell {
                cells[cell] = field.value
                places[cell] = place
            } else {
                surplus.append(field.value)
            }
        }
        return RawRow(
            line: number, cells: cells, places: places, surplus: surplus, problems: problems, next: position)
    }

    private func kinds(of field: JSONLineParser.Field, isSecond: Bool, isKnown: Bool) -> [CellProblem.Kind] {
        var kinds: [CellProblem.Kind] = []
        if isSecond { kinds.append(.repeatedName(field.name)) }
        if !isKnown { kinds.append(.newName(field.name)) }
        if field.isNested { kinds.append(.nested) }
        if field.hasNul { kinds.append(.nul) }
        if field.hasLostLetters { kinds.append(.lostBytes) }
        if field.value.utf8.count > limits.cell { kinds.append(.longCell(limit: limits.cell)) }
        return kinds
    }

    private func column(_ bytes: [UInt8], _ offset: Int) -> Int {
        bytes[..<min(offset, bytes.count)].count { $0 & 0xC0 != 0x80 } + 1
    }

    /// The names used in the file, in the order they first appear.
    private static func names(_ source: FeedSource, from start: Int, limits: FeedLimits) throws -> [String] {
        var lines = LineReader(source, offset: start, line: 1, limits: limits)
        var names: [String] = []
        var known: Set<String> = []
        var firstRefusal: FeedError?
        var rows = 0
        while rows < limits.namedRows {
            let number = lines.line
            guard let line = try lines.next() else { break }
            if line.bytes.allSatisfy({ $0 <= 32 }) { continue }
            rows += 1
            var parser = JSONLineParser(line.bytes, most: limits.columns)
            do throws(JSONLineParser.Refusal) {
                try parser.parse()
            } catch {
                firstRefusal =
                    firstRefusal ?? .notAnObject(line: number, column: error.offset + 1, problem: error.problem)
            }
            for field in parser.fields where known.insert(field.name).inserted { names.append(field.name) }
            if names.count > limits.columns { throw FeedError.tooManyColumns(limit: limits.columns) }
        }
        if names.isEmpty { throw firstRefusal ?? FeedError.empty }
        if let unnamed = names.firstIndex(of: "") { throw FeedError.unnamedColumn(number: unnamed + 1) }
        return names
    }
}
