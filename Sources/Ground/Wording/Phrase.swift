import Foundation

/// Words that blame a child, with what to write instead and why.
package struct Phrase: Hashable, Sendable, Identifiable, Decodable {
    /// Why a phrase does harm.
    package enum Category: String, Hashable, Sendable, CaseIterable, Decodable {
        case blame, choice, label, adultifying, minimising, services, doubt, slang, stereotype

        /// The category as a person would say it.
        package var title: String {
            switch self {
            case .blame: "Puts the fault on the child or family"
            case .choice: "Treats harm as a choice"
            case .label: "Names the child by a label"
            case .adultifying: "Treats a child as an adult"
            case .minimising: "Makes the harm sound smaller"
            case .services: "Puts our duty on the child"
            case .doubt: "Starts from doubt"
            case .slang: "Uses slang or shorthand"
            case .stereotype: "Judges by place or background"
            }
        }
    }

    /// How sure the list is that the words do harm.
    package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable, Decodable {
        /// Fine in some sentences: the writer decides.
        case ask
        /// Harmful wherever it is said of a child.
        case strong

        package static func < (left: Severity, right: Severity) -> Bool {
            left == .ask && right == .strong
        }
    }

    /// Short and stable, for counting: "at-risk".
    package let id: String
    /// The words as people know them.
    package let phrase: String
    /// Everything that is recognised, in the notation of ``Variant``.
    package let variants: [String]
    /// What to write instead.
    package let alternative: String
    /// Why, in a sentence.
    package let reason: String
    package let category: Category
    package let severity: Severity
    /// Who says so.
    package let source: String
    /// Sentences in which the phrase must be found.
    package let examples: [String]
}

/// The phrase file: a dated list and the word groups its variants use.
struct PhraseList: Decodable {
    let version: String
    let source: String
    let groups: [String: String]
    let phrases: [Phrase]
}

/// What is wrong with a phrase file.
package enum PhraseListError: Error, Equatable {
    case unreadable(String)
    case repeatedID(String)
    case badVariant(phrase: String, variant: String, why: String)
}
