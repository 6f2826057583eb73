import Governance
import Kernel
import Storage

/// What somebody is to a young person. Those who help come first.
package enum TieKind: String, Sendable, CaseIterable, Comparable, Storable {
    case helps, knows, strained, harms

    package var name: String {
        switch self {
        case .helps: "Helps"
        case .knows: "Knows"
        case .strained: "Strained"
        case .harms: "Causes harm"
        }
    }

    package static func < (left: TieKind, right: TieKind) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }

    /// What a viewer must be able to see to be told: whom to reach, or what is worrying.
    package var category: Category {
        switch self {
        case .helps, .knows: .contact
        case .strained, .harms: .concerns
        }
    }
}

/// Somebody around a young person: who, how it is, and who says so.
package struct Tie: Sendable, Equatable {
    package let id: ID<Tie>
    package let person: ID<Person>
    package let name: String
    /// "Mum", "Mentor", "Friend, 15".
    package let relation: String
    package let kind: TieKind
    /// The young person agreed to having them written down.
    package let isAgreed: Bool
    /// Why it is written down without that.
    package let withoutAgreement: String
    /// Who says so.
    package let source: String
    /// From when on it must not be relied on without asking again.
    package let lookAgainBy: Day

    /// Days until it must be looked at again when nobody says otherwise: half a year.
    package static let usualDays = 182

    package init(
        id: ID<Tie>, person: ID<Person>, name: String, relation: String, kind: TieKind, isAgreed: Bool,
        withoutAgreement: String = "", source: String, lookAgainBy: Day
    ) {
        self.id = id
        self.person = person
        self.name = name
        self.relation = relation
        self.kind = kind
        self.isAgreed = isAgreed
        self.withoutAgreement = withoutAgreement
        self.source = source
        self.lookAgainBy = lookAgainBy
    }
}

/// A tie with who wrote it down and, when it is over, how it ended.
package struct WrittenTie: Sendable, FromRow {
    package let tie: Tie
    package let addedBy: String
    package let agency: String
    package let addedAt: Instant
    package let endedAt: Instant?
    package let endedReason: String

    package init(row: Row) throws {
        tie = try Tie(row: row)
        addedBy = try row["added_name"]
        agency = try row["agency_name"]
        addedAt = try row["added_at"]
        endedAt = try row["ended_at"]
        endedReason = try row["ended_reason"]
    }
}

extension Tie: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        person = try row["person_id"]
        name = try row["name"]
        relation = try row["relation"]
        kind = try row["kind"]
        isAgreed = try row["agreed"]
        withoutAgreement = try row["without_agreement"]
        source = try row["source"]
        lookAgainBy = try row["look_again_by"]
    }

    static let table = Table(
        "tie", indexes: [["person_id"]],
        columns: [
            .text("id"), .text("person_id", .link, references: "person"), .text("name", .identity),
            .text("relation", .identity), .text("kind", allowed: TieKind.allCases.map(\.rawValue)), .flag("agreed"),
            .text("without_agreement", .freeText), .text("source", .identity), .text("look_again_by"),
            .text("added_by", references: "worker"), .integer("added_at"), .integer("ended_at", optional: true),
            .text("ended_by", optional: true, references: "worker"), .text("ended_reason", .freeText),
        ])
}
