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
    /// Fields of which one at least must be there, or nobody knows whom the row is about.
    package var who: [String]
    package var columns: [Column]
    /// Pairs of date fields of which the first may not be after the second.
    package var order: [[String]]?
    package var event: EventTemplate?

    package func column(for field: String) -> Column? {
        columns.first { $0.field == field }
    }
}

/// What kind of information a file holds: who may see its rows follows from it.
package enum FeedCategory: String, Codable, Sendable, CaseIterable {
    case education, health, police, socialCare, youthJustice, identity
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
        package var lowest: Double?
        package var highest: Double?
        /// What a flag that is set, or a number that is not zero, says about risk: "weapon".
        package var sign: String?
    }

    /// What a column holds.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case text, name, date, dateTime, number, percent, sex, postcode, nhsNumber, upn, pnc, code, flag
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

        package init(value: String?, words: String, sign: String?) {
            self.value = value
            self.words = words
            self.sign = sign
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
                sign: try values.decodeIfPresent(String.self, forKey: .sign))
        }
    }
}
