import Governance
import Kernel
import Storage

/// A school that this partnership counts as alternative provision: who said so, when, and until when.
struct AlternativeSchool: Sendable {
    let id: ID<AlternativeSchool>
    let name: String
    /// The school's unique reference number; empty when nobody gave it.
    let urn: String
    let addedAt: Instant
    let addedBy: String
    let endedAt: Instant?
    let endedBy: String?

    static let longestName = 200

    static let table = Table(
        "alternative_school",
        columns: [
            .text("id"), .text("name"), .text("urn"), .integer("added_at"),
            .text("added_by", .staff, references: "worker"), .integer("ended_at", optional: true),
            .text("ended_by", .staff, optional: true, references: "worker"),
        ])
}

extension AlternativeSchool: FromRow {
    init(row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        urn = try row["urn"]
        addedAt = try row["added_at"]
        addedBy = try row["added_name"]
        endedAt = try row["ended_at"]
        endedBy = try row["ended_name"]
    }
}

/// The schools on the partnership's own list, as the risk rules ask for them.
struct OwnSchools: Sendable {
    private let words: Set<String>
    let count: Int

    init(_ schools: [AlternativeSchool]) {
        let standing = schools.filter { $0.endedAt == nil }
        words = Set(standing.flatMap { [$0.name.folded, $0.urn] }.filter { !$0.isEmpty })
        count = standing.count
    }

    /// Whether a roll's school, by its name or its number, is on the list: the whole name, never a part of one.
    func has(_ school: String) -> Bool { words.contains(school.folded) }

    /// The rules' version with this list beside it, so that a count can be held to what it was made with.
    func version(beside rules: RiskRules) -> String {
        count == 0 ? rules.version : "\(rules.version), \(count) of the partnership’s own schools"
    }
}
