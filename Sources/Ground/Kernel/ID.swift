import Foundation

/// An identifier that knows what it identifies, so that a person's cannot be used where a plan's is due.
package struct ID<Subject>: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// Takes an identifier that was made before; refuses one that could not have been.
    package init?(_ text: some StringProtocol) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.text = String(text)
    }

    private init(trusted text: String) {
        self.text = text
    }

    /// A fresh identifier: 130 random bits in the letters and digits that are hard to misread.
    package static func make(using chance: inout some RandomNumberGenerator) -> ID {
        let letters = "0123456789abcdefghjkmnpqrstvwxyz".utf8.map { $0 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(26)
        for _ in 0..<26 { bytes.append(letters[Int(chance.next() >> 59)]) }
        return ID(trusted: String(decoding: bytes, as: UTF8.self))
    }

    /// A fresh identifier from the system's own randomness, or from the seed the work is done under (`Chance`).
    package static func make() -> ID {
        Chance.identifier()
    }

    package var description: String { text }

    package static func < (left: ID, right: ID) -> Bool { left.text < right.text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
