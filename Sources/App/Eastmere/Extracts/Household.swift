import Kernel

extension Extracts {
    /// One home and the young people who grew up in it, without their names.
    struct Household: Sendable {
        let number: Int
        /// The number of its first person among everyone.
        let first: Int
        private(set) var people: [Young] = []
        let dwelling: Int
        /// Where they lived before, and until which day.
        let former: (dwelling: Int, until: Int)?
        /// The other parent's.
        let other: Int?
        /// Whom the town's own record holds already, and which of the people that is.
        private(set) var known: (Known, member: Int)?

        init(_ number: Int, first: Int, _ world: World) {
            self.number = number
            self.first = first
            let shares = world.material.people
            var dice = Dice(seed: seed(world.wish.seed, UInt64(number)), part: "home")
            let known = number < world.wish.known.count ? world.wish.known[number] : nil
            let risk = Household.risk(shares, isKnown: known != nil, &dice)
            dwelling = world.dwellings.home(of: number)
            other = dice.happens(shares.otherHome) ? world.dwellings.anyone(&dice) : nil
            if dice.happens(shares.moved) {
                let until = world.today - dice.number(30...shares.movedWithinDays)
                former = (world.dwellings.anyone(&dice), until)
            } else {
                former = nil
            }
            let isInCare = dice.happens(shares.care / shares.careTogether * risk.full)
            let fathers = dice.happens(shares.otherFather)
            let anchor = known?.born.number ?? Household.birthday(world, &dice)
            let births = Household.births(around: anchor, world, &dice)
            let change = fathers && births.count > 1 ? dice.number(1...births.count - 1) : births.count
            for (place, birth) in births.enumerated() {
                let isTwins = dice.happens(shares.twins)
                for child in 0..<(isTwins ? 2 : 1) {
                    var young = Young(born: birth, isBoy: dice.happens(shares.boys), father: place < change ? 0 : 1)
                    if isTwins {
                        young.twin = people.count + (child == 0 ? 1 : -1)
                        if child == 1, dice.happens(shares.twinsSameSex * 2 - 1), let other = people.last {
                            young.isBoy = other.isBoy
                        }
                    }
                    if let known, birth == anchor, child == 0 {
                        young.isBoy = known.isBoy
                        self.known = (known, people.count)
                    } else {
                        young.place(inCare: isInCare && dice.happens(shares.careTogether), world, &dice)
                    }
                    young.contacts = Contacts(of: young, risk: risk, world, &dice)
                    people.append(young)
                }
            }
            keep(world.wish.people - first)
        }

        /// Where one of them lived on a day.
        func dwelling(of young: Young, on day: Int) -> Int {
            if let own = young.own, own.since <= day { return own.dwelling }
            if let former, day < former.until { return former.dwelling }
            return dwelling
        }

        /// Where they lived before the home they live in now; nil for somebody who never moved.
        func formerDwelling(of young: Young) -> Int? {
            young.own == nil ? former?.dwelling : dwelling
        }

        /// Leaves only as many as there is room for, in the last home of the town.
        private mutating func keep(_ count: Int) {
            guard people.count > count else { return }
            people.removeLast(people.count - count)
            for place in people.indices where (people[place].twin ?? 0) >= people.count { people[place].twin = nil }
        }

        private static func risk(_ shares: Population, isKnown: Bool, _ dice: inout Dice) -> Population.Risk {
            // Whom the town has a record of, agencies have met more often than others.
            isKnown ? shares.risks[shares.risks.count - 1] : dice.pick(shares.risks) { $0.share }
        }

        private static func birthday(_ world: World, _ dice: inout Dice) -> Int {
            let age = world.ages.draw(&dice)
            return world.today - (age * 1461) / 4 - dice.number(1...364)
        }

        /// Days of birth, the eldest first, of those who are 0 to 24 today.
        private static func births(around anchor: Int, _ world: World, _ dice: inout Dice) -> [Int] {
            let shares = world.material.people
            let count = world.sizes.draw(&dice)
            let place = dice.number(0...count - 1)
            let gap = shares.daysBetween[0]...shares.daysBetween[1]
            var days = [anchor]
            for _ in 0..<place { days.insert(days[0] - dice.number(gap), at: 0) }
            while days.count < count { days.append((days.last ?? anchor) + dice.number(gap)) }
            let kept = shares.siblingsKept
            return days.filter { day in
                guard day < world.today - 20, day > world.today - shares.ages.count * 1461 / 4 else { return false }
                let age = (world.today - day) * 4 / 1461
                return day == anchor || (kept.youngest...kept.oldest).contains(age) || dice.happens(kept.outside)
            }
        }
    }

    /// A young person's life as far as agencies meet it, without their name.
    struct Young: Sendable {
        /// Days since 1 January 1970.
        let born: Int
        var isBoy: Bool
        /// Which of the home's fathers' names is theirs.
        let father: Int
        /// The other twin's place in the home.
        var twin: Int?
        /// In care, as far as social care has it.
        private(set) var isInCare = false
        /// A home apart from the family's, and since when.
        private(set) var own: (dwelling: Int, since: Int)?
        var contacts = Contacts()

        init(born: Int, isBoy: Bool, father: Int) {
            self.born = born
            self.isBoy = isBoy
            self.father = father
        }

        /// Whole years, near enough to look a share up by.
        func age(on day: Int) -> Int { max(0, (day - born) * 4 / 1461) }

        fileprivate mutating func place(inCare: Bool, _ world: World, _ dice: inout Dice) {
            let shares = world.material.people
            let age = age(on: world.today)
            let longest = max(20, world.today - born - 1)
            if inCare {
                isInCare = true
                let home =
                    dice.happens(shares.childrensHome) && age >= 9
                    ? world.dwellings.childrensHome(&dice) : world.dwellings.anyone(&dice)
                own = (home, world.today - dice.number(10...min(2500, max(11, longest))))
            } else if dice.happens(shares.left[String(age)] ?? 0) {
                own = (world.dwellings.anyone(&dice), world.today - dice.number(20...700))
            }
        }
    }
}
