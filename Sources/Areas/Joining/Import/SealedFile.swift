import Crypto
import Feeds
import Foundation
import Storage
import Synchronization

/// How a waiting file lies on the disk: in sealed pieces, so that reading can begin at any byte.
///
/// A head of 8 letters and 32 random bytes, then pieces of 65,536 bytes, each AES-256-GCM with the piece's number as
/// nonce and, as what is authenticated beside it, its number and whether it is the last. Every file has a key of its own.
enum SealedForm {
    static let mark = Array("BWFILE1\n".utf8)
    static let saltBytes = 32
    static let headBytes = 8 + 32
    static let piece = 65_536
    static let sealedPiece = 65_536 + 16

    static func key(_ master: SymmetricKey, salt: [UInt8]) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master, salt: salt, info: Array("breakwater waiting file v1".utf8), outputByteCount: 32)
    }

    static func nonce(_ number: Int) throws -> AES.GCM.Nonce {
        let counter = withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
        return try AES.GCM.Nonce(data: [0, 0, 0, 0] + counter)
    }

    static func about(_ number: Int, isLast: Bool) -> [UInt8] {
        withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) } + [isLast ? 1 : 0]
    }
}

/// Writes one waiting file; what it was given is on the disk, under its name, only after `finish`.
final class SealedWriter: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var number = 0
        var bytes = 0
        var hash = SHA256()
        var isOpen = true
    }

    private let path: String
    private let descriptor: Int32
    private let key: SymmetricKey
    private let state = Mutex(State())

    init(path: String, master: SymmetricKey) throws {
        self.path = path
        var chance = SystemRandomNumberGenerator()
        let salt = (0..<SealedForm.saltBytes).map { _ in UInt8.random(in: 0...255, using: &chance) }
        key = SealedForm.key(master, salt: salt)
        descriptor = open(path + ".part", O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.problem("cannot be made") }
        try write(SealedForm.mark + salt)
    }

    func take(_ bytes: some Sequence<UInt8> & Sendable) throws {
        try state.withLock { state in
            let before = state.buffer.count
            state.buffer.append(contentsOf: bytes)
            state.bytes += state.buffer.count - before
            var place = 0
            // One piece always stays behind: only `finish` knows which is the last.
            while state.buffer.count - place > SealedForm.piece {
                try seal(state.buffer[place..<place + SealedForm.piece], &state, isLast: false)
                place += SealedForm.piece
            }
            if place > 0 { state.buffer.removeFirst(place) }
        }
    }

    /// Size and SHA-256 of what was taken; the file is whole and safe from a power cut.
    func finish() throws -> (bytes: Int, hash: String) {
        try state.withLock { state in
            try seal(state.buffer[...], &state, isLast: true)
            state.buffer = []
            guard fsync(descriptor) == 0 else { throw Self.problem("cannot be written") }
            shut(&state)
            guard rename(path + ".part", path) == 0 else { throw Self.problem("cannot be named") }
            try Self.syncFolder(of: path)
            return (state.bytes, Hex.text(state.hash.finalize()))
        }
    }

    func discard() {
        state.withLock { shut(&$0) }
        unlink(path + ".part")
        unlink(path)
    }

    private func shut(_ state: inout State) {
        guard state.isOpen else { return }
        state.isOpen = false
        close(descriptor)
    }

    private func seal(_ piece: ArraySlice<UInt8>, _ state: inout State, isLast: Bool) throws {
        state.hash.update(data: piece)
        let box = try AES.GCM.seal(
            piece, using: key, nonce: SealedForm.nonce(state.number),
            authenticating: SealedForm.about(state.number, isLast: isLast))
        state.number += 1
        try write(Array(box.ciphertext) + Array(box.tag))
    }

    private func write(_ bytes: [UInt8]) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Foundation.write(descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.problem("cannot be written") }
            written += count
        }
    }

    private static func syncFolder(of path: String) throws {
        let folder = open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw problem("cannot be named") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw problem("cannot be named") }
    }

    private static func problem(_ what: String) -> StorageError {
        if [ENOSPC, EDQUOT].contains(errno) { return .full }
        return .unavailable("The waiting file \(what): \(String(cString: strerror(errno))).")
    }
}

/// A waiting file, read from any byte on.
final class SealedFile: Sendable {
    private let descriptor: Int32
    private let key: SymmetricKey
    private let pieces: Int
    let size: Int
    private let last = Mutex<(number: Int, bytes: [UInt8])?>(nil)

    init(path: String, master: SymmetricKey) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FeedError.cannotOpen("that was sent") }
        var head = [UInt8](repeating: 0, count: SealedForm.headBytes)
        let got = pread(descriptor, &head, head.count, 0)
        var status = stat()
        guard got == head.count, head.starts(with: SealedForm.mark), fstat(descriptor, &status) == 0 else {
            throw FeedError.cannotRead
        }
        key = SealedForm.key(master, salt: Array(head[SealedForm.mark.count...]))
        let body = Int(status.st_size) - SealedForm.headBytes
        pieces = (body + SealedForm.sealedPiece - 1) / SealedForm.sealedPiece
        size = body - 16 * pieces
        guard pieces > 0, size >= 0 else { throw FeedError.cannotRead }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The same, as what readers of feeds take.
    var source: FeedSource {
        FeedSource(size: size) { offset, count in try self.read(from: offset, count: count) }
    }

    private func read(from offset: Int, count: Int) throws -> [UInt8] {
        guard offset < size else { return [] }
        let end = min(size, offset + count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end - offset)
        var place = offset
        while place < end {
            let number = place / SealedForm.piece
            let piece = try piece(number)
            let from = place - number * SealedForm.piece
            let to = min(piece.count, end - number * SealedForm.piece)
            bytes.append(contentsOf: piece[from..<to])
            place = number * SealedForm.piece + to
        }
        return bytes
    }

    private func piece(_ number: Int) throws -> [UInt8] {
        if let held = last.withLock({ $0 }), held.number == number { return held.bytes }
        var sealed = [UInt8](repeating: 0, count: SealedForm.sealedPiece)
        let start = off_t(SealedForm.headBytes + number * SealedForm.sealedPiece)
        let got = pread(descriptor, &sealed, sealed.count, start)
        guard got >= 16 else { throw FeedError.cannotRead }
        let box = try AES.GCM.SealedBox(
            nonce: SealedForm.nonce(number), ciphertext: sealed[..<(got - 16)], tag: sealed[(got - 16)..<got])
        let about = SealedForm.about(number, isLast: number == pieces - 1)
        guard let opened = try? AES.GCM.open(box, using: key, authenticating: about) else { throw FeedError.cannotRead }
        let bytes = Array(opened)
        last.withLock { $0 = (number, bytes) }
        return bytes
    }
}

/// Bytes as people compare them.
enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
