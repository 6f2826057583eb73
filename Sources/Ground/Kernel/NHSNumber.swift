/// A ten-digit NHS number whose check digit is right (Modulus 11, NHS Data Dictionary).
package struct NHSNumber: Hashable, Sendable, CustomStringConvertible {
    package let digits: String

    package init?(_ text: some StringProtocol) {
        let digits = String(text.filter { !$0.isWhitespace && $0 != "-" })
        let values = digits.utf8.map { Int($0) - 48 }
        guard values.count == 10, values.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let sum = zip(values, (2...10).reversed()).reduce(0) { $0 + $1.0 * $1.1 }
        let check = (11 - sum % 11) % 11
        guard check != 10, check == values[9] else { return nil }
        self.digits = digits
    }

    /// "943 476 5919".
    package var description: String {
        "\(digits.prefix(3)) \(digits.dropFirst(3).prefix(3)) \(digits.suffix(4))"
    }
}
