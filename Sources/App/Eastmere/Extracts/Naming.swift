import Kernel

extension Extracts {
    /// What one person is called, by those who know them best and by others.
    struct Named: Sendable {
        let forename: String
        let middle: String
        let surname: String
        /// Stands before the name they are called by.
        var honorific = ""
        /// A stepfather's, a mother's or a father's first name, where some agencies use it.
        var others: [String] = []
        /// Both family names, where there are two.
        var dual: (first: String, second: String)?
        var english = ""
        var ethnicity = ""
        let writesAccents: Bool

        /// The same person under the name the town's own record has.
        func called(_ known: Known) -> Named {
            var named = Named(
                forename: known.forename, middle: middle, surname: known.surname, writesAccents: writesAccents)
            named.others = others
            named.ethnicity = ethnicity
            return named
        }
    }

    /// The names of everyone in one home.
    struct Naming: Sendable {
        private let lists: NameLists
        private let shares: Population
        private let seed: UInt64

        init(_ world: World) {
            lists = world.material.names
            shares = world.material.people
            seed = world.wish.seed
        }

        /// The group of a home's mother, and by chance another of its father.
        func names(of household: Household) -> (group: Int, people: [Named]) {
            var dice = Dice(seed: Extracts.seed(seed, UInt64(household.number)), part: "names")
            let mothers = household.known.flatMap { lists.group(of: $0.0.surname) } ?? lists.homes.draw(&dice)
            let fathers = dice.happens(shares.mixed) ? lists.homes.draw(&dice) : mothers
            let (mother, father) = (lists.groups[mothers], lists.groups[fathers])
            let maiden = mother.family.draw(&dice)
            let isMothers = dice.happens(shares.mothersName)
            var families = [isMothers ? maiden : father.family.draw(&dice), mother.family.draw(&dice)]
            if let (known, member) = household.known { families[household.people[member].father] = known.surname }
            let step = mother.family.draw(&dice)
            let isDual = dice.happens(father.habits.dual)
            let patronym = father.he.draw(&dice)
            let isPatronymic = dice.happens(father.habits.patronymic ?? 0)
            let ethnicity = father.ethnicities.draw(&dice)
            let writesAccents = dice.happens(shares.writesAccents)
            var people: [Named] = []
            for young in household.people {
                let group = young.father == 0 && dice.happens(shares.fathersNaming) ? father : mother
                let pool = young.isBoy ? group.he : group.she
                var forename = pool.draw(&dice)
                if let twin = young.twin, twin < people.count, dice.happens(shares.twinsNamedAlike) {
                    forename = pool.draw(like: people[twin].forename, &dice)
                }
                for _ in 0..<5 where people.contains(where: { $0.forename == forename }) { forename = pool.draw(&dice) }
                let family = form(families[young.father], isBoy: young.isBoy)
                let second = form(maiden, isBoy: young.isBoy)
                var surname = isDual && second != family ? "\(family)-\(second)" : family
                if !young.isBoy, dice.happens(group.habits.daughters ?? 0), let own = group.habits.daughterNames {
                    surname = dice.pick(own)
                }
                let middle = middle(of: young, group, pool, &dice)
                var named = Named(forename: forename, middle: middle, surname: surname, writesAccents: writesAccents)
                if isDual, second != family, surname.contains("-") { named.dual = (family, second) }
                named.others = [form(step, isBoy: young.isBoy), second]
                if isPatronymic { named.others = [patronym, patronym] }
                honour(&named, young, group.habits, &dice)
                if dice.happens(group.habits.english ?? 0), let names = group.habits.englishNames {
                    named.english = dice.pick(names)
                }
                named.ethnicity = ethnicity
                if let (known, member) = household.known, member == people.count { named = named.called(known) }
                people.append(named)
            }
            return (fathers, people)
        }

        func key(_ group: Int) -> String { lists.groups[group].key }

        func customs(_ group: Int) -> Customs { lists.groups[group].habits }

        private func middle(of young: Young, _ group: NameGroup, _ pool: NamePool, _ dice: inout Dice) -> String {
            guard dice.happens(group.habits.middle) else { return "" }
            return pool.draw(&dice)
        }

        private func honour(_ named: inout Named, _ young: Young, _ customs: Customs, _ dice: inout Dice) {
            guard young.isBoy, let honorifics = customs.honorifics, dice.happens(customs.honorific ?? 0) else { return }
            let honorific = dice.pick(honorifics)
            let alike = lists.spellings(of: honorific)
            if named.forename != honorific, !alike.contains(named.forename) { named.honorific = honorific }
        }

        /// "Kowalski/Kowalska": his form or hers.
        private func form(_ family: String, isBoy: Bool) -> String {
            guard let cut = family.utf8.firstIndex(of: UInt8(ascii: "/")) else { return family }
            return String(isBoy ? family[..<cut] : family[family.index(after: cut)...])
        }
    }
}
