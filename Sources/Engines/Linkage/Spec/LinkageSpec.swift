/// Which columns take part in a linkage, how candidates are found, and what is decided from the evidence.
public struct LinkageSpec: Codable, Sendable, Equatable {
    /// A column of the files, or the same column under its names in several files.
    public struct Field: Codable, Sendable, Equatable {
        /// The name used in models, explanations and blocking rules.
        public var name: String
        /// What the column holds.
        public var kind: FieldKind
        /// The headers the column goes by; the first found in a file is read.
        public var columns: [String]
        /// Whether one person has at most one true value, so that two different ones cannot be one person.
        public var isUniquePerPerson: Bool

        /// Makes a field read from `columns`, or from the column called like the field.
        public init(_ kind: FieldKind, name: String, columns: [String] = [], isUniquePerPerson: Bool? = nil) {
            self.name = name
            self.kind = kind
            self.columns = columns.isEmpty ? [name] : columns
            self.isUniquePerPerson = isUniquePerPerson ?? (kind == .nhsNumber || kind == .upn)
        }
    }

    /// The columns, in the order they are explained.
    public var fields: [Field]
    /// How candidate pairs are found; empty means the rules that suit the fields.
    public var rules: [BlockingRule]
    /// Two (same person, stranger) or three (and: same household, another person).
    public var classes: Int
    /// The posterior from which two records are linked.
    public var linkFrom: Double
    /// The posterior from which two records are put before a person.
    public var askFrom: Double
    /// Whether error rates are learnt for each pair of agencies and shrunk to the pooled ones.
    public var perAgencyPair: Bool
    /// Sources that hold one live row for each person, so that two of their rows are two people.
    public var onePerPerson: [String]
    /// The seed of the random pairs from which chance agreement is learnt.
    public var seed: UInt64
    /// How many threads to use; the answer does not depend on it.
    public var threads: Int

    /// Makes a specification with the usual settings.
    public init(
        fields: [Field], rules: [BlockingRule] = [], classes: Int = 3, linkFrom: Double = 0.5, askFrom: Double = 0.05,
        perAgencyPair: Bool = true, onePerPerson: [String] = [], seed: UInt64 = 1, threads: Int = 2
    ) {
        self.fields = fields
        self.rules = rules
        self.classes = classes
        self.linkFrom = linkFrom
        self.askFrom = askFrom
        self.perAgencyPair = perAgencyPair
        self.onePerPerson = onePerPerson
        self.seed = seed
        self.threads = threads
    }

    /// The first field of a kind.
    public func field(_ kind: FieldKind) -> Field? {
        fields.first { $0.kind == kind }
    }

    /// The fields in the canonical names the joined-up record keeps its source records under.
    public static let canonical = LinkageSpec(fields: [
        Field(.localID, name: "local_ref"),
        Field(.forename, name: "forename"),
        Field(.middleNames, name: "middle_names"),
        Field(.surname, name: "surname"),
        Field(.alias, name: "also_known_as"),
        Field(.dateOfBirth, name: "date_of_birth"),
        Field(.sex, name: "sex"),
        Field(.address, name: "address"),
        Field(.postcode, name: "postcode"),
        Field(.nhsNumber, name: "nhs_number"),
        Field(.upn, name: "upn"),
        Field(.pncID, name: "pnc_id"),
    ])
}
