extension Extracts {
    /// Names to draw from: listed ones, other spellings of them, two joined, and rare ones made of pieces.
    struct NamePool: Sendable {
        private let listed: Lot<String>
        private let written: Written
        private let respell: [Respelling]

        init(_ written: Written, respell: [Respelling]) {
            listed = Lot(commonestFirst: written.names, spread: written.spread)
            self.written = written
            self.respell = respell
        }

        func draw(_ dice: inout Dice) -> String {
            var kind = dice.share()
            if kind < written.made { return make(&dice) }
            kind -= written.made
            let name = listed.draw(&dice)
            if kind < written.respelt { return Respelling.any(of: respell, in: name, &dice) }
            kind -= written.respelt
            if kind < written.doubled, !written.seconds.isEmpty, name.utf8.count <= 7 {
                let second = dice.pick(written.seconds)
                if second != name { return "\(name)-\(second)" }
            }
            return name
        }

        /// A listed one that begins as another does; the other itself, respelt, where there is none.
        func draw(like name: String, _ dice: inout Dice) -> String {
            let near = listed.items.filter { $0 != name && $0.prefix(2) == name.prefix(2) }
            return near.isEmpty ? Respelling.any(of: respell, in: name, &dice) : dice.pick(near)
        }

        private func make(_ dice: inout Dice) -> String {
            let start = dice.pick(written.starts)
            let middle = dice.pick(written.middles)
            let end = dice.pick(written.ends)
            guard end.contains("/") else { return start + middle + end }
            return end.split(separator: "/").map { start + middle + $0 }.joined(separator: "/")
        }

        /// The list as it is written.
        struct Written: Sendable, Decodable {
            let spread: Double
            let respelt: Double
            let made: Double
            let doubled: Double
            let names: [String]
            let starts: [String]
            let middles: [String]
            let ends: [String]
            let seconds: [String]
        }
    }

    /// A letter or sound that some write another way, in ASCII.
    struct Respelling: Sendable {
        private let from: [UInt8]
        private let to: [UInt8]

        init(_ from: String, _ to: String) {
            (self.from, self.to) = (Array(from.utf8), Array(to.utf8))
        }

        /// The name by the first rule that fits, begun from by chance; the name itself when none does.
        static func any(of rules: [Respelling], in name: String, _ dice: inout Dice) -> String {
            let first = dice.number(0...rules.count - 1)
            let letters = Array(name.utf8)
            for step in rules.indices {
                if let other = rules[(first + step) % rules.count].applied(to: letters) { return other }
            }
            return name
        }

        private func applied(to letters: [UInt8]) -> String? {
            // The first letter stays: it carries the capital.
            guard letters.count > from.count else { return nil }
            for place in 1...letters.count - from.count
            where letters[place..<place + from.count].elementsEqual(from) {
                return String(decoding: letters[..<place] + to + letters[(place + from.count)...], as: UTF8.self)
            }
            return nil
        }
    }
}
