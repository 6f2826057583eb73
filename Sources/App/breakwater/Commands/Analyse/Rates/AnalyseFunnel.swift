import ArgumentParser
import Statistics

/// Which places differ from the rest by more than their size explains.
struct AnalyseFunnel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "funnel",
        abstract: "Which places differ by more than their size explains? (funnel limits, Spiegelhalter 2005)")

    /// What is compared, named as in FunnelPlotR.
    enum DataType: String, ExpressibleByArgument, CaseIterable {
        case proportion = "PR"
        case ratio = "SR"
        case rate = "RC"
    }

    /// How limits allow for differences that nobody is to blame for.
    enum Limits: String, ExpressibleByArgument, CaseIterable { case exact, additive, multiplicative }

    @OptionGroup var files: AnalyseFiles

    @Option(help: "The column of counts. Else count, numerator, observed or value.")
    var numerator: String?
    @Option(help: "The column of what they are out of, or expected. Else population, denominator or expected.")
    var denominator: String?
    @Option(help: "The column that names a place. Else area, group, id or name.")
    var group: String?
    @Option(name: .customLong("data_type"), help: "PR for shares, SR for observed over expected, RC for rates.")
    var dataType: DataType = .rate
    @Option(help: "Per how many, of rates.")
    var multiplier: Double = 1000
    @Option(help: "The value places are held against; all of them together (1 for ratios) unless given.")
    var target: Double?
    @Option(help: "exact, or widened for scatter beyond chance: additive (tau) or multiplicative (phi).")
    var limits: Limits = .additive
    @Option(name: .customLong("trim_by"), help: "The share of scores drawn in at either end when scatter is measured.")
    var trimBy: Double = 0.1

    func run() throws {
        let table = try files.table()
        let counts = try table.numbers(
            try table.column(
                numerator, usual: ["count", "numerator", "observed", "value"], option: "--numerator"))
        let bases = try table.numbers(
            try table.column(denominator, usual: ["population", "denominator", "expected"], option: "--denominator"))
        let names = try AnalyseGroups.names(table, named: group)
        var clock = AnalyseClock()
        let funnel = try clock.time {
            try Funnel(
                zip(counts, bases).map { Funnel.Unit(count: $0, denominator: $1) }, kind: kind, target: target,
                rule: rule, winsorised: trimBy)
        }
        var answer = AnalyseAnswer(
            analysis: "funnel", summary: [],
            columns: [
                "group", "numerator", "denominator", "value", "lower95", "upper95", "lower998", "upper998", "score",
                "position",
            ], seconds: clock.seconds)
        answer.rows = names.indices.map { row in
            let place = funnel.places[row]
            return [.text(names[row]), AnalyseCell(counts[row]), AnalyseCell(bases[row]), AnalyseCell(place?.value)]
                + [
                    place?.limits.ninetyFive.lower, place?.limits.ninetyFive.upper,
                    place?.limits.ninetyNineEight.lower, place?.limits.ninetyNineEight.upper, place?.score,
                ].map { AnalyseCell($0) } + [AnalyseCell(place.flatMap { Self.words($0.position) })]
        }
        let outside = funnel.places.count { $0.flatMap { Self.words($0.position) } != nil }
        answer.summary = ["\(outside) of \(names.count) places lie outside their limits."]
        answer.figures = [
            ("target", AnalyseCell(funnel.target)), ("phi", AnalyseCell(funnel.scatter.phi)),
            ("tau2", AnalyseCell(funnel.scatter.tauSquared)),
        ]
        answer.leftOut = funnel.places.count { $0 == nil }
        try files.give(answer)
    }

    private var kind: FunnelKind {
        switch dataType {
        case .proportion: .proportion
        case .ratio: .ratio
        case .rate: .rate(per: multiplier)
        }
    }

    private var rule: OverdispersionRule {
        switch limits {
        case .exact: .exact
        case .additive: .additive
        case .multiplicative: .multiplicative
        }
    }

    private static func words(_ position: Funnel.Position) -> String? {
        switch position {
        case .inside: nil
        case .outside95(let side): side == .above ? "above 95 %" : "below 95 %"
        case .outside998(let side): side == .above ? "above 99.8 %" : "below 99.8 %"
        }
    }
}
