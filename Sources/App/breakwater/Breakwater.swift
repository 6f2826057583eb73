import ArgumentParser
import Foundation
import Storage

/// The program: one binary, a command for each job.
@main
struct Breakwater: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "breakwater",
        abstract: "For partnerships that keep young people safe from violence and exploitation.",
        discussion: "Exit codes: 0 done, 1 finished with findings, 2 wrong usage, 3 could not.",
        subcommands: [
            Serve.self, Demo.self, User.self, AuditCommand.self, Backup.self, Restore.self, Check.self, Migrate.self,
            LinkCommand.self, WordingCommand.self, Describe.self, Import.self,
            Areas.self, AnalyseCommand.self, MatchCommand.self,
        ])

    /// Runs the command asked for, and turns every failure into plain words and one of the four exit codes.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch let error as StorageError {
            say(error.commandLineWords)
            Foundation.exit(3)
        } catch let error as MigrationError {
            say(error.description)
            Foundation.exit(3)
        } catch {
            let isUsage = exitCode(for: error) == .validationFailure
            let isHelp = exitCode(for: error) == .success
            if isHelp { print(fullMessage(for: error)) } else { say(fullMessage(for: error)) }
            Foundation.exit(isHelp ? 0 : isUsage ? 2 : 3)
        }
    }

    private static func say(_ words: String) {
        Console.note(words)
    }
}

extension StorageError {
    /// What happened and what to do, for somebody at a terminal.
    var commandLineWords: String {
        switch self {
        case .owned(let path):
            "Another Breakwater is running on \(path). Use its pages (People and roles), or stop it first. Nothing was changed."
        case .full: "The disk is full. Nothing was changed. Free some space and run this again."
        case .unavailable(let why): "The database cannot be reached: \(why)"
        case .damaged(let why):
            "The database is not as it should be: \(why) Run \u{201C}breakwater check\u{201D}, or restore a backup."
        case .notDurable(let why): "The database could lose what it has been given, so it was not opened: \(why)"
        case .timeout: "The database took too long and was stopped. Nothing was changed."
        case .conflict: "Something else was changing the same things. Nothing was changed; run this again."
        case .readOnly, .column, .statement, .constraint: "This could not be done. Nothing was changed. (\(self))"
        }
    }
}
