/// Rows of an agency's file, whichever of the known forms it has: CSV, JSON lines or `.xlsx`.
///
/// It reads in constant memory and can go on from any row's `next`.
package struct FeedReader {
    private var rows: any RowReader

    /// Tells the form from the first bytes and reads the header.
    ///
    /// - Throws: `FeedError` when the file as a whole cannot be read, or what the source throws.
    package init(_ source: FeedSource, limits: FeedLimits = FeedLimits()) throws {
        let sample = try Self.sample(source, limits)
        switch try FeedForm(sample) {
        case .csv: rows = try CSVReader(source, sample: sample, limits: limits)
        case .jsonLines: rows = try JSONLinesReader(source, sample: sample, limits: limits)
        case .spreadsheet: rows = try SheetReader(source, limits: limits)
        }
    }

    /// Reads the header, then goes on at a row begun before.
    package init(_ source: FeedSource, at position: FeedPosition, limits: FeedLimits = FeedLimits()) throws {
        try self.init(source, limits: limits)
        try rows.resume(at: position)
    }

    /// The column names, in the file's order.
    package var headers: [String] { rows.headers }

    /// Where the next row begins: keep it with what was read, to go on from there.
    package var position: FeedPosition { rows.position }

    /// Rows with nothing in them at all, passed over and not counted as read.
    package var blankRows: Int { rows.blankRows }

    /// How the file is written, for people: "CSV, commas, UTF-8".
    package var form: String { rows.form }

    /// How much of the file is read, 0 to 1; nil when nobody knows how long it is.
    package var progress: Double? { rows.progress }

    /// The next row; nil at the end of the file.
    package mutating func next() throws -> RawRow? {
        try rows.next()
    }

    /// Up to so many of the next rows: for a first look.
    package mutating func first(_ count: Int) throws -> [RawRow] {
        var found: [RawRow] = []
        while found.count < count, let row = try next() { found.append(row) }
        return found
    }

    private static func sample(_ source: FeedSource, _ limits: FeedLimits) throws -> [UInt8] {
        var sample: [UInt8] = []
        while sample.count < limits.sample {
            let more = try source.read(from: sample.count, count: limits.sample - sample.count)
            if more.isEmpty { break }
            sample += more
        }
        return sample
    }
}

/// What the first bytes of a file say it is.
enum FeedForm {
    case csv, jsonLines, spreadsheet

    init(_ sample: [UInt8]) throws(FeedError) {
        if sample.isEmpty { throw .empty }
        for (start, kind) in Self.others where sample.starts(with: start) { throw .notATable(kind) }
        if sample.starts(with: Array("PK".utf8) + [3, 4]) || sample.starts(with: Array("PK".utf8) + [5, 6]) {
            self = .spreadsheet
            return
        }
        let text = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? sample.dropFirst(3) : sample[...]
        let first = text.first { $0 > 32 }
        switch first {
        case UInt8(ascii: "{") where GeoJSONFile.isLikely(text): throw .notATable("a map (GeoJSON)")
        case UInt8(ascii: "{"): self = .jsonLines
        case UInt8(ascii: "["): throw .notATable("one JSON list")
        case UInt8(ascii: "<"): throw .notATable("a web page or an XML file")
        case nil where sample.allSatisfy({ $0 != 0 }): throw .empty
        default: self = .csv
        }
    }

    private static let others: [(start: [UInt8], kind: String)] = [
        ([0xD0, 0xCF, 0x11, 0xE0], "an older Excel file (.xls), or one with a password"),
        (Array("%PDF".utf8), "a PDF"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture"), ([0xFF, 0xD8, 0xFF], "a picture"), (Array("GIF8".utf8), "a picture"),
        ([0x1F, 0x8B], "a packed file (gzip)"), (Array("7z".utf8) + [0xBC, 0xAF], "a packed file (7-Zip)"),
        (Array("Rar!".utf8), "a packed file (RAR)"),
    ]
}
