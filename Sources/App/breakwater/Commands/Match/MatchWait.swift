import ArgumentParser
import Matching
import Statistics

/// How long young people would wait with different numbers of workers.
struct MatchWait: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "How long would they wait with so many workers? (Erlang C, and drawn futures with their interval)")

    @Option(help: "How many young people ask in a week, on average.")
    var perWeek: Double?
    @Option(help: "A CSV file with a column count: how many asked in each week seen. In place of --per-week.")
    var weeksSeen: String?
    @Option(help: "How long support lasts on average, in days.")
    var lengthDays: Double = 182
    @Option(help: "The standard deviation of the length over its mean; lengths are lognormal, and 1 is a wide spread.")
    var variation: Double = 0.5
    @Option(help: "The numbers of workers to compare: 2,3.")
    var workers = NumberList([2, 3])
    @Option(help: "How many young people one worker supports at once.")
    var caseload = 12
    @Option(help: "What a worker is called.")
    var worker = "advocate"
    @Option(help: "The wait asked about, in days.")
    var longerThan: Double = 21
    @Option(help: "Over how many weeks each future is counted, after a lead-in of three lengths of support.")
    var weeks = 52
    @Option(help: "How many futures are drawn.")
    var futures = 1_000
    @Option(help: "Where the random numbers start: the same seed gives the same answer.")
    var seed: UInt64 = 1
    @OptionGroup var output: MatchOutput

    func validate() throws {
        if (perWeek == nil) == (weeksSeen == nil) { throw ValidationError("Give --per-week or --weeks-seen.") }
        if workers.numbers.contains(where: { $0 < 1 || $0 > 10_000 || $0 != $0.rounded() }) {
            throw ValidationError("--workers takes whole numbers of 1 or more: 2,3.")
        }
    }

    func run() throws {
        let arrivals = try asked()
        let leadIn = Int(min((lengthDays * 3 / 7).rounded(.up), Double(WaitingPlan.mostWeeks)))
        let plan = WaitingPlan.settled(
            arrivals: arrivals, length: .lognormal(mean: lengthDays, variation: variation), staff: [],
            week: .weekdays, leadInWeeks: leadIn, weeks: weeks)
        let numbers = workers.numbers.map { Int($0) }
        var clock = AnalyseClock()
        let comparison = try clock.time {
            try WaitingComparison(
                plan, workers: numbers, caseload: caseload, longerThan: longerThan, futures: futures, seed: seed)
        }
        var answer = AnalyseAnswer(
            analysis: "wait", summary: [comparison.sentence(worker: worker)],
            columns: ["workers", "places", "waiting_longer", "lower", "upper", "mean_wait_days", "erlang_c_longer"],
            seconds: clock.seconds)
        answer.rows = try comparison.choices.map { choice in
            let erlang = try ErlangC(
                arrivals: Self.mean(arrivals) / 7, length: lengthDays, places: choice.workers * caseload)
            return [
                .whole(choice.workers), .whole(choice.workers * caseload), AnalyseCell(choice.waiting?.value),
                AnalyseCell(choice.waiting?.interval.lower), AnalyseCell(choice.waiting?.interval.upper),
                AnalyseCell(choice.meanWait?.value), .number(erlang.waits(longerThan: longerThan)),
            ]
        }
        answer.notes = [
            "Referrals come and support begins from Monday to Friday. Erlang C is for exponential lengths on every day."
        ]
        try output.give(answer)
    }

    private func asked() throws -> Arrivals {
        guard let weeksSeen else { return .poisson(perWeek: perWeek ?? 0) }
        let table = try AnalyseTable(weeksSeen)
        let column = try table.column(nil, usual: ["count", "value", "asked"], option: "count")
        return .weeks(try table.wholes(column))
    }

    private static func mean(_ arrivals: Arrivals) -> Double {
        switch arrivals {
        case .poisson(let mean): mean
        case .weeks(let counts): counts.isEmpty ? 0 : Double(counts.reduce(0, +)) / Double(counts.count)
        }
    }
}
