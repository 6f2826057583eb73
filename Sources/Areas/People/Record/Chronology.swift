import Governance
import Kernel
import Storage
import Web

/// One thing that happened, as a line of a young person's chronology.
package struct ChronologyEntry: Sendable {
    /// How much it weighs at a glance.
    package enum Weight: String, Sendable {
        case ordinary, serious, progress
    }

    package let at: Instant
    package let precision: Precision
    /// Which kind of information it is: who may see it follows from that.
    package let category: Category
    /// The word the filter uses: "referral", "decision", "note", "missing".
    package let kind: String
    package let title: String
    package let body: String
    package let agency: String
    package let agencyKind: AgencyKind
    package let addedBy: String
    package let weight: Weight
    package let link: Link?
    package let linkWords: String

    package init(
        at: Instant, precision: Precision, category: Category, kind: String, title: String, body: String,
        agency: String, agencyKind: AgencyKind, addedBy: String, weight: Weight = .ordinary, link: Link? = nil,
        linkWords: String = ""
    ) {
        self.at = at
        self.precision = precision
        self.category = category
        self.kind = kind
        self.title = title
        self.body = body
        self.agency = agency
        self.agencyKind = agencyKind
        self.addedBy = addedBy
        self.weight = weight
        self.link = link
        self.linkWords = linkWords
    }
}

/// An area's part of the chronology: People asks each in turn and never knows their tables.
package struct ChronologySource: Sendable {
    package let entries: @Sendable (Transaction, Grant<Person>) throws -> [ChronologyEntry]

    package init(entries: @escaping @Sendable (Transaction, Grant<Person>) throws -> [ChronologyEntry]) {
        self.entries = entries
    }
}
