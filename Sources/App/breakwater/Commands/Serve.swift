import ArgumentParser
import Composition
import Foundation
import Governance
import Logging
import Storage
import StorageSQLite
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

    func run() async throws {
        let settings = try place.settings()
        let database = try await place.openUpToDate()
        try await serve(
            database, keys: place.keys(), theme: settings.theme, host: host, port: port, proxies: trustedProxy)
        try await database.close()
    }
}

/// Serves until told to stop.
func serve(
    _ database: any Database, keys: Keys, theme: Theme, host: String, port: Int, proxies: [String] = []
) async throws {
    var logger = Logger(label: "breakwater") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .warning
    if let warning = SQLiteDatabase.sqliteVersionWarning(), database.dialect == .sqlite { logger.notice("\(warning)") }
    let site = Composed.site(database, keys: keys, theme: theme, logger: logger)
    var limits = Server.Limits()
    limits.trustedProxies = Set(proxies)
    try await Server(site: site, host: host, port: port, limits: limits, logger: logger).run { port in
        print("\(theme.name) is ready on http://\(host == "127.0.0.1" ? "localhost" : host):\(port)")
        fflush(nil)
    }
}
