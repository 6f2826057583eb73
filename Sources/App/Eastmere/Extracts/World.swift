import Kernel

extension Extracts {
    /// What every home of one town shares: its lists, its day, its streets and schools.
    ///
    /// Never changes; a class, so that handing it on for every row costs nothing.
    final class World: Sendable {
        let wish: Wish
        let material: Material
        /// Days since 1 January 1970.
        let today: Int
        let ages: Lot<Int>
        let sizes: Lot<Int>
        /// In the order of the agencies.
        let contacts: [Population.Contact]
        let dwellings: Dwellings
        let schools: Schools

        init(_ wish: Wish, _ material: Material) {
            self.wish = wish
            self.material = material
            let people = material.people
            today = wish.day.number
            ages = Lot(Array(people.ages.indices), weights: people.ages)
            sizes = Lot(Array(1...people.births.count), weights: people.births)
            contacts = Agency.allCases.map { agency in
                guard let contact = people.contacts[agency.stem], contact.byAge.count == people.ages.count else {
                    preconditionFailure("Nothing says whom \(agency.stem) meets at every age.")
                }
                return contact
            }
            dwellings = Dwellings(wish, material)
            schools = Schools(people: wish.people, material.town)
        }

        /// First school, and the year of starting there.
        func intake(of young: Young, in household: Household) -> (school: Int, year: Int) {
            let home = household.former?.dwelling ?? household.dwelling
            let year = Day(number: young.born + 4 * 365 + 121).year
            return (schools.primary(of: home, among: dwellings), year)
        }

        /// Everything else about a row, by chance of its own.
        func dice(_ agency: Agency, person: Int, episode: Int, part: String) -> Dice {
            Dice(
                seed: seed(wish.seed, UInt64(agency.place), UInt64(person), UInt64(episode)), part: part)
        }

        /// When it happened: minutes since 1 January 1970; a roll has no time.
        func minute(_ agency: Agency, _ young: Young, _ dice: inout Dice) -> Int {
            let contact = contacts[agency.place]
            guard contact.yearsBack > 0 else { return today * 1440 }
            let youngest = contact.byAge.firstIndex { $0 > 0 } ?? 0
            let from = max(today - contact.yearsBack * 365, young.born + 3 + youngest * 1461 / 4)
            let day = from >= today ? today - 1 : dice.number(from...today - 1)
            // Evenings are busier.
            let hour = dice.happens(0.5) ? dice.number(15...23) : dice.number(0...23)
            return day * 1440 + hour * 60 + dice.number(0...59)
        }
    }
}
