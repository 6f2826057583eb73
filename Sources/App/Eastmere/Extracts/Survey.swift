import Kernel

extension Extracts {
    /// One pass over the homes: who there is and which rows there will be, kept in a few bytes each.
    struct Survey: Sendable {
        /// One row of a file before it is written: whose it is, and the order it comes in.
        struct Row: Sendable {
            fileprivate let key: UInt64
            let household: UInt32
            let member: UInt8
            let episode: UInt8
        }

        /// By agency, in the order of its file.
        private(set) var rows: [[Row]]
        /// The number of each home's first person.
        private(set) var firsts: [UInt32] = []
        /// By person, their place among those health knows.
        private(set) var healthRanks: [UInt32] = []
        /// By person, their serial number among those who started at the same school in the same year.
        private(set) var serials: [UInt16] = []
        /// People with at least one row.
        private(set) var seen = 0
        private(set) var knownToHealth = 0

        init(_ world: World) {
            rows = Array(repeating: [], count: Agency.allCases.count)
            var intakes: [UInt16] = Array(repeating: 0, count: world.schools.primaryCount * 64)
            while healthRanks.count < world.wish.people {
                let household = Household(firsts.count, first: healthRanks.count, world)
                firsts.append(UInt32(healthRanks.count))
                for (place, young) in household.people.enumerated() {
                    add(young, place, of: household, world)
                    healthRanks.append(UInt32(knownToHealth))
                    if young.contacts.isWithHealth || young.twin != nil { knownToHealth += 1 }
                    let intake = world.intake(of: young, in: household)
                    let slot = intake.school * 64 + intake.year % 64
                    serials.append(intakes[slot])
                    intakes[slot] += 1
                }
            }
            for place in rows.indices { rows[place].sort { ($0.key, $0.household) < ($1.key, $1.household) } }
        }

        private mutating func add(_ young: Young, _ place: Int, of household: Household, _ world: World) {
            if young.contacts.isAny { seen += 1 }
            for agency in Agency.allCases {
                for episode in 0..<young.contacts[agency] {
                    var dice = world.dice(agency, person: household.first + place, episode: episode, part: "row")
                    let minute = world.minute(agency, young, &dice)
                    let key = UInt64(minute) << 36 | dice.seed() >> 28
                    rows[agency.place].append(
                        Row(
                            key: key, household: UInt32(household.number), member: UInt8(place),
                            episode: UInt8(episode)))
                }
            }
        }
    }
}
