/// The list of parts of a zip file, refused before anything is unpacked when it asks for too much.
///
/// PKWARE, APPNOTE.TXT 6.3.10. Parts are read by name and never written anywhere under their own names.
struct ZipArchive: Sendable {
    struct Part: Sendable {
        let name: String
        let isPacked: Bool
        let packed: Int
        let unpacked: Int
        let checksum: UInt32
        let header: Int
    }

    let parts: [String: Part]
    private let source: FeedSource

    init(_ source: FeedSource, limits: FeedLimits) throws {
        guard let size = source.size else { throw FeedError.brokenSpreadsheet("its length is not known") }
        self.source = source
        let directory = try Self.directory(source, size: size, limits: limits)
        parts = try Self.parts(directory.bytes, count: directory.count, size: size, limits: limits)
    }

    /// Where a part's bytes begin.
    func start(of part: Part) throws -> Int {
        let header = try source.read(from: part.header, count: 30)
        guard header.count == 30, header.starts(with: [80, 75, 3, 4]) else {
            throw FeedError.brokenSpreadsheet("a part of it is not where its list says")
        }
        return part.header + 30 + header.number(at: 26, bytes: 2) + header.number(at: 28, bytes: 2)
    }

    func open(_ name: String) throws -> ZipPart? {
        guard let part = parts[name] else { return nil }
        return try ZipPart(source, part: part, start: try start(of: part))
    }

    /// The central directory: found from the end of the file.
    private static func directory(
        _ source: FeedSource, size: Int, limits: FeedLimits
    ) throws -> (bytes: [UInt8], count: Int) {
        let tail = try source.read(from: max(0, size - 65_557), count: min(size, 65_557))
        guard let end = (0...max(0, tail.count - 22)).last(where: { tail[$0...].starts(with: [80, 75, 5, 6]) }),
            end + 22 <= tail.count
        else { throw FeedError.brokenSpreadsheet("its end is missing") }
        var count = tail.number(at: end + 10, bytes: 2)
        var length = tail.number(at: end + 12, bytes: 4)
        var start = tail.number(at: end + 16, bytes: 4)
        if count == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
            guard end >= 20, tail[(end - 20)...].starts(with: [80, 75, 6, 7]) else {
                throw FeedError.brokenSpreadsheet("its end is missing")
            }
            let large = try source.read(from: tail.number(at: end - 12, bytes: 8), count: 56)
            guard large.count == 56, large.starts(with: [80, 75, 6, 6]) else {
                throw FeedError.brokenSpreadsheet("its end is missing")
            }
            count = large.number(at: 32, bytes: 8)
            length = large.number(at: 40, bytes: 8)
            start = large.number(at: 48, bytes: 8)
        }
        guard count <= limits.parts, length <= limits.parts * 1024 else {
            throw FeedError.unpacksTooLarge("it has \(count) parts, and \(limits.parts) are allowed")
        }
        guard start >= 0, length >= 0, start <= size, length <= size - start else {
            throw FeedError.brokenSpreadsheet("its list of parts is not where it should be")
        }
        return (try source.read(from: start, count: length), count)
    }

    private static func parts(
        _ bytes: [UInt8], count: Int, size: Int, limits: FeedLimits
    ) throws(FeedError) -> [String: Part] {
        var parts: [String: Part] = [:]
        var place = 0
        var (packed, unpacked) = (0, 0)
        for _ in 0..<count {
            let (part, end) = try self.part(bytes, at: place)
            place = end
            packed += part.packed
            unpacked += part.unpacked
            // Parts that share their bytes are how a small file asks for petabytes.
            guard packed <= size else { throw .unpacksTooLarge("its parts lie over each other") }
            guard unpacked <= limits.unpacked else {
                throw .unpacksTooLarge("it would need more than \(limits.unpacked / 1_048_576) MB")
            }
            guard part.unpacked <= 1_048_576 || part.unpacked / max(1, part.packed) <= limits.ratio else {
                throw .unpacksTooLarge("a part of it grows to more than \(limits.ratio) times its size")
            }
            guard parts.updateValue(part, forKey: part.name) == nil else {
                throw .brokenSpreadsheet("two parts of it have the same name")
            }
        }
        return parts
    }

    private static func part(_ bytes: [UInt8], at place: Int) throws(FeedError) -> (part: Part, end: Int) {
        guard place + 46 <= bytes.count, bytes[place...].starts(with: [80, 75, 1, 2]) else {
            throw .brokenSpreadsheet("its list of parts is cut off")
        }
        let name = bytes.number(at: place + 28, bytes: 2)
        let extra = bytes.number(at: place + 30, bytes: 2)
        let end = place + 46 + name + extra + bytes.number(at: place + 32, bytes: 2)
        guard end <= bytes.count else { throw .brokenSpreadsheet("its list of parts is cut off") }
        guard bytes.number(at: place + 8, bytes: 2) & 1 == 0 else {
            throw .notATable("a spreadsheet with a password")
        }
        let method = bytes.number(at: place + 10, bytes: 2)
        guard method == 0 || method == 8 else { throw .brokenSpreadsheet("a part of it is packed in an unknown way") }
        var sizes = [
            bytes.number(at: place + 24, bytes: 4), bytes.number(at: place + 20, bytes: 4),
            bytes.number(at: place + 42, bytes: 4),
        ]
        let wide = Array(bytes[(place + 46 + name)..<(place + 46 + name + extra)])
        enlarge(&sizes, from: wide)
        guard sizes.allSatisfy({ (0...(1 << 50)).contains($0) }) else {
            throw .brokenSpreadsheet("its list of parts makes no sense")
        }
        let part = Part(
            name: String(decoding: bytes[(place + 46)..<(place + 46 + name)], as: UTF8.self), isPacked: method == 8,
            packed: sizes[1], unpacked: sizes[0], checksum: UInt32(bytes.number(at: place + 16, bytes: 4)),
            header: sizes[2])
        return (part, end)
    }

    /// Takes sizes of eight bytes from the extra field 1 (ZIP64) where four were not enough.
    private static func enlarge(_ sizes: inout [Int], from extra: [UInt8]) {
        var place = 0
        while place + 4 <= extra.count {
            let length = extra.number(at: place + 2, bytes: 2)
            if extra.number(at: place, bytes: 2) == 1 {
                var value = place + 4
                for number in sizes.indices where sizes[number] == 0xFFFF_FFFF && value + 8 <= extra.count {
                    sizes[number] = extra.number(at: value, bytes: 8)
                    value += 8
                }
                return
            }
            place += 4 + length
        }
    }
}

extension [UInt8] {
    /// A number of so many bytes, smallest first; one beyond the largest `Int` comes out negative.
    func number(at place: Int, bytes: Int) -> Int {
        var number: UInt64 = 0
        for offset in (0..<bytes).reversed() {
            number = number << 8 | UInt64(place + offset < count ? self[place + offset] : 0)
        }
        return Int(bitPattern: UInt(number))
    }
}
