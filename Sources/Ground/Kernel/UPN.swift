/// A unique pupil number: a check letter, eleven digits, and a digit or, in a temporary number, a letter.
///
/// The check letter is the Department for Education's: the signs at positions 2 to 13, each times its position, added
/// up, modulo 23, as a place among the letters without I, O and S. A temporary number's last letter counts as its place.
package struct UPN: Hashable, Sendable, CustomStringConvertible {
    private static let letters = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

    /// "H801200001001": thirteen signs, letters in capitals.
    package let description: String

    /// Reads a number as people write it, with spaces or in small letters; nil when it does not add up.
    package init?(_ text: some StringProtocol) {
        let written = text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
        let signs = Array(written.utf8)
        guard signs.count == 13, let last = signs.last, let check = Self.letters.firstIndex(of: signs[0]) else {
            return nil
        }
        var values = signs[1..<12].map { Int($0) - 48 }
        guard values.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let digit = Int(last) - 48
        guard let end = (0...9).contains(digit) ? digit : Self.letters.firstIndex(of: last) else { return nil }
        values.append(end)
        let sum = zip(values, 2...13).reduce(0) { $0 + $1.0 * $1.1 }
        guard sum % Self.letters.count == check else { return nil }
        description = written
    }
}
