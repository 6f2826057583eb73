import Governance
import Kernel
import People
import Storage

/// What an item is about, in the sections such meetings use (VOLT).
package enum ItemSort: String, Sendable, CaseIterable, Storable {
    case victim, offender, location, theme

    package var name: String {
        switch self {
        case .victim: "Somebody who is harmed or at risk"
        case .offender: "Somebody who may be causing harm"
        case .location: "A place"
        case .theme: "A group or a pattern"
        }
    }

    /// The heading of its section of an agenda.
    var heading: String {
        switch self {
        case .victim: "Victims: those harmed or at risk"
        case .offender: "Offenders: those who may be causing harm"
        case .location: "Locations"
        case .theme: "Themes: groups and patterns"
        }
    }

    /// A young person's record stands behind it; the others are matters of their own.
    static let ofPeople: [ItemSort] = [.victim, .offender]
    static let ofMatters: [ItemSort] = [.location, .theme, .offender]
}

/// A place, a group, a pattern or an adult who harms, which has a plan of its own as a young person has.
package struct Matter: Sendable, Equatable, FromRow {
    package let id: ID<Matter>
    package let sort: ItemSort
    package let name: String
    package let about: String
    package let isOpen: Bool
    let madeAt: Instant

    package init(row: Row) throws {
        id = try row["id"]
        sort = try row["sort"]
        name = try row["name"]
        about = try row["about"]
        isOpen = try row["is_open"]
        madeAt = try row["made_at"]
    }

    static let table = Table(
        "matter", indexes: [["is_open", "sort"]],
        columns: [
            .text("id"), .text("sort"), .text("name", .freeText), .text("about", .freeText), .flag("is_open"),
            .text("made_by", references: "worker"), .integer("made_at"),
        ])

    /// Its plan, version by version.
    static let planTable = Table(
        "matter_plan", unique: [["matter_id", "number"]], appendOnly: true,
        columns: [
            .text("id"), .text("matter_id", references: "matter"), .integer("number"), .text("harm", .freeText),
            .text("protects", .freeText), .text("aims", .freeText), .text("reason", .freeText),
            .text("by_id", references: "worker"), .integer("at"),
        ])
}

/// One version of the plan for a matter.
struct MatterPlan: Sendable, FromRow {
    let number: Int
    /// What harm happens, when and to whom.
    let harm: String
    /// What already protects young people there.
    let protects: String
    /// What shall be different, a line each.
    let aims: String
    let reason: String
    let by: String
    let at: Instant

    init(row: Row) throws {
        number = try row["number"]
        harm = try row["harm"]
        protects = try row["protects"]
        aims = try row["aims"]
        reason = try row["reason"]
        by = try row["by_name"]
        at = try row["at"]
    }
}

extension Transaction {
    package func addMatter(
        _ id: ID<Matter>, _ sort: ItemSort, named name: String, about: String, by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO matter (id, sort, name, about, is_open, made_by, made_at)
            VALUES (\(id), \(sort), \(name), \(about), \(true), \(worker), \(now))
            """)
    }

    func matter(_ id: ID<Matter>) throws -> Matter? { try first("SELECT * FROM matter WHERE id = \(id)") }

    func matters() throws -> [Matter] {
        try all("SELECT * FROM matter ORDER BY is_open DESC, sort, name, id LIMIT 500")
    }

    func setMatter(_ id: ID<Matter>, open: Bool) throws {
        try run("UPDATE matter SET is_open = \(open) WHERE id = \(id)")
    }

    /// The versions of a matter's plan, the latest first.
    func plans(of matter: ID<Matter>) throws -> [MatterPlan] {
        try all(
            """
            SELECT p.number, p.harm, p.protects, p.aims, p.reason, p.at, w.name AS by_name
            FROM matter_plan p JOIN worker w ON w.id = p.by_id
            WHERE p.matter_id = \(matter) ORDER BY p.number DESC
            """)
    }

    package func addPlan(
        of matter: ID<Matter>, number: Int, harm: String, protects: String, aims: String, because reason: String,
        by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO matter_plan (id, matter_id, number, harm, protects, aims, reason, by_id, at)
            VALUES (\(ID<MatterPlan>.make()), \(matter), \(number), \(harm), \(protects), \(aims), \(reason), \(worker),
                \(now))
            """)
    }
}
