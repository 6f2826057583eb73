import Foundation
import Governance
import HouseSupport
import Kernel
import Logging
import Storage
import Testing

@testable import Tasks

/// A mail server of its own, by real SMTP, and a sendmail that hands on to it.
final class Sink: Sendable {
    let folder: URL
    let sendmail: String
    let port: String
    private let process: Process

    init() throws {
        let own = try #require(Bundle.module.url(forResource: "Sink", withExtension: nil))
        sendmail = own.appendingPathComponent("sendmail").path
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sink-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", own.appendingPathComponent("sink.py").path, folder.path]
        let said = Pipe()
        process.standardOutput = said
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while !line.contains(10) { line.append(said.fileHandleForReading.readData(ofLength: 1)) }
        port = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    deinit {
        // Its parent’s threads may hold back every signal but this one.
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }

    /// Every message as it came over the wire, envelope first.
    func messages() throws -> [String] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "eml" }.sorted { $0.path < $1.path }
            .map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    }
}

/// A house whose e-mail goes to a sink.
struct MailWorld: Sendable {
    let house: TestHouse
    let sink: Sink

    static func make(onPostgres: Bool = false) async throws -> MailWorld {
        MailWorld(
            house: onPostgres ? try await TestHouse.makeOnPostgres() : try await TestHouse.make(), sink: try Sink())
    }

    var settings: MailSettings {
        MailSettings(from: "hub@eastmere.example", link: "https://hub.eastmere.example", sendmail: sink.sendmail)
    }

    /// The service at a moment; `mood` makes sendmail fail or hang.
    func service(at now: Instant, mood: String = "", patience: Double = 30) -> MailService {
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        return MailService(
            house.database, settings, logger: logger,
            environment: ["BREAKWATER_SINK": sink.port, "BREAKWATER_SENDMAIL": mood], patience: patience,
            clock: { now })
    }

    func worker(_ role: Role) throws -> Worker { try #require(house.workers[role]) }

    /// One worker asks another to do something.
    func ask(_ role: Role = .leadPractitioner, _ what: String = "Ring the school", due: Day, at now: Instant)
        async throws
    {
        let (worker, asker) = (try worker(role), try worker(.hubCoordinator))
        try await house.database.write { tx in
            try tx.add(
                StoredTask(
                    key: "test \(ID<StoredTask>.make())", person: nil, what: what, link: "/tasks",
                    agency: worker.agency.id, worker: worker.id, due: due, askedBy: asker.id, at: now))
        }
    }

    func states() async throws -> [String] {
        try await house.database.read { try $0.values("SELECT state FROM letter ORDER BY at, id") }
    }
}
