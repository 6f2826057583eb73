import Foundation

/// The texts a spreadsheet's cells share, in memory while they are few and in a nameless file when they are many.
final class SharedTexts {
    private var starts: [UInt32] = [0]
    private var bytes: [UInt8] = []
    private var file: Int32 = -1
    private let limits: FeedLimits
    private var total = 0

    init(limits: FeedLimits) {
        self.limits = limits
    }

    deinit {
        if file >= 0 { close(file) }
    }

    func append(_ text: [UInt8]) throws {
        guard starts.count <= limits.sharedTexts, total + text.count < UInt32.max else {
            throw FeedError.unpacksTooLarge("it has more than \(limits.sharedTexts) different texts")
        }
        bytes += text
        total += text.count
        starts.append(UInt32(total))
        if bytes.count > limits.sharedBytes { try putAside() }
    }

    /// Call once, after the last text.
    func finish() throws {
        if file >= 0 { try putAside() }
    }

    /// The text of this number; nil when there is none.
    func text(_ number: Int) -> String? {
        guard number >= 0, number + 1 < starts.count else { return nil }
        let range = Int(starts[number])..<Int(starts[number + 1])
        if file < 0 { return String(decoding: bytes[range], as: UTF8.self) }
        let found = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            count = max(0, pread(file, buffer.baseAddress, range.count, off_t(range.lowerBound)))
        }
        return found.count == range.count ? String(decoding: found, as: UTF8.self) : nil
    }

    /// Moves what is in memory to the file, which has no name, so nobody can open it and nothing stays behind.
    private func putAside() throws {
        if file < 0 {
            var path = Array((NSTemporaryDirectory() + "/breakwater-texts-XXXXXX").utf8CString)
            file = mkstemp(&path)
            guard file >= 0 else { throw FeedError.cannotRead }
            unlink(path)
        }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw FeedError.cannotRead }
            written += count
        }
        bytes.removeAll(keepingCapacity: true)
    }
}

extension String {
    /// The text with Excel's own escapes read: `_x000D_` is a carriage return.
    static func sheetText(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains("_x") else { return text }
        var output = ""
        var rest = text[...]
        while let mark = rest.firstRange(of: "_x") {
            let digits = rest[mark.upperBound...].prefix(4)
            let after = rest[digits.endIndex...]
            if digits.utf8.count == 4, after.first == "_", let value = UInt32(digits, radix: 16),
                let sign = Unicode.Scalar(value)
            {
                output += rest[..<mark.lowerBound]
                output.unicodeScalars.append(sign)
                rest = after.dropFirst()
            } else {
                output += rest[..<mark.upperBound]
                rest = rest[mark.upperBound...]
            }
        }
        return output + rest
    }
}
