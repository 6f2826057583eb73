import Kernel
import Storage

/// Something about who may see a record, as it stands in a list of what can go to another record.
package struct AccessLine: Sendable {
    package let id: String
    package let since: Instant
    /// "Lead professional: Dana Okafor, Youth justice".
    package let words: String
    package let agency: ID<Agency>?
}

extension Transaction {
    /// Everyone who has or had to do with a young person, newest first.
    package func involvementLines<Subject>(of subject: ID<Subject>) throws -> [AccessLine] {
        try rows(
            """
            SELECT i.id, i.since, i.kind, i.agency_id, i.until, a.name AS agency_name, w.name AS worker_name
            FROM involvement i JOIN agency a ON a.id = i.agency_id LEFT JOIN worker w ON w.id = i.worker_id
            WHERE i.subject_id = \(subject) ORDER BY i.since DESC, i.id
            """
        ).map { row in
            let kind: Involvement = try row["kind"]
            let (worker, agency): (String?, String) = (try row["worker_name"], try row["agency_name"])
            let until: Instant? = try row["until"]
            let who = worker.map { "\($0), \(agency)" } ?? agency
            return AccessLine(
                id: try row["id"], since: try row["since"],
                words: "\(kind.words): \(who)\(until.map { ", until \($0.day.long)" } ?? "")",
                agency: try row["agency_id"])
        }
    }

    /// Takes an involvement to another record; false when that record has the same already, or it is gone.
    package func moveInvolvement<Subject>(_ id: String, from: ID<Subject>, to: ID<Subject>) throws -> Bool {
        guard try !hasSameInvolvement(as: id, to) else { return false }
        return try run("UPDATE involvement SET subject_id = \(to) WHERE id = \(id) AND subject_id = \(from)") == 1
    }

    /// Gives another record the same involvement; nil when it has it.
    package func copyInvolvement<Subject>(_ id: String, to: ID<Subject>) throws -> String? {
        guard try !hasSameInvolvement(as: id, to) else { return nil }
        let copy = ID<Involvement>.make()
        let done = try run(
            """
            INSERT INTO involvement (id, subject_id, kind, worker_id, agency_id, since, until, why)
            SELECT \(copy), \(to), i.kind, i.worker_id, i.agency_id, i.since, i.until, i.why
            FROM involvement i WHERE i.id = \(id)
            """)
        return done == 1 ? copy.text : nil
    }

    private func hasSameInvolvement<Subject>(as id: String, _ subject: ID<Subject>) throws -> Bool {
        try count(
            """
            SELECT COUNT(*) FROM involvement i JOIN involvement o ON o.kind = i.kind AND o.worker_id = i.worker_id
                AND o.agency_id = i.agency_id
            WHERE i.id = \(id) AND o.subject_id = \(subject)
            """) > 0
    }

    /// The restrictions that stand on a record.
    package func restrictionLines<Subject>(of subject: ID<Subject>) throws -> [AccessLine] {
        try rows(
            """
            SELECT r.id, r.set_at, r.excluded, w.name FROM restriction r JOIN worker w ON w.id = r.worker_id
            WHERE r.subject_id = \(subject) AND r.ended_at IS NULL ORDER BY r.set_at DESC, r.id
            """
        ).map { row in
            let (isExcluded, name): (Bool, String) = (try row["excluded"], try row["name"])
            return AccessLine(
                id: try row["id"], since: try row["set_at"],
                words: isExcluded ? "\(name) is kept out" : "\(name) is one of the only people let in", agency: nil)
        }
    }

    /// Puts the same restriction on another record; nil when one on the same worker stands there.
    package func copyRestriction<Subject>(_ id: String, to: ID<Subject>) throws -> String? {
        let there = try count(
            """
            SELECT COUNT(*) FROM restriction r JOIN restriction o ON o.worker_id = r.worker_id
            WHERE r.id = \(id) AND o.subject_id = \(to) AND o.ended_at IS NULL
            """)
        guard there == 0 else { return nil }
        let copy = ID<Restriction>.make()
        let done = try run(
            """
            INSERT INTO restriction (id, subject_id, worker_id, excluded, reason, set_by, set_at)
            SELECT \(copy), \(to), r.worker_id, r.excluded, r.reason, r.set_by, r.set_at
            FROM restriction r WHERE r.id = \(id) AND r.ended_at IS NULL
            """)
        return done == 1 ? copy.text : nil
    }

    /// Whether anybody is kept out of a record, or only some let in.
    package func isRestricted<Subject>(_ subject: ID<Subject>) throws -> Bool {
        try count("SELECT COUNT(*) FROM restriction WHERE subject_id = \(subject) AND ended_at IS NULL") > 0
    }

    /// Whether anybody has or had to do with a record, or has opened it: what a record nobody touched has not.
    package func isAnybodysBusiness<Subject>(_ subject: ID<Subject>) throws -> Bool {
        let people = try count("SELECT COUNT(*) FROM involvement WHERE subject_id = \(subject)")
        guard people == 0 else { return true }
        return try count("SELECT COUNT(*) FROM audit WHERE subject_id = \(subject)") > 0
    }
}

extension Involvement {
    /// What somebody is to a young person, for a table.
    package var words: String {
        switch self {
        case .lead: "Lead professional"
        case .team: "In the team"
        case .meeting: "At the daily meeting"
        case .provider: "Gives support"
        case .referrer: "Told us"
        case .known: "Knows them"
        }
    }
}
