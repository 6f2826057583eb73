import ArgumentParser
import Composition
import Foundation
import Governance
import Joining
import Kernel
import Logging
import Storage

/// Links what stands in the partnership's database: the same as the button on the page.
struct LinkDatabase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Link the records that stand in the partnership's database.",
        discussion: """
            Links what the engine is sure of and leaves questions for people, as \u{201C}Link now\u{201D} on the page \
            does. It never changes what a person confirmed. Exit codes: 0 done, 1 done and questions wait for a person, \
            2 wrong usage, 3 could not.
            """)

    @OptionGroup var place: Place
    @Option(help: "Also say how many of this agency's records are linked: its name.") var agency: String?
    @Flag(help: "Answer as JSON.") var json = false

    func run() async throws {
        let database = try await opened()
        do {
            let questions = try await link(database)
            try await database.close()
            if questions > 0 { throw ExitCode(1) }
        } catch let problem as CommandProblem {
            try await database.close()
            Console.note(problem.description)
            throw ExitCode(3)
        }
    }

    private func opened() async throws -> any Database {
        do {
            return try await place.openUpToDate()
        } catch StorageError.owned {
            Console.note(
                """
                Breakwater is serving this partnership, and only it may write to its database. Link on its page instead \
                (Review, then Linking records), or stop it first. Nothing was changed.
                """)
            throw ExitCode(3)
        }
    }

    /// Runs to the end, tells what came of it, and says how many questions wait.
    private func link(_ database: any Database) async throws -> Int {
        let asked = try await named(database)
        let logger = Logger(label: "breakwater") { _ in SwiftLogNoOpLogHandler() }
        let linking = Composed.linking(database, audit: Audit(key: try place.keys().audit), logger: logger)
        let meter = LinkMeter(isQuiet: json)
        let watch = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(300))
                if let run = try await database.read({ try $0.linkRuns(most: 1).first }), run.state == .running {
                    meter.show(run)
                }
            }
        }
        let ended = try await linking.runNow(by: nil)
        watch.cancel()
        meter.clear()
        guard let run = ended else {
            throw CommandProblem("Another run is linking these records already. Nothing was done.")
        }
        guard run.state == .done else {
            throw CommandProblem(run.problem ?? "Linking stopped. What was linked before stands.")
        }
        let (waiting, questions) = try await database.read { tx in
            (try tx.unlinkedRecords(), try tx.openReviewItems())
        }
        let ours = try await database.read { tx in try asked.map { ($0.name, try tx.linkedRecords(of: $0.id)) } }
        try tell(run, waiting: waiting, questions: questions, agency: ours)
        return questions
    }

    private func named(_ database: any Database) async throws -> Agency? {
        guard let agency else { return nil }
        let agencies = try await database.read { try $0.agencies() }
        guard let found = agencies.first(where: { $0.name == agency || $0.id.text == agency }) else {
            let known = agencies.map(\.name).joined(separator: ", ")
            throw ValidationError("There is no agency \u{201C}\(agency)\u{201D}. Agencies here: \(known).")
        }
        return found
    }

    private func tell(
        _ run: LinkRun, waiting: Int, questions: Int, agency: (name: String, records: (all: Int, linked: Int))?
    ) throws {
        let counts = run.counts
        if json {
            var facts = [
                "records": counts.records, "pairs": counts.pairs, "linked": counts.links, "new_people": counts.people,
                "asked": counts.asked, "refused": counts.refused, "not_linked": waiting, "questions": questions,
            ]
            if let agency {
                facts["agency_records"] = agency.records.all
                facts["agency_linked"] = agency.records.linked
            }
            return try Console.print(json: facts)
        }
        print(
            "\(counts.records) records, \(counts.pairs) pairs compared: \(counts.links) records linked, "
                + "\(counts.people) new young people, \(counts.asked) new questions.")
        if waiting > 0 { print("\(waiting) records are not linked to anybody.") }
        if let agency { print("\(agency.name): \(agency.records.linked) of \(agency.records.all) records are linked.") }
        print(questions == 0 ? "No question waits." : "\(questions) questions wait for a person, on the page Review.")
    }
}

/// What a run is doing, on one line of a terminal that is written over.
private struct LinkMeter: Sendable {
    private let isShown: Bool

    init(isQuiet: Bool) {
        isShown = !isQuiet && isatty(STDERR_FILENO) == 1
    }

    func show(_ run: LinkRun) {
        guard isShown else { return }
        // Links are written last, so their share is how far the part whose length is known has come.
        let share = run.counts.records > 0 ? Double(run.counts.links) / Double(run.counts.records) : 0
        let done = min(24, Int(share * 24))
        let bar = String(repeating: "█", count: done) + String(repeating: "░", count: 24 - done)
        let seconds = Instant.now.seconds(since: run.startedAt)
        write("\r\u{1B}[K\(bar) \(run.stage), \(seconds) s")
    }

    func clear() {
        if isShown { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
