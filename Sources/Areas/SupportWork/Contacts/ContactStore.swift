import Governance
import Kernel
import People
import Storage
import Tasks
import Web

extension Contact: FromRow {
    package init(row: Row) throws {
        self.init(
            id: try row["id"], support: try row["support_id"], replaces: try row["replaces"], kind: try row["kind"],
            way: try row["way"], at: try row["at"], hasTime: try row["has_time"], place: try row["place"],
            outcome: try row["outcome"], minutes: try row["minutes"], aroundMinutes: try row["around_minutes"],
            notes: try row["notes"], nextStep: try row["next_step"], reason: try row["reason"])
    }

    static let table = Table(
        "support_contact", indexes: [["support_id", "at"], ["by_id", "at"], ["replaces"]], appendOnly: true,
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .text("replaces", optional: true),
            .text("kind"), .text("way"), .integer("at"), .flag("has_time"), .text("place", .freeText),
            .text("outcome"), .integer("minutes"), .integer("around_minutes"), .text("notes", .freeText),
            .text("next_step", .freeText), .text("reason", .freeText), .text("by_id", references: "worker"),
            .integer("recorded_at"),
        ])

    /// What somebody began to write after a contact and has not saved: theirs alone.
    static let draftTable = Table(
        "contact_draft", key: ["support_id", "worker_id"],
        columns: [
            .text("support_id", .link, references: "support"), .text("worker_id", references: "worker"),
            .text("fields", .freeText), .integer("saved_at"),
        ])

    fileprivate static let written: SQL = """
        SELECT c.id, c.support_id, c.replaces, c.kind, c.way, c.at, c.has_time, c.place, c.outcome, c.minutes,
            c.around_minutes, c.notes, c.next_step, c.reason, c.by_id, c.recorded_at, w.name AS by_name,
            CASE WHEN EXISTS (SELECT 1 FROM support_contact n WHERE n.replaces = c.id) THEN 1 ELSE 0 END AS is_replaced
        FROM support_contact c JOIN worker w ON w.id = c.by_id
        """
}

/// How long it is since anybody met a young person, for one support.
package struct LastContact: Sendable, FromRow {
    package let support: ID<Support>
    package let held: Instant?
    package let triesSince: Int

    package init(row: Row) throws {
        support = try row["support_id"]
        held = try row["held_at"]
        triesSince = try row["tries"]
    }
}

extension Transaction {
    package func insert(_ contact: Contact, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO support_contact (id, support_id, replaces, kind, way, at, has_time, place, outcome, minutes,
                around_minutes, notes, next_step, reason, by_id, recorded_at)
            VALUES (\(contact.id), \(contact.support), \(contact.replaces), \(contact.kind), \(contact.way),
                \(contact.at), \(contact.hasTime), \(contact.place), \(contact.outcome), \(contact.minutes),
                \(contact.aroundMinutes), \(contact.notes), \(contact.nextStep), \(contact.reason), \(worker), \(now))
            """)
    }

    /// Every contact of a support, what was replaced included, the latest first, for somebody who was let in.
    package func contacts(of support: Support, _ grant: Grant<Person>) throws -> [WrittenContact] {
        guard grant.shows(.plan), grant.subject == support.person else { return [] }
        return try all(
            "\(sql: Contact.written) WHERE c.support_id = \(support.id) ORDER BY c.at DESC, c.recorded_at DESC, c.id")
    }

    /// A worker's planned contacts that lie before the end of a day. Callers mask them person by person.
    func plannedContacts(of worker: ID<Worker>, before end: Instant) throws -> [(contact: Contact, person: ID<Person>)]
    {
        try rows(
            """
            SELECT c.*, s.person_id FROM support_contact c JOIN support s ON s.id = c.support_id
            WHERE c.by_id = \(worker) AND c.outcome = '' AND c.at < \(end)
                AND NOT EXISTS (SELECT 1 FROM support_contact n WHERE n.replaces = c.id)
            ORDER BY c.at, c.id
            """
        ).map { (try Contact(row: $0), try $0["person_id"]) }
    }

    /// Ends the tasks that waited for a first meeting.
    func firstMet(_ support: ID<Support>, by worker: ID<Worker>, at now: Instant) throws {
        for key in ["first-contact", "interview", "meeting", "first-session"] {
            try endTask("\(key) \(support)", how: "They met", by: worker, at: now)
        }
    }

    /// When somebody was last met, and how often we tried since, for each support that runs, or for each of one
    /// worker's. It names nobody.
    package func lastContacts(of worker: ID<Worker>? = nil) throws -> [ID<Support>: LastContact] {
        let whose: SQL = worker.map { "s.worker_id = \($0)" } ?? "1 = 1"
        let held = ContactLists.standard.outcomes.filter(\.held).map(\.id)
        let tried = ContactLists.standard.outcomes.filter(\.tried).map(\.id)
        let all: [LastContact] = try all(
            """
            SELECT s.id AS support_id,
                (SELECT MAX(c.at) FROM support_contact c WHERE c.support_id = s.id AND c.outcome IN \(list: held)
                    AND NOT EXISTS (SELECT 1 FROM support_contact n WHERE n.replaces = c.id)) AS held_at,
                (SELECT COUNT(*) FROM support_contact c WHERE c.support_id = s.id AND c.outcome IN \(list: tried)
                    AND NOT EXISTS (SELECT 1 FROM support_contact n WHERE n.replaces = c.id)
                    AND c.at > COALESCE((SELECT MAX(h.at) FROM support_contact h WHERE h.support_id = s.id
                        AND h.outcome IN \(list: held)), 0)) AS tries
            FROM support s WHERE s.status = \(SupportStatus.active) AND \(sql: whose)
            """)
        return Dictionary(all.map { ($0.support, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func contactDraft(on support: ID<Support>, by worker: ID<Worker>) throws -> Form? {
        let packed: String? = try value(
            "SELECT fields FROM contact_draft WHERE support_id = \(support) AND worker_id = \(worker)")
        return packed.map { Form(urlEncoded: $0) }
    }

    /// Keeps what is being typed; an empty note drops what was kept.
    func keepContactDraft(_ form: Form, on support: ID<Support>, by worker: ID<Worker>, at now: Instant) throws {
        try run("DELETE FROM contact_draft WHERE support_id = \(support) AND worker_id = \(worker)")
        guard !form["notes"].trimmed.isEmpty else { return }
        let packed = form.fields.filter { !$0.name.hasPrefix("_") }.prefix(40)
            .map { "\(Link.encode($0.name))=\(Link.encode(String($0.value.prefix(2 * FormReading.longestText))))" }
        try run(
            """
            INSERT INTO contact_draft (support_id, worker_id, fields, saved_at)
            VALUES (\(support), \(worker), \(packed.joined(separator: "&")), \(now))
            """)
    }
}
