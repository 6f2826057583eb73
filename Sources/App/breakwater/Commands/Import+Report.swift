import Foundation
import Governance
import Joining
import Kernel
import Storage

/// What a command says about an import: to people, or as JSON.
enum ImportReport {
    /// Counts, what was found by kind, and what would change.
    static func show(_ run: ImportRun, _ database: any Database) async throws {
        let (problems, change) = try await database.read { tx in
            (try tx.importProblems(run.id), try tx.importEntry(run.id)?.change)
        }
        let counts = run.counts
        print(
            "\(counts.read) rows read: \(counts.accepted) accepted, \(counts.corrected) corrected, "
                + "\(counts.rejected) rejected.")
        for group in problems.prefix(20) {
            let place = group.header.isEmpty ? "" : "\(group.header): "
            let lines = group.lines.map(String.init).joined(separator: ", ")
            print("  \(group.times) \(ImportWords.effect(group.effect)): \(place)\(group.reason) Lines \(lines)…")
        }
        if problems.count > 20 { print("  … and \(problems.count - 20) kinds more.") }
        if let change { print(ImportWords.change(change)) }
        if let better = try await database.read({ try $0.betterFeed(for: run) }) {
            print(ImportWords.better(better, than: run.feed))
        }
    }

    /// How it stands now.
    static func end(_ run: ImportRun, json asJSON: Bool, _ database: any Database) async throws {
        guard let entry = try await database.read({ try $0.importEntry(run.id) }) else { return }
        if asJSON { return print(try json(facts(entry))) }
        switch entry.run.state {
        case .staged:
            print("Nothing is kept yet. To decide: breakwater import keep \(run.id.text.prefix(8)) (or abandon).")
        case .stopped: print("It stopped: \(entry.run.problem ?? "")")
        default: print("\(entry.run.state.name): \(entry.agency), \(run.label), under \(run.agreement).")
        }
    }

    static func facts(_ entry: ImportEntry) -> [String: String] {
        let run = entry.run
        return [
            "id": run.id.text, "state": run.state.rawValue, "agency": entry.agency, "feed": run.feed,
            "period": run.period, "agreement": run.agreement, "hash": run.fileHash, "read": String(run.counts.read),
            "accepted": String(run.counts.accepted), "corrected": String(run.counts.corrected),
            "rejected": String(run.counts.rejected), "bytes_read": String(run.bytesRead),
            "problem": run.problem ?? "",
        ]
    }

    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// The rejected rows as CSV, readable by their owner alone.
    static func writeRejects(of run: ImportRun, to path: String, _ database: any Database) async throws {
        guard
            FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else { throw StorageError.unavailable("\(path) cannot be written.") }
        var rejects = RejectsFile(run: run.id)
        while let piece = try await database.read({ [rejects] tx in try rejects.next(in: tx) }) {
            try file.write(contentsOf: Data(piece.text.utf8))
            rejects = piece.rest
        }
        try file.close()
        try await database.write { tx in
            try tx.countExport(of: run, to: nil, items: run.counts.rejected, at: .now)
        }
    }
}
