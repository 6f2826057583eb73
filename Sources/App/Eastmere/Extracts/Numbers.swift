import Kernel

extension Extracts {
    /// Numbers that agencies know people by: right in form, and never anybody's.
    struct Numbers: Sendable {
        /// Six digits after 999 whose check digit exists.
        private let stems: [UInt32]
        private let order: Scramble
        private let records: Scramble
        private let seed: UInt64
        private let authority: Int

        init(_ world: World) {
            let given = Set(world.wish.known.compactMap { UInt32($0.nhs.dropFirst(3).prefix(6)) })
            // Four to a person are plenty: fewer than half of them are ever known to health.
            let range: Range<UInt32> = 0..<UInt32(min(1_000_000, max(10_000, world.wish.people * 4)))
            stems = range.filter { Numbers.check(of: Int($0)) != nil && !given.contains($0) }
            order = Scramble(stems.count, seed: world.wish.seed, part: "nhs")
            records = Scramble(1_000_000, seed: world.wish.seed, part: "records")
            seed = world.wish.seed
            authority = world.material.town.localAuthority
        }

        /// How many NHS numbers there are to give.
        var nhsCount: Int { stems.count }

        /// The NHS number of the `rank`th person that health knows.
        func nhs(_ rank: Int) -> String {
            let stem = Int(stems[order(rank)])
            return "999\(Numbers.padded(stem, to: 6))\(Numbers.check(of: stem) ?? 0)"
        }

        /// A unique pupil number from the first school, the year of starting there and a serial number.
        func upn(establishment: Int, year: Int, serial: Int) -> String {
            checked(establishment, year, "\(Numbers.padded(serial, to: 3))")
        }

        /// A number given until the real one is known: its last sign is a letter.
        func temporaryUPN(establishment: Int, year: Int, _ dice: inout Dice) -> String {
            let serial = Numbers.padded(dice.number(0...99), to: 2)
            let letter = Character(Unicode.Scalar(UInt8(65 + dice.number(0...7))))
            return checked(establishment, year, "\(serial)\(letter)")
        }

        /// A police number: serial numbers above nine million have never been given.
        func pnc(person: Int, year: Int) -> String {
            let serial = 9_000_000 + records(person)
            let letters = Array("ZABCDEFGHJKLMNPQRTUVWXY")
            let letter = letters[(year % 100 * 10_000_000 + serial) % 23]
            return "\(year)/\(Numbers.padded(serial, to: 7))\(letter)"
        }

        /// An agency's own number for a person: the first it gave them, or a later one.
        func local(_ agency: Agency, person: Int, turn: Int) -> Int {
            100_000 + turn * 1_000_000 + (records(person) + agency.place * 137_911) % 1_000_000
        }

        static func padded(_ number: Int, to width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }

        /// Modulus 11 over 999 and these six digits; nil where the NHS gives no number.
        private static func check(of stem: Int) -> Int? {
            var (sum, rest) = (9 * (10 + 9 + 8), stem)
            for weight in 2...7 {
                sum += rest % 10 * weight
                rest /= 10
            }
            let check = (11 - sum % 11) % 11
            return check == 10 ? nil : check
        }

        private func checked(_ establishment: Int, _ year: Int, _ end: String) -> String {
            let rest = "\(authority)\(Numbers.padded(establishment, to: 4))\(two(year % 100))\(end)"
            guard let upn = UPN(withoutCheck: rest) else { preconditionFailure("\(rest) is no pupil number.") }
            return upn.description
        }
    }
}
