/// Reads CSV in constant memory, from the beginning or from where an import stopped.
struct CSVReader: RowReader {
    private(set) var headers: [String] = []
    private(set) var position: FeedPosition
    private(set) var blankRows = 0

    private let source: FeedSource
    private let limits: FeedLimits
    private let dialect: CSVDialect
    private var scanner: CSVScanner
    private var translator: UTF16Translator?
    private var buffer: [UInt8] = []
    /// Where in the buffer the next row begins.
    private var place = 0
    /// The byte of the file after the last one in the buffer.
    private var loaded: Int
    private var isWhole = false

    var form: String { dialect.form }

    /// Reads the header.
    init(_ source: FeedSource, sample: [UInt8], limits: FeedLimits) throws {
        self.source = source
        self.limits = limits
        dialect = CSVDialect(sample: sample, isWhole: sample.count < limits.sample, limits: limits)
        scanner = CSVScanner(delimiter: dialect.delimiter, limits: limits)
        position = FeedPosition(offset: dialect.start, line: 1 + dialect.lines, rows: 0)
        loaded = dialect.start
        restartTranslator()
        guard let header = try header() else { throw FeedError.empty }
        headers = try Header.checked(header, limit: limits.columns)
    }

    /// Goes on from a row's `next`; the header is the one read before.
    mutating func resume(at position: FeedPosition) {
        self.position = position
        buffer = []
        place = 0
        loaded = position.offset
        isWhole = false
        restartTranslator()
    }

    var progress: Double? {
        source.size.map { $0 == 0 ? 1 : min(1, Double(position.offset) / Double($0)) }
    }

    mutating func next() throws -> RawRow? {
        while let outcome = try scan() {
            switch outcome {
            case .row(let end):
                if isBlank {
                    pass(to: end)
                    blankRows += 1
                    continue
                }
                return row(end: end, isCut: false)
            case .tooLong(let cut):
                let row = row(end: cut, isCut: true)
                return RawRow(
                    line: row.line, cells: row.cells, places: row.places, surplus: row.surplus,
                    problems: row.problems, next: try skipLine())
            case .more: return nil
            }
        }
        return nil
    }

    private mutating func restartTranslator() {
        switch dialect.encoding {
        case .utf16Little: translator = UTF16Translator(isBigEndian: false)
        case .utf16Big: translator = UTF16Translator(isBigEndian: true)
        case .utf8, .windows1252: translator = nil
        }
    }

    private mutating func header() throws -> [String]? {
        while let outcome = try scan() {
            switch outcome {
            case .row(let end):
                if isBlank {
                    pass(to: end)
                    continue
                }
                guard scanner.count <= limits.columns else { throw FeedError.tooManyColumns(limit: limits.columns) }
                var ignored: [CellProblem] = []
                let cells = scanner.cells.enumerated().map { text(of: $0.element, number: $0.offset, &ignored) }
                pass(to: end)
                return cells
            case .tooLong: throw FeedError.headerTooLong(limit: limits.row)
            case .more: return nil
            }
        }
        return nil
    }

    private var isBlank: Bool {
        scanner.cells.allSatisfy { $0.start == $0.end && !$0.isQuoted } && scanner.count == scanner.cells.count
    }

    /// The next row's cells; nil at the end of the file.
    private mutating func scan() throws -> CSVScanner.Outcome? {
        while true {
            if place < buffer.count {
                let bytes = buffer
                let outcome = scanner.scan(bytes.span, from: place, isLast: isWhole)
                if case .more = outcome {} else { return outcome }
            }
            if isWhole { return nil }
            try load()
        }
    }

    private mutating func load() throws {
        let chunk = try source.read(from: loaded, count: limits.chunk)
        loaded += chunk.count
        isWhole = chunk.isEmpty
        let text = translator?.translate(chunk, isLast: isWhole) ?? chunk
        if place == buffer.count {
            buffer = text
        } else {
            buffer.removeSubrange(..<place)
            buffer += text
        }
        place = 0
    }

    /// Counts the bytes and lines up to `end` as read.
    private mutating func pass(to end: Int) {
        let width = translator == nil ? end - place : UTF16Translator.width(of: buffer[place..<end])
        position.offset += width
        position.line += scanner.lines
        place = end
    }

    /// Leaves the rest of a line that is too long unread, in constant memory.
    private mutating func skipLine() throws -> FeedPosition {
        let isEnd: (UInt8) -> Bool = { $0 == 10 || $0 == 13 }
        while true {
            if let end = buffer[place...].firstIndex(where: isEnd) {
                // A carriage return at the very end may have its line feed in the next chunk.
                if buffer[end] == 13, end + 1 == buffer.count, !isWhole {
                    passBytes(to: end)
                    try load()
                    continue
                }
                let isPair = buffer[end] == 13 && end + 1 < buffer.count && buffer[end + 1] == 10
                passBytes(to: isPair ? end + 2 : end + 1)
                position.line += 1
                return position
            }
            passBytes(to: buffer.count)
            if isWhole { return position }
            try load()
        }
    }

    private mutating func passBytes(to end: Int) {
        position.offset += translator == nil ? end - place : UTF16Translator.width(of: buffer[place..<end])
        place = end
    }
}

extension CSVReader {
    /// The row just found, as text; reading goes on after it.
    private mutating func row(end: Int, isCut: Bool) -> RawRow {
        let line = position.line
        var problems: [CellProblem] = []
        var texts: [String] = []
        var places: [CellPlace] = []
        texts.reserveCapacity(headers.count)
        places.reserveCapacity(headers.count)
        for (number, cell) in scanner.cells.enumerated() {
            places.append(place(of: cell))
            texts.append(text(of: cell, number: number, &problems))
        }
        let surplus = fit(&texts, &places, &problems, isCut: isCut)
        pass(to: end)
        position.rows += 1
        return RawRow(
            line: line, cells: texts, places: places, surplus: surplus, problems: problems, next: position)
    }

    /// Makes the row as wide as the header, and says what was over or lacking.
    private func fit(
        _ texts: inout [String], _ places: inout [CellPlace], _ problems: inout [CellProblem], isCut: Bool
    ) -> [String] {
        let expected = headers.count
        let whole = CellPlace(line: position.line, column: 1)
        if isCut {
            problems.append(CellProblem(place: whole, cell: nil, kind: .longRow(limit: limits.row)))
        } else if scanner.count < expected {
            let kind = CellProblem.Kind.fewCells(found: scanner.count, expected: expected)
            problems.append(CellProblem(place: whole, cell: nil, kind: kind))
        }
        while texts.count < expected { texts.append("") }
        guard texts.count > expected else { return [] }
        let surplus = Array(texts[expected...])
        if !isCut {
            let isEmpty = scanner.count == scanner.cells.count && surplus.allSatisfy { $0.tidied.isEmpty }
            let kind: CellProblem.Kind =
                isEmpty
                ? .emptySurplus(found: scanner.count, expected: expected)
                : .manyCells(found: scanner.count, expected: expected)
            problems.append(CellProblem(place: places[expected], cell: nil, kind: kind))
        }
        texts.removeSubrange(expected...)
        places.removeSubrange(expected...)
        return surplus
    }

    private func place(of cell: CSVScanner.Cell) -> CellPlace {
        let start = cell.isQuoted ? cell.start - 1 : cell.start
        let column: Int
        if scanner.isASCII || dialect.encoding == .windows1252 {
            column = start - cell.lineStart + 1
        } else {
            column = buffer[cell.lineStart..<start].count { $0 & 0xC0 != 0x80 } + 1
        }
        return CellPlace(line: position.line + cell.line, column: column)
    }

    private func text(of cell: CSVScanner.Cell, number: Int, _ problems: inout [CellProblem]) -> String {
        func note(_ kind: CellProblem.Kind) {
            // A cell beyond the header is no column's.
            let column = number < headers.count ? number : nil
            problems.append(CellProblem(place: place(of: cell), cell: column, kind: kind))
        }
        if cell.isUnfinished {
            note(.unfinishedQuote)
        } else if cell.isStray {
            note(cell.isQuoted ? .strayQuoteInQuotes : .strayQuote)
        }
        if cell.end - cell.start > limits.cell { note(.longCell(limit: limits.cell)) }
        guard cell.hasQuote || scanner.hasNul || !scanner.isASCII else {
            return String(decoding: buffer[cell.start..<cell.end], as: UTF8.self)
        }
        var bytes = buffer[cell.start..<cell.end]
        if cell.hasQuote { bytes = Self.unquoted(bytes)[...] }
        if scanner.hasNul, bytes.contains(0) {
            bytes.removeAll { $0 == 0 }
            note(.nul)
        }
        return decoded(bytes, note)
    }

    private func decoded(_ bytes: ArraySlice<UInt8>, _ note: (CellProblem.Kind) -> Void) -> String {
        if dialect.encoding != .windows1252, let text = String(validating: bytes, as: UTF8.self) {
            if translator != nil, text.unicodeScalars.contains("\u{FFFD}") { note(.lostBytes) }
            return text
        }
        let text = Windows1252.text(bytes)
        if text.unicodeScalars.contains("\u{FFFD}") {
            note(.lostBytes)
        } else if dialect.encoding != .windows1252 {
            note(.wrongBytes)
        }
        return text
    }

    /// Two quotation marks are one.
    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var isSecond = false
        for byte in bytes {
            isSecond = byte == 34 && !isSecond && output.last == 34
            if !isSecond { output.append(byte) }
        }
        return output
    }
}
