import ArgumentParser
import Statistics

/// How many times as often something happens to one group as to another.
struct AnalyseRRI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rri", abstract: "Relative rate index: how many times as often as to the reference group?")

    @OptionGroup var files: AnalyseFiles

    @Option(help: "The column of events. Else events, count or value.")
    var events: String?
    @Option(help: "The column of what they are out of. Else base, population or denominator.")
    var base: String?
    @Option(help: "The column that names a group. Else group, area, id or name.")
    var group: String?
    @Option(help: "The group the others are held against, as the file names it.")
    var reference: String
    @Option(help: "Groups with fewer events have no index.")
    var minimum: Int = 10
    @Option(help: "The confidence of the intervals.")
    var confidence: Double = 0.95

    func run() throws {
        let table = try files.table()
        let counts = try table.wholes(
            try table.column(events, usual: ["events", "count", "value"], option: "--events"))
        let bases = try table.wholes(
            try table.column(base, usual: ["base", "population", "denominator"], option: "--base"))
        let names = try AnalyseGroups.names(table, named: group)
        guard let held = names.firstIndex(of: reference) else {
            throw ValidationError("--reference \(reference): the file has no such group.")
        }
        let level = try Confidence(confidence)
        var clock = AnalyseClock()
        var answer = AnalyseAnswer(
            analysis: "rri", summary: [],
            columns: ["group", "events", "base", "rri", "lowercl", "uppercl", "gap_in_points", "clear", "finding"],
            seconds: 0)
        let other = RelativeRateIndex.Group(events: counts[held], base: bases[held])
        for row in names.indices where row != held {
            let one = RelativeRateIndex.Group(events: counts[row], base: bases[row])
            let index = try clock.time {
                try RelativeRateIndex(group: one, reference: other, minimumEvents: minimum, confidence: level)
            }
            answer.rows.append(Self.row(names[row], index))
        }
        answer.seconds = clock.seconds
        answer.summary = ["Rates beside those of \(reference) (\(counts[held]) of \(bases[held]))."]
        try files.give(answer)
    }

    private static func row(_ name: String, _ index: RelativeRateIndex) -> [AnalyseCell] {
        let start: [AnalyseCell] = [.text(name), .whole(index.group.events), .whole(index.group.base)]
        let gap = AnalyseCell(index.gapInPoints)
        switch index.finding {
        case .tooFew(let minimum):
            return start + [.none, .none, .none, gap, .none, .text("fewer than \(minimum) events")]
        case .index(let estimate):
            let words = index.times.map {
                "\(AnalyseCell.number($0.factor).shown) times \($0.isMore ? "as" : "less") often"
            }
            return start + [
                AnalyseCell(estimate.value), AnalyseCell(estimate.interval.lower),
                AnalyseCell(estimate.interval.upper), gap, .flag(index.isClear), AnalyseCell(words),
            ]
        }
    }
}
