import ArgumentParser
import Eastmere
import Foundation
import Kernel

/// The files Eastmere's five agencies would send, for trying out imports and linking.
struct DemoExtracts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extracts", abstract: "Make the files that Eastmere's five agencies would send.",
        discussion: """
            Everyone in them is invented, and they are as messy as real files. truth.csv says which rows are the same \
            person; it is for measuring, and never to be imported. The same people, seed and day give the same bytes.
            """)

    @Option(help: "How many young people there are: 10 to 1,000,000. Rows are about twice as many.")
    var people = 60_000

    @Option(help: "The same seed makes the same people.")
    var seed: UInt64 = 1

    @Option(help: "A new or empty folder for the files.")
    var out: String

    @Option(
        help: """
            The day the files are taken on, as 2026-11-23. The young people of a demonstration made on that day with \
            that seed are among them.
            """)
    var day: String?

    @Flag(help: "Also write all.csv: every row in one shape, for the linkage engine alone.")
    var combined = false

    func validate() throws {
        guard Extracts.sizes.contains(people) else {
            throw ValidationError("--people takes a number from 10 to 1,000,000.")
        }
        guard day == nil || day.flatMap({ Day($0) }) != nil else {
            throw ValidationError("--day takes a day as year-month-day: 2026-11-23.")
        }
    }

    func run() throws {
        let day = self.day.flatMap { Day($0) } ?? Extracts.usualDay
        let noon = Eastmere.Wish(seed: seed, now: London.instant(day, hour: 12, minute: 0), scale: 1)
        guard let wish = Extracts.Wish(people: people, seed: seed, day: day, known: Eastmere.known(noon)) else {
            throw ValidationError("--people takes a number from 10 to 1,000,000.")
        }
        let started = ContinuousClock.now
        do {
            let made = try Extracts.write(wish, to: out, isCombined: combined) { agency in
                Console.note("Writing \(agency.stem).csv \u{2026}")
            }
            let seconds = (ContinuousClock.now - started).components.seconds
            print("Made in \(seconds) seconds: \(made.people) young people, \(made.total) rows in \(out).\n")
            for (agency, count) in made.rows { print("  \(agency.stem).csv  \(count)") }
            print("\nDemonstration: everyone here is invented. Never import truth.csv: it only says who is who.")
        } catch let refusal as ExtractsRefusal {
            Console.note("\(refusal)")
            throw ExitCode(3)
        }
    }
}
