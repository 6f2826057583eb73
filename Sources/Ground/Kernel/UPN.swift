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
        guard signs.count == 13, let check = Self.checkLetter(of: signs[1...]), check == signs[0] else { return nil }
        description = written
    }

    /// Puts the check letter before the twelve signs it is made from; nil when they are not eleven digits and a sign.
    package init?(withoutCheck rest: some StringProtocol) {
        let signs = Array(rest.utf8)
        guard signs.count == 12, let check = Self.checkLetter(of: signs[...]) else { return nil }
        description = "\(Character(Unicode.Scalar(check)))\(rest)"
    }

    private static func checkLetter(of signs: ArraySlice<UInt8>) -> UInt8? {
        var sum = 0
        for (sign, position) in zip(signs, 2...13) {
            let digit = Int(sign) - 48
            if (0...9).contains(digit) {
                sum += digit * position
            } else if position == 13, let place = letters.firstIndex(of: sign) {
                sum += place * position
            } else {
                return nil
            }
        }
        return letters[sum % letters.count]
    }
}
