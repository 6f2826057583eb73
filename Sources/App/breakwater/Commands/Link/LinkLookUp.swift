import ArgumentParser
import Feeds
import Foundation
import Linkage

/// Times one new row against everything that stands.
struct LinkLookUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "look-up",
        abstract: "Link files, then ask for rows of them one at a time, and say how long an answer takes.")

    @OptionGroup var inputs: LinkInputs

    @Option(help: "How many rows to ask for.")
    var count = 1000

    func validate() throws {
        guard count > 0 else { throw ValidationError("--count takes a number above 0.") }
    }

    func run() async throws {
        let table = try inputs.table(telling: { _ in })
        let result = try Linkage.run(table)
        var index = try LiveIndex(table: table, result: result)
        var times: [Double] = []
        var right = 0
        for row in try rows(of: table) {
            let began = ContinuousClock.now
            let answer = try index.search(source: row.source, values: row.values)
            times.append(began.duration(to: .now) / .microseconds(1))
            if let place = table.place(of: row.id), answer.cluster == result.clusterIDs[Int(result.clusters[place])] {
                right += 1
            }
        }
        guard !times.isEmpty else { throw CommandProblem("The files have no row to ask for.") }
        times.sort()
        let (median, slow) = (times[times.count / 2], times[times.count * 99 / 100])
        print(
            """
            \(times.count) rows, each against \(table.count): median \(Int(median.rounded())) µs, \
            99 in 100 within \(Int(slow.rounded())) µs; \(right) found the person they belong to.
            """)
    }

    /// Rows from all over the files, as somebody would type them, by the names of the specification's fields.
    private func rows(of table: RecordTable) throws -> [(id: String, source: String, values: [String: String])] {
        let step = max(1, table.count / count)
        var found: [(id: String, source: String, values: [String: String])] = []
        var number = 0
        for file in inputs.files {
            var reader = try FeedReader(try FeedSource.file(file))
            let places = table.spec.fields.map { field in
                (field, field.columns.lazy.compactMap { column in reader.headers.firstIndex { $0 == column } }.first)
            }
            var line = 0
            while let row = try reader.next() {
                (number, line) = (number + 1, line + 1)
                guard number % step == 0 else { continue }
                var values: [String: String] = [:]
                var (id, source) = ("\(LinkInputs.name(of: file)):\(line)", LinkInputs.name(of: file))
                for (field, place) in places {
                    guard let place, !row.cells[place].isEmpty else { continue }
                    switch field.kind {
                    case .id: id = row.cells[place]
                    case .source: source = row.cells[place]
                    default: values[field.name] = row.cells[place]
                    }
                }
                found.append((id, source, values))
            }
        }
        return found
    }
}
