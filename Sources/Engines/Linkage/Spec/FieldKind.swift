/// What a column holds, which decides how it is prepared, compared and used to find candidates.
public enum FieldKind: String, Codable, Sendable, Hashable, CaseIterable {
    /// The row's own key, unique in its file; never compared.
    case id
    /// The agency or file a row comes from.
    case source
    /// An agency's own key for a person, compared only within that agency.
    case localID
    /// Given names; the first is the one mostly used.
    case forename
    /// Family names, one or several.
    case surname
    /// A whole name in one cell, split into given and family names.
    case fullName
    /// Given names after the first.
    case middleNames
    /// Other names a person is known by.
    case alias
    /// A day of birth in any of the usual spellings.
    case dateOfBirth
    /// Sex or gender as recorded.
    case sex
    /// A postcode, British or other.
    case postcode
    /// An address in one cell.
    case address
    /// The house number or name alone.
    case houseNumber
    /// The street alone.
    case street
    /// An NHS number (ten digits, Modulus 11).
    case nhsNumber
    /// A Unique Pupil Number (a check letter and twelve digits).
    case upn
    /// A Police National Computer identifier.
    case pncID
    /// Another identifier of a person.
    case identifier
    /// A short text compared for equality and likeness: suburb, birth place, occupation.
    case category
    /// A column that takes no part.
    case ignored
}
