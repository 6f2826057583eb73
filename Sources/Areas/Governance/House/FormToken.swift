import Crypto
import Foundation
import Kernel

/// Proof that a form came from one of our pages: of this session while it lasts, of this worker for a day after.
///
/// `nonce.worker.time.session-code.own-code`: the first code needs the session, the second only our key. The second
/// says whose words a form holds that arrives after its session ended, so that nobody else is ever shown them.
enum FormToken {
    /// How long the words of a form that came too late are kept for their writer.
    static let hoursHeld = 24

    static func make(for session: String, _ worker: ID<Worker>, at now: Instant, key: SymmetricKey) -> String {
        let head = "\(ID<Nonce>.make().text.prefix(16)).\(worker).\(now.milliseconds)"
        return "\(head).\(code("\(head)|\(session)", key)).\(code("\(head)|own", key))"
    }

    static func isValid(_ token: String, for session: String, key: SymmetricKey) -> Bool {
        guard let parts = Parts(token) else { return false }
        return matches(parts.sessionCode, "\(parts.head)|\(session)", key)
    }

    /// Whose page the form came from, when it is ours and not too old.
    static func writer(of token: String, at now: Instant, key: SymmetricKey) -> ID<Worker>? {
        guard let parts = Parts(token), matches(parts.ownCode, "\(parts.head)|own", key),
            now.seconds(since: parts.madeAt) < hoursHeld * 3600
        else { return nil }
        return parts.worker
    }

    private struct Parts {
        let head: String
        let worker: ID<Worker>
        let madeAt: Instant
        let sessionCode: Substring
        let ownCode: Substring

        init?(_ token: String) {
            let parts = token.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 5, let worker = ID<Worker>(parts[1]), let time = Int(parts[2]) else { return nil }
            head = parts[..<3].joined(separator: ".")
            self.worker = worker
            madeAt = Instant(milliseconds: time)
            sessionCode = parts[3]
            ownCode = parts[4]
        }
    }

    private static func code(_ text: String, _ key: SymmetricKey) -> String {
        Audit.hex(Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)))
    }

    private static func matches(_ hex: Substring, _ text: String, _ key: SymmetricKey) -> Bool {
        guard let given = bytes(hex) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(given, authenticating: Array(text.utf8), using: key)
    }

    private static func bytes(_ hex: Substring) -> [UInt8]? {
        guard hex.utf8.count == 64 else { return nil }
        var bytes: [UInt8] = []
        var rest = hex
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    private enum Nonce {}
}
