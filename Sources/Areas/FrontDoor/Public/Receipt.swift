import Crypto
import Kernel
import Storage

/// What goes with one report: all of it comes from the report's own secret, so that sending twice gives the same.
struct Receipt: Sendable {
    let referral: ID<Referral>
    /// "4821 9034": shown once, kept only as a hash.
    let pin: String
    private let id: String
    private let key: SymmetricKey

    init?(_ report: PublicReport, key: SymmetricKey) {
        guard let referral = ID<Referral>(Receipt.hex("referral|\(report.id)", key).prefix(26)) else { return nil }
        self.referral = referral
        self.key = key
        id = report.id
        var chance = KeyedChance(purpose: "pin|\(report.id)", key: key)
        let digits = (0..<8).map { _ in String(Int.random(in: 0...9, using: &chance)) }.joined()
        pin = "\(digits.prefix(4)) \(digits.suffix(4))"
    }

    /// The first of this report's references that nobody has yet.
    func reference(prefix: String, in tx: Transaction) throws -> String {
        var chance = KeyedChance(purpose: "reference|\(id)", key: key)
        return try tx.freeReference(prefix: prefix, using: &chance)
    }

    /// What is kept of a PIN; spaces and hyphens do not matter.
    static func hash(pin: String, of reference: String, key: SymmetricKey) -> String {
        let digits = pin.filter { $0.isASCII && $0.isNumber }
        return hex("pin hash|\(reference)|\(digits)", key)
    }

    private static func hex(_ text: String, _ key: SymmetricKey) -> String {
        HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// Numbers that only the holder of the key can foretell, the same ones each time for the same purpose.
private struct KeyedChance: RandomNumberGenerator {
    let purpose: String
    let key: SymmetricKey
    private var drawn = 0

    init(purpose: String, key: SymmetricKey) {
        self.purpose = purpose
        self.key = key
    }

    mutating func next() -> UInt64 {
        drawn += 1
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(purpose)|\(drawn)".utf8), using: key)
        return code.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
