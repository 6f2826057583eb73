import Foundation
import Kernel

/// Why the engine thinks two records may be one young person: weights that add up, and a sentence.
package struct Evidence: Codable, Sendable, Equatable {
    /// One field's part in it.
    package struct Part: Codable, Sendable, Equatable {
        /// "First name".
        package let field: String
        /// How the two values compare: "the same", "nearly the same".
        package let words: String
        /// log2: above nought speaks for one person, below for two.
        package let weight: Double

        package init(field: String, words: String, weight: Double) {
            self.field = field
            self.words = words
            self.weight = weight
        }
    }

    /// Where every pair starts: log2 of the odds before anything is compared.
    package let start: Double
    package let parts: [Part]
    /// The weight from which two records are linked without asking, and from which a person is asked.
    package let linkFrom: Double
    package let askFrom: Double
    /// What forbids the link, when something does: "The NHS numbers are different."
    package let against: String

    package init(start: Double, parts: [Part], linkFrom: Double, askFrom: Double, against: String) {
        self.start = start
        self.parts = parts
        self.linkFrom = linkFrom
        self.askFrom = askFrom
        self.against = against
    }

    /// log2 of the odds that the two are one young person.
    package var total: Double { parts.reduce(start) { $0 + $1.weight } }

    /// As it was kept; nothing where it cannot be read.
    package init(packed: String) {
        let read = try? JSONDecoder().decode(Evidence.self, from: Data(packed.utf8))
        self = read ?? Evidence(start: 0, parts: [], linkFrom: 0, askFrom: 0, against: "")
    }

    /// As it is kept.
    package var packed: String { (try? Stored.text(self)) ?? "{}" }
}

extension Evidence {
    /// The field a first name is compared under.
    package static let firstName = "First name"

    /// The same evidence with what forbids the link.
    func refused(because words: String) -> Evidence {
        Evidence(start: start, parts: parts, linkFrom: linkFrom, askFrom: askFrom, against: words)
    }

    /// Whether the first names speak for one young person.
    var isNameAlike: Bool { parts.contains { $0.field == Evidence.firstName && $0.weight > 0 } }
}
