/// Finds where the cells of one row begin and end, on bytes alone.
///
/// RFC 4180, and what people send: any line end, quotes that stand alone, quotes never closed. It starts again at the
/// row's first byte when the bytes run out, so where chunks end makes no difference.
struct CSVScanner {
    /// One cell, as places in the bytes.
    struct Cell {
        let start: Int
        var end: Int
        /// Lines of the file since the row began.
        let line: Int
        /// Where its line began.
        let lineStart: Int
        let isQuoted: Bool
        /// It is in quotes, and there are quotes in it.
        var hasQuote = false
        /// The quotation marks are not as RFC 4180 has them.
        var isStray = false
        var isUnfinished = false

        init(start: Int, line: Int, lineStart: Int, isQuoted: Bool) {
            self.start = start
            end = start
            self.line = line
            self.lineStart = lineStart
            self.isQuoted = isQuoted
        }
    }

    /// What a byte can mean.
    private enum Kind: UInt8 {
        case letter, high, nul, quote, delimiter, lineEnd
    }

    enum Outcome {
        /// The row ends before this byte, the next begins there.
        case row(end: Int)
        /// The bytes ran out first.
        case more
        /// The row is longer than allowed: what was found of it ends here.
        case tooLong(at: Int)
    }

    let delimiter: UInt8
    let limits: FeedLimits
    private(set) var cells: [Cell] = []
    /// Cells there were, also beyond the most that are kept.
    private(set) var count = 0
    /// Line ends inside the row, its own included.
    private(set) var lines = 0
    private(set) var isASCII = true
    private(set) var hasNul = false
    private let kinds: [Kind]
    private var lineStart = 0
    private var quotesAreText = false

    private static let quote: UInt8 = 34
    private static let newline: UInt8 = 10
    private static let carriage: UInt8 = 13

    init(delimiter: UInt8, limits: FeedLimits) {
        self.delimiter = delimiter
        self.limits = limits
        var kinds = [Kind](repeating: .letter, count: 256)
        for high in 128...255 { kinds[high] = .high }
        kinds[0] = .nul
        kinds[Int(Self.quote)] = .quote
        kinds[Int(Self.newline)] = .lineEnd
        kinds[Int(Self.carriage)] = .lineEnd
        kinds[Int(delimiter)] = .delimiter
        self.kinds = kinds
    }

    /// Looks for the row that begins at `start`.
    mutating func scan(_ bytes: borrowing Span<UInt8>, from start: Int, isLast: Bool) -> Outcome {
        cells.removeAll(keepingCapacity: true)
        count = 0
        lines = 0
        isASCII = true
        hasNul = false
        lineStart = start
        quotesAreText = false
        let reach = Reach(start: start, limit: limits.row, count: bytes.count, isLast: isLast)
        var place = start
        while true {
            let step: Step
            if place < reach.stop, bytes[place] == Self.quote, !quotesAreText {
                step = quoted(bytes, at: place, within: reach)
            } else {
                step = plain(bytes, at: place, within: reach)
            }
            switch step {
            case .cell(let next): place = next
            case .row(let end): return .row(end: end)
            case .ranOut: return reach.kind == .limit ? .tooLong(at: place) : .more
            }
        }
    }

    private enum Step {
        case cell(next: Int)
        case row(end: Int)
        /// The reach came first.
        case ranOut
    }

    /// How far a row may be looked at, and why no further.
    private struct Reach {
        enum Kind {
            case limit, bytes, file
        }

        let stop: Int
        let kind: Kind

        init(start: Int, limit: Int, count: Int, isLast: Bool) {
            stop = min(count, start + limit)
            // The limit comes first, so that the answer is the same whatever else has been read already.
            kind = stop == start + limit ? .limit : isLast ? .file : .bytes
        }
    }

    private mutating func keep(_ cell: Cell) {
        count += 1
        if count <= limits.columns { cells.append(cell) }
    }

    /// A cell without quotes round it, or one whose quotes are not to be trusted.
    private mutating func plain(_ bytes: borrowing Span<UInt8>, at start: Int, within reach: Reach) -> Step {
        var cell = Cell(start: start, line: lines, lineStart: lineStart, isQuoted: false)
        var place = start
        while place < reach.stop {
            let byte = bytes[place]
            switch kinds[Int(byte)] {
            case .letter: break
            case .high: isASCII = false
            case .nul: hasNul = true
            case .quote: cell.isStray = true
            case .delimiter:
                cell.end = place
                keep(cell)
                return .cell(next: place + 1)
            case .lineEnd:
                guard let end = lineEnd(bytes, at: place, within: reach) else { return .ranOut }
                cell.end = place
                keep(cell)
                lines += 1
                return .row(end: end)
            }
            place += 1
        }
        guard reach.kind == .file else { return .ranOut }
        cell.end = place
        keep(cell)
        return .row(end: place)
    }

    /// A cell in quotes.
    private mutating func quoted(_ bytes: borrowing Span<UInt8>, at start: Int, within reach: Reach) -> Step {
        let before = (lines: lines, lineStart: lineStart)
        var cell = Cell(start: start + 1, line: lines, lineStart: lineStart, isQuoted: true)
        var place = start + 1
        search: while place < reach.stop {
            switch kinds[Int(bytes[place])] {
            case .letter, .delimiter: place += 1
            case .high:
                isASCII = false
                place += 1
            case .nul:
                hasNul = true
                place += 1
            case .lineEnd:
                guard let end = lineEnd(bytes, at: place, within: reach) else { return .ranOut }
                // A cell already in doubt is not followed into the next line.
                if cell.isStray { return unfinished(bytes, at: start, before: before, within: reach) }
                place = end
                lines += 1
                lineStart = end
            case .quote:
                if place + 1 < reach.stop, bytes[place + 1] == Self.quote {
                    cell.hasQuote = true
                    place += 2
                    continue
                }
                switch close(bytes, after: place + 1, within: reach) {
                case .some(.ranOut): break search
                case .some(let step):
                    cell.end = place
                    keep(cell)
                    if case .row = step { lines += 1 }
                    return step
                case nil where lines > before.lines:
                    // A lone quote beyond a line end belongs to the next row: the first was never closed.
                    return unfinished(bytes, at: start, before: before, within: reach)
                case nil:
                    cell.hasQuote = true
                    cell.isStray = true
                    place += 1
                }
            }
        }
        switch reach.kind {
        case .bytes: return .ranOut
        case .limit where lines == before.lines: return .ranOut
        case .limit, .file: return unfinished(bytes, at: start, before: before, within: reach)
        }
    }

    /// Reads the cell again as text, and the rest of its line without trusting quotation marks.
    private mutating func unfinished(
        _ bytes: borrowing Span<UInt8>, at start: Int, before: (lines: Int, lineStart: Int), within reach: Reach
    ) -> Step {
        quotesAreText = true
        (lines, lineStart) = before
        let kept = cells.count
        let step = plain(bytes, at: start, within: reach)
        if cells.count > kept { cells[kept].isUnfinished = true }
        return step
    }

    /// What follows a quotation mark, if it closes its cell; spaces after it do not matter.
    private func close(_ bytes: borrowing Span<UInt8>, after start: Int, within reach: Reach) -> Step? {
        var place = start
        while place < reach.stop {
            let byte = bytes[place]
            if byte == delimiter { return .cell(next: place + 1) }
            switch kinds[Int(byte)] {
            case .lineEnd: return lineEnd(bytes, at: place, within: reach).map { .row(end: $0) } ?? .ranOut
            case _ where byte == 32 || byte == 9: place += 1
            default: return nil
            }
        }
        return reach.kind == .file ? .row(end: place) : .ranOut
    }

    /// The byte after a line end; nil when it cannot be told yet whether a carriage return stands alone.
    private func lineEnd(_ bytes: borrowing Span<UInt8>, at place: Int, within reach: Reach) -> Int? {
        if bytes[place] == Self.newline { return place + 1 }
        if place + 1 < reach.stop { return bytes[place + 1] == Self.newline ? place + 2 : place + 1 }
        return reach.kind == .file ? place + 1 : nil
    }
}
