import ArgumentParser

/// The program: one binary, a command for each job (DESIGN.md 4).
@main
struct Breakwater: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "breakwater",
        abstract: "For partnerships that keep young people safe from violence and exploitation.",
        subcommands: [
            Serve.self, Demo.self, User.self, AuditCommand.self, Backup.self, Restore.self, Check.self, Migrate.self,
            WordingCommand.self, Describe.self,
        ])
}
