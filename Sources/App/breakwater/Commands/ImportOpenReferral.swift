import ArgumentParser
import Composition
import Foundation
import Governance
import Joining
import Kernel
import Providers
import Storage

/// A directory of services from elsewhere.
struct ImportOpenReferral: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open-referral", abstract: "Import services from an Open Referral UK file or address.",
        discussion: """
            Reads version 3.0 and 1.0 lists, arrays and single services. Every service is accepted, corrected or \
            rejected, with the reason. Importing from the same source again supersedes what changed and archives what \
            is gone. Exit codes: 0 done, 1 done with rejected services, 2 wrong usage, 3 could not.
            """)

    @OptionGroup var at: ImportPlace
    @Argument(help: "A JSON file, or the address of a directory (https://…/services), whose pages are all fetched.")
    var file: String
    @Option(help: "Whose directory it is, in words that stay the same. Default: the file's name, or the address.")
    var source: String?
    @Option(help: "Write the rejected services, each with its reason and as it came, into this file: a JSON line each.")
    var rejects: String?
    @Flag(help: "Judge every service and say what would change; keep nothing.") var check = false
    @Flag(help: "Keep the services without asking.") var yes = false

    /// What the command says, for a program.
    private struct Answer: Encodable {
        struct Rejected: Encodable {
            let line: Int
            let pointer: String
            let reason: String
        }

        let source: String
        let state: String
        let read: Int
        let accepted: Int
        let corrected: Int
        let rejected: Int
        let added: Int
        let changed: Int
        let same: Int
        let gone: Int
        let held: Int
        let rejects: [Rejected]
    }

    func run() async throws {
        let (source, file) = try await read()
        var rejected = 0
        try await at.with { importer, database in
            let last = try await database.read { try $0.lastDirectoryImport(from: source) }
            if let last, last.hash == file.hash {
                say("This very file is kept already. Nothing was done.")
                return
            }
            let judged = try await database.read { try $0.judged(file, from: source) }
            let change = try await database.read { try $0.change(judged, from: source, Composed.providerHooks) }
            rejected = judged.count(.rejected)
            if let rejects { try write(judged, to: rejects) }
            if !at.json { tell(judged, change) }
            let isKept = !check && wantsToKeep(change)
            if isKept { try await keep(source, file, importer, database) }
            if at.json {
                try Console.print(json: answer(source, judged, change, isKept))
            } else {
                print(isKept ? "Kept." : "Nothing is kept.")
            }
        }
        if rejected > 0 { throw ExitCode(1) }
    }

    private func read() async throws -> (String, OpenFile) {
        do {
            let isAddress = file.contains("://")
            let name = (source ?? (isAddress ? file : URL(fileURLWithPath: file).lastPathComponent))
                .trimmingCharacters(in: .whitespacesAndNewlines)
            guard !name.isEmpty, name.count <= DirectoryImport.longestSource else { throw OpenRefusal.sourceName }
            return (name, try OpenFile(isAddress ? try await DirectoryAddress(file).fetch() : try onDisk()))
        } catch let refusal as OpenRefusal {
            at.say(refusal.words)
        } catch let failure as DirectoryAddress.Failure {
            at.say(failure.words)
        }
        throw ExitCode(3)
    }

    private func onDisk() throws(OpenRefusal) -> Data {
        let size = (try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int
        guard (size ?? 0) <= OpenFile.mostBytes else { throw .tooLong }
        guard let data = FileManager.default.contents(atPath: file) else { throw .unreadable }
        return data
    }

    /// A rejected service, as it came, with why.
    private struct Reject: Encodable {
        let line: Int
        let pointer: String
        let reason: String
        let service: String

        init(_ row: OpenRow) {
            line = row.line
            pointer = row.pointer
            reason = row.problems.filter { $0.effect == .rejected }.map(\.reason).joined(separator: "; ")
            service = row.original
        }
    }

    private func write(_ judged: OpenFile, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = try judged.rows.filter { $0.outcome == .rejected }.map {
            try encoder.encode(Reject($0)) + Data([10])
        }
        do {
            try Data(lines.joined()).write(to: URL(fileURLWithPath: path))
        } catch {
            at.say("\(path) cannot be written. Nothing was changed.")
            throw ExitCode(3)
        }
    }

    /// Judges and keeps in one transaction, so that what is kept is what stands there.
    private func keep(
        _ source: String, _ file: OpenFile, _ importer: Importer, _ database: any Database
    ) async throws {
        let now = Instant.now
        try await database.write { tx in
            let judged = try tx.judged(file, from: source)
            let kept = try tx.keep(judged, from: source, Composed.providerHooks, by: nil, at: now)
            try importer.audit.append(
                Audit.Entry(
                    at: now, worker: nil, action: Action.manageServices.rawValue, subject: kept.id.text,
                    detail: "kept \(judged.rows.count - judged.count(.rejected)) services from the command line",
                    outcome: .permitted, reference: ""), in: tx)
        }
    }

    private func wantsToKeep(_ change: DirectoryImport.Change) -> Bool {
        if change.added.isEmpty, change.changed.isEmpty, change.same.isEmpty, change.gone.isEmpty { return false }
        guard !yes, !at.json, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return true }
        print("Keep this? [y/N] ", terminator: "")
        fflush(nil)
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }

    private func tell(_ file: OpenFile, _ change: DirectoryImport.Change) {
        print(
            "\(file.rows.count) services read: \(file.count(.accepted)) accepted, \(file.count(.corrected)) corrected, "
                + "\(file.count(.rejected)) rejected.")
        for group in groups(file).prefix(20) { print("  \(group)") }
        print(
            "\(change.added.count) new, \(change.changed.count) changed, \(change.same.count) the same, "
                + "\(change.gone.count) gone and archived.")
        for held in change.held {
            print("  \(held.service) is gone from the file but stays: \(held.because.joined(separator: "; ")).")
        }
    }

    /// The same finding once, with how often and where first.
    private func groups(_ file: OpenFile) -> [String] {
        var order: [String] = []
        var found: [String: (times: Int, first: String)] = [:]
        for problem in file.rows.flatMap(\.problems) {
            let key = "\(problem.effect.rawValue): \(problem.reason)"
            if found[key] == nil { order.append(key) }
            found[key] = ((found[key]?.times ?? 0) + 1, found[key]?.first ?? problem.pointer)
        }
        return order.map { key in "\(found[key]?.times ?? 0) \(key). First at \(found[key]?.first ?? "")" }
    }

    private func answer(
        _ source: String, _ file: OpenFile, _ change: DirectoryImport.Change, _ isKept: Bool
    ) -> Answer {
        let rejects = file.rows.filter { $0.outcome == .rejected }.map { row in
            Answer.Rejected(
                line: row.line, pointer: row.pointer,
                reason: row.problems.filter { $0.effect == .rejected }.map(\.reason).joined(separator: "; "))
        }
        return Answer(
            source: source, state: isKept ? "kept" : "judged", read: file.rows.count, accepted: file.count(.accepted),
            corrected: file.count(.corrected), rejected: file.count(.rejected), added: change.added.count,
            changed: change.changed.count, same: change.same.count, gone: change.gone.count, held: change.held.count,
            rejects: rejects)
    }

    private func say(_ words: String) { at.say(words) }
}
