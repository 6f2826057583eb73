/// Short forms of names told by their shape, where no list knows them.
///
/// English short forms keep a beginning or a stressed piece of the name and often take an ending: Penny of Penelope, Haz of
/// Harry, Bertie of Albert, Dija of Khadija (Lappe 2007, "English Prosodic Morphology"). A list of nicknames never has
/// them all.
enum ShortForm {
    /// The least a piece must have to be met anywhere in a name, or at the beginning after an ending was taken off.
    static let least = 3
    private static let endings = ["ie", "ey", "y", "i", "s", "z"].map { Array($0.utf8) }

    /// What is left of a name without the ending of a short form, a doubled letter before it written once; empty if it has no
    /// such ending or too little is left.
    ///
    /// Two letters are enough only where the form shows itself: a doubled letter (Immy), or an s or z (Haz).
    static func stem(_ name: some BidirectionalCollection<UInt8>) -> [UInt8] {
        guard let ending = endings.first(where: { name.suffix($0.count).elementsEqual($0) }) else { return [] }
        var stem = Array(name.dropLast(ending.count))
        let isDoubled = stem.count > 2 && stem[stem.count - 1] == stem[stem.count - 2]
        if isDoubled { stem.removeLast() }
        let isMarked = isDoubled || ending == [115] || ending == [122]
        return stem.count >= (isMarked ? 2 : least) ? stem : []
    }

    /// Whether one of two names looks like a short form of the other.
    static func isShort(_ one: ShortName, _ other: ShortName) -> Bool {
        let a = one.letterList
        let b = other.letterList
        return isShort(a, of: b) || isShort(b, of: a)
    }

    private static func isShort(_ name: [UInt8], of whole: [UInt8]) -> Bool {
        if name.count >= least, name.count < whole.count, place(of: name, in: whole) != nil { return true }
        let stem = stem(name)
        guard !stem.isEmpty, let place = place(of: stem, in: whole) else { return false }
        return place == 0 || stem.count >= least
    }

    private static func place(of piece: [UInt8], in whole: [UInt8]) -> Int? {
        guard piece.count <= whole.count else { return nil }
        return (0...whole.count - piece.count).first { whole[$0..<$0 + piece.count].elementsEqual(piece) }
    }
}

extension ShortName {
    /// Its bytes without the padding.
    var letterList: [UInt8] { (0..<count).map { bytes[$0] } }
}
