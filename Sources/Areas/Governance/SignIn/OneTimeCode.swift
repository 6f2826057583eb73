import Crypto
import Foundation
import Kernel

/// The six digits an authenticator app shows: RFC 6238 with SHA-1, 30 seconds, as every app understands it.
package struct OneTimeCode: Sendable {
    package let secret: [UInt8]

    package init(secret: [UInt8]) {
        self.secret = secret
    }

    /// A fresh secret of 160 bits, as RFC 4226 recommends.
    package static func make() -> OneTimeCode {
        var chance = SystemRandomNumberGenerator()
        return OneTimeCode(secret: (0..<20).map { _ in UInt8.random(in: 0...255, using: &chance) })
    }

    /// Which 30-second step an instant falls in.
    static func step(at now: Instant) -> Int { now.milliseconds / 30_000 }

    /// The digits for one step.
    package func digits(at step: Int) -> String {
        let counter = withUnsafeBytes(of: UInt64(step).bigEndian) { Array($0) }
        let code = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(code[19] & 0x0F)
        let number = code[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step whose digits these are, one either side allowed for slow clocks; nil when none is, or it was used before.
    func accepted(_ typed: String, at now: Instant, after lastStep: Int) -> Int? {
        let digits = typed.filter { !$0.isWhitespace }
        let current = OneTimeCode.step(at: now)
        return [current, current - 1, current + 1].first { $0 > lastStep && self.digits(at: $0) == digits }
    }

    /// The secret as people type it: base 32 (RFC 4648), in fours.
    package var typed: String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var buffer = 0
        var bits = 0
        for byte in secret {
            buffer = buffer << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letters[buffer >> bits & 31])
            }
            buffer &= (1 << bits) - 1
        }
        return text
    }
}

/// Ten codes for the day the phone is lost, each good once; only their hashes are kept.
enum RecoveryCodes {
    static func make() -> [String] {
        (0..<10).map { _ in
            let text = ID<OneTimeCode>.make().text.prefix(10)
            return "\(text.prefix(5))-\(text.suffix(5))"
        }
    }

    static func hash(_ code: String) -> String {
        let plain = code.lowercased().filter { $0.isLetter || $0.isNumber }
        return Audit.hex(Array(SHA256.hash(data: Array("recovery:\(plain)".utf8))))
    }
}
