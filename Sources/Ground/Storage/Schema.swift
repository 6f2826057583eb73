/// What a column says about people: drives subject access, retention, redaction and the data dictionary.
package enum Personal: String, Sendable, CaseIterable {
    /// Nothing about anyone.
    case none
    /// Points to a person, without saying anything about them.
    case link
    /// Names, dates of birth, numbers that identify.
    case identity
    /// Where and how somebody can be reached.
    case contact
    /// Health, ethnicity, sexual life and the other special categories of UK GDPR article 9.
    case special
    /// Offences, alleged ones included: UK GDPR article 10.
    case offence
    /// Words people wrote: may hold anything.
    case freeText
    /// A worker's own account.
    case staff
}

/// One column: one of the four types, and what it says about people.
package struct Column: Sendable {
    package enum Kind: String, Sendable {
        case integer, real, text, blob
    }

    package let name: String
    package let kind: Kind
    package let personal: Personal
    package let isOptional: Bool
    /// The table whose key this column must hold.
    package let references: String?
    /// The only words allowed, when the column holds one of a closed list.
    package let allowed: [String]

    package static func text(
        _ name: String, _ personal: Personal = .none, optional: Bool = false, references: String? = nil,
        allowed: [String] = []
    ) -> Column {
        Column(
            name: name, kind: .text, personal: personal, isOptional: optional, references: references, allowed: allowed)
    }

    package static func integer(_ name: String, _ personal: Personal = .none, optional: Bool = false) -> Column {
        Column(name: name, kind: .integer, personal: personal, isOptional: optional, references: nil, allowed: [])
    }

    package static func real(_ name: String, _ personal: Personal = .none, optional: Bool = false) -> Column {
        Column(name: name, kind: .real, personal: personal, isOptional: optional, references: nil, allowed: [])
    }

    package static func blob(_ name: String, _ personal: Personal = .none, optional: Bool = false) -> Column {
        Column(name: name, kind: .blob, personal: personal, isOptional: optional, references: nil, allowed: [])
    }
}

/// A table as data; both databases' definitions are rendered from it.
package struct Table: Sendable {
    package let name: String
    package let columns: [Column]
    package let key: [String]
    package let unique: [[String]]
    package let indexes: [[String]]
    /// Rows may be added and read, never changed or removed: enforced by the database itself.
    package let appendOnly: Bool

    package init(
        _ name: String, key: [String] = ["id"], unique: [[String]] = [], indexes: [[String]] = [],
        appendOnly: Bool = false, columns: [Column]
    ) {
        self.name = name
        self.columns = columns
        self.key = key
        self.unique = unique
        self.indexes = indexes
        self.appendOnly = appendOnly
    }
}

/// One step from the schema as it was to the schema as it is: never edited once released, only followed by another.
package struct Migration: Sendable {
    package enum Step: Sendable {
        case create(Table)
        case addColumn(table: String, Column)
        case addIndex(table: String, columns: [String])
        /// Moves data; must be text both databases understand.
        case run(SQL)
    }

    /// Area and number, such as "people-001": the order is by module as composed, then by number.
    package let name: String
    /// What it does, as a sentence.
    package let purpose: String
    package let steps: [Step]

    package init(_ name: String, _ purpose: String, steps: [Step]) {
        self.name = name
        self.purpose = purpose
        self.steps = steps
    }
}
