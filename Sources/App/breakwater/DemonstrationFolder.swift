import ArgumentParser
import Foundation

/// The folder a demonstration lies in. Clears it for the next one, and refuses to touch anything else.
struct DemonstrationFolder {
    private let place: Place

    init(_ place: Place) {
        self.place = place
    }

    /// Takes the last demonstration away.
    ///
    /// - Throws: `ValidationError` when the folder holds anything that does not say it is a demonstration.
    func clear() throws {
        let files = FileManager.default
        guard files.fileExists(atPath: place.data) else { return }
        let found = try files.contentsOfDirectory(atPath: place.data)
        if found.isEmpty { return }
        guard let data = files.contents(atPath: place.settingsPath),
            let settings = try? JSONDecoder().decode(Settings.self, from: data), settings.isDemonstration
        else {
            throw ValidationError(
                "\(place.data) is not a demonstration, so nothing in it was touched. Name another folder with --data.")
        }
        for name in ["breakwater.sqlite", "breakwater.sqlite-wal", "breakwater.sqlite-shm"] {
            let path = "\(place.data)/\(name)"
            if files.fileExists(atPath: path) { try files.removeItem(atPath: path) }
        }
    }
}
