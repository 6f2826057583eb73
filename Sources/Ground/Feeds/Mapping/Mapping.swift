/// How a kind of file is read: which column is which field, what its codes mean, what happened when it has a row.
///
/// Mappings are dated JSON under `Resources/Mappings`; a partnership may keep more of its own.
package struct Mapping: Codable, Sendable, Equatable {
    /// Short name, as on the command line: "police-custody".
    package var name: String
    /// The day it was last changed: "2026-11-23".
    package var version: String
    package var title: String
    /// Where the shape and the codes come from.
    package var source: String
    package var category: FeedCategory
    /// Fields that together tell one row of a file from another.
    package var identifies: [String]
    /// Fields of which one at least must be there, or nobody knows whom the row is about; none for rows about no person.
    package var who: [String]
    package var columns: [Column]
    /// Pairs of date fields of which the first may not be after the second.
    package var order: [[String]]?
    package var event: EventTemplate?

    /// What a row makes; a young person's record when nothing is said (see `makes`).
    package var subject: Subject?
    /// Groups of fields of which one at least must be there.
    package var oneOf: [Need]?
    /// How a row about no person becomes something that happened.
    package var happened: Happening?
    /// What is left out when it happened at a home.
    package var home: HomeRule?
    /// What the figures of its files count, when it is always the same: "population".
    package var measure: String?
    /// Columns that each hold a figure for what their header says: a month, an age, a place.
    package var wide: [Wide]?
    /// Codes that only some senders use: a hospital's own.
    package var codeSets: [CodeSet]?
    /// The year of the boundaries that its area codes follow, when every file of the kind has the same.
    package var boundaries: Int?

    package func column(for field: String) -> Column? {
        columns.first { $0.field == field }
    }
}

/// What kind of information a file holds: who may see its rows follows from it.
package enum FeedCategory: String, Codable, Sendable, CaseIterable {
    case education, health, police, socialCare, youthJustice, identity
    /// What its owner has published for everybody: police.uk, census, indices. No agreement is needed to hold it.
    ///
    /// An agency's own extract without names is not this: it keeps its agency's category, and its agreement.
    case published
}

extension Mapping {
    /// One column of the file and the field it becomes.
    package struct Column: Codable, Sendable, Equatable {
        /// Its usual name in the header.
        package var column: String
        /// Other names it is known by.
        package var aliases: [String]?
        package var field: String
        /// The field in words, for screens: "Date of birth".
        package var title: String
        package var kind: Kind
        /// The column must be there, and filled in every row.
        package var required: Bool?
        /// Ways a date may be written; every one but month first, when none is given.
        package var formats: [DateFormat]?
        /// What to do with a date that two of the formats read differently; reject, when nothing is said.
        package var ambiguous: Ambiguity?
        /// Which dates can be true; any, when nothing is said.
        package var within: DateRange?
        /// Midnight sharp means that nobody wrote down the time.
        package var midnightIsDay: Bool?
        package var codes: [String: Code]?
        package var unknownCode: UnknownCode?
        /// Several codes in one cell.
        package var isList: Bool?
        /// What to do with a value that cannot be right; otherwise what is usual for its kind.
        package var invalid: Invalid?
        /// Most characters.
        package var longest: Int?
        /// Headers that only begin with one of the names are it too.
        package var prefix: Bool?
        /// The least and the most a suppressed figure may stand for, when the publisher says so.
        package var hidden: [Int]?
        package var lowest: Double?
        package var highest: Double?
        /// What a flag that is set, or a number that is not zero, says about risk: "weapon".
        package var sign: String?
    }

    /// What a column holds.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case text, name, date, dateTime, number, percent, sex, postcode, nhsNumber, upn, pnc, code, flag
        /// A month and no day: `2025-01`.
        case month
        /// A time of day whose date stands in another column.
        case time
        /// Degrees of WGS84.
        case longitude, latitude
        /// Metres of the National Grid.
        case easting, northing
        /// The code of a small area, a ward, a district: `E01014485`.
        case areaCode
        /// How many; a suppressed or missing figure is no figure, never nought.
        case count
        /// Ages from and to: `10-17`, `under 10`, `90+`, `17`.
        case ageBand
    }

    package enum Ambiguity: String, Codable, Sendable {
        case reject, dayFirst, monthFirst
    }

    package enum DateRange: String, Codable, Sendable {
        /// Between 120 years ago and today: a birth.
        case life
        /// Since 1900 and not after today.
        case past
        case any
    }

    package enum UnknownCode: String, Codable, Sendable {
        case keep, reject
        /// Kept without a word: the codes that are listed are only those that mean something special.
        case accept
    }

    package enum Invalid: String, Codable, Sendable {
        case reject
        /// The cell is left empty and the rest of the row kept.
        case leaveOut
    }

    /// What a code stands for.
    package struct Code: Codable, Sendable, Equatable {
        /// What is kept instead of the code as it is written.
        package var value: String?
        package var words: String
        /// What it says about risk: "substance", "weapon", "care".
        package var sign: String?
        /// What a reader should know when this code is met, such as that it counts differently from today's.
        package var note: String?

        package init(value: String?, words: String, sign: String?, note: String? = nil) {
            self.value = value
            self.words = words
            self.sign = sign
            self.note = note
        }

        /// A text alone is the words.
        package init(from decoder: any Decoder) throws {
            if let words = try? decoder.singleValueContainer().decode(String.self) {
                self.init(value: nil, words: words, sign: nil)
                return
            }
            let values = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                value: try values.decodeIfPresent(String.self, forKey: .value),
                words: try values.decode(String.self, forKey: .words),
                sign: try values.decodeIfPresent(String.self, forKey: .sign),
                note: try values.decodeIfPresent(String.self, forKey: .note))
        }
    }
}
