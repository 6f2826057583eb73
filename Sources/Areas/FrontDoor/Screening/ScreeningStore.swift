import Foundation
import Governance
import Kernel
import People
import Storage

/// How the screening's table came to be.
package enum ScreeningSchema {
    package static let migrations: [Migration] = [
        Migration("screening-001", "Screenings, with their raw answers", steps: [.create(Screening.table)])
    ]
}

extension Screening: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        referral = try row["referral_id"]
        person = try row["person_id"]
        instrument = try row["instrument"]
        version = try row["version"]
        let protective: String = try row["protective"]
        entry = ScreeningEntry(
            input: try Self.unpacked(row, "answers"), result: try Self.unpacked(row, "result"),
            ownBand: try row["own_band"], ownReason: try row["own_reason"],
            protective: protective.split(separator: "\n").map(String.init),
            protectiveWords: try row["protective_words"])
        by = try row["worker_id"]
        byName = try row["worker_name"]
        at = try row["at"]
    }

    static let table = Table(
        "screening", indexes: [["referral_id", "at"], ["person_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("referral_id", .link, references: "referral"),
            .text("person_id", .link, optional: true, references: "person"), .text("instrument"), .text("version"),
            .text("answers", .special), .text("result", .special), .integer("total", .special),
            .text("band", .special, allowed: Band.allCases.map(\.rawValue)),
            .text("own_band", .special, allowed: Band.allCases.map(\.rawValue)), .text("own_reason", .freeText),
            .text("protective"), .text("protective_words", .freeText), .text("worker_id", references: "worker"),
            .integer("at"),
        ])

    static let columns: SQL = """
        s.id, s.referral_id, s.person_id, s.instrument, s.version, s.answers, s.result, s.own_band, s.own_reason,
        s.protective, s.protective_words, s.worker_id, w.name AS worker_name, s.at
        """

    private static func unpacked<Content: Decodable>(_ row: Row, _ name: String) throws -> Content {
        let text: String = try row[name]
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(text.utf8)) else {
            throw StorageError.column(name: name, problem: "does not hold a screening")
        }
        return content
    }

    fileprivate static func packed(_ content: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(content), as: UTF8.self)
    }
}

extension Transaction {
    /// Keeps a screening for good: raw answers, the tool's result, and the worker's own view beside it.
    package func insert(_ screening: Screening) throws {
        let entry = screening.entry
        try run(
            """
            INSERT INTO screening (id, referral_id, person_id, instrument, version, answers, result, total, band,
                own_band, own_reason, protective, protective_words, worker_id, at)
            VALUES (\(screening.id), \(screening.referral), \(screening.person), \(screening.instrument),
                \(screening.version), \(try Screening.packed(entry.input)), \(try Screening.packed(entry.result)),
                \(entry.result.total), \(entry.result.band), \(entry.ownBand), \(entry.ownReason),
                \(entry.protective.joined(separator: "\n")), \(entry.protectiveWords), \(screening.by),
                \(screening.at))
            """)
    }

    /// Every screening of a referral, newest first. Callers ask the policy about the referral first.
    package func screenings(of referral: ID<Referral>) throws -> [Screening] {
        try all(
            """
            SELECT \(sql: Screening.columns) FROM screening s JOIN worker w ON w.id = s.worker_id
            WHERE s.referral_id = \(referral) ORDER BY s.at DESC, s.id
            """)
    }

    /// Every screening about a young person, newest first, for somebody the policy let in.
    ///
    /// The referral says whose it is now: one made before the referral was linked counts, a link undone takes it away.
    package func screenings(about grant: Grant<Person>) throws -> [Screening] {
        guard grant.shows(.concerns), grant.shows(.risk) else { return [] }
        return try all(
            """
            SELECT \(sql: Screening.columns) FROM screening s JOIN worker w ON w.id = s.worker_id
                JOIN referral r ON r.id = s.referral_id
            WHERE r.person_id = \(grant.subject) ORDER BY s.at DESC, s.id
            """)
    }

    /// One screening. Callers ask the policy about its referral first.
    func screening(_ id: ID<Screening>) throws -> Screening? {
        try first(
            """
            SELECT \(sql: Screening.columns) FROM screening s JOIN worker w ON w.id = s.worker_id
            WHERE s.id = \(id)
            """)
    }
}
