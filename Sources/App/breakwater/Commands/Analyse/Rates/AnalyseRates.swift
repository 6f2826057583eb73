import ArgumentParser
import Statistics

/// Rates with intervals: crude, or standardised by age.
struct AnalyseRates: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rates",
        abstract:
            "Rates with intervals: crude, or directly standardised (as PHEindicatormethods phe_rate and phe_dsr).",
        discussion: """
            Crude: one row a group, with count and population. Directly standardised: one row an age band of a group, with
            a standard population; a group of fewer than 10 events has no standardised rate.
            """)

    /// Which rate.
    enum Kind: String, ExpressibleByArgument, CaseIterable { case crude, dsr }

    /// Which interval of a count.
    enum Limits: String, ExpressibleByArgument, CaseIterable { case publicHealth, byar, exact }

    @OptionGroup var files: AnalyseFiles

    @Option(help: "crude, or dsr for directly standardised.")
    var type: Kind = .crude
    @Option(help: "The column of counts. Else count, value, observed or n.")
    var x: String?
    @Option(help: "The column of people. Else population or denominator.")
    var n: String?
    @Option(help: "The column that names a group. Else area, group, id or name.")
    var group: String?
    @Option(help: "The column of the standard population. Else standard or stdpop.")
    var stdpop: String?
    @Option(help: "Per how many.")
    var multiplier: Double = 100_000
    @Option(help: "The confidence of the intervals.")
    var confidence: Double = 0.95
    @Option(help: "Intervals of crude rates: publicHealth (exact below 10, else Byar), byar or exact.")
    var limits: Limits = .publicHealth

    func run() throws {
        let table = try files.table()
        let counts = try table.numbers(
            try table.column(x, usual: ["count", "value", "observed", "n"], option: "--x"))
        let people = try table.numbers(try table.column(n, usual: ["population", "denominator"], option: "--n"))
        let names = try AnalyseGroups.names(table, named: group)
        let level = try Confidence(confidence)
        var clock = AnalyseClock()
        var answer = AnalyseAnswer(
            analysis: "rates", summary: [], columns: ["group", "count", "population", "rate", "lowercl", "uppercl"],
            seconds: 0)
        switch type {
        case .crude:
            answer.rows = try clock.time {
                try names.indices.map { row in
                    let rate = try CrudeRate(
                        count: counts[row], population: people[row], per: multiplier, interval: interval,
                        confidence: level)
                    return AnalyseGroups.row(names[row], counts[row], people[row], rate.estimate)
                }
            }
        case .dsr:
            let standard = try table.numbers(
                try table.column(stdpop, usual: ["standard", "stdpop"], option: "--stdpop"))
            answer.rows = try clock.time {
                try AnalyseGroups.inOrder(names).map { name, rows in
                    let bands = rows.map {
                        DirectBand(count: counts[$0], population: people[$0], standard: standard[$0])
                    }
                    let rate = try DirectlyStandardisedRate(bands, per: multiplier, confidence: level)
                    return AnalyseGroups.row(name, rate.count, rate.population, rate.estimate)
                }
            }
            let few = answer.rows.count { if case .none = $0[3] { true } else { false } }
            if few > 0 { answer.notes.append("\(few) groups have fewer than 10 events: no standardised rate.") }
        }
        answer.seconds = clock.seconds
        let per = AnalyseCell.number(multiplier).shown
        answer.summary = ["Rates per \(per) with \(AnalyseCell.number(confidence * 100).shown) % intervals."]
        try files.give(answer)
    }

    private var interval: PoissonInterval {
        switch limits {
        case .publicHealth: .publicHealth
        case .byar: .byar
        case .exact: .exact
        }
    }
}

/// Rows of a file that belong to groups.
enum AnalyseGroups {
    /// The group of each row; the row's line where no column names one.
    static func names(_ table: AnalyseTable, named: String?) throws -> [String] {
        if let column = try table.column(named, usual: ["area", "group", "id", "name", "place"]) {
            return table.texts(column)
        }
        return (0..<table.count).map { "line \(table.line($0))" }
    }

    /// Each group's rows, in the order groups first appear.
    static func inOrder(_ names: [String]) -> [(name: String, rows: [Int])] {
        var order: [String] = []
        var rows: [String: [Int]] = [:]
        for (row, name) in names.enumerated() {
            if rows[name] == nil { order.append(name) }
            rows[name, default: []].append(row)
        }
        return order.map { ($0, rows[$0] ?? []) }
    }

    /// A row of the answer for an estimate.
    static func row(_ name: String, _ count: Double, _ population: Double, _ estimate: Estimate?) -> [AnalyseCell] {
        [
            .text(name), AnalyseCell(count), AnalyseCell(population), AnalyseCell(estimate?.value),
            AnalyseCell(estimate?.interval.lower), AnalyseCell(estimate?.interval.upper),
        ]
    }
}
