/// How two values of a field agree; each comparison uses some of these, best first.
public enum Level: String, Codable, Sendable, Hashable, CaseIterable {
    /// One value or both are not known, or were already counted in another comparison: neutral.
    case missing
    /// The same value.
    case exact
    /// Forename and surname changed places; counted in the forename alone.
    case swapped
    /// One name of several is shared: part of a double surname, a middle name used as the first.
    case shared
    /// Nicknames or spellings of one name.
    case variant
    /// Jaro–Winkler likeness of at least 0.92.
    case near
    /// Jaro–Winkler likeness of at least 0.85.
    case close
    /// The names sound alike.
    case sound
    /// One looks like a short form of the other, though no list has it.
    case short
    /// One is only the other's first letter, or has it as a further name's.
    case initial
    /// One is a name of honour alone, which many are called by who have another name.
    case honour
    /// Jaro–Winkler likeness of at least 0.70.
    case faint
    /// Day and month changed places.
    case dayMonth
    /// One digit wrong, two neighbouring digits in each other's place, or the next year.
    case oneEdit
    /// At most a year apart, one the first of January, which often means "not known".
    case newYear
    /// The same year of birth.
    case sameYear
    /// Years of birth at most ten apart.
    case tenYears
    /// The same house.
    case home
    /// The same postcode, the house not known on one side.
    case postcode
    /// The same postcode, another house.
    case neighbour
    /// The same street by name.
    case street
    /// The same postcode sector.
    case sector
    /// The same postcode district.
    case district
    /// Nothing agrees.
    case different
    /// Nothing agrees, though one's further names are known and the other's name could have been among them.
    case apart
}

/// How a field's values are compared, which fixes its levels.
public enum ComparisonKind: String, Codable, Sendable, Hashable, CaseIterable {
    /// Given names, with swaps and middle names.
    case forename
    /// Family names.
    case surname
    /// Given names after the first.
    case middleNames
    /// Day of birth.
    case dateOfBirth
    /// Sex as recorded.
    case sex
    /// Postcode, house and street together, since one implies the others.
    case place
    /// An identifier of a person.
    case identifier
    /// An agency's own key, within that agency.
    case localID
    /// A short text.
    case category

    /// The levels in the order of their codes: `missing` is 0, the rest from most alike to different.
    public var levels: [Level] {
        switch self {
        case .forename:
            [
                .missing, .exact, .swapped, .shared, .variant, .near, .close, .sound, .short, .initial, .honour, .faint,
                .different, .apart,
            ]
        case .surname: [.missing, .exact, .shared, .variant, .near, .close, .sound, .faint, .different]
        case .middleNames: [.missing, .exact, .shared, .initial, .different]
        case .dateOfBirth:
            [.missing, .exact, .dayMonth, .oneEdit, .newYear, .sameYear, .tenYears, .different]
        case .sex: [.missing, .exact, .different]
        case .place:
            [.missing, .home, .postcode, .neighbour, .street, .sector, .district, .different]
        case .identifier: [.missing, .exact, .oneEdit, .different]
        case .localID: [.missing, .exact, .different]
        case .category: [.missing, .exact, .near, .different]
        }
    }

    /// The levels whose weight depends on how common the agreeing value is.
    public var frequencyLevels: Set<Level> {
        switch self {
        case .forename: [.exact, .swapped, .shared, .variant]
        case .surname: [.exact, .shared, .variant]
        case .dateOfBirth: [.exact]
        case .place: [.home, .postcode]
        case .category: [.exact]
        case .middleNames: [.exact, .shared]
        case .sex, .identifier, .localID: []
        }
    }
}
