import Kernel

extension Extracts {
    /// As many schools as the town's young people need, each with a number no real school has.
    struct Schools: Sendable {
        struct School: Sendable {
            let name: String
            let urn: Int
            /// In UPNs given here.
            let establishment: Int
        }

        let all: [School]
        let primaryCount: Int
        private let town: Town
        private let secondaries: Range<Int>
        private let specials: Range<Int>
        private let colleges: Range<Int>

        init(people: Int, _ town: Town) {
            func names(_ listed: [String], per share: Int, beyond: (Int) -> String) -> [String] {
                let count = max(3, people / share + 1)
                return (0..<count).map { $0 < listed.count ? listed[$0] : beyond($0 - listed.count) }
            }
            func place(_ number: Int) -> String {
                let turn = number / town.streets.count
                let name = town.streets[number % town.streets.count]
                return turn == 0 ? name : "\(name) \(town.kinds[turn % town.kinds.count])"
            }
            func ending(_ list: [String], _ number: Int) -> String { list[number % list.count] }
            let primaries = names(town.primaries, per: town.primaryPeople, beyond: place).enumerated().map {
                "\($1) \(ending($0 < 24 ? [town.primaryEndings[0]] : town.primaryEndings, $0))"
            }
            let secondaries = names(town.secondaries, per: town.secondaryPeople) {
                "\(place($0 + 31)) \(ending(town.secondaryEndings, $0))"
            }
            let specials = names(town.specials, per: town.specialPeople) { "\(place($0 + 57)) Centre" }
            let colleges = names(town.colleges, per: town.collegePeople) { "\(place($0 + 73)) Sixth Form College" }
            primaryCount = primaries.count
            self.town = town
            self.secondaries = primaryCount..<primaryCount + secondaries.count
            self.specials = self.secondaries.upperBound..<self.secondaries.upperBound + specials.count
            self.colleges = self.specials.upperBound..<self.specials.upperBound + colleges.count
            all = (primaries + secondaries + specials + colleges).enumerated().map {
                School(name: $1, urn: 990_001 + $0, establishment: 2000 + $0)
            }
        }

        /// The primary school nearest a home.
        func primary(of dwelling: Int, among dwellings: Dwellings) -> Int {
            dwelling % dwellings.count * primaryCount / dwellings.count
        }

        /// The school somebody of this year is on the roll of; brothers and sisters mostly share one.
        func school(year: Int, primary: Int, home: Int, _ dice: inout Dice) -> School {
            if year <= 6 {
                let elsewhere = dice.happens(town.schoolElsewhere)
                return all[elsewhere ? dice.number(0...primaryCount - 1) : primary]
            }
            if year <= 11 {
                if dice.happens(town.special) { return all[dice.number(specials.lowerBound...specials.upperBound - 1)] }
                let usual = secondaries.lowerBound + (primary * 7 + home % 3) % secondaries.count
                let isElsewhere = dice.happens(town.secondaryElsewhere)
                return all[isElsewhere ? dice.number(secondaries.lowerBound...secondaries.upperBound - 1) : usual]
            }
            return all[dice.number(colleges.lowerBound...colleges.upperBound - 1)]
        }

        /// 0 for Reception, -1 for nursery, 1 to 14 for years.
        static func year(born: Int, on today: Int) -> Int {
            let (birth, day) = (Day(number: born), Day(number: today))
            let start = day.month >= 9 ? day.year : day.year - 1
            return start - birth.year - (birth.month >= 9 ? 1 : 0) - 4
        }
    }
}
