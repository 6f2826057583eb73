import Kernel
import Storage

/// Information that an emergency opening showed though no sharing agreement covers it: for the review.
package struct UncoveredView: Sendable, Hashable {
    package let agency: String
    package let category: Category
    /// On how many pages.
    package let times: Int
}

extension BreakGlass {
    static let uncoveredTable = Table(
        "break_glass_uncovered", key: ["break_glass_id", "agency_id", "category"],
        columns: [
            .text("break_glass_id", references: "break_glass"), .text("agency_id", references: "agency"),
            .text("category", allowed: Category.allCases.map(\.rawValue)), .integer("times"), .integer("last_at"),
        ])
}

extension Transaction {
    /// Keeps, beside the emergency opening that runs, that it showed what no agreement covers.
    package func countUncovered<Subject>(
        _ category: Category, from agency: ID<Agency>, on subject: ID<Subject>, to worker: ID<Worker>, at now: Instant
    ) throws {
        let running: ID<BreakGlass>? = try value(
            """
            SELECT id FROM break_glass WHERE subject_id = \(subject) AND worker_id = \(worker) AND until > \(now)
            ORDER BY until DESC, id LIMIT 1
            """)
        guard let running else { return }
        try run(
            """
            INSERT INTO break_glass_uncovered (break_glass_id, agency_id, category, times, last_at)
            VALUES (\(running), \(agency), \(category.rawValue), 1, \(now))
            ON CONFLICT (break_glass_id, agency_id, category) DO UPDATE SET
                times = break_glass_uncovered.times + 1, last_at = \(now)
            """)
    }

    func uncoveredViews(of openings: [ID<BreakGlass>]) throws -> [ID<BreakGlass>: [UncoveredView]] {
        guard !openings.isEmpty else { return [:] }
        var views: [ID<BreakGlass>: [UncoveredView]] = [:]
        for row in try rows(
            """
            SELECT u.break_glass_id, a.name, u.category, u.times FROM break_glass_uncovered u
            JOIN agency a ON a.id = u.agency_id WHERE u.break_glass_id IN \(list: openings)
            ORDER BY a.name, u.category
            """)
        {
            let category: String = try row["category"]
            guard let category = Category(rawValue: category) else { continue }
            views[try row["break_glass_id"], default: []].append(
                UncoveredView(agency: try row["name"], category: category, times: try row["times"]))
        }
        return views
    }
}
