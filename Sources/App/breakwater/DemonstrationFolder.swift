import ArgumentParser
import Eastmere
import Foundation
import Storage

/// The folder a demonstration lies in. Clears it for the next one, and refuses to touch anything else.
struct DemonstrationFolder {
    private let place: Place

    init(_ place: Place) {
        self.place = place
    }

    /// Takes the last demonstration away.
    ///
    /// - Throws: `ValidationError` when folder or database hold anything that does not say it is a demonstration.
    func clear() async throws {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: place.data)) ?? []
        guard Demonstration.mayClear(names, saysDemonstration: saysDemonstration) else {
            throw refusal(of: place.data, "Name another folder with --data.")
        }
        if place.isPostgres {
            try await clearSchema()
        } else {
            try await clearFile()
        }
    }

    private var saysDemonstration: Bool {
        guard let data = FileManager.default.contents(atPath: place.settingsPath),
            let settings = try? JSONDecoder().decode(Settings.self, from: data)
        else { return false }
        return settings.isDemonstration
    }

    private func clearSchema() async throws {
        let database = try place.open()
        let holding = try await database.read { try Demonstration.holding(of: $0) }
        if holding == .demonstration { try await database.write { try Demonstration.dropTables(in: $0) } }
        try await database.close()
        if holding == .somethingElse { throw refusal(of: "The schema", "Name another with ?schema=.") }
    }

    private func clearFile() async throws {
        let path = place.databaseAddress
        let files = FileManager.default
        guard files.fileExists(atPath: path) else { return }
        // Opening it first finds out whether a demonstration is running on it.
        let database = try place.open()
        let holding = try await database.read { try Demonstration.holding(of: $0) }
        try await database.close()
        // In a folder that says it is a demonstration's, one whose making was cut short may go too.
        guard holding != .somethingElse || place.database == nil else {
            throw refusal(of: path, "Name another file with --database.")
        }
        for ending in ["", "-wal", "-shm"] where files.fileExists(atPath: path + ending) {
            try files.removeItem(atPath: path + ending)
        }
    }

    private func refusal(of what: String, _ advice: String) -> ValidationError {
        ValidationError("\(what) does not say that it is a demonstration, so nothing in it was touched. \(advice)")
    }
}
