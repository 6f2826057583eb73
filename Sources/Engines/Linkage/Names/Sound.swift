/// How a name sounds, as a key: equal keys for the usual spellings of one sound.
///
/// A consonant skeleton in the manner of Philips' Metaphone (1990), with the digraphs of Polish, Arabic, Urdu, Bengali
/// and Punjabi names as they are written in English beside the English ones.
enum Sound {
    /// The key of a folded name: up to six sounds of five bits, the first nearest the top; 0 for no letters.
    static func key(_ name: some Collection<UInt8>) -> UInt32 {
        let text = Array(name.prefix(24))
        var sounds: [UInt8] = []
        var place = 0
        while place < text.count, sounds.count < 6 {
            let (sound, used) = next(in: text, at: place)
            place += used
            guard sound != 0 else { continue }
            if sound == vowel {
                if sounds.isEmpty { sounds.append(vowel) }
            } else if sounds.last != sound || (place > used + 1 && isVowel(text[place - used - 1])) {
                sounds.append(sound)
            }
        }
        var key: UInt32 = 0
        for index in 0..<6 { key = key << 5 | UInt32(index < sounds.count ? sounds[index] : 0) }
        return key
    }

    private static let vowel: UInt8 = 1
    private static let hush: UInt8 = 28
    private static let church: UInt8 = 29

    private static func isVowel(_ byte: UInt8) -> Bool {
        byte == 97 || byte == 101 || byte == 105 || byte == 111 || byte == 117 || byte == 121
    }

    private static func letter(_ character: Character) -> UInt8 {
        (character.asciiValue ?? 96) - 96 + 1
    }

    private static func at(_ text: [UInt8], _ place: Int) -> UInt8 {
        place < text.count ? text[place] : 0
    }

    /// The sound at a place and how many letters it takes; 0 for silence.
    private static func next(in text: [UInt8], at place: Int) -> (UInt8, Int) {
        let one = Character(UnicodeScalar(text[place]))
        let two = Character(UnicodeScalar(at(text, place + 1)))
        switch (one, two) {
        case ("p", "h"), ("f", _): return (letter("f"), one == "p" ? 2 : 1)
        case ("s", "h"), ("s", "z"): return (hush, 2)
        case ("s", "c") where at(text, place + 2) == 104: return (hush, 3)
        case ("c", "h"), ("c", "z"), ("t", "c"): return (church, 2)
        case ("r", "z"), ("z", "h"): return (letter("s"), 2)
        case ("k", "h"), ("c", "k"), ("q", "u"), ("g", "h"): return (letter(one == "g" ? "g" : "k"), 2)
        case ("t", "h"), ("d", "h"), ("b", "h"), ("j", "h"): return (letter(one), 2)
        case ("k", "n") where place == 0: return (letter("n"), 2)
        case ("w", "r") where place == 0: return (letter("r"), 2)
        case ("c", "e"), ("c", "i"), ("c", "y"), ("z", _): return (letter("s"), 1)
        case ("c", _), ("q", _), ("k", _): return (letter("k"), 1)
        case ("g", "e"), ("g", "i"), ("j", _): return (letter("j"), 1)
        case ("x", _): return (letter("k"), 1)
        case ("w", _), ("v", _):
            return (place == 0 || isVowel(at(text, place + 1)) ? letter("v") : 0, 1)
        case ("h", _): return (place == 0 ? letter("h") : 0, 1)
        case ("a", _), ("e", _), ("i", _), ("o", _), ("u", _): return (vowel, 1)
        case ("y", _): return (vowel, 1)
        default:
            let byte = text[place]
            return (byte >= 97 && byte <= 122 ? byte - 95 : 0, 1)
        }
    }
}
