import ArgumentParser
import Feeds
import Foundation
import Linkage

/// Measures pairs and clusters, of this program or any other, against the truth.
struct LinkEvaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract:
            "Measure pairs and clusters against the truth: precision, recall, B-cubed, and who is wrongly linked.",
        discussion: """
            The truth is a CSV file with the columns id and person; other columns are groups to measure by (--by).
            Pairs are id_a,id_b,probability; clusters are id,cluster. Files of other programs serve as well.
            """)

    @Option(help: "CSV file with id, person and any groups.")
    var truth: String

    @Option(help: "CSV file with id_a, id_b, probability.")
    var pairs: String?

    @Option(help: "CSV file with id, cluster.")
    var clusters: String?

    @Option(help: "Columns of the truth to measure by, separated by commas.")
    var by: String?

    @Option(help: "Where a picture of precision against recall goes (SVG).")
    var curve: String?

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        if pairs == nil, clusters == nil { throw ValidationError("Name --pairs, --clusters or both.") }
        if curve != nil, pairs == nil { throw ValidationError("--curve needs --pairs.") }
    }

    func run() async throws {
        let known = try TruthFile(truth, by: by?.split(separator: ",").map(String.init) ?? [])
        let pairAccuracy = try pairs.map { PairAccuracy(try known.pairs(in: $0), truth: known.truth) }
        let clusterAccuracy = try clusters.map { ClusterAccuracy(try known.clusters(in: $0), truth: known.truth) }
        if let curve, let pairAccuracy {
            let line = AccuracyCurve.Line(name: "Pairs", accuracy: pairAccuracy)
            try Data(AccuracyCurve([line]).svg.utf8).write(to: URL(fileURLWithPath: curve))
        }
        let figures = LinkFigures(pairs: pairAccuracy, clusters: clusterAccuracy)
        if json { try Console.print(json: figures) } else { print(figures.words) }
    }
}

/// The truth as a file, with the numbers its ids get.
struct TruthFile {
    let truth: Truth
    private let places: [String: Int]

    init(_ path: String, by columns: [String]) throws {
        var places: [String: Int] = [:]
        var labels: [String?] = []
        var groups = [[String]](repeating: [], count: columns.count)
        let file = try CSVFile(path, needs: ["id", "person"] + columns)
        try file.forEach { cells in
            places[cells[0]] = labels.count
            labels.append(cells[1].isEmpty ? nil : cells[1])
            for column in columns.indices { groups[column].append(cells[2 + column]) }
        }
        self.places = places
        truth = Truth(labels: labels, groups: zip(columns, groups).map { (name: $0, values: $1) })
    }

    /// The pairs of a file; those with an id the truth does not know cannot be judged and are left out.
    func pairs(in path: String) throws -> [JudgedPair] {
        var found: [JudgedPair] = []
        try CSVFile(path, needs: ["id_a", "id_b", "probability"]).forEach { cells in
            guard let a = places[cells[0]], let b = places[cells[1]] else { return }
            guard let probability = Double(cells[2]) else {
                throw CommandProblem("\(path): \u{201C}\(cells[2])\u{201D} is not a probability.")
            }
            found.append(JudgedPair(a, b, score: probability))
        }
        return found
    }

    /// The cluster of every row of the truth; one the file does not name stands alone.
    func clusters(in path: String) throws -> [Int32] {
        var numbers: [String: Int32] = [:]
        var found = [Int32](repeating: -1, count: places.count)
        try CSVFile(path, needs: ["id", "cluster"]).forEach { cells in
            guard let place = places[cells[0]] else { return }
            let number = numbers[cells[1]] ?? Int32(numbers.count)
            numbers[cells[1]] = number
            found[place] = number
        }
        var next = Int32(numbers.count)
        for place in found.indices where found[place] < 0 {
            found[place] = next
            next += 1
        }
        return found
    }
}

/// A CSV file read row by row for a few of its columns.
struct CSVFile {
    private let path: String
    private let columns: [String]

    init(_ path: String, needs columns: [String]) throws {
        self.path = path
        self.columns = columns
    }

    /// Hands over each row's cells of the columns asked for, in their order.
    func forEach(_ take: ([String]) throws -> Void) throws {
        var reader = try FeedReader(try FeedSource.file(path))
        let places = try columns.map { column in
            guard let place = reader.headers.firstIndex(of: column) else {
                throw CommandProblem("\(path) has no column \u{201C}\(column)\u{201D}.")
            }
            return place
        }
        while let row = try reader.next() {
            try take(places.map { $0 < row.cells.count ? row.cells[$0] : "" })
        }
    }
}
