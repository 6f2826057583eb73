extension Extracts {
    /// Names by where they come from, and the ways people write and shorten them.
    struct NameLists: Sendable {
        let groups: [NameGroup]
        /// Chance of a home for each group.
        let homes: Lot<Int>
        let accents: [String: String]
        let street: [String]
        /// The first group that lists a surname.
        private let surnames: [String: Int]
        private let spellings: [String: [String]]
        private let nicknames: [String: [String]]

        init(_ written: Written) {
            let respellings = written.respell.map { Respelling($0[0], $0[1]) }
            groups = written.groups.map { NameGroup($0, respell: respellings) }
            surnames = Dictionary(
                written.groups.enumerated().flatMap { place, group in group.family.names.map { ($0, place) } },
                uniquingKeysWith: { first, _ in first })
            homes = Lot(Array(groups.indices), weights: written.groups.map(\.weight))
            accents = written.accents
            street = written.calledOnTheStreet
            nicknames = written.nicknames
            var spellings: [String: [String]] = [:]
            for family in written.spellings {
                for name in family { spellings[name, default: []] += family.filter { $0 != name } }
            }
            self.spellings = spellings
        }

        /// The group a surname is listed in, if any lists it.
        func group(of surname: String) -> Int? { surnames[surname] }

        /// Other ways of writing the same name; the first few are the usual ones.
        func spellings(of name: String) -> [String] { spellings[name] ?? [] }

        func nicknames(of name: String) -> [String] { nicknames[name] ?? [] }

        /// The file as it is written.
        struct Written: Sendable, Decodable {
            let groups: [NameGroup.Written]
            let spellings: [[String]]
            let nicknames: [String: [String]]
            let accents: [String: String]
            let respell: [[String]]
            let calledOnTheStreet: [String]
        }
    }

    /// Names that mostly go together, with the habits that come with them.
    ///
    /// Never changes; a class, as every row looks into it.
    final class NameGroup: Sendable {
        let key: String
        let ethnicities: Lot<String>
        let he: NamePool
        let she: NamePool
        let family: NamePool
        let habits: Customs

        fileprivate init(_ written: Written, respell: [Respelling]) {
            key = written.key
            ethnicities = Lot(written.ethnicity)
            he = NamePool(written.he, respell: respell)
            she = NamePool(written.she, respell: respell)
            family = NamePool(written.family, respell: respell)
            habits = written.habits
        }

        struct Written: Sendable, Decodable {
            let key: String
            let weight: Double
            let ethnicity: [String: Double]
            let he: NamePool.Written
            let she: NamePool.Written
            let family: NamePool.Written
            let habits: Customs
        }
    }

    /// How a group gives names.
    struct Customs: Sendable, Decodable {
        /// Has a middle name.
        let middle: Double
        /// Carries two family names.
        let dual: Double
        /// How many times more often forename and surname change places.
        let swapped: Double
        /// How many times more often a birthday nobody knew is written as 1 January.
        let newYear: Double
        /// A boy's first name honours, and another is the one he is called by.
        let honorific: Double?
        let honorifics: [String]?
        /// A girl has a second name of her own in place of the family's.
        let daughters: Double?
        let daughterNames: [String]?
        /// Known by the father's first name in some places, the grandfather's in others.
        let patronymic: Double?
        /// How often an agency has the father's.
        let patronymUsed: Double?
        /// Uses an English name beside the given one.
        let english: Double?
        let englishNames: [String]?
    }
}
