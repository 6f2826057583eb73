import Kernel
import People

extension Eastmere {
    /// The young people of the town made by this wish, for its agencies' files: today's first.
    ///
    /// - Parameter wish: The same seed, day and scale as the demonstration's.
    /// - Returns: Everyone whose birthday the record has.
    package static func known(_ wish: Wish) -> [Extracts.Known] {
        let (library, today) = (Library.shipped, Today.shipped)
        let listed = (today.open + today.decided).compactMap { listed in
            Extracts.Known(listed.person(on: wish.now.day, seed: wish.seed), isBoy: listed.pronouns.hasPrefix("he/"))
        }
        let staff = Staff(library.town, seed: wish.seed)
        let told = stories(library, staff, wish).youngsters.compactMap { youngster in
            Extracts.Known(youngster.person, isBoy: youngster.pronoun == .he)
        }
        return listed + told
    }
}

extension Extracts.Known {
    /// Nil for somebody whose birthday nobody knows.
    fileprivate init?(_ person: Person, isBoy: Bool) {
        guard let born = person.born else { return nil }
        self.init(
            forename: person.givenName, surname: person.familyName, born: born, isBoy: isBoy, nhs: person.nhsNumber,
            address: person.address, postcode: person.postcode)
    }
}
