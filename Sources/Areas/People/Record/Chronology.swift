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
    /// When it was over, if it lasted.
    package var until: Instant?
    /// What else there is to say, a line each: who was harmed, what was found.
    package var facts: [String] = []
    /// Written by this viewer, who may always read it back.
    package var isOwn = false
    /// Whether it says what happened or what somebody makes of it, where the data says so.
    package var basis: NoteBasis?
    /// The sharing agreement this viewer reads it under: "ISA-003"; empty where none is needed.
    package var agreement = ""
    /// Why no sharing agreement lets this viewer read it, and whom to ask; nil where one does or none is needed.
    package var withheld: String?

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
    /// The newest so many, from a source that can tell without reading everything; nil from one that cannot.
    package var newest: (@Sendable (Transaction, RecordFrame, Int) throws -> NewestEntries)?

    package init(entries: @escaping @Sendable (Transaction, Grant<Person>) throws -> [ChronologyEntry]) {
        self.entries = entries
    }
}

/// The beginning of one source's entries, newest first.
package struct NewestEntries: Sendable {
    package let entries: [ChronologyEntry]
    /// How many more there are that this viewer may read.
    package let unread: Int

    package init(entries: [ChronologyEntry], unread: Int) {
        self.entries = entries
        self.unread = unread
    }
}

/// A young person's chronology as one viewer may see it.
struct Chronology: Sendable {
    /// Newest first.
    let entries: [ChronologyEntry]
    /// How many this viewer may read, those left unread among them.
    let total: Int
    /// Kinds of information that are held and not shown: said only to those who take part in decisions.
    let held: [Category]
    /// What this viewer's role may read and no sharing agreement lets them: why, and whom to ask, a sentence or two
    /// each. Said only to those who take part in decisions.
    let withheld: [String]
    /// The sharing agreements under which what is shown passed to this viewer.
    let agreements: [String]

    /// The one place where a chronology is masked.
    init(_ all: [ChronologyEntry], for categories: Set<Category>, unread: Int = 0) {
        var shown: [ChronologyEntry] = []
        var hidden: Set<Category> = []
        var withheld: Set<String> = []
        for entry in all {
            if let why = entry.withheld, categories.contains(entry.category) {
                withheld.insert(why)
            } else if entry.isOwn || (categories.contains(entry.category) && entry.withheld == nil) {
                shown.append(entry)
            } else {
                hidden.insert(entry.category)
            }
        }
        entries = shown.enumerated().sorted {
            $0.element.at == $1.element.at ? $0.offset < $1.offset : $0.element.at > $1.element.at
        }.map(\.element)
        total = entries.count + unread
        held = categories.contains(.decisions) ? Category.allCases.filter(hidden.contains) : []
        self.withheld = categories.contains(.decisions) ? withheld.sorted() : []
        agreements = Set(shown.map(\.agreement)).subtracting([""]).sorted()
    }

    /// Whether nothing is kept from this viewer that they may be told of.
    var isWhole: Bool { held.isEmpty && withheld.isEmpty }

    /// "Health holds information. Ask health."
    static func words(for held: Category) -> String {
        switch held {
        case .health: "Health holds information. Ask health."
        case .police: "Police hold information. Ask police."
        case .education: "Education holds information. Ask the school."
        case .socialCare: "Social care hold information. Ask social care."
        case .youthJustice: "Youth justice hold information. Ask youth justice."
        case .existence, .identity, .contact, .concerns, .risk, .decisions, .plan, .notes, .source, .receipt:
            "The partnership holds \(held.name). Ask the lead professional."
        }
    }
}

extension Transaction {
    /// The chronology over every source, masked for the viewer.
    func chronology(_ sources: [ChronologySource], _ grant: Grant<Person>) throws -> Chronology {
        Chronology(try sources.flatMap { try $0.entries(self, grant) }, for: grant.categories)
    }

    /// The same as far as its newest entries: those are right and in order, and the total is of all.
    func newestChronology(_ sources: [ChronologySource], _ frame: RecordFrame, most: Int) throws -> Chronology {
        let parts = try sources.map { source in
            try source.newest?(self, frame, most)
                ?? NewestEntries(entries: try source.entries(self, frame.grant), unread: 0)
        }
        return Chronology(
            parts.flatMap(\.entries), for: frame.grant.categories, unread: parts.reduce(0) { $0 + $1.unread })
    }
}
