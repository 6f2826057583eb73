import ArgumentParser
import Composition
import Feeds
import Foundation
import Governance
import Insight
import Joining
import Kernel
import Storage

/// Small areas to count and draw by.
struct Areas: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring in boundaries of small areas from a GeoJSON file, and count everything by them.",
        discussion: """
            Boundaries in degrees or on the National Grid. Sets brought in before stay; the newest is in use. Exit \
            codes: 0 done, 1 done with features left out, 2 wrong usage, 3 could not.
            """)

    @OptionGroup var at: ImportPlace
    @Argument(help: "GeoJSON file of areas.") var file: String
    @Option(help: "What they are called: \u{201C}Lower layer super output areas, 2021\u{201D}.") var name: String
    @Option(help: "Year their codes belong to, where the columns' names do not say.") var year: Int?
    @Option(help: "Source and licence: it stands under every map.") var source: String

    func run() async throws {
        let read: BoundaryFile
        do {
            read = try BoundaryFile(try FeedSource.file(file))
        } catch let error as FeedError {
            at.say(error.message)
            throw ExitCode(3)
        } catch let fault as GeoFault {
            at.say(fault.message)
            throw ExitCode(3)
        } catch let problem as BoundaryProblem {
            at.say(problem.words)
            throw ExitCode(3)
        }
        guard let year = year ?? read.year else {
            throw ValidationError("The columns do not say which year the codes belong to. Give --year.")
        }
        let new = NewBoundaries(name: name, year: year, source: source, fileHash: read.hash, areas: read.areas)
        try await at.with { importer, database in
            let now = Instant.now
            try await database.write { tx in
                _ = try tx.insert(new, by: nil, at: now)
                try importer.audit.append(
                    Audit.Entry(
                        at: now, worker: nil, action: Action.manageMeasures.rawValue, subject: "",
                        detail: "brought in \(new.areas.count) areas from the command line", outcome: .permitted,
                        reference: ""), in: tx)
            }
            try await Composed.counting(database, keys: try at.place.keys()).countAll()
        }
        print("\(read.areas.count) areas brought in, \(read.problems.count) left out.")
        for problem in read.problems { at.say(problem) }
        if !read.problems.isEmpty { throw ExitCode(1) }
    }
}
