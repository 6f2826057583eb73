/// A United Kingdom postcode in its usual written form, such as "EM4 7QT".
package struct Postcode: Hashable, Sendable, CustomStringConvertible {
    /// Outward and inward parts with one space between, in capitals.
    package let description: String

    /// Accepts any spacing and case; refuses what does not have a postcode's shape (A9, A99, AA9, AA99, A9A, AA9A, 9AA).
    package init?(_ text: some StringProtocol) {
        let letters = text.uppercased().filter { !$0.isWhitespace }
        guard (5...7).contains(letters.count), letters.allSatisfy(\.isASCII) else { return nil }
        let outward = letters.dropLast(3)
        let inward = letters.suffix(3)
        let shapes: Set<String> = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"]
        guard shapes.contains(Postcode.shape(outward)), Postcode.shape(inward) == "9AA" else { return nil }
        description = "\(outward) \(inward)"
    }

    /// The first part, such as "EM4".
    package var district: Substring { description.prefix { $0 != " " } }

    private static func shape(_ text: some StringProtocol) -> String {
        String(text.map { $0.isNumber ? "9" : $0.isLetter ? "A" : "?" })
    }
}
