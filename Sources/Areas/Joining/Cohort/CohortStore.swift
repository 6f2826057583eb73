import Foundation
import Governance
import Kernel
import People
import Storage

extension CohortDefinition {
    /// As it is kept: JSON, always written the same way.
    func packed() throws -> String { try Stored.text(self) }

    static func stored(_ text: String) throws -> CohortDefinition {
        guard let definition = try? JSONDecoder().decode(CohortDefinition.self, from: Data(text.utf8)) else {
            throw StorageError.damaged("A cohort's definition cannot be read.")
        }
        return definition
    }
}

/// A version of a saved cohort, with who made it and why.
struct CohortVersion: Sendable, FromRow {
    let cohort: ID<Cohort>
    let version: Int
    let definition: CohortDefinition
    let reason: String
    let by: String
    let at: Instant

    init(row: Row) throws {
        let definition: String = try row["definition"]
        cohort = try row["cohort_id"]
        version = try row["version"]
        self.definition = try CohortDefinition.stored(definition)
        reason = try row["reason"]
        by = try row["worker_name"]
        at = try row["at"]
    }
}

extension Transaction {
    /// Every cohort as it now stands: those that come with the program, then the saved ones by name.
    func cohorts() throws -> [Cohort] {
        let newest: [CohortVersion] = try all(
            """
            SELECT v.cohort_id, v.version, v.definition, v.reason, w.name AS worker_name, v.at
            FROM cohort_version v JOIN worker w ON w.id = v.worker_id
            WHERE v.version = (SELECT MAX(x.version) FROM cohort_version x WHERE x.cohort_id = v.cohort_id)
            """)
        let saved = newest.map {
            Cohort(id: $0.cohort, version: $0.version, definition: $0.definition, isShipped: false)
        }
        return Cohort.shipped + saved.sorted { ($0.definition.name, $0.id) < ($1.definition.name, $1.id) }
    }

    func cohort(_ id: ID<Cohort>) throws -> Cohort? { try cohorts().first { $0.id == id } }

    /// Every version of a saved cohort, newest first.
    func versions(of cohort: ID<Cohort>) throws -> [CohortVersion] {
        try all(
            """
            SELECT v.cohort_id, v.version, v.definition, v.reason, w.name AS worker_name, v.at
            FROM cohort_version v JOIN worker w ON w.id = v.worker_id
            WHERE v.cohort_id = \(cohort) ORDER BY v.version DESC
            """)
    }

    func insertCohort(_ definition: CohortDefinition, by worker: ID<Worker>, at now: Instant) throws -> ID<Cohort> {
        let id = ID<Cohort>.make()
        try run("INSERT INTO cohort (id, created_at, worker_id) VALUES (\(id), \(now), \(worker))")
        try append(definition, to: id, version: 1, because: "", by: worker, at: now)
        return id
    }

    /// Adds a version; those before it stay as they were.
    func append(
        _ definition: CohortDefinition, to cohort: ID<Cohort>, version: Int, because reason: String,
        by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO cohort_version (id, cohort_id, version, definition, reason, worker_id, at)
            VALUES (\(ID<CohortVersion>.make()), \(cohort), \(version), \(try definition.packed()), \(reason),
                \(worker), \(now))
            """)
    }

    // MARK: Runs

    func insert(_ cohortRun: CohortRun, _ members: [CohortMember]) throws {
        try run(
            """
            INSERT INTO cohort_run (id, cohort_id, version, definition, day, ran_at, worker_id, rules, agreements,
                not_counted, ways, people)
            VALUES (\(cohortRun.id), \(cohortRun.cohort), \(cohortRun.version), \(try cohortRun.definition.packed()),
                \(cohortRun.day), \(cohortRun.ranAt), \(cohortRun.worker), \(cohortRun.rules),
                \(cohortRun.agreements.joined(separator: "\n")), \(cohortRun.notCounted.joined(separator: "\n")),
                \(try Stored.text(cohortRun.ways)), \(members.count))
            """)
        for member in members {
            try run(
                """
                INSERT INTO cohort_member (run_id, person_id, mask, age, first_sign, first_help)
                VALUES (\(cohortRun.id), \(member.person), \(member.mask), \(member.age), \(member.firstSign),
                    \(member.firstHelp))
                """)
        }
    }

    /// The runs of one cohort, newest first.
    func runs(of cohort: ID<Cohort>) throws -> [CohortRun] {
        try all(
            """
            SELECT \(sql: CohortRun.columns) FROM cohort_run u WHERE u.cohort_id = \(cohort)
            ORDER BY u.ran_at DESC, u.id LIMIT 200
            """)
    }

    func cohortRun(_ id: ID<CohortRun>) throws -> CohortRun? {
        try first("SELECT \(sql: CohortRun.columns) FROM cohort_run u WHERE u.id = \(id)")
    }

    /// Counts that a run's numbers left as a file, under each agreement they were counted under.
    func countExport(of cohortRun: CohortRun, to agency: ID<Agency>, at now: Instant) throws {
        for way in cohortRun.ways {
            guard let from = ID<Agency>(way.agency), from != agency,
                let category = Governance.Category(rawValue: way.category),
                let agreement = try agreement(reference: way.agreement)
            else { continue }
            try use(.covered(by: agreement), for: .export, category, from: from, to: agency, items: way.items, at: now)
        }
    }

    /// Who was in a run: for counting, and for names only as far as the policy lets each be known.
    func members(of run: ID<CohortRun>) throws -> [CohortMember] {
        try all(
            """
            SELECT person_id, mask, age, first_sign, first_help FROM cohort_member
            WHERE run_id = \(run) ORDER BY person_id
            """)
    }
}
