import ArgumentParser
import Matching

/// Gives out places at the least total cost.
struct MatchAssign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Who goes where at the least total cost? (as scipy's linear_sum_assignment, with capacities)")

    @Option(help: "A CSV file of costs: a row for each person, named in its first cell, a column for each service.")
    var costs: String
    @Option(help: "A CSV file with the columns name and capacity. One place each unless given.")
    var capacity: String?
    @Option(help: "What leaving somebody without a place costs. As few as can be are left out unless given.")
    var leavingCost: Double?
    @Flag(help: "Nobody may be left out.")
    var everybody = false
    @OptionGroup var output: MatchOutput

    func validate() throws {
        if everybody, leavingCost != nil { throw ValidationError("--everybody and --leaving-cost exclude each other.") }
    }

    func run() throws {
        let file = try AnalyseTable(costs)
        let table = try Self.table(file)
        let names = Array(file.headers.dropFirst())
        let capacities = try capacity.map { try Self.capacities($0, names) } ?? Array(repeating: 1, count: names.count)
        let leaving = everybody ? LeavingOut.never : leavingCost.map { .cost($0) } ?? .asFewAsPossible
        var clock = AnalyseClock()
        let assignment = try clock.time {
            try Assignment.least(table, capacities: capacities, leavingOut: leaving)
        }
        try output.give(Self.answer(assignment, table, file, names, seconds: clock.seconds))
    }

    private static func table(_ file: AnalyseTable) throws -> CostTable {
        let columns = file.headers.count - 1
        guard columns > 0 else {
            throw CommandProblem("The costs need a first column of names and at least one column of costs.")
        }
        var costs: [Double] = []
        costs.reserveCapacity(file.count * columns)
        for row in 0..<file.count {
            // A cell without a figure is a pair that is not allowed.
            for column in 1...columns { costs.append(try file.figure(row, column) ?? .infinity) }
        }
        return try CostTable(rows: file.count, columns: columns, costs: costs)
    }

    private static func capacities(_ path: String, _ names: [String]) throws -> [Int] {
        let file = try AnalyseTable(path)
        let name = try file.column(nil, usual: ["name", "id", "column"], option: "name")
        let places = try file.column(nil, usual: ["capacity", "places"], option: "capacity")
        var capacities: [String: Int] = [:]
        for row in 0..<file.count {
            let service = file.text(row, name)
            guard names.contains(service) else {
                throw file.problem(row, name, "the costs have no column of this name.")
            }
            guard capacities[service] == nil else { throw file.problem(row, name, "this name has a line already.") }
            capacities[service] = try file.whole(row, places)
        }
        return try names.map { name in
            guard let capacity = capacities[name] else {
                throw CommandProblem("\(path) has no line for \u{201C}\(name)\u{201D}, which is a column of the costs.")
            }
            return capacity
        }
    }

    private static func answer(
        _ assignment: Assignment, _ table: CostTable, _ file: AnalyseTable, _ names: [String], seconds: Double
    ) -> AnalyseAnswer {
        let certificate = assignment.certificate
        let placed = assignment.columns.count - assignment.leftOut.count
        let total = AnalyseCell.number(assignment.totalCost)
        var answer = AnalyseAnswer(
            analysis: "assign",
            summary: [
                "\(placed) of \(file.count) have a place, at a total cost of \(total.shown). No answer costs less."
            ],
            columns: ["row", "column", "cost", "why"], seconds: seconds)
        answer.figures = [
            ("total_cost", total), ("placed_cost", .number(assignment.placedCost)), ("placed", .whole(placed)),
            ("left_out", .whole(assignment.leftOut.count)),
            ("proof_worst", .number(max(certificate.worstPair, certificate.worstMade, certificate.worstSpare))),
            ("proof_broken", .whole(certificate.broken)),
        ]
        // Reasons are for reading: beyond this many they take longer than the answer.
        let isExplained = table.rows * table.columns <= 10_000
        answer.rows = assignment.columns.enumerated().map { row, column in
            let why = isExplained ? reason(assignment, row, file, names) : nil
            return [
                .text(file.text(row, 0)), AnalyseCell(column.map { names[$0] }),
                AnalyseCell(column.map { table[row, $0] }), AnalyseCell(why),
            ]
        }
        return answer
    }

    private static func reason(
        _ assignment: Assignment, _ row: Int, _ file: AnalyseTable, _ names: [String]
    ) -> String {
        assignment.firstChoiceWords(
            of: row, rowName: { file.text($0, 0) }, columnName: { names[$0] },
            amount: { AnalyseCell.number($0).shown }
        ).joined(separator: " ")
    }
}
