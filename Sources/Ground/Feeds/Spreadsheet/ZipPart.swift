import CZlib

/// One part of a zip file, unpacked a chunk at a time and never beyond the size its list gave.
final class ZipPart {
    private static let chunk = 64 * 1024

    /// Packed bytes taken so far, of all there are.
    private(set) var taken = 0
    let part: ZipArchive.Part

    private let source: FeedSource
    private let start: Int
    /// zlib remembers where its state lies, so that must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutablePointer<UInt8>
    private var given = 0
    private var checksum: UInt = 0
    private var isFinished = false

    init(_ source: FeedSource, part: ZipArchive.Part, start: Int) throws {
        self.source = source
        self.part = part
        self.start = start
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(capacity: Self.chunk)
        // -15: the largest window, no header, as zip files have it.
        let opened = inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(opened == Z_OK, "zlib could not start.")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    /// The next bytes; nil at the end, which must come where the list says.
    func next() throws -> [UInt8]? {
        if isFinished { return nil }
        let bytes = part.isPacked ? try unpack() : try copy()
        given += bytes.count
        guard given <= part.unpacked else {
            throw FeedError.unpacksTooLarge("a part of it is larger than its list says")
        }
        checksum = bytes.withUnsafeBufferPointer { crc32(checksum, $0.baseAddress, UInt32($0.count)) }
        if bytes.isEmpty || (!part.isPacked && given == part.unpacked) { isFinished = true }
        if isFinished {
            guard given == part.unpacked, checksum == UInt(part.checksum) else {
                throw FeedError.brokenSpreadsheet("a part of it is damaged")
            }
        }
        return bytes.isEmpty ? nil : bytes
    }

    private func copy() throws -> [UInt8] {
        let bytes = try source.read(from: start + taken, count: min(Self.chunk, part.packed - taken))
        taken += bytes.count
        return bytes
    }

    private func unpack() throws -> [UInt8] {
        var isEnd = false
        var status = Z_OK
        let bytes = try [UInt8](unsafeUninitializedCapacity: Self.chunk) { output, count in
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = UInt32(Self.chunk)
            while stream.pointee.avail_out > 0, !isEnd, status == Z_OK {
                if stream.pointee.avail_in == 0 { try fill() }
                let before = stream.pointee.avail_out
                let hadInput = stream.pointee.avail_in > 0
                status = inflate(stream, Z_NO_FLUSH)
                isEnd = status == Z_STREAM_END || (!hadInput && stream.pointee.avail_out == before)
            }
            count = Self.chunk - Int(stream.pointee.avail_out)
        }
        guard status == Z_OK || status == Z_STREAM_END || (status == Z_BUF_ERROR && isEnd) else {
            throw FeedError.brokenSpreadsheet("a part of it is damaged")
        }
        return bytes
    }

    private func fill() throws {
        let bytes = try source.read(from: start + taken, count: min(Self.chunk, part.packed - taken))
        taken += bytes.count
        bytes.withUnsafeBufferPointer { from in
            if let first = from.baseAddress { input.update(from: first, count: from.count) }
        }
        stream.pointee.next_in = input
        stream.pointee.avail_in = UInt32(bytes.count)
    }
}
