import Governance
import Kernel
import People
import Storage

/// A cohort counted on one day: with its definition and rules as they were, so that it can be read and held to later.
struct CohortRun: Sendable {
    let id: ID<CohortRun>
    let cohort: ID<Cohort>
    let version: Int
    let definition: CohortDefinition
    /// The day it looks back from.
    let day: Day
    let ranAt: Instant
    let worker: ID<Worker>
    /// Version of the rules that say what counts as what.
    let rules: String
    /// The sharing agreements it was counted under.
    let agreements: [String]
    /// What was not counted and why, a sentence each.
    let notCounted: [String]
    /// Whose information of what kind was counted under which agreement; nothing for runs from before it was kept.
    var ways: [Way] = []

    /// One agency's information of one kind, under one agreement.
    struct Way: Sendable, Hashable, Codable {
        let agency: String
        let category: String
        let agreement: String
        let items: Int
    }

    /// Added to the table when ways began to be kept: JSON.
    static let waysColumn = Column.text("ways", optional: true)

    static let table = Table(
        "cohort_run", indexes: [["cohort_id", "ran_at"]],
        columns: [
            .text("id"), .text("cohort_id"), .integer("version"), .text("definition", .identity), .text("day"),
            .integer("ran_at"), .text("worker_id", .staff, references: "worker"), .text("rules"),
            .text("agreements"), .text("not_counted"), .integer("people"),
        ])

    static let memberTable = Table(
        "cohort_member", key: ["run_id", "person_id"], indexes: [["person_id"]],
        columns: [
            .text("run_id", references: "cohort_run"), .text("person_id", .link, references: "person"),
            .integer("mask", .special), .integer("age", .identity, optional: true),
            .integer("first_sign", .special, optional: true), .integer("first_help", .special, optional: true),
        ])

    static let columns: SQL = """
        u.id, u.cohort_id, u.version, u.definition, u.day, u.ran_at, u.worker_id, u.rules, u.agreements,
        u.not_counted, u.ways
        """
}

extension Cohort {
    static let table = Table(
        "cohort", columns: [.text("id"), .integer("created_at"), .text("worker_id", .staff, references: "worker")])

    static let versionTable = Table(
        "cohort_version", unique: [["cohort_id", "version"]],
        columns: [
            .text("id"), .text("cohort_id", references: "cohort"), .integer("version"),
            // JSON; may name records by number.
            .text("definition", .identity), .text("reason", .freeText),
            .text("worker_id", .staff, references: "worker"), .integer("at"),
        ])
}

extension CohortRun: FromRow {
    init(row: Row) throws {
        let definition: String = try row["definition"]
        id = try row["id"]
        cohort = try row["cohort_id"]
        version = try row["version"]
        self.definition = try CohortDefinition.stored(definition)
        day = try row["day"]
        ranAt = try row["ran_at"]
        worker = try row["worker_id"]
        rules = try row["rules"]
        let agreements: String = try row["agreements"]
        let notCounted: String = try row["not_counted"]
        self.agreements = agreements.split(separator: "\n").map(String.init)
        self.notCounted = notCounted.split(separator: "\n").map(String.init)
        ways = try Stored.value(row["ways"]) ?? []
    }
}

extension CohortMember: FromRow {
    init(row: Row) throws {
        person = try row["person_id"]
        mask = try row["mask"]
        age = try row["age"]
        firstSign = try row["first_sign"]
        firstHelp = try row["first_help"]
    }
}
