import ArgumentParser
import Composition
import Foundation
import Governance
import Insight
import Joining
import Logging
import Storage
import StorageSQLite
import Tasks
import Web

/// Serves one partnership.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve this partnership's pages.")

    @OptionGroup var place: Place

    @Option(help: "Address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "Port to listen on.")
    var port = 8080

    @Option(
        help: "Address of a web server in front of this one, whose X-Forwarded-For is believed. May be given again.")
    var trustedProxy: [String] = []

    @Option(help: "The longest file a page takes, in MB. The command line takes any.")
    var mostFileMegabytes = 200

    func validate() throws {
        guard (1...100_000).contains(mostFileMegabytes) else {
            throw ValidationError("--most-file-megabytes takes a number from 1 to 100,000.")
        }
    }

    func run() async throws {
        let settings = try place.settings()
        let database = try await place.openUpToDate()
        var serving = Serving(database, keys: try place.keys(), theme: settings.theme, filesFolder: place.filesFolder)
        serving.host = host
        serving.port = port
        serving.proxies = trustedProxy
        serving.mostFileBytes = mostFileMegabytes * 1_000_000
        serving.mail = settings.mail
        try await serving.run()
        try await database.close()
    }
}

/// The pages and what runs beside them, until told to stop.
struct Serving: Sendable {
    let database: any Database
    let keys: Keys
    let theme: Theme
    let filesFolder: String
    var host = "127.0.0.1"
    var port = 8080
    var proxies: [String] = []
    var mostFileBytes = 200_000_000
    /// How e-mail is sent; nil where it is not set up.
    var mail: MailSettings?

    init(_ database: any Database, keys: Keys, theme: Theme, filesFolder: String) {
        self.database = database
        self.keys = keys
        self.theme = theme
        self.filesFolder = filesFolder
    }

    func run() async throws {
        var logger = Logger(label: "breakwater") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        if let warning = SQLiteDatabase.sqliteVersionWarning(), database.dialect == .sqlite {
            logger.notice("\(warning)")
        }
        let importer = Importer(
            database: database, files: ImportFiles(folder: filesFolder, keys: keys), audit: Audit(key: keys.audit))
        let reading = ImportService(importer, logger: logger)
        let counting = InsightService(Composed.counting(database, keys: keys), logger: logger)
        let mailing = mail.map { MailService(database, $0, logger: logger) }
        let server = server(logger)
        let name = theme.name
        let host = host
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await reading.run() }
            group.addTask { await counting.run() }
            group.addTask { await mailing?.run() }
            try await server.run { port in
                print("\(name) is ready on http://\(host == "127.0.0.1" ? "localhost" : host):\(port)")
                fflush(nil)
            }
            group.cancelAll()
        }
    }

    private func server(_ logger: Logger) -> Server {
        let site = Composed.site(
            database, keys: keys, theme: theme, logger: logger, filesFolder: filesFolder, mostFileBytes: mostFileBytes,
            mail: mail)
        var limits = Server.Limits()
        limits.trustedProxies = Set(proxies)
        // At 64 kB a second, and a minute to begin.
        limits.uploadSeconds = 60 + mostFileBytes / 64_000
        return Server(site: site, host: host, port: port, limits: limits, logger: logger)
    }
}
