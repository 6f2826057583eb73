import ArgumentParser
import Composition
import Eastmere
import Feeds
import Foundation
import Governance
import Insight
import Joining
import Kernel
import Storage

/// A partnership of places made from a folder of published files, by the way any file takes.
struct OpenDataMaking {
    let folder: String
    let place: Place

    /// Makes it afresh, says what was found file by file, and serves it if that is wanted.
    ///
    /// - Throws: `ExitCode(3)` when there is nothing in the folder that can be used.
    func run(serving: ((Serving) async throws -> Void)?) async throws {
        let found = try look()
        try await DemonstrationFolder(place).clear()
        try FileManager.default.createDirectory(atPath: place.data, withIntermediateDirectories: true)
        let settings = Settings.openData
        try settings.save(to: place.settingsPath)
        let keys = try place.keys()
        let database = try await place.openUpToDate()
        let opened = try await OpenPartnership.open(in: database, audit: Audit(key: keys.audit), at: .now)
        for land in found.lands { try await bringIn(land, database) }
        let importer = Importer(
            database: database, files: ImportFiles(folder: place.filesFolder, keys: keys),
            audit: Audit(key: keys.audit))
        var kept: [(sheet: OpenFolder.Sheet, run: ImportRun)] = []
        for sheet in found.sheets {
            Console.note("Reading \(sheet.path) \u{2026}")
            if let run = try await take(sheet, from: opened.publisher, by: importer) { kept.append((sheet, run)) }
        }
        Console.note("Counting \u{2026}")
        try await Composed.counting(database, keys: keys).countAll()
        try await tell(kept, database)
        if !found.rest.isEmpty { print("\nLeft out:") }
        for (path, reason) in found.rest { print("  \(path): \(reason)") }
        print("\n\(DemoMake.table(of: opened.workers))\n\(OpenPartnership.words)\n")
        try await serving?(Serving(database, keys: keys, theme: settings.theme, filesFolder: place.filesFolder))
        try await database.close()
    }

    private func look() throws -> OpenFolder {
        guard let found = try? OpenFolder(folder, on: Instant.now.day) else {
            Console.note("\(folder) cannot be read. Name a folder of published files with --open-data.")
            throw ExitCode(3)
        }
        guard !found.sheets.isEmpty else {
            Console.note("There is no table in \(folder) that can be read. Nothing was made.")
            for (path, reason) in found.rest { Console.note("  \(path): \(reason)") }
            throw ExitCode(3)
        }
        return found
    }

    private func bringIn(_ land: OpenFolder.Land, _ database: any Database) async throws {
        let file = land.file
        let new = NewBoundaries(
            name: "Small areas of \(file.year.map { String($0) } ?? "an unknown year")",
            year: file.year ?? Instant.now.day.year,
            source: "\(land.path), as published (Open Government Licence v3.0 for ONS boundaries)",
            fileHash: file.hash, areas: file.areas)
        try await database.write { _ = try $0.insert(new, by: nil, at: .now) }
        print("\(land.path): \(file.areas.count) areas, \(file.problems.count) left out.")
    }

    /// Reads and keeps a file; nil when it stopped, or nothing in it can be kept.
    private func take(_ sheet: OpenFolder.Sheet, from publisher: Agency, by importer: Importer) async throws
        -> ImportRun?
    {
        let order = ImportOrder(
            agency: publisher.id, feed: sheet.mapping.name, period: sheet.period, agreement: "published")
        do {
            let name = URL(fileURLWithPath: sheet.path).lastPathComponent
            let source = try FeedSource.file("\(folder)/\(sheet.path)")
            let taken = try await importer.take(order, sheet.mapping, file: source, name: name)
            let run = try await importer.read(taken.run.id)
            guard run.state == .staged, run.counts.usable > 0 else {
                print("\(sheet.path): \(run.problem ?? "no row of it can be used").")
                return nil
            }
            return try await importer.decide(run.id, keep: true)
        } catch let refusal as ImportRefusal {
            print("\(sheet.path): \(refusal.words)")
        } catch let error as FeedError {
            print("\(sheet.path): \(error.message)")
        }
        return nil
    }

    /// What became of each file.
    private func tell(_ kept: [(sheet: OpenFolder.Sheet, run: ImportRun)], _ database: any Database) async throws {
        for (sheet, run) in kept {
            print("\(sheet.path): \(sheet.mapping.title), \(sheet.period)")
            print("  \(run.counts.read) rows read, \(run.counts.rejected) rejected.")
            guard sheet.mapping.makes == .event, let counted = try await database.read({ try $0.countedRun(run.id) })
            else { continue }
            print(
                "  \(counted.inside) events inside the areas, \(counted.elsewhere) outside them, \(counted.unplaced) "
                    + "with no place, \(counted.repeats) told of twice.")
        }
    }
}

extension Settings {
    /// What a demonstration of places says about itself.
    static let openData = Settings(
        name: OpenPartnership.name, shortName: "Open data",
        tagline: "Published figures about real places, and nobody's record", phone: "101", phoneHours: "day and night",
        isDemonstration: true, demonstrationWords: OpenPartnership.words)
}

extension Transaction {
    /// How many events of a run lie where.
    fileprivate func countedRun(_ run: ID<ImportRun>) throws -> (
        inside: Int, elsewhere: Int, unplaced: Int, repeats: Int
    )? {
        try rows("SELECT events, elsewhere, unplaced, repeats FROM event_run WHERE run_id = \(run)").first.map { row in
            let (all, elsewhere, unplaced): (Int, Int, Int) = (
                try row["events"], try row["elsewhere"], try row["unplaced"]
            )
            return (all - elsewhere - unplaced, elsewhere, unplaced, try row["repeats"])
        }
    }
}
