/// A way of finding candidates: records that agree on every part of its key are compared.
public struct BlockingRule: Codable, Sendable, Hashable {
    /// A part of a key, made from one record.
    public enum Part: Codable, Sendable, Hashable {
        /// The day of birth; a day and month that could be swapped make the same key.
        case dateOfBirth
        /// The year of birth.
        case birthYear
        /// The first forename, as its nickname or spelling family.
        case forename
        /// How the first forename sounds.
        case forenameSound
        /// The first letter of the first forename.
        case initial
        /// A surname, as its spelling family.
        case surname
        /// How a surname sounds.
        case surnameSound
        /// Any one name, forename or surname alike, as its family.
        case anyName
        /// Forename and surname in either order, by sound.
        case bothNames
        /// The full postcode.
        case postcode
        /// The postcode's sector.
        case sector
        /// The postcode's district.
        case district
        /// House number and street.
        case home
        /// House number and postcode.
        case house
        /// The value of an identifier field, by its name.
        case identifier(String)
        /// The agency's own key.
        case localID
        /// The value of a category field, by its name.
        case category(String)
    }

    /// How the rule is called in reports.
    public var name: String
    /// The parts that must agree.
    public var parts: [Part]
    /// The largest block compared in full.
    public var cap: Int
    /// Parts added one after another to the key of a block above the cap.
    public var refinements: [Part]

    /// Makes a rule from the parts of its key.
    public init(_ name: String, _ parts: [Part], cap: Int = 200, refinements: [Part] = []) {
        self.name = name
        self.parts = parts
        self.cap = cap
        self.refinements = refinements
    }
}
