import Governance
import Kernel
import Storage

/// When in a support a review is.
package enum ReviewKind: String, Sendable, CaseIterable, Storable {
    case start, regular, ending

    package var name: String {
        switch self {
        case .start: "At the start"
        case .regular: "On the way"
        case .ending: "At the end"
        }
    }
}

/// What a review decided.
package enum ReviewOutcome: String, Sendable, CaseIterable, Storable {
    case goOn, change, stepUp, stepDown, end

    package var name: String {
        switch self {
        case .goOn: "Go on"
        case .change: "Change the plan"
        case .stepUp: "More help is needed"
        case .stepDown: "Less help is needed"
        case .end: "It can end"
        }
    }
}

/// Who scored a ladder.
package enum Scorer: String, Sendable, CaseIterable, Storable {
    case youngPerson, worker

    package var name: String {
        switch self {
        case .youngPerson: "Young person"
        case .worker: "Worker"
        }
    }
}

/// One look back together: who was there, what was said, how it stands, and what follows.
package struct Review: Sendable, Equatable {
    package let id: ID<Review>
    package let support: ID<Support>
    package let kind: ReviewKind
    package let on: Day
    /// Who took part, and what each brought.
    package let tookPart: String
    package let said: String
    package let outcome: ReviewOutcome
    package let outcomeReason: String
    /// When it is looked at next; nil when it ends.
    package let next: Day?
    /// Why nobody scored for one side, when nobody did.
    package let missing: [Scorer: String]
    /// 1 to 10 on our own ladders, by who scored; two who see it differently are both kept.
    package let scores: [Score]
    /// Totals of published instruments, by id.
    package let instruments: [String: Int]

    package init(
        id: ID<Review>, support: ID<Support>, kind: ReviewKind, on: Day, tookPart: String, said: String,
        outcome: ReviewOutcome, outcomeReason: String, next: Day?, missing: [Scorer: String], scores: [Score],
        instruments: [String: Int]
    ) {
        self.id = id
        self.support = support
        self.kind = kind
        self.on = on
        self.tookPart = tookPart
        self.said = said
        self.outcome = outcome
        self.outcomeReason = outcomeReason
        self.next = next
        self.missing = missing
        self.scores = scores
        self.instruments = instruments
    }

    /// One step on one ladder.
    package struct Score: Sendable, Equatable {
        package let ladder: String
        package let scorer: Scorer
        package let value: Int

        package init(ladder: String, scorer: Scorer, value: Int) {
            self.ladder = ladder
            self.scorer = scorer
            self.value = value
        }
    }

    package func score(_ ladder: String, _ scorer: Scorer) -> Int? {
        scores.first { $0.ladder == ladder && $0.scorer == scorer }?.value
    }
}

/// A review with who wrote it.
package struct WrittenReview: Sendable {
    package let review: Review
    package let by: String
}

/// Published instruments whose totals may be entered: bands and conversion as dated data; no question of theirs is here.
struct Instruments: Decodable, Sendable {
    /// One instrument.
    struct Instrument: Decodable, Sendable {
        struct Band: Decodable, Sendable {
            let from: Double
            let name: String
        }

        struct Conversion: Decodable, Sendable {
            let raw: Int
            let metric: Double
        }

        let id: String
        let name: String
        let short: String
        let least: Int
        let most: Int
        let lowerIsBetter: Bool
        /// The bands were checked against their publisher.
        let checked: Bool
        let bands: [Band]
        /// Metric scores to use in place of sums; empty where the sum itself is used.
        let conversion: [Conversion]

        /// What is compared and banded: the metric score where there is a conversion.
        func scaled(_ total: Int) -> Double {
            conversion.first { $0.raw == total }?.metric ?? Double(total)
        }

        func band(of total: Int) -> String { bands.last { $0.from <= scaled(total) }?.name ?? "" }
    }

    let instruments: [Instrument]

    static let standard: Instruments = SupportResource.load("instruments")
}

/// How far a ladder went from the first score to the last, by one scorer.
package struct LadderChange: Sendable, Equatable {
    package let ladder: String
    package let scorer: Scorer
    package let first: Int
    package let last: Int
    package let between: [Int]

    package var change: Int { last - first }
    /// By convention a change of two steps or more means something; these ladders have no published reliability.
    package var isMeaningful: Bool { abs(change) >= 2 }

    /// Every ladder scored twice or more by one scorer, in the ladders' order.
    package static func all(_ reviews: [Review], by scorer: Scorer, ladders: [String]) -> [LadderChange] {
        let ordered = reviews.sorted { ($0.on, $0.id) < ($1.on, $1.id) }
        return ladders.compactMap { ladder in
            let values = ordered.compactMap { $0.score(ladder, scorer) }
            guard values.count >= 2 else { return nil }
            return LadderChange(
                ladder: ladder, scorer: scorer, first: values[0], last: values[values.count - 1],
                between: Array(values.dropFirst().dropLast()))
        }
    }
}

/// The clock of reviews: weeks are counted in days, so that a clock change moves nothing.
package enum ReviewClock {
    /// The day of the next review after one held, or after the start; nil for pathways without reviews.
    package static func next(after day: Day, every weeks: Int?) -> Day? { weeks.map { day.adding(days: 7 * $0) } }

    /// The last working day on or before a due day: when it has to be done by, if nobody works on the day itself.
    package static func workable(_ due: Day, _ calendar: WorkingCalendar) -> Day {
        var day = due
        while !calendar.isWorkingDay(day) { day = day.adding(days: -1) }
        return day
    }
}
