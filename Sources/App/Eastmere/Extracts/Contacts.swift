import Kernel

extension Extracts {
    /// How many rows each agency has of one person.
    struct Contacts: Sendable {
        private var counts: SIMD8<UInt8> = .zero

        init() {}

        init(of young: Young, risk: Population.Risk, _ world: World, _ dice: inout Dice) {
            let age = min(24, young.age(on: world.today))
            for agency in Agency.allCases {
                let contact = world.contacts[agency.place]
                var chance = contact.byAge[age]
                switch contact.risk {
                case .none: break
                case .mild: chance = min(world.material.people.surest, chance * risk.mild)
                case .full: chance = min(world.material.people.surest, chance * risk.full)
                }
                if contact.amongPolice == true, self[.police] == 0 { chance = 0 }
                if agency == .care, young.isInCare { chance = 1 }
                guard dice.happens(chance) else { continue }
                var count = 1
                while count < contact.most, dice.happens(contact.again) { count += 1 }
                self[agency] = count
            }
        }

        subscript(_ agency: Agency) -> Int {
            get { Int(counts[agency.place]) }
            set { counts[agency.place] = UInt8(newValue) }
        }

        /// Somebody has a row of them.
        var isAny: Bool { counts.wrappedSum() > 0 }

        /// One of the agencies that keep NHS numbers has.
        var isWithHealth: Bool { self[.care] + self[.justice] + self[.hospital] > 0 }
    }
}
