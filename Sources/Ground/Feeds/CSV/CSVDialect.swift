/// How one CSV file is written: letters and the sign between cells.
struct CSVDialect: Sendable, Equatable {
    let encoding: TextEncoding
    let delimiter: UInt8
    /// Bytes of the file before the header: a byte order mark, Excel's `sep=` line.
    let start: Int
    /// Lines before the header.
    let lines: Int

    static let comma: UInt8 = 44
    static let delimiters: [UInt8] = [comma, 59, 9, 124]

    /// Told from the beginning of the file, in the file's own bytes.
    init(sample: [UInt8], isWhole: Bool, limits: FeedLimits) {
        let (encoding, mark) = TextEncoding.detect(sample)
        self.encoding = encoding
        var text = Array(sample[mark...])
        if encoding == .utf16Little || encoding == .utf16Big {
            var translator = UTF16Translator(isBigEndian: encoding == .utf16Big)
            text = translator.translate(text, isLast: isWhole)
        }
        if let line = Self.separatorLine(text) {
            delimiter = line.delimiter
            let width = text[..<line.end].count * (encoding == .utf16Little || encoding == .utf16Big ? 2 : 1)
            start = mark + width
            lines = 1
        } else {
            delimiter = Self.guess(text, isWhole: isWhole, limits: limits)
            start = mark
            lines = 0
        }
    }

    /// For people: "CSV, commas, UTF-8".
    var form: String {
        let sign =
            switch delimiter {
            case 59: "semicolons"
            case 9: "tabs"
            case 124: "upright strokes"
            default: "commas"
            }
        return "CSV, \(sign), \(encoding.rawValue)"
    }

    /// Excel's own first line, `sep=;`.
    private static func separatorLine(_ text: [UInt8]) -> (delimiter: UInt8, end: Int)? {
        guard text.count >= 5, text[0] | 32 == 115, text[1] | 32 == 101, text[2] | 32 == 112, text[3] == 61,
            delimiters.contains(text[4])
        else { return nil }
        var end = 5
        if end < text.count, text[end] == 13 { end += 1 }
        if end < text.count, text[end] == 10 { end += 1 }
        return end > 5 || end == text.count ? (text[4], end) : nil
    }

    /// The sign that cuts the header and the rows after it into the same number of cells, the more the better.
    private static func guess(_ text: [UInt8], isWhole: Bool, limits: FeedLimits) -> UInt8 {
        var best = (delimiter: comma, score: 0.0)
        for delimiter in delimiters {
            let widths = self.widths(text, delimiter, isWhole: isWhole, limits: limits)
            guard let header = widths.first, header > 1 else { continue }
            let alike = Double(widths.count { $0 == header }) / Double(widths.count)
            let score = alike * 10 + min(Double(header), 30) / 10
            if score > best.score { best = (delimiter, score) }
        }
        return best.delimiter
    }

    private static func widths(_ text: [UInt8], _ delimiter: UInt8, isWhole: Bool, limits: FeedLimits) -> [Int] {
        var scanner = CSVScanner(delimiter: delimiter, limits: limits)
        var widths: [Int] = []
        var place = 0
        while widths.count < 30, place < text.count {
            guard case .row(let end) = scanner.scan(text.span, from: place, isLast: isWhole) else { break }
            let isBlank = scanner.count == 1 && scanner.cells[0].start == scanner.cells[0].end
            if !isBlank { widths.append(scanner.count) }
            place = end
        }
        if widths.isEmpty { widths.append(text.count { $0 == delimiter } + 1) }
        return widths
    }
}
