import Foundation
import Governance
import Kernel
import People
import Storage

/// The questions of the Home Office's form, as one dated list.
struct PackQuestions: Decodable, Sendable {
    struct Field: Decodable, Sendable {
        let id: String
        let label: String
        let hint: String
        /// What of the record fills it; empty where somebody has to write it.
        let fill: String
        let rows: Int
        /// The form cannot be sent without it.
        let needed: Bool
    }

    struct Section: Decodable, Sendable {
        let title: String
        let fields: [Field]
    }

    let version: String
    let sections: [Section]

    static let standard: PackQuestions = ConnectionLists.read("nrm")

    var fields: [Field] { sections.flatMap(\.fields) }

    /// What is needed and still empty.
    func missing(_ answers: [String: String]) -> [Field] {
        fields.filter { $0.needed && (answers[$0.id] ?? "").isEmpty }
    }
}

/// A version of a draft for the National Referral Mechanism. Sending it is done on the Home Office's own form.
struct ReferralPack: Sendable, FromRow {
    let version: Int
    let answers: [String: String]
    let author: Author

    init(row: Row) throws {
        version = try row["version"]
        let text: String = try row["answers"]
        answers = (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
        author = try Author(row: row)
    }

    static let table = Table(
        "referral_pack", indexes: [["person_id", "version"]],
        columns: [
            .text("id"), .text("person_id", .link, references: "person"), .integer("version"),
            .text("answers", .freeText), .text("made_by", references: "worker"), .integer("made_at"),
        ])
}

extension Transaction {
    /// Every version of a young person's draft, the latest first, for somebody who may see what worries people.
    func packs(_ grant: Grant<Person>) throws -> [ReferralPack] {
        guard grant.shows(.concerns) else { return [] }
        return try all(
            """
            SELECT d.version, d.answers, d.made_by, d.made_at, \(sql: Author.columns)
            FROM referral_pack d JOIN worker w ON w.id = d.made_by JOIN agency a ON a.id = w.agency_id
            WHERE d.person_id = \(grant.subject) ORDER BY d.version DESC, d.made_at DESC, d.id
            """)
    }

    func keepPack(
        _ answers: [String: String], as version: Int, of person: ID<Person>, by worker: ID<Worker>, at now: Instant
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(answers), as: UTF8.self)
        try run(
            """
            INSERT INTO referral_pack (id, person_id, version, answers, made_by, made_at)
            VALUES (\(ID<ReferralPack>.make()), \(person), \(version), \(text), \(worker), \(now))
            """)
    }
}
