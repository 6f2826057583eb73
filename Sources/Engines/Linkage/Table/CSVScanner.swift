/// Splits the bytes of a delimited file into cells, in place.
///
/// RFC 4180 with its usual abuses: any of `,` `;` tab and `|` as the delimiter, a byte-order mark, either line end,
/// a quote inside a cell that did not start with one, rows too short or too long.
struct CSVScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let delimiter: UInt8
    /// Where the next row starts.
    var place: Int
    /// Where the row last read starts.
    private(set) var rowStart = 0
    /// The cell last read when its quotes had to be taken out.
    private var unquoted: [UInt8] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, from place: Int = 0) {
        self.bytes = bytes
        self.delimiter = delimiter
        self.place = place
    }

    /// The delimiter that occurs most in the first line, and where that line starts.
    static func sniff(_ bytes: UnsafeBufferPointer<UInt8>) -> (delimiter: UInt8, start: Int) {
        let start = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
        var counts: [UInt8: Int] = [:]
        var place = start
        while place < bytes.count, bytes[place] != 10 {
            if [44, 59, 9, 124].contains(bytes[place]) { counts[bytes[place], default: 0] += 1 }
            place += 1
        }
        let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return (best?.key ?? 44, start)
    }

    /// Reads one row, giving each cell with its column to `take`; says whether a quote was left open.
    /// - Returns: nil at the end of the bytes, else whether the row ended where it should.
    mutating func row(_ take: (Int, UnsafeBufferPointer<UInt8>) -> Void) -> Bool? {
        let end = bytes.count
        while place < end, bytes[place] == 10 || bytes[place] == 13 { place += 1 }
        guard place < end else { return nil }
        rowStart = place
        var column = 0
        while true {
            if place < end, bytes[place] == 34 {
                guard quotedCell(column, take) else { return false }
            } else {
                let start = place
                while place < end {
                    let byte = bytes[place]
                    if byte == delimiter || byte == 10 { break }
                    place += 1
                }
                var stop = place
                if stop > start, stop == end || bytes[stop] == 10, bytes[stop - 1] == 13 { stop -= 1 }
                take(column, Self.trim(bytes, start, stop))
            }
            guard place < end, bytes[place] == delimiter else { break }
            place += 1
            column += 1
        }
        if place < end { place += 1 }
        return true
    }

    private mutating func quotedCell(_ column: Int, _ take: (Int, UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
        let start = place + 1
        place = start
        var hasInner = false
        while place < bytes.count {
            if bytes[place] == 34 {
                guard place + 1 < bytes.count, bytes[place + 1] == 34 else { break }
                hasInner = true
                place += 1
            }
            place += 1
        }
        guard place < bytes.count else { return false }
        let stop = place
        while place < bytes.count, bytes[place] != delimiter, bytes[place] != 10 { place += 1 }
        guard hasInner else {
            take(column, Self.trim(bytes, start, stop))
            return true
        }
        unquoted.removeAll(keepingCapacity: true)
        var from = start
        while from < stop {
            if bytes[from] == 34 { from += 1 }
            unquoted.append(bytes[from])
            from += 1
        }
        unquoted.withUnsafeBufferPointer { take(column, Self.trim($0, 0, $0.count)) }
        return true
    }

    @inline(__always)
    private static func trim(
        _ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int
    ) -> UnsafeBufferPointer<UInt8> {
        var start = from
        var stop = to
        while start < stop, bytes[start] <= 32 { start += 1 }
        while stop > start, bytes[stop - 1] <= 32 { stop -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<stop])
    }
}
