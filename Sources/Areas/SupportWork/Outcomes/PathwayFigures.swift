import Governance
import Kernel
import Statistics
import Storage

/// How scores on one ladder moved from the first review to the last, for those of a pathway who have both.
struct LadderFigure: Sendable, Equatable {
    let ladder: String
    let better: Int
    let same: Int
    let worse: Int

    var both: Int { better + same + worse }
}

/// What reviews say of a pathway: counts of young people, and nothing of any one of them.
struct PathwayFigures: Sendable, Equatable {
    /// Supports that began in the span, whatever became of them.
    let begun: Int
    /// Those with a first and a later score of the young person's own on any ladder.
    let scored: Int
    let ladders: [LadderFigure]

    /// Counts changes of two steps or more as a change: by convention, for these ladders have no published reliability.
    init(_ reviews: [[Review]], ladders: [String], by scorer: Scorer) {
        begun = reviews.count
        let changes = reviews.map { LadderChange.all($0, by: scorer, ladders: ladders) }
        scored = changes.count { !$0.isEmpty }
        let grouped = Dictionary(grouping: changes.flatMap { $0 }, by: \.ladder)
        self.ladders = ladders.map { ladder in
            let all = grouped[ladder] ?? []
            let moved = all.filter(\.isMeaningful)
            return LadderFigure(
                ladder: ladder, better: moved.count { $0.change > 0 }, same: all.count - moved.count,
                worse: moved.count { $0.change < 0 })
        }
    }
}

/// One ladder as an audience may see it: worked out from what is shown and from nothing else.
struct ShownLadder: Sendable, Equatable {
    let ladder: String
    let counts: [ShownCount]
    /// The share that is better, with Wilson's interval; nil where a count it needs is hidden or nobody has both scores.
    let share: Estimate?

    init(_ figure: LadderFigure, for audience: CountAudience) {
        ladder = figure.ladder
        counts = Suppression.standard.protect([figure.better, figure.same, figure.worse], for: audience).cells
        let values = counts.compactMap(\.value)
        let total = values.reduce(0, +)
        guard values.count == 3, total > 0, let proportion = try? Proportion(values[0], of: total) else {
            share = nil
            return
        }
        share = proportion.estimate()
    }
}

extension Transaction {
    /// The pathway under which most supports began since a day: the one to show first.
    func mostBegun(since day: Day) throws -> String? {
        try value(
            """
            SELECT pathway FROM support WHERE started_on IS NOT NULL AND started_on >= \(day)
            GROUP BY pathway ORDER BY COUNT(*) DESC, pathway LIMIT 1
            """)
    }

    /// The standing reviews of each support of a pathway that began since a day, for figures that name nobody.
    func reviewsForFigures(of pathway: String, since day: Day) throws -> [[Review]] {
        let which: SQL = """
            SELECT s.id FROM support s WHERE s.pathway = \(pathway) AND s.started_on IS NOT NULL AND s.started_on >= \(day)
            """
        let supports: [ID<Support>] = try values("\(sql: which) ORDER BY s.id")
        let reviews = Dictionary(
            grouping: try reviews("r.support_id IN (\(sql: which))").map(\.review), by: \.support)
        return supports.map { reviews[$0] ?? [] }
    }
}
