import Foundation

extension Extracts {
    /// What goes wrong between a name and a record: fingers, and machines that read handwriting.
    enum Slip {
        private static let keyboard = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0) }
        /// What a scanner makes of letters.
        private static let misread: [(String, String)] = [
            ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("ii", "u"), ("li", "h"), ("l", "i"),
            ("e", "c"), ("h", "b"), ("u", "v"), ("a", "o"), ("n", "r"),
        ]

        /// One key missed, doubled, hit beside or too early, or one letter misread; never the same again.
        static func typo(_ text: String, _ dice: inout Dice) -> String {
            let letters = Array(text)
            guard letters.count > 2 else { return text }
            // The first letter is seldom wrong.
            let place = dice.happens(0.06) ? 0 : dice.number(1...letters.count - 1)
            let kind = dice.share()
            let slipped =
                switch kind {
                case ..<0.30: substituted(letters, place, &dice)
                case ..<0.54: deleted(letters, place)
                case ..<0.68: doubled(letters, place, &dice)
                case ..<0.88: transposed(letters, place)
                default: misreading(letters, &dice)
                }
            let result = String(slipped)
            return result == text ? String(substituted(letters, max(1, place), &dice)) : result
        }

        /// A digit changed, for numbers.
        static func digit(_ text: String, _ dice: inout Dice) -> String {
            var signs = Array(text)
            let places = signs.indices.filter { signs[$0].isNumber }
            guard !places.isEmpty else { return text }
            let place = dice.pick(places)
            let other = (signs[place].wholeNumberValue ?? 0) + dice.number(1...9)
            signs[place] = Character(String(other % 10))
            return String(signs)
        }

        private static func substituted(_ letters: [Character], _ place: Int, _ dice: inout Dice) -> [Character] {
            var letters = letters
            let old = letters[place]
            let near = neighbours(of: old.lowercased().first ?? old)
            guard !near.isEmpty else { return letters }
            let new = dice.pick(near)
            letters[place] = old.isUppercase ? new.uppercased().first ?? new : new
            return letters
        }

        private static func deleted(_ letters: [Character], _ place: Int) -> [Character] {
            var letters = letters
            letters.remove(at: place)
            return capital(letters, like: place == 0)
        }

        private static func doubled(_ letters: [Character], _ place: Int, _ dice: inout Dice) -> [Character] {
            var letters = letters
            let near = neighbours(of: letters[place].lowercased().first ?? letters[place])
            let again = near.isEmpty || dice.happens(0.5)
            letters.insert(again ? letters[max(1, place)] : dice.pick(near), at: max(1, place))
            return letters
        }

        private static func transposed(_ letters: [Character], _ place: Int) -> [Character] {
            var letters = letters
            let other = place + 1 < letters.count ? place + 1 : place - 1
            letters.swapAt(place, other)
            guard min(place, other) == 0 else { return letters }
            return capital(letters.map { $0.lowercased().first ?? $0 }, like: true)
        }

        private static func misreading(_ letters: [Character], _ dice: inout Dice) -> [Character] {
            let first = dice.number(0...misread.count - 1)
            let rest = String(letters.dropFirst())
            for step in misread.indices {
                let (from, to) = misread[(first + step) % misread.count]
                guard let found = rest.firstRange(of: from) else { continue }
                return [letters[0]] + Array(rest.replacingCharacters(in: found, with: to))
            }
            return letters
        }

        private static func capital(_ letters: [Character], like isFirst: Bool) -> [Character] {
            guard isFirst, let first = letters.first, let upper = first.uppercased().first else { return letters }
            return [upper] + letters.dropFirst()
        }

        private static func neighbours(of letter: Character) -> [Character] {
            for (line, keys) in keyboard.enumerated() {
                guard let place = keys.firstIndex(of: letter) else { continue }
                var near: [Character] = []
                for (other, column) in [(line, place - 1), (line, place + 1), (line - 1, place), (line + 1, place)]
                where keyboard.indices.contains(other) && keyboard[other].indices.contains(column) {
                    near.append(keyboard[other][column])
                }
                return near
            }
            return []
        }
    }
}
