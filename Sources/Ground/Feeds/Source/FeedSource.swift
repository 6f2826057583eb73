import Foundation

/// Bytes that can be read from any place: a file, memory, or whatever the caller keeps them in.
///
/// Reading starts again at any byte, so an import goes on where it stopped.
package struct FeedSource: Sendable {
    /// How many bytes there are; nil when nobody knows.
    package let size: Int?
    /// What the file looked like when it was opened; nil for what is not a file.
    package let mark: FileMark?
    private let bytes: @Sendable (_ offset: Int, _ count: Int) throws -> [UInt8]

    /// A source whose closure gives up to `count` bytes from `offset`, and none at all only at the end.
    package init(size: Int?, bytes: @escaping @Sendable (_ offset: Int, _ count: Int) throws -> [UInt8]) {
        self.init(size: size, mark: nil, bytes: bytes)
    }

    private init(
        size: Int?, mark: FileMark?, bytes: @escaping @Sendable (_ offset: Int, _ count: Int) throws -> [UInt8]
    ) {
        self.size = size
        self.mark = mark
        self.bytes = bytes
    }

    package func read(from offset: Int, count: Int) throws -> [UInt8] {
        try bytes(offset, count)
    }

    /// Gives every byte in order, a chunk at a time: for the file's hash.
    package func forEachChunk(of count: Int, _ body: ([UInt8]) throws -> Void) throws {
        var offset = 0
        while true {
            let chunk = try read(from: offset, count: count)
            if chunk.isEmpty { return }
            try body(chunk)
            offset += chunk.count
        }
    }

    /// Bytes that are in memory already.
    package static func bytes(_ content: [UInt8]) -> FeedSource {
        FeedSource(size: content.count) { offset, count in
            guard offset < content.count else { return [] }
            return Array(content[offset..<min(content.count, offset + count)])
        }
    }

    package static func text(_ content: String) -> FeedSource { bytes(Array(content.utf8)) }

    /// A file as it is now; any later change of its size or time is an error at the next read.
    package static func file(_ path: String) throws(FeedError) -> FeedSource {
        let file = try OpenFile(path: path)
        guard let mark = file.mark() else { throw .cannotOpen(file.name) }
        return FeedSource(size: mark.size, mark: mark) { offset, count in
            try file.read(from: offset, count: count, while: mark)
        }
    }

    /// A file that was begun before and must still be the same.
    package static func file(_ path: String, unchangedSince mark: FileMark) throws(FeedError) -> FeedSource {
        let source = try file(path)
        guard source.mark == mark else { throw .changedWhileRead }
        return source
    }
}

/// How a file stood on the disk: enough to notice that somebody wrote to it.
package struct FileMark: Hashable, Sendable, Codable {
    package let size: Int
    /// Nanoseconds since 1970 of the last change.
    package let modified: Int
    package let node: UInt64
}

/// An open file, closed when nobody holds it any longer.
private final class OpenFile: Sendable {
    let name: String
    private let descriptor: Int32

    init(path: String) throws(FeedError) {
        name = String(path.split(separator: "/").last ?? Substring(path))
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(name) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func mark() -> FileMark? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let modified = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
        return FileMark(size: Int(status.st_size), modified: modified, node: UInt64(status.st_ino))
    }

    func read(from offset: Int, count: Int, while expected: FileMark) throws(FeedError) -> [UInt8] {
        let wanted = max(0, min(count, expected.size - offset))
        var got = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            while filled < wanted {
                got = pread(descriptor, buffer.baseAddress.map { $0 + filled }, wanted - filled, off_t(offset + filled))
                if got < 0 && errno == EINTR { continue }
                guard got > 0 else { return }
                filled += got
            }
        }
        guard mark() == expected else { throw .changedWhileRead }
        guard chunk.count == wanted else { throw .cannotRead }
        return chunk
    }
}
