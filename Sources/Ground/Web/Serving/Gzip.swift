import CZlib

/// Gzip by zlib.
enum Gzip {
    /// - Precondition: memory for a copy of `bytes` is there: zlib has no other way to fail here.
    static func pack(_ bytes: [UInt8], level: Int32) -> [UInt8] {
        var stream = z_stream()
        // 15 + 16: the largest window, with gzip's header and trailer.
        let opened = deflateInit2_(
            &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)
        )
        precondition(opened == Z_OK, "zlib could not start.")
        defer { deflateEnd(&stream) }
        var input = bytes
        let room = Int(deflateBound(&stream, UInt(input.count)))
        return input.withUnsafeMutableBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: room) { target, count in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(room)
                let finished = deflate(&stream, Z_FINISH)
                precondition(finished == Z_STREAM_END, "zlib could not finish.")
                count = room - Int(stream.avail_out)
            }
        }
    }
}
