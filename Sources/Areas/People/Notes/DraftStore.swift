import Governance
import Kernel
import Storage
import Web

/// What somebody began to write and has not saved: theirs alone, one for each young person.
struct NoteDraft: Sendable {
    let form: Form
    let savedAt: Instant

    static let table = Table(
        "note_draft", key: ["person_id", "worker_id"],
        columns: [
            .text("person_id", .link, references: "person"), .text("worker_id", references: "worker"),
            .text("fields", .freeText), .integer("saved_at"),
        ])

    /// The fields a draft keeps: those of the note, and nothing else that may be sent.
    static let fields: Set<String> = {
        var names: Set<String> = ["body", "title", "kind", "basis", "weight", "precision", "found", "talk", "part"]
        for moment in ["when", "until", "talk-on"] {
            for unit in ["day", "month", "year", "time"] { names.insert("\(moment)-\(unit)") }
        }
        for row in NoteForm.otherRows {
            names.insert("other\(row)")
            names.insert("other\(row)-part")
        }
        return names
    }()

    /// The note's fields of a form, none of them longer than it may be typed.
    static func trimmed(_ form: Form) -> Form {
        Form(
            form.fields.filter { fields.contains($0.name) }.prefix(60).map { name, value in
                (name, String(value.prefix(2 * NoteForm.longestBody)))
            })
    }
}

extension Transaction {
    func draft(on person: ID<Person>, by worker: ID<Worker>) throws -> NoteDraft? {
        let row = try rows(
            """
            SELECT fields, saved_at FROM note_draft WHERE person_id = \(person) AND worker_id = \(worker)
            """
        ).first
        guard let row else { return nil }
        let packed: String = try row["fields"]
        return NoteDraft(form: Form(urlEncoded: packed), savedAt: try row["saved_at"])
    }

    func keepDraft(_ form: Form, on person: ID<Person>, by worker: ID<Worker>, at now: Instant) throws {
        let packed = NoteDraft.trimmed(form).fields
            .map { "\(Link.encode($0.name))=\(Link.encode($0.value))" }.joined(separator: "&")
        try run(
            """
            INSERT INTO note_draft (person_id, worker_id, fields, saved_at)
            VALUES (\(person), \(worker), \(packed), \(now))
            ON CONFLICT (person_id, worker_id) DO UPDATE SET fields = \(packed), saved_at = \(now)
            """)
    }

    func dropDraft(on person: ID<Person>, by worker: ID<Worker>) throws {
        try run("DELETE FROM note_draft WHERE person_id = \(person) AND worker_id = \(worker)")
    }
}
