import Foundation
import Governance
import Kernel
import People
import Storage

extension Plan {
    static let table = Table(
        "support_plan", unique: [["support_id", "number"]], appendOnly: true,
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .integer("number"),
            .text("body", .freeText), .text("reason", .freeText), .text("by_id", references: "worker"), .integer("at"),
        ])

    static let progressTable = Table(
        "plan_progress", indexes: [["support_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .text("step_id"), .text("state"),
            .text("words", .freeText), .text("by_id", references: "worker"), .integer("at"),
        ])

    static let agreementTable = Table(
        "plan_agreement", indexes: [["support_id"]], appendOnly: true,
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .integer("number"),
            .text("who", .identity), .flag("agrees"), .text("words", .freeText), .text("agreed_on"),
            .text("by_id", references: "worker"), .integer("at"),
        ])
}

extension PlanVersion: FromRow {
    package init(row: Row) throws {
        let body: String = try row["body"]
        guard let plan = try? JSONDecoder().decode(Plan.self, from: Data(body.utf8)) else {
            throw StorageError.damaged("A plan cannot be read.")
        }
        self.init(
            plan: plan, number: try row["number"], reason: try row["reason"], by: try row["by_name"], at: try row["at"])
    }
}

extension Transaction {
    /// Every version of a support's plan, the newest first, for somebody who was let in.
    package func plans(of support: Support, _ grant: Grant<Person>) throws -> [PlanVersion] {
        guard grant.shows(.plan), grant.subject == support.person else { return [] }
        return try all(
            """
            SELECT p.body, p.number, p.reason, p.at, w.name AS by_name FROM support_plan p JOIN worker w ON w.id = p.by_id
            WHERE p.support_id = \(support.id) ORDER BY p.number DESC
            """)
    }

    /// What was last said of each step.
    package func progress(of support: Support, _ grant: Grant<Person>) throws -> [String: StepProgress] {
        guard grant.shows(.plan), grant.subject == support.person else { return [:] }
        let all: [StepProgress] = try all(
            """
            SELECT p.step_id, p.state, p.words, p.at, w.name AS by_name FROM plan_progress p
                JOIN worker w ON w.id = p.by_id
            WHERE p.support_id = \(support.id) ORDER BY p.at, p.id
            """)
        return Dictionary(all.map { ($0.step, $0) }, uniquingKeysWith: { $1 })
    }

    /// Who said yes or no to which version, the latest first.
    package func planAgreements(of support: Support, _ grant: Grant<Person>) throws -> [PlanAgreement] {
        guard grant.shows(.plan), grant.subject == support.person else { return [] }
        return try all(
            """
            SELECT a.number, a.who, a.agrees, a.words, a.agreed_on, w.name AS by_name FROM plan_agreement a
                JOIN worker w ON w.id = a.by_id
            WHERE a.support_id = \(support.id) ORDER BY a.at DESC, a.id
            """)
    }

    /// Keeps a version of a plan.
    package func keep(
        _ plan: Plan, as number: Int, of support: ID<Support>, because reason: String, by worker: ID<Worker>,
        at now: Instant
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try run(
            """
            INSERT INTO support_plan (id, support_id, number, body, reason, by_id, at)
            VALUES (\(ID<Plan>.make()), \(support), \(number),
                \(String(decoding: try encoder.encode(plan), as: UTF8.self)), \(reason), \(worker), \(now))
            """)
    }

    /// Says how far a step has come.
    package func say(
        _ state: StepProgress.State, _ words: String, of step: String, in support: ID<Support>, by worker: ID<Worker>,
        at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO plan_progress (id, support_id, step_id, state, words, by_id, at)
            VALUES (\(ID<StepProgress>.make()), \(support), \(step), \(state), \(words), \(worker), \(now))
            """)
    }

    /// Keeps somebody's yes or no to a version.
    package func agree(
        _ who: String, agrees: Bool, words: String, on day: Day, to number: Int, of support: ID<Support>,
        by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO plan_agreement (id, support_id, number, who, agrees, words, agreed_on, by_id, at)
            VALUES (\(ID<PlanAgreement>.make()), \(support), \(number), \(who), \(agrees), \(words), \(day), \(worker),
                \(now))
            """)
    }
}
