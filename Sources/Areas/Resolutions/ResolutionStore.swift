import Foundation
import Governance
import Kernel
import People
import Storage

extension Resolution: FromRow {
    package init(row: Row) throws {
        let answers: String = try row["eligibility"]
        self.init(
            id: try row["id"], person: try row["person_id"], support: try row["support_id"], kind: try row["kind"],
            offence: try row["offence"], gravity: try row["gravity"],
            eligibility: (try? JSONDecoder().decode([String: String].self, from: Data(answers.utf8))) ?? [:],
            admission: try row["admission"], victimView: try row["victim_view"], victimAsked: try row["victim_asked"],
            decidedBy: try row["decided_by"], status: try row["status"], agreedOn: try row["agreed_on"],
            endsOn: try row["ends_on"], legalAdvice: try row["legal_advice"], agreedWith: try row["agreed_with"],
            code: try row["code"], policeToldOn: try row["police_told_on"])
    }

    static let table = Table(
        "resolution", indexes: [["person_id"], ["status"]],
        columns: [
            .text("id"), .text("person_id", .link, references: "person"),
            .text("support_id", .link, optional: true, references: "support"), .text("kind"),
            .text("offence", .offence), .integer("gravity", .offence, optional: true), .text("eligibility"),
            .text("admission", .offence), .text("victim_view", .freeText), .flag("victim_asked"),
            .text("decided_by", .staff), .text("status"), .text("agreed_on", optional: true),
            .text("ends_on", optional: true), .text("legal_advice", .freeText), .text("agreed_with", .freeText),
            .text("code"), .text("police_told_on", optional: true),
            .text("made_by", references: "worker"), .integer("made_at"),
        ])

    static let moveTable = Table(
        "resolution_move", indexes: [["resolution_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("resolution_id", .link, references: "resolution"), .text("what"),
            .text("reason", .freeText), .text("by_id", references: "worker"), .integer("at"),
        ])

    static let stepTable = Table(
        "resolution_step", indexes: [["resolution_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("resolution_id", .link, references: "resolution"), .text("step"),
            .text("words", .freeText), .text("by_id", references: "worker"), .integer("at"),
        ])
}

extension Condition: FromRow {
    package init(row: Row) throws {
        self.init(
            id: try row["id"], resolution: try row["resolution_id"], replaces: try row["replaces"],
            type: try row["type"], what: try row["what"], provider: try row["provider"],
            frequency: try row["frequency"], evidence: try row["evidence"], due: try row["due"])
    }

    static let table = Table(
        "condition", indexes: [["resolution_id"]], appendOnly: true,
        columns: [
            .text("id"), .text("resolution_id", .link, references: "resolution"), .text("replaces", optional: true),
            .text("type"), .text("what", .freeText), .text("provider"), .text("frequency"),
            .text("evidence", .freeText), .text("due"), .text("made_by", references: "worker"), .integer("made_at"),
        ])

    static let entryTable = Table(
        "condition_entry", indexes: [["condition_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("condition_id", .link, references: "condition"), .text("kind"),
            .text("words", .freeText), .text("by_id", references: "worker"), .integer("at"),
        ])
}

/// An agreement with everything under it, as its page shows it.
struct WrittenResolution: Sendable {
    let resolution: Resolution
    let conditions: [Condition]
    let entries: [ID<Condition>: [ConditionEntry]]
    let steps: [LadderStep]
    let moves: [ResolutionMove]

    private var replaced: Set<ID<Condition>> { Set(conditions.compactMap(\.replaces)) }

    func standing(_ condition: Condition, on today: Day) -> Condition.Standing {
        ResolutionRules.standing(
            condition, entries[condition.id] ?? [], isReplaced: replaced.contains(condition.id), on: today)
    }

    func standings(on today: Day) -> [Condition.Standing] { conditions.map { standing($0, on: today) } }
}

/// One thing that happened to an agreement.
struct ResolutionMove: Sendable, FromRow {
    let what: String
    let reason: String
    let by: String
    let at: Instant

    init(row: Row) throws {
        what = try row["what"]
        reason = try row["reason"]
        by = try row["by_name"]
        at = try row["at"]
    }
}

extension Transaction {
    func insert(_ resolution: Resolution, by worker: ID<Worker>, at now: Instant) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let answers = String(decoding: try encoder.encode(resolution.eligibility), as: UTF8.self)
        try run(
            """
            INSERT INTO resolution (id, person_id, support_id, kind, offence, gravity, eligibility, admission,
                victim_view, victim_asked, decided_by, status, agreed_on, ends_on, legal_advice, agreed_with, code,
                police_told_on, made_by, made_at)
            VALUES (\(resolution.id), \(resolution.person), \(resolution.support), \(resolution.kind),
                \(resolution.offence), \(resolution.gravity), \(answers), \(resolution.admission),
                \(resolution.victimView), \(resolution.victimAsked), \(resolution.decidedBy), \(resolution.status),
                NULL, NULL, '', '', '', NULL, \(worker), \(now))
            """)
        try note(resolution.id, "Proposed", "", by: worker, at: now)
    }

    /// Keeps an agreement as it stands after a step, and the step in its history.
    func move(_ resolution: Resolution, _ what: String, why: String, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            UPDATE resolution SET status = \(resolution.status), agreed_on = \(resolution.agreedOn),
                ends_on = \(resolution.endsOn), legal_advice = \(resolution.legalAdvice),
                agreed_with = \(resolution.agreedWith), code = \(resolution.code),
                police_told_on = \(resolution.policeToldOn)
            WHERE id = \(resolution.id)
            """)
        try note(resolution.id, what, why, by: worker, at: now)
    }

    private func note(
        _ id: ID<Resolution>, _ what: String, _ why: String, by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO resolution_move (id, resolution_id, what, reason, by_id, at)
            VALUES (\(ID<ResolutionMove>.make()), \(id), \(what), \(why), \(worker), \(now))
            """)
    }

    func insert(_ condition: Condition, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO condition (id, resolution_id, replaces, type, what, provider, frequency, evidence, due, made_by,
                made_at)
            VALUES (\(condition.id), \(condition.resolution), \(condition.replaces), \(condition.type),
                \(condition.what), \(condition.provider), \(condition.frequency), \(condition.evidence),
                \(condition.due), \(worker), \(now))
            """)
    }

    func say(
        _ kind: ConditionEntry.Kind, _ words: String, of condition: ID<Condition>, by worker: ID<Worker>,
        at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO condition_entry (id, condition_id, kind, words, by_id, at)
            VALUES (\(ID<ConditionEntry>.make()), \(condition), \(kind), \(words), \(worker), \(now))
            """)
    }

    func take(_ step: String, _ words: String, of id: ID<Resolution>, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO resolution_step (id, resolution_id, step, words, by_id, at)
            VALUES (\(ID<LadderStep>.make()), \(id), \(step), \(words), \(worker), \(now))
            """)
    }

    /// Whose agreement it is, so that the policy can be asked before anything of it is read.
    func personOfResolution(_ id: ID<Resolution>) throws -> ID<Person>? {
        try value("SELECT person_id FROM resolution WHERE id = \(id)")
    }

    /// A young person's agreements, the newest first, for somebody who may see youth justice.
    package func resolutions(_ grant: Grant<Person>) throws -> [Resolution] {
        guard grant.shows(.youthJustice) else { return [] }
        return try all(
            "SELECT * FROM resolution WHERE person_id = \(grant.subject) ORDER BY made_at DESC, id")
    }

    /// One agreement with everything under it, for somebody who may see youth justice.
    func resolution(_ id: ID<Resolution>, _ grant: Grant<Person>) throws -> WrittenResolution? {
        guard grant.shows(.youthJustice) else { return nil }
        let found: Resolution? = try first(
            "SELECT * FROM resolution WHERE id = \(id) AND person_id = \(grant.subject)")
        guard let found else { return nil }
        let entries: [ConditionEntry] = try all(
            """
            SELECT e.condition_id, e.kind, e.words, e.at, w.name AS by_name FROM condition_entry e
                JOIN condition c ON c.id = e.condition_id JOIN worker w ON w.id = e.by_id
            WHERE c.resolution_id = \(id) ORDER BY e.at, e.id
            """)
        return WrittenResolution(
            resolution: found,
            conditions: try all("SELECT * FROM condition WHERE resolution_id = \(id) ORDER BY made_at, id"),
            entries: Dictionary(grouping: entries, by: \.condition),
            steps: try all(
                """
                SELECT s.step, s.words, s.at, w.name AS by_name FROM resolution_step s JOIN worker w ON w.id = s.by_id
                WHERE s.resolution_id = \(id) ORDER BY s.at, s.id
                """),
            moves: try all(
                """
                SELECT m.what, m.reason, m.at, w.name AS by_name FROM resolution_move m JOIN worker w ON w.id = m.by_id
                WHERE m.resolution_id = \(id) ORDER BY m.at, m.id
                """))
    }

    /// Open agreements whose end is near or past, for the list of those who keep them. Callers mask it by person.
    func runningResolutions() throws -> [Resolution] {
        try all(
            """
            SELECT * FROM resolution WHERE status IN \(list: [ResolutionStatus.proposed, .running])
            ORDER BY ends_on NULLS LAST, made_at, id
            """)
    }
}
