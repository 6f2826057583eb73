import ArgumentParser
import Composition
import Eastmere
import Foundation
import Governance
import Insight
import Joining
import Kernel
import Storage
import StoragePostgres

/// Eastmere: an invented town to try everything in.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make Eastmere, an invented partnership, and serve it; or make its agencies' files.",
        discussion: """
            Everyone in it is invented. Without a subcommand the town is made afresh and served: \
            \u{201C}breakwater demo make --help\u{201D} says with which options.
            """,
        subcommands: [DemoMake.self, DemoExtracts.self], defaultSubcommand: DemoMake.self)
}

/// Makes the town and serves it.
struct DemoMake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Make Eastmere, an invented partnership, and serve it.",
        discussion: "Everyone in it is invented. Each run makes it afresh; nothing entered before is kept.")

    @Option(
        help: """
            Folder for the demonstration: data/eastmere, or data/open-data with --open-data. Never one that holds a \
            real partnership.
            """)
    var data: String?

    @Option(help: "postgres://user@host/name?schema=eastmere, or a SQLite file. Default: one in the folder.")
    var database: String?

    @Option(help: "Address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "Port to listen on.")
    var port = 8080

    @Option(help: "The same seed makes the same town, on the same day.")
    var seed: UInt64 = 1

    @Option(help: "How many people and referrals: 1 is about 1,100 referrals a year.")
    var people = 1.0

    @Option(
        help: """
            Instead of the town: a partnership of places from the real, published files in this folder, with nobody in \
            it but three invented workers.
            """)
    var openData: String?

    @Flag(name: .customLong("no-serve"), help: "Make the town and stop.")
    var makesOnly = false

    func validate() throws {
        guard (0.02...20).contains(people) else { throw ValidationError("--people takes a number from 0.02 to 20.") }
    }

    func run() async throws {
        var place = Place()
        place.data = data ?? (openData == nil ? "data/eastmere" : "data/open-data")
        place.database = database
        if let openData { return try await OpenDataMaking(folder: openData, place: place).run(serving: serving) }
        let settings = Settings.eastmere
        try await DemonstrationFolder(place).clear()
        try FileManager.default.createDirectory(atPath: place.data, withIntermediateDirectories: true)
        try settings.save(to: place.settingsPath)
        let keys = try place.keys()
        let database = try await place.openUpToDate()
        let started = ContinuousClock.now
        let wish = Eastmere.Wish(seed: seed, now: .now, scale: people)
        let audit = Audit(key: keys.audit)
        let tell: @Sendable (String) -> Void = { Console.note("\($0) …") }
        let made = try await Eastmere.make(in: database, audit: audit, wish, progress: tell)
        let importer = Importer(
            database: database, files: ImportFiles(folder: place.filesFolder, keys: keys), audit: audit
        ) { wish.now }
        let counted = try await Eastmere.makePlaces(
            in: database, importer: importer, counting: Composed.counting(database, keys: keys), wish, progress: tell)
        let seconds = (ContinuousClock.now - started).components.seconds
        print(
            "Made in \(seconds) seconds: \(made.youngPeople) young people, \(made.referrals) referrals, "
                + "\(counted.rows) events and counts.\n")
        print(DemoMake.table(of: made.workers))
        print("Demonstration: everyone here is invented\n")
        try await serving?(Serving(database, keys: keys, theme: settings.theme, filesFolder: place.filesFolder))
        try await database.close()
    }

    /// Serves what was made where the options say; nil when it is only to be made.
    private var serving: ((Serving) async throws -> Void)? {
        guard !makesOnly else { return nil }
        let (host, port) = (host, port)
        return { site in
            var site = site
            site.host = host
            site.port = port
            try await site.run()
        }
    }

    /// Who may sign in, one a line: name, role, agency.
    static func table(of workers: [Worker]) -> String {
        let rows = workers.map { [$0.name, $0.role.name, $0.agency.name] }
        let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let cells = (0..<2).map { row[$0].padding(toLength: widths[$0] + 2, withPad: " ", startingAt: 0) }
            return "  \(cells.joined())\(row[2])"
        }
        return "Who may sign in, each with one click on the sign-in page:\n\(lines.joined(separator: "\n"))\n"
    }
}

extension Settings {
    /// What the invented partnership says about itself.
    static let eastmere = Settings(
        name: Eastmere.partnership, shortName: "Eastmere",
        tagline: "Council, health, police, schools and charities, working together", phone: "01632 960144",
        phoneHours: "weekdays 8am to 8pm", isDemonstration: true)
}
