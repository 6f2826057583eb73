import Kernel

extension Extracts {
    /// Every home in the town: so many to a postcode, so many postcodes to a street.
    struct Dwellings: Sendable {
        private let homes: Scramble
        /// Homes of people the town's own record holds, by household.
        private let known: [Address?]
        let count: Int
        private let town: Town
        private let childrensHomes: Int
        private let flats: Double
        private let seed: UInt64
        private let streetNames: Scramble

        private static let letters = Array("ABDEFGHJLNPQRSTUWXYZ")

        init(_ wish: Wish, _ material: Material) {
            town = material.town
            seed = wish.seed
            known = wish.known.map(\.address)
            flats = material.town.flats
            count = 60 + Int(Double(wish.people) * material.town.homesForEachPerson)
            homes = Scramble(count, seed: wish.seed, part: "homes")
            childrensHomes = 2 + wish.people / material.people.childrensHomePeople
            streetNames = Scramble(town.streets.count * town.kinds.count, seed: wish.seed, part: "streets")
        }

        /// The home of a household.
        func home(of household: Int) -> Int {
            household < known.count && known[household] != nil ? count + household : homes(household)
        }

        /// Any home at all.
        func anyone(_ dice: inout Dice) -> Int { dice.number(0...count - 1) }

        /// One of the few where several young people in care live together.
        func childrensHome(_ dice: inout Dice) -> Int {
            dice.number(0...childrensHomes - 1) * (count / (childrensHomes + 1)) + 7
        }

        /// Number, street and postcode.
        func address(_ dwelling: Int) -> Address {
            if dwelling >= count, let address = known[dwelling - count] { return address }
            let unit = dwelling / town.homesInPostcode
            let street = unit / town.postcodesInStreet
            let place = dwelling - street * town.postcodesInStreet * town.homesInPostcode
            let name = streetNames(street)
            let kind = town.kinds[name / town.streets.count]
            var dice = Dice(seed: Extracts.seed(seed, UInt64(dwelling)), part: "door")
            let isFlats = dice.happens(flats)
            let flat = isFlats ? dice.number(1...12) : nil
            // Odd numbers up one side, then even ones down the other.
            let half = town.postcodesInStreet * town.homesInPostcode / 2
            let number = place <= half ? 1 + place * 2 : 2 * (place - half)
            return Address(
                flat: flat, number: number, street: town.streets[name % town.streets.count], kind: kind,
                town: town.town, postcode: postcode(unit))
        }

        /// Units of one street lie together, as letters and as numbers.
        private func postcode(_ unit: Int) -> String {
            let district = unit / town.districtPostcodes
            let rest = unit % town.districtPostcodes
            let inSector = max(1, town.districtPostcodes / 9)
            let sector = min(9, rest / inSector + 1)
            let place = rest % inSector * 3 + district % 3
            let letters = Dwellings.letters
            let last = letters[place % letters.count]
            let first = letters[place / letters.count % letters.count]
            return "\(town.area)\(district + 1) \(sector)\(first)\(last)"
        }
    }

    /// Where somebody lives, before an agency writes it down in its own way.
    struct Address: Sendable, Equatable {
        let flat: Int?
        let number: Int
        let street: String
        let kind: String
        let town: String
        let postcode: String
    }
}
