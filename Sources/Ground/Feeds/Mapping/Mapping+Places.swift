/// What mappings say of rows that are about no person.
extension Mapping {
    /// What a row of a file makes.
    package enum Subject: String, Codable, Sendable, CaseIterable {
        /// A young person's record, and what happened to them.
        case person
        /// Something that happened at a time and perhaps a place; to whom is not known, or not said.
        case event
        /// What is known of a small area.
        case area
        case school
        /// How many there were in a month or a year.
        case count
    }

    /// What a row makes.
    package var makes: Subject { subject ?? .person }

    /// Fields of which one at least must be there.
    package struct Need: Codable, Sendable, Equatable {
        package var fields: [String]
        /// What is wrong when none is: "Nothing says when it was."
        package var reason: String
    }

    /// How a row becomes an `EventRow`. Every other field is known by its own name: `category`, `method`, `sex`…
    package struct Happening: Codable, Sendable, Equatable {
        /// "crime", "assault", "arrest": the word events are told apart by.
        package var kind: String
        /// Fields that say when: the first that is there counts, and any but the first is only about when.
        package var at: [String]
        /// For a field of `at` that holds a day, the field that holds the time of day.
        package var times: [String: String]?
        /// The field that says until when: somewhere between the two it happened.
        package var until: String?
        /// How exact the points of such a file are.
        package var point: EventPoint.Exactness
        /// Further fields worth keeping with the event, under their own names.
        package var details: [String]?
    }

    /// Where somebody's home is says who they are: it is left out before anything is kept.
    package struct HomeRule: Codable, Sendable, Equatable {
        /// The field that says what kind of place it was, and its values that mean a home.
        package var field: String
        package var among: [String]
        /// The field with the place in free words, in which "patient’s home" may stand.
        package var text: String?
        /// Fields that say where: emptied.
        package var drops: [String]
    }

    /// Columns of which each header is a value and each cell a figure.
    package struct Wide: Codable, Sendable, Equatable {
        package var names: Names
        /// The field that the header becomes.
        package var into: String
        /// The field that each cell becomes.
        package var value: String

        package enum Names: String, Codable, Sendable {
            /// "2024-03", "Mar 2024".
            case month
            /// "17", "90+", "F12", "Aged 0 to 4".
            case age
            /// Any name at all that no other column has.
            case any
        }
    }

    /// What one sender's codes mean.
    package struct CodeSet: Codable, Sendable, Equatable {
        /// The field whose codes these are.
        package var field: String
        /// The field that says who sent the row, and which senders are meant.
        package var sender: String
        package var among: [String]
        package var codes: [String: Code]
    }

    /// Fields that the parts about places speak of.
    var namedForPlaces: [String] {
        var named = (oneOf ?? []).flatMap(\.fields)
        if let happened {
            named += happened.at + (happened.times ?? [:]).flatMap { [$0.key, $0.value] }
            named += [happened.until].compactMap { $0 } + (happened.details ?? [])
        }
        if let home { named += [home.field, home.text].compactMap { $0 } + home.drops }
        named += (wide ?? []).flatMap { [$0.into, $0.value] }
        return named + (codeSets ?? []).flatMap { [$0.field, $0.sender] }
    }
}

extension Mapping.Column {
    /// Its usual name and its others.
    var names: [String] { [column] + (aliases ?? []) }
}

extension Mapping.Wide.Names {
    /// What a header of this kind is, in words.
    var words: String {
        switch self {
        case .month: "a month"
        case .age: "an age"
        case .any: "a column of figures"
        }
    }

    /// How much such a header says: any name at all says little.
    var sureness: Double { self == .any ? 0.5 : 0.9 }

    /// The header as the field it becomes has it; nil when it is of another kind.
    func key(_ header: String) -> String? {
        switch self {
        case .month: MonthReading.month(header)
        case .age: AgeHeader(header)?.key
        case .any: header
        }
    }
}
