import Kernel
import Storage

/// What the meeting can decide.
package enum Outcome: String, Sendable, CaseIterable, Storable, Decodable {
    case supportPathway, earlyHelp, socialCare, signpost, moreInformation, noFurtherAction

    /// How each is named, and what is said back to whoever told us, from a dated list.
    package struct Words: Decodable, Sendable {
        let id: Outcome
        /// "Early help".
        package let name: String
        let hint: String
        let needsLead: Bool
        /// Filled in for the reply: plain words that say nothing about who is known or what others do.
        package let reply: String
    }

    private struct List: Decodable {
        let outcomes: [Words]
    }

    private static let list: [Outcome: Words] = {
        let list: List = Resource.load("decision-outcomes")
        return Dictionary(list.outcomes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    /// - Precondition: The list that comes with the program has every outcome.
    package var words: Words {
        guard let words = Outcome.list[self] else { preconditionFailure("decision-outcomes.json lacks \(rawValue).") }
        return words
    }

    /// Whether the concern goes back on the list.
    package var isWaiting: Bool { self == .moreInformation }
}
