/// Cuts a source into lines, in constant memory; of a line that is too long only the beginning is given.
struct LineReader {
    struct Line {
        let bytes: [UInt8]
        let isCut: Bool
    }

    private(set) var offset: Int
    private(set) var line: Int
    private let source: FeedSource
    private let limits: FeedLimits
    private var buffer: [UInt8] = []
    private var place = 0
    private var loaded: Int
    private var isWhole = false

    init(_ source: FeedSource, offset: Int, line: Int, limits: FeedLimits) {
        self.source = source
        self.offset = offset
        self.line = line
        self.limits = limits
        loaded = offset
    }

    /// The next line without its end; nil at the end of the source.
    mutating func next() throws -> Line? {
        var kept: [UInt8] = []
        var length = 0
        while true {
            let rest = buffer[place...]
            let end = rest.firstIndex(of: 10)
            let piece = rest[..<(end ?? rest.endIndex)]
            length += piece.count
            kept += piece.prefix(max(0, limits.row - kept.count))
            if let end {
                advance(to: end + 1)
                line += 1
                return Line(bytes: kept, isCut: length > limits.row)
            }
            advance(to: buffer.count)
            if isWhole { return length == 0 ? nil : Line(bytes: kept, isCut: length > limits.row) }
            buffer = try source.read(from: loaded, count: limits.chunk)
            loaded += buffer.count
            isWhole = buffer.isEmpty
            place = 0
        }
    }

    private mutating func advance(to end: Int) {
        offset += end - place
        place = end
    }
}
