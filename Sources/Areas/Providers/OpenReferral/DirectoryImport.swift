import Governance
import Kernel
import Storage

/// A file of services brought in from elsewhere, with what became of every service in it.
package struct DirectoryImport: Sendable {
    /// What keeping a file would change, or changed.
    package struct Change: Sendable, Equatable {
        package var added: [ID<Service>] = []
        package var changed: [ID<Service>] = []
        package var same: [ID<Service>] = []
        /// No longer in the file: archived, not deleted.
        package var gone: [ID<Service>] = []
        /// No longer in the file, and kept because something open depends on it.
        package var held: [(service: ID<Service>, because: [String])] = []

        package static func == (left: Change, right: Change) -> Bool {
            left.added == right.added && left.changed == right.changed && left.same == right.same
                && left.gone == right.gone && left.held.map(\.service) == right.held.map(\.service)
        }
    }

    package let id: ID<DirectoryImport>
    package let source: String
    package let hash: String
    package let at: Instant
    package let read: Int
    package let accepted: Int
    package let corrected: Int
    package let rejected: Int

    /// Where services are from, when somebody gave no name.
    package static let longestSource = 100

    static let table = Table(
        "directory_import", indexes: [["source"]],
        columns: [
            .text("id"), .text("source"), .text("file_hash"), .integer("at"),
            .text("kept_by", .staff, optional: true, references: "worker"), .integer("rows_read"),
            .integer("accepted"), .integer("corrected"), .integer("rejected"), .integer("added"),
            .integer("changed"), .integer("same"), .integer("gone"), .integer("held"),
        ])

    static let rowTable = Table(
        "directory_import_row", key: ["import_id", "line"],
        columns: [
            .text("import_id", references: "directory_import"), .integer("line"), .text("pointer"),
            .text("outcome", allowed: OpenRow.Outcome.allCases.map(\.rawValue)),
            .text("service_id", optional: true, references: "service"), .text("problems"),
            // As it stood in the file, where something was wrong with it.
            .text("original", .freeText),
        ])
}

extension DirectoryImport: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        source = try row["source"]
        hash = try row["file_hash"]
        at = try row["at"]
        read = try row["rows_read"]
        accepted = try row["accepted"]
        corrected = try row["corrected"]
        rejected = try row["rejected"]
    }
}

/// A service of a kept file that was not kept, with where it stood and why.
package struct RejectedService: Sendable, FromRow {
    package let line: Int
    package let pointer: String
    package let problems: String
    package let original: String

    package init(row: Row) throws {
        line = try row["line"]
        pointer = try row["pointer"]
        problems = try row["problems"]
        original = try row["original"]
    }
}

extension Transaction {
    /// The file last kept from a source.
    package func lastDirectoryImport(from source: String) throws -> DirectoryImport? {
        try first(
            """
            SELECT id, source, file_hash, at, rows_read, accepted, corrected, rejected FROM directory_import
            WHERE source = \(source) ORDER BY at DESC, id LIMIT 1
            """)
    }

    /// What was not kept of a file, in the file's order.
    package func rejectedServices(of id: ID<DirectoryImport>) throws -> [RejectedService] {
        try all(
            """
            SELECT line, pointer, problems, original FROM directory_import_row
            WHERE import_id = \(id) AND outcome = 'rejected' ORDER BY line
            """)
    }

    /// The same file judged against what is here: an identifier of a service kept by other hands is not this file's.
    package func judged(_ file: OpenFile, from source: String) throws -> OpenFile {
        let others = Dictionary(
            try services().filter { $0.source != source }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return file.rejecting { entry in
            others[entry.id].map { other in
                other.source.isEmpty
                    ? "This id is that of a service kept here by hand: \(other.name)"
                    : "This id is that of a service from \(other.source): \(other.name)"
            }
        }
    }

    /// What keeping the file would change.
    package func change(_ file: OpenFile, from source: String, _ hooks: ProviderHooks) throws -> DirectoryImport.Change
    {
        let here = Dictionary(
            try services().filter { $0.source == source }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var change = DirectoryImport.Change()
        var named: Set<ID<Service>> = []
        for entry in file.rows.compactMap(\.entry) {
            named.insert(entry.id)
            guard let old = here[entry.id] else {
                change.added.append(entry.id)
                continue
            }
            if entry.over(old.terms) == old.terms {
                change.same.append(entry.id)
            } else {
                change.changed.append(entry.id)
            }
        }
        for old in here.values.sorted(by: { $0.id < $1.id }) where !named.contains(old.id) && !old.terms.isArchived {
            let open = try hooks.openOn(self, old.id)
            if open.isEmpty { change.gone.append(old.id) } else { change.held.append((old.id, open)) }
        }
        return change
    }

    /// Keeps the file: services added, superseded or archived, and every row of it with what became of it.
    package func keep(
        _ file: OpenFile, from source: String, _ hooks: ProviderHooks, by worker: ID<Worker>?, at now: Instant
    ) throws -> (id: ID<DirectoryImport>, change: DirectoryImport.Change) {
        let id = ID<DirectoryImport>.make()
        let change = try change(file, from: source, hooks)
        let entries = Dictionary(
            file.rows.compactMap(\.entry).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for service in change.added {
            guard let entry = entries[service] else { continue }
            try add(
                entry.terms, id: service, source: source, by: worker, because: "In the file from \(source).", at: now)
        }
        for service in change.changed {
            guard let entry = entries[service], let old = try self.service(service) else { continue }
            try supersede(old, entry.over(old.terms), "Said so by a newer file from \(source).", worker, now)
        }
        for service in change.gone {
            guard let old = try self.service(service) else { continue }
            var terms = old.terms
            terms.isArchived = true
            try supersede(old, terms, "No longer in the file from \(source).", worker, now)
        }
        try record(file, id, source, change, worker, now)
        return (id, change)
    }

    private func supersede(
        _ old: Service, _ terms: Service.Terms, _ reason: String, _ worker: ID<Worker>?, _ now: Instant
    ) throws {
        guard try self.change(old.id, to: terms, from: old.version, by: worker, because: reason, at: now) else {
            throw StorageError.damaged(
                "A service was changed while a file was being kept. Nothing was kept: try again.")
        }
    }

    private func record(
        _ file: OpenFile, _ id: ID<DirectoryImport>, _ source: String, _ change: DirectoryImport.Change,
        _ worker: ID<Worker>?, _ now: Instant
    ) throws {
        try run(
            """
            INSERT INTO directory_import (id, source, file_hash, at, kept_by, rows_read, accepted, corrected, rejected,
                added, changed, same, gone, held)
            VALUES (\(id), \(source), \(file.hash), \(now), \(worker), \(file.rows.count), \(file.count(.accepted)),
                \(file.count(.corrected)), \(file.count(.rejected)), \(change.added.count), \(change.changed.count),
                \(change.same.count), \(change.gone.count), \(change.held.count))
            """)
        for row in file.rows {
            let words = row.problems.map { "\($0.effect.rawValue) \($0.pointer): \($0.reason)" }.kept
            try run(
                """
                INSERT INTO directory_import_row (import_id, line, pointer, outcome, service_id, problems, original)
                VALUES (\(id), \(row.line), \(row.pointer), \(row.outcome.rawValue), \(row.entry?.id), \(words),
                    \(row.outcome == .accepted ? "" : row.original))
                """)
        }
    }
}

extension OpenEntry {
    /// What the file says over what is here: only what such a file can say is replaced; a service that was archived
    /// because it had gone comes back.
    func over(_ old: Service.Terms) -> Service.Terms {
        var new = old
        new.name = terms.name
        new.summary = terms.summary
        new.status = terms.status
        new.organisation = terms.organisation
        new.organisationWords = terms.organisationWords
        new.organisationID = terms.organisationID
        new.url = terms.url
        new.email = terms.email
        new.minimumAge = terms.minimumAge
        new.maximumAge = terms.maximumAge
        new.cost = terms.cost
        new.accreditations = terms.accreditations
        new.assured = terms.assured
        new.assurer = terms.assurer
        new.alert = terms.alert
        new.isArchived = false
        // A list holds none of these; saying nothing of them takes nothing away.
        if !terms.areas.isEmpty { new.areas = terms.areas }
        if !terms.languages.isEmpty { new.languages = terms.languages }
        if !terms.hours.isUnsaid { new.hours = terms.hours }
        if !terms.needs.isEmpty { new.needs = terms.needs }
        if terms.amount != nil { new.amount = terms.amount }
        return new
    }
}

extension OpenFile {
    /// The file with more of its services refused, each for the reason given.
    func rejecting(_ reason: (OpenEntry) -> String?) -> OpenFile {
        OpenFile(
            hash: hash,
            rows: rows.map { row in
                guard let entry = row.entry, let reason = reason(entry) else { return row }
                let problem = OpenProblem(effect: .rejected, pointer: row.pointer + "/id", reason: reason)
                return OpenRow(
                    line: row.line, pointer: row.pointer, outcome: .rejected, problems: row.problems + [problem],
                    entry: nil, original: row.original)
            })
    }

    private init(hash: String, rows: [OpenRow]) {
        self.hash = hash
        self.rows = rows
    }
}
