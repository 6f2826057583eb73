import Kernel

extension Extracts {
    /// Everything the files are made of, from the dated lists that come with the program.
    struct Material: Sendable {
        let names: NameLists
        let town: Town
        let people: Population
        let agencies: Habits

        static let shipped = Material(
            names: NameLists(Library.read("extracts-names")), town: Library.read("extracts-town"),
            people: Library.read("extracts-people"), agencies: Habits(Library.read("extracts-agencies")))
    }

    /// Streets and schools, and how a town grows with its people.
    struct Town: Sendable, Decodable {
        let area: String
        let town: String
        let localAuthority: Int
        let homesInPostcode: Int
        let postcodesInStreet: Int
        let homesForEachPerson: Double
        let flats: Double
        let districtPostcodes: Int
        let streets: [String]
        let kinds: [String]
        let short: [String: String]
        let primaryPeople: Int
        let secondaryPeople: Int
        let collegePeople: Int
        let specialPeople: Int
        /// Goes to another school than the nearest, than brothers and sisters, or to a special one.
        let schoolElsewhere, secondaryElsewhere, special: Double
        let primaries: [String]
        let primaryEndings: [String]
        let secondaries: [String]
        let secondaryEndings: [String]
        let colleges: [String]
        let specials: [String]
    }

    /// Homes, ages and how often agencies meet whom.
    struct Population: Sendable, Decodable {
        struct Risk: Sendable, Decodable {
            let share: Double
            let full: Double
            let mild: Double
        }

        /// How much a home's risk says about meeting an agency.
        enum Bearing: String, Sendable, Decodable {
            case none, mild, full
        }

        struct Contact: Sendable, Decodable {
            let yearsBack: Int
            let byAge: [Double]
            /// Chance of one row more, after each.
            let again: Double
            let most: Int
            let risk: Bearing
            let amongPolice: Bool?
        }

        /// Who of those very young or grown up is still counted among the young people of a home.
        struct Kept: Sendable, Decodable {
            let youngest: Int
            let oldest: Int
            let outside: Double
        }

        let ages: [Double]
        let births: [Double]
        /// Fewest and most days from one child to the next.
        let daysBetween: [Int]
        let siblingsKept: Kept
        let twins: Double
        let twinsSameSex: Double
        let twinsNamedAlike: Double
        let boys: Double
        let otherFather: Double
        let mixed: Double
        /// A child's first name is of the father's group.
        let fathersNaming: Double
        let mothersName: Double
        let moved: Double
        let movedWithinDays: Int
        let otherHome: Double
        let care: Double
        /// Of the children of a home, when any is in care.
        let careTogether: Double
        let childrensHome: Double
        let childrensHomePeople: Int
        let left: [String: Double]
        let writesAccents: Double
        let risks: [Risk]
        /// No risk makes meeting an agency surer than this.
        let surest: Double
        let contacts: [String: Contact]
    }
}
