import ArgumentParser
import Composition
import Feeds
import Foundation
import Governance
import Insight
import Joining
import Kernel
import Storage

/// Agencies' files.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import an agency's file, or see and decide about files that are here.",
        discussion: """
            Every row is accepted, corrected or rejected, with the reason. Stopped at any point, the same command goes \
            on where it was. Exit codes: 0 done, 1 done with rejected rows, 2 wrong usage, 3 could not.
            """,
        subcommands: [
            ImportFile.self, ImportOpenReferral.self, ImportList.self, ImportShow.self, ImportKeep.self,
            ImportAbandon.self, ImportResume.self,
        ],
        defaultSubcommand: ImportFile.self)
}

/// What every command about imports shares: the database opened for writing, and what is done with it.
struct ImportPlace: ParsableArguments {
    @OptionGroup var place: Place
    @Flag(help: "Answer as JSON.") var json = false

    /// Opens the database, does the work, closes it; refusals become plain words and an exit code.
    func with(_ work: (Importer, any Database) async throws -> Void) async throws {
        let database: any Database
        do {
            database = try await place.openUpToDate()
        } catch StorageError.owned {
            say(
                """
                Breakwater is serving this partnership, and only it may write to its database. Send the file on its \
                page instead (Imports, in the menu), or stop it first. Nothing was changed.
                """)
            throw ExitCode(3)
        }
        let keys = try place.keys()
        let importer = Importer(
            database: database, files: ImportFiles(folder: place.filesFolder, keys: keys),
            audit: Audit(key: keys.audit))
        do {
            try await work(importer, database)
        } catch let refusal as ImportRefusal {
            try await database.close()
            say(refusal.words)
            throw ExitCode(3)
        } catch let error as FeedError {
            try await database.close()
            say(error.message)
            throw ExitCode(3)
        }
        try await database.close()
    }

    func say(_ words: String) {
        Console.note(words)
    }

    /// The run a person named, by its whole identifier or the beginning of it.
    func run(_ text: String, in database: any Database) async throws -> ImportRun {
        let runs = try await database.read { try $0.imports(within: .all, from: 0, most: 100_000).map(\.run) }
        let found = runs.filter { $0.id.text.hasPrefix(text) }
        guard let run = found.first, found.count == 1 else {
            throw ValidationError(
                found.isEmpty
                    ? "There is no import \(text). See \u{201C}breakwater import list\u{201D}."
                    : "More than one import begins with \(text). Give more of it.")
        }
        return run
    }
}

extension Place {
    /// Where agencies' files wait, sealed, until they are decided about.
    var filesFolder: String { "\(data)/files" }
}

/// One file, from the disk to a decision.
struct ImportFile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file", abstract: "Import a file (the default).", shouldDisplay: false)

    @OptionGroup var at: ImportPlace
    @Argument(help: "CSV, JSON lines or .xlsx.") var file: String
    @Option(help: "How to read it: a feed's name, such as school-roll.") var feed: String
    @Option(help: "Whose file it is: the agency's name.") var agency: String
    @Option(help: "What time it is about, such as 2026-09.") var period: String
    @Option(help: "Reference of the sharing agreement it comes under.") var agreement: String
    @Flag(help: "Read and judge every row, and leave the decision to somebody else.") var stageOnly = false
    @Flag(help: "Keep the rows without asking.") var yes = false
    @Option(help: "Write the rejected rows, with reasons, to this CSV file.") var rejects: String?

    func validate() throws {
        guard ImportOrder.isPeriod(period) else {
            throw ValidationError("--period takes up to 40 letters, digits, spaces, - and /, such as 2026-09.")
        }
    }

    func run() async throws {
        let source: FeedSource
        do {
            source = try FeedSource.file(file)
        } catch {
            at.say(error.message)
            throw ExitCode(3)
        }
        var rejected = 0
        try await at.with { importer, database in
            let (order, mapping) = try await read(database)
            let name = URL(fileURLWithPath: file).lastPathComponent
            let taken = try await importer.take(order, mapping, file: source, name: name)
            if taken.isResumed { say(about: taken.run) }
            let ended = try await finish(taken.run, importer, database)
            rejected = ended.counts.rejected
        }
        if rejected > 0 { throw ExitCode(1) }
    }

    /// Reads what is unread, tells, asks, and does as told.
    private func finish(_ run: ImportRun, _ importer: Importer, _ database: any Database) async throws -> ImportRun {
        var run = run
        if run.state != .staged, run.state != .kept {
            let meter = Meter(isQuiet: at.json)
            run = try await importer.read(run.id) { meter.show($0) }
            meter.clear()
        }
        if let rejects { try await ImportReport.writeRejects(of: run, to: rejects, database) }
        guard run.state != .stopped else {
            at.say(run.problem ?? "")
            throw ExitCode(3)
        }
        if !at.json { try await ImportReport.show(run, database) }
        if run.state == .staged, wantsToKeep(run) {
            run = try await importer.decide(run.id, keep: true)
            try await Composed.counting(database, keys: try at.place.keys()).countAll()
        }
        try await ImportReport.end(run, json: at.json, database)
        return run
    }

    private func wantsToKeep(_ run: ImportRun) -> Bool {
        if stageOnly || run.counts.usable == 0 { return false }
        guard !yes, !at.json, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return true }
        print("Keep these \(run.counts.usable) rows? [y/N] ", terminator: "")
        fflush(nil)
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }

    private func say(about run: ImportRun) {
        switch run.state {
        case .kept: at.say("This very file is kept already. Nothing was done.")
        case .staged: at.say("This very file is read already.")
        default: at.say("Going on with an import that was stopped after \(run.counts.read) rows.")
        }
    }

    private func read(_ database: any Database) async throws -> (ImportOrder, Mapping) {
        let (agencies, name) = (try await database.read { try $0.agencies() }, agency)
        guard let found = agencies.first(where: { $0.name == name || $0.id.text == name }) else {
            let known = agencies.map(\.name).joined(separator: ", ")
            throw ValidationError("There is no agency \u{201C}\(name)\u{201D}. Agencies here: \(known).")
        }
        let mappings = try await database.read { try $0.mappings(for: found.id) }
        guard let mapping = mappings.first(where: { $0.name == feed }) else {
            let known = mappings.map(\.name).joined(separator: ", ")
            throw ValidationError("There is no feed \u{201C}\(feed)\u{201D}. Feeds: \(known).")
        }
        return (ImportOrder(agency: found.id, feed: feed, period: period, agreement: agreement), mapping)
    }
}
