import Crypto
import Kernel

/// Identifiers of the form Open Referral asks for, the same for the same name.
enum StableUUID {
    /// A UUID of version 8 (RFC 9562, section 5.8) from the SHA-256 of a name.
    static func of(_ name: String) -> String {
        var bytes = Array(SHA256.hash(data: Array("breakwater directory|\(name)".utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        let cuts = [0, 8, 12, 16, 20, 32]
        return zip(cuts, cuts.dropFirst()).map { from, to in
            String(digits.dropFirst(from).prefix(to - from))
        }.joined(separator: "-")
    }

    /// Whether a text has a UUID's form, of any version.
    static func isForm(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) && $0.allSatisfy(\.isASCII) }
    }
}
