import ArgumentParser
import Foundation
import Governance
import Joining
import Kernel
import Storage

/// Every file that came, newest first.
struct ImportList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List imports, newest first.")

    @OptionGroup var at: ImportPlace
    @Option(help: "How many at most.") var most = 50

    func run() async throws {
        let most = most
        try await at.with { _, database in
            let entries = try await database.read { try $0.imports(within: .all, from: 0, most: most) }
            if at.json { return print(try ImportReport.json(entries.map(ImportReport.facts))) }
            if entries.isEmpty { print("No files yet. Import one with \u{201C}breakwater import FILE\u{201D}.") }
            for entry in entries {
                let run = entry.run
                print(
                    "\(run.id.text.prefix(8))  \(run.state.name)  \(entry.agency), \(run.label), \(run.agreement)  "
                        + "\(run.counts.read) rows, \(run.counts.rejected) rejected  \(run.startedAt.long)")
            }
        }
    }
}

/// One import, with what was found in it.
struct ImportShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show what was found in a file.")

    @OptionGroup var at: ImportPlace
    @Argument(help: "The import, as \u{201C}import list\u{201D} names it.") var id: String
    @Option(help: "Write the rejected rows, with reasons, to this CSV file.") var rejects: String?

    func run() async throws {
        try await at.with { _, database in
            let run = try await at.run(id, in: database)
            if let rejects { try await ImportReport.writeRejects(of: run, to: rejects, database) }
            if !at.json { try await ImportReport.show(run, database) }
            try await ImportReport.end(run, json: at.json, database)
        }
    }
}

/// Makes a staged file part of the picture.
struct ImportKeep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "keep", abstract: "Keep the rows of a staged file.")

    @OptionGroup var at: ImportPlace
    @Argument(help: "The import, as \u{201C}import list\u{201D} names it.") var id: String

    func run() async throws {
        try await at.with { importer, database in
            let run = try await importer.decide(try await at.run(id, in: database).id, keep: true)
            try await ImportReport.end(run, json: at.json, database)
        }
    }
}

/// Says no to a file.
struct ImportAbandon: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abandon", abstract: "Abandon a file that is not kept. Its rows then count for nothing.")

    @OptionGroup var at: ImportPlace
    @Argument(help: "The import, as \u{201C}import list\u{201D} names it.") var id: String

    func run() async throws {
        try await at.with { importer, database in
            let run = try await importer.decide(try await at.run(id, in: database).id, keep: false)
            try await ImportReport.end(run, json: at.json, database)
        }
    }
}

/// Reads a file on that was stopped, as it was when it came.
struct ImportResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Read a stopped file on, as it was when it came. The decision is yours after.")

    @OptionGroup var at: ImportPlace
    @Argument(help: "The import, as \u{201C}import list\u{201D} names it.") var id: String

    func run() async throws {
        try await at.with { importer, database in
            let found = try await at.run(id, in: database)
            let meter = Meter(isQuiet: at.json)
            let run = try await importer.read(found.id) { meter.show($0) }
            meter.clear()
            if !at.json { try await ImportReport.show(run, database) }
            try await ImportReport.end(run, json: at.json, database)
        }
    }
}

/// A line on the terminal that shows how far a file is read; nothing in a pipe.
struct Meter: Sendable {
    private let isShown: Bool

    init(isQuiet: Bool) {
        isShown = !isQuiet && isatty(STDERR_FILENO) == 1
    }

    func show(_ run: ImportRun) {
        guard isShown else { return }
        let share = run.fileBytes > 0 ? Double(run.bytesRead) / Double(run.fileBytes) : 0
        let done = Int(share * 24)
        let bar = String(repeating: "█", count: done) + String(repeating: "░", count: 24 - done)
        let rate = run.rowsPerSecond.map { ", \($0) rows a second" } ?? ""
        let left = run.secondsLeft.map { ", \(ImportWords.time($0)) left" } ?? ""
        write("\r\u{1B}[K\(bar) \(Int(share * 100)) %  \(run.counts.read) rows\(rate)\(left)")
    }

    func clear() {
        if isShown { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
