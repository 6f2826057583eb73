import Crypto
import Foundation
import Kernel
import Storage

/// What came of an attempt.
package enum AuditOutcome: String, Sendable, Storable {
    case permitted, refused
}

/// One line of the log: who did what to whose record, when, and what came of it. Values themselves are never in it.
package struct AuditLine: Sendable {
    package let sequence: Int
    package let at: Instant
    package let worker: String
    package let agency: String
    package let role: String
    package let action: String
    package let subject: String
    package let detail: String
    package let outcome: AuditOutcome
    package let reference: String

    static let table = Table(
        "audit", key: ["sequence"], indexes: [["subject_id", "at"], ["worker_id", "at"]], appendOnly: true,
        columns: [
            .integer("sequence"), .integer("at"), .text("worker_id", .link), .text("agency_id"), .text("role"),
            .text("action"), .text("subject_id", .link), .text("detail"), .text("outcome"), .text("reference"),
            .blob("previous"), .blob("hash"),
        ])

    /// The newest line's number and hash, sealed with the partnership's key, so that cutting the end off shows too.
    static let headTable = Table(
        "audit_head", columns: [.integer("id"), .integer("sequence"), .blob("hash"), .blob("seal")])

    /// The bytes the hash is taken over: fixed order, each field with its length before it.
    func canonical(after previous: [UInt8]) -> [UInt8] {
        var bytes = Array("breakwater-audit-v1".utf8)
        let fields = [
            String(sequence), String(at.milliseconds), worker, agency, role, action, subject, detail, outcome.rawValue,
            reference,
        ]
        for field in fields {
            withUnsafeBytes(of: UInt32(field.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: field.utf8)
        }
        bytes.append(contentsOf: previous)
        return bytes
    }

    func hash(after previous: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: canonical(after: previous)))
    }
}

extension AuditLine: FromRow {
    package init(row: Row) throws {
        sequence = try row["sequence"]
        at = try row["at"]
        worker = try row["worker_id"]
        agency = try row["agency_id"]
        role = try row["role"]
        action = try row["action"]
        subject = try row["subject_id"]
        detail = try row["detail"]
        outcome = try row["outcome"]
        reference = try row["reference"]
    }
}

/// Writes and checks the log. Holds the key that seals its head.
package struct Audit: Sendable {
    private let key: SymmetricKey

    package init(key: SymmetricKey) {
        self.key = key
    }

    /// What one line says, before the log gives it its number.
    package struct Entry: Sendable {
        package let at: Instant
        package let worker: Worker?
        package let action: String
        package let subject: String
        package let detail: String
        package let outcome: AuditOutcome
        package let reference: String

        package init(
            at: Instant, worker: Worker?, action: String, subject: String, detail: String, outcome: AuditOutcome,
            reference: String
        ) {
            self.at = at
            self.worker = worker
            self.action = action
            self.subject = subject
            self.detail = detail
            self.outcome = outcome
            self.reference = reference
        }
    }

    /// Appends a line in the transaction of what it records: both are kept, or neither.
    package func append(_ entry: Entry, in tx: Transaction) throws {
        let head = try tx.rows("SELECT sequence, hash FROM audit_head WHERE id = 1").first
        let sequence: Int = try head.map { try $0["sequence"] } ?? 0
        let previous: [UInt8] = try head.map { try $0["hash"] } ?? []
        let line = AuditLine(
            sequence: sequence + 1, at: entry.at, worker: entry.worker?.id.text ?? "",
            agency: entry.worker?.agency.id.text ?? "", role: entry.worker?.role.rawValue ?? "", action: entry.action,
            subject: entry.subject, detail: entry.detail, outcome: entry.outcome, reference: entry.reference)
        let hash = line.hash(after: previous)
        try tx.run(
            """
            INSERT INTO audit (sequence, at, worker_id, agency_id, role, action, subject_id, detail, outcome,
                reference, previous, hash)
            VALUES (\(line.sequence), \(line.at), \(line.worker), \(line.agency), \(line.role), \(line.action),
                \(line.subject), \(line.detail), \(line.outcome), \(line.reference), \(previous), \(hash))
            """)
        try tx.run(
            """
            INSERT INTO audit_head (id, sequence, hash, seal)
            VALUES (1, \(line.sequence), \(hash), \(seal(line.sequence, hash)))
            ON CONFLICT (id) DO UPDATE SET sequence = \(line.sequence), hash = \(hash),
                seal = \(seal(line.sequence, hash))
            """)
    }

    private func seal(_ sequence: Int, _ hash: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("\(sequence):".utf8) + hash, using: key))
    }

    /// What the check of the whole log found.
    package struct Report: Sendable, Equatable {
        package let lines: Int
        /// Hexadecimal hash of the newest line: kept elsewhere, it proves later that nothing before it changed.
        package let head: String
        /// In plain words, each with the line it concerns. Empty when the log is whole.
        package let faults: [String]
    }

    /// Reads every line and says what does not fit: edits, deletions, insertions, another order, a cut end.
    /// With an `anchor`, a line's number and hash noted earlier outside this machine, a rolled-back log shows too.
    package func verify(in tx: Transaction, against anchor: (sequence: Int, hash: String)? = nil) throws -> Report {
        var faults: [String] = []
        var previous: [UInt8] = []
        var expected = 1
        var last = Int.min
        var anchorFound = anchor == nil
        while true {
            let rows = try tx.rows(
                """
                SELECT sequence, at, worker_id, agency_id, role, action, subject_id, detail, outcome, reference,
                    previous, hash
                FROM audit WHERE sequence > \(last) ORDER BY sequence LIMIT 2000
                """)
            if rows.isEmpty { break }
            for row in rows {
                let line = try AuditLine(row: row)
                let stored: [UInt8] = try row["hash"]
                let storedPrevious: [UInt8] = try row["previous"]
                if line.sequence != expected { faults.append("Line \(expected) is missing.") }
                if storedPrevious != previous {
                    faults.append("Line \(line.sequence) does not follow the one before it.")
                }
                if stored != line.hash(after: storedPrevious) { faults.append("Line \(line.sequence) was changed.") }
                if let anchor, anchor.sequence == line.sequence {
                    anchorFound = true
                    if anchor.hash != Audit.hex(stored) { faults.append("Line \(line.sequence) is not the one noted.") }
                }
                previous = stored
                last = line.sequence
                expected = line.sequence + 1
            }
        }
        try checkHead(lines: expected - 1, hash: previous, in: tx, into: &faults)
        if !anchorFound { faults.append("The log ends before the line that was noted.") }
        return Report(lines: expected - 1, head: Audit.hex(previous), faults: faults)
    }

    private func checkHead(lines: Int, hash: [UInt8], in tx: Transaction, into faults: inout [String]) throws {
        guard let head = try tx.rows("SELECT sequence, hash, seal FROM audit_head WHERE id = 1").first else {
            if lines > 0 { faults.append("The seal on the newest line is missing.") }
            return
        }
        let sequence: Int = try head["sequence"]
        let sealed: [UInt8] = try head["hash"]
        let seal: [UInt8] = try head["seal"]
        if sequence > lines {
            faults.append("The log was cut: it ends at line \(lines), but \(sequence) were written.")
        }
        if sequence < lines { faults.append("Line \(sequence + 1) and those after it were added from outside.") }
        if sequence == lines && sealed != hash { faults.append("The newest line is not the one that was sealed.") }
        let isGenuine = HMAC<SHA256>.isValidAuthenticationCode(
            seal, authenticating: Array("\(sequence):".utf8) + sealed, using: key)
        if !isGenuine { faults.append("The seal on the newest line is not ours.") }
    }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// Somebody looked at a record: for the page that shows it.
package struct AuditView: Sendable, FromRow {
    package let at: Instant
    package let worker: String?
    package let agency: String?
    package let action: String
    package let detail: String
    package let outcome: AuditOutcome

    package init(row: Row) throws {
        at = try row["at"]
        worker = try row["worker_name"]
        agency = try row["agency_name"]
        action = try row["action"]
        detail = try row["detail"]
        outcome = try row["outcome"]
    }
}

extension Transaction {
    /// Set-up links made for somebody, newest first: whoever holds one can become that worker, so a second pair of eyes
    /// sees each.
    func setUpLinks(since: Instant) throws -> [AuditView] {
        try all(
            """
            SELECT v.at, w.name AS worker_name, a.name AS agency_name, v.action, s.name AS detail, v.outcome
            FROM audit v JOIN worker s ON s.id = v.subject_id LEFT JOIN worker w ON w.id = v.worker_id
                LEFT JOIN agency a ON a.id = v.agency_id
            WHERE v.at >= \(since) AND v.detail IN ('made a set-up link', 'made a set-up link, from the command line')
            ORDER BY v.sequence DESC LIMIT 200
            """)
    }

    /// Everyone who opened, changed or was refused a record, newest first.
    package func views(of subject: String, since: Instant, most: Int) throws -> [AuditView] {
        try all(
            """
            SELECT v.at, w.name AS worker_name, a.name AS agency_name, v.action, v.detail, v.outcome
            FROM audit v LEFT JOIN worker w ON w.id = v.worker_id LEFT JOIN agency a ON a.id = v.agency_id
            WHERE v.subject_id = \(subject) AND v.at >= \(since) ORDER BY v.at DESC, v.sequence DESC LIMIT \(most)
            """)
    }
}
