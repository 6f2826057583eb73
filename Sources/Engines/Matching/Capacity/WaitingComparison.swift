import Statistics

/// The same demand with different numbers of staff, beside each other, ready to be said.
public struct WaitingComparison: Sendable, Equatable {
    /// One number of workers and what it comes to.
    public struct Choice: Sendable, Equatable {
        /// How many workers.
        public let workers: Int
        /// The share who would wait longer, with its interval; nil when nobody asks.
        public let waiting: Estimate?
        /// The mean wait in days; nil when nobody asks.
        public let meanWait: Estimate?
    }

    /// The wait asked about, in days.
    public let days: Double
    /// The choices in the order asked for.
    public let choices: [Choice]

    init(days: Double, choices: [Choice]) {
        self.days = days
        self.choices = choices
    }

    /// Forecasts a plan with each number of workers of one kind in place of its own staff, on the same seed.
    public init(
        _ plan: WaitingPlan, workers: [Int], caseload: Int, longerThan days: Double, futures: Int, seed: UInt64,
        confidence: Confidence = .ninetyFive
    ) throws(CapacityError) {
        self.days = try CapacityError.atLeastZero(days, "The wait")
        var choices: [Choice] = []
        for number in workers {
            var changed = plan
            changed.staff = [Staff(workers: number, caseload: caseload)]
            let forecast = try WaitingForecast(changed, futures: futures, seed: seed, confidence: confidence)
            choices.append(
                Choice(workers: number, waiting: forecast.waits(longerThan: days), meanWait: forecast.meanWait))
        }
        self.choices = choices
    }

    /// "With two advocates, one in five would wait more than three weeks (probably between …); with three, …".
    public func sentence(worker: String) -> String {
        let parts = choices.enumerated().map { place, choice in
            let who = place == 0 ? Plain.count(choice.workers, worker) : Plain.number(choice.workers)
            return "with \(who), \(Self.words(choice.waiting, wait: place == 0 ? Self.span(days) : nil))"
        }
        return Plain.sentence(parts.joined(separator: "; ")) + "."
    }

    private static func words(_ estimate: Estimate?, wait: String?) -> String {
        guard let estimate, let share = PlainShare(estimate.value) else { return "nobody is expected to ask" }
        let tail = wait.map { " would wait more than \($0)" } ?? ""
        guard let low = PlainShare(estimate.interval.lower), let high = PlainShare(estimate.interval.upper) else {
            return share.words + tail
        }
        let range = low == high ? "" : " (probably between \(low.words) and \(high.words))"
        return share.words + tail + range
    }

    /// "three weeks" where it is whole weeks, else days.
    static func span(_ days: Double) -> String {
        let whole = Int(min(days, 1e6).rounded())
        return whole > 0 && whole % 7 == 0 ? Plain.count(whole / 7, "week") : Plain.count(whole, "day")
    }
}
