import Crypto
import Foundation

/// Seals text so that it can travel in a page and come back unread and unchanged: AES-256-GCM, with what it is for.
package struct Sealer: Sendable {
    private let key: SymmetricKey

    package init(key: SymmetricKey) {
        self.key = key
    }

    /// Base 64 for a URL or a hidden field.
    package func seal(_ text: String, for purpose: String) -> String {
        // Padded to the next 512 bytes, so that the length of an answer says little.
        let bytes = Array(text.utf8)
        let room = (bytes.count + 4 + 511) / 512 * 512
        let length = withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) }
        let padded = length + bytes + [UInt8](repeating: 0, count: room - bytes.count - 4)
        guard let box = try? AES.GCM.seal(padded, using: key, authenticating: Array(purpose.utf8)),
            let combined = box.combined
        else { preconditionFailure("AES-GCM cannot fail with a fresh nonce and a 256-bit key.") }
        return combined.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The text, or nil when it was changed, sealed for something else or by another key.
    package func open(_ sealed: String, for purpose: String) -> String? {
        var base64 = sealed.replacing("-", with: "+").replacing("_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: base64), let box = try? AES.GCM.SealedBox(combined: data),
            let padded = try? AES.GCM.open(box, using: key, authenticating: Array(purpose.utf8)), padded.count >= 4
        else { return nil }
        let length = padded.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard length <= padded.count - 4 else { return nil }
        return String(decoding: padded.dropFirst(4).prefix(length), as: UTF8.self)
    }
}
