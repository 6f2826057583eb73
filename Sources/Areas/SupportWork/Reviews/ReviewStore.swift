import Casework
import Foundation
import Governance
import Kernel
import People
import Storage

extension Review {
    static let table = Table(
        "support_review", unique: [["support_id", "on_day", "replaces"]], indexes: [["support_id", "on_day"]],
        appendOnly: true,
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .text("kind"), .text("on_day"),
            .text("took_part", .freeText), .text("said", .freeText), .text("outcome"),
            .text("outcome_reason", .freeText), .text("next_on", optional: true),
            .text("missing_young_person", .freeText), .text("missing_worker", .freeText),
            // Which review it amends; empty for none, so that the triple can be unique in both databases.
            .text("replaces"), .text("reason", .freeText), .text("by_id", references: "worker"), .integer("at"),
        ])

    static let scoreTable = Table(
        "review_score", key: ["review_id", "ladder", "scorer"], appendOnly: true,
        columns: [
            .text("review_id", .link, references: "support_review"), .text("ladder"), .text("scorer"),
            .integer("score", .special),
        ])

    static let instrumentTable = Table(
        "review_instrument", key: ["review_id", "instrument"], appendOnly: true,
        columns: [
            .text("review_id", .link, references: "support_review"), .text("instrument"), .integer("total", .special),
        ])

    /// Reviews that no later one amends.
    static let standing: SQL = "NOT EXISTS (SELECT 1 FROM support_review n WHERE n.replaces = r.id)"
}

/// A support whose review is overdue.
package struct OverdueReview: Sendable {
    package let support: ID<Support>
    package let person: ID<Person>
    package let worker: ID<Worker>?
    package let due: Day
}

extension Transaction {
    /// The reviews of a support that stand, the latest first, for somebody who was let in.
    package func reviews(of support: Support, _ grant: Grant<Person>) throws -> [WrittenReview] {
        guard grant.shows(.plan), grant.subject == support.person else { return [] }
        return try reviews("r.support_id = \(support.id)")
    }

    /// The standing reviews for which this holds, the latest first; callers say who may see them.
    func reviews(_ condition: SQL) throws -> [WrittenReview] {
        let rows = try rows(
            """
            SELECT r.id, r.support_id, r.kind, r.on_day, r.took_part, r.said, r.outcome, r.outcome_reason, r.next_on,
                r.missing_young_person, r.missing_worker, w.name AS by_name
            FROM support_review r JOIN worker w ON w.id = r.by_id
            WHERE \(sql: condition) AND \(sql: Review.standing) ORDER BY r.on_day DESC, r.at DESC, r.id
            """)
        let ids: [ID<Review>] = try rows.map { try $0["id"] }
        guard !ids.isEmpty else { return [] }
        let scores = try Dictionary(
            grouping: self.rows(
                """
                SELECT s.review_id, s.ladder, s.scorer, s.score FROM review_score s
                    JOIN support_review r ON r.id = s.review_id WHERE \(sql: condition) ORDER BY s.ladder, s.scorer
                """)
        ) { row -> ID<Review> in try row["review_id"] }
        let totals = try Dictionary(
            grouping: self.rows(
                """
                SELECT i.review_id, i.instrument, i.total FROM review_instrument i
                    JOIN support_review r ON r.id = i.review_id WHERE \(sql: condition)
                """)
        ) { row -> ID<Review> in try row["review_id"] }
        return try rows.map { row in
            let id: ID<Review> = try row["id"]
            var missing: [Scorer: String] = [:]
            let (young, worker): (String, String) = (try row["missing_young_person"], try row["missing_worker"])
            if !young.isEmpty { missing[.youngPerson] = young }
            if !worker.isEmpty { missing[.worker] = worker }
            let review = Review(
                id: id, support: try row["support_id"], kind: try row["kind"], on: try row["on_day"],
                tookPart: try row["took_part"], said: try row["said"], outcome: try row["outcome"],
                outcomeReason: try row["outcome_reason"], next: try row["next_on"], missing: missing,
                scores: try (scores[id] ?? []).map {
                    Review.Score(ladder: try $0["ladder"], scorer: try $0["scorer"], value: try $0["score"])
                },
                instruments: try Dictionary(
                    (totals[id] ?? []).map { (try $0["instrument"], try $0["total"]) }, uniquingKeysWith: { a, _ in a })
            )
            return WrittenReview(review: review, by: try row["by_name"])
        }
    }

    /// Keeps a review, in place of another when it amends one.
    package func insert(
        _ review: Review, replacing: ID<Review>?, because reason: String, by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO support_review (id, support_id, kind, on_day, took_part, said, outcome, outcome_reason, next_on,
                missing_young_person, missing_worker, replaces, reason, by_id, at)
            VALUES (\(review.id), \(review.support), \(review.kind), \(review.on), \(review.tookPart), \(review.said),
                \(review.outcome), \(review.outcomeReason), \(review.next), \(review.missing[.youngPerson] ?? ""),
                \(review.missing[.worker] ?? ""), \(replacing?.text ?? ""), \(reason), \(worker), \(now))
            """)
        for score in review.scores {
            try run(
                """
                INSERT INTO review_score (review_id, ladder, scorer, score)
                VALUES (\(review.id), \(score.ladder), \(score.scorer), \(score.value))
                """)
        }
        for (instrument, total) in review.instruments {
            try run(
                """
                INSERT INTO review_instrument (review_id, instrument, total) VALUES (\(review.id), \(instrument), \(total))
                """)
        }
    }

    /// Supports under way whose review should have been held, or those of one worker, the longest overdue first. Callers
    /// mask them by person.
    package func overdueReviews(on today: Day, of worker: ID<Worker>? = nil) throws -> [OverdueReview] {
        let whose: SQL = worker.map { "s.worker_id = \($0)" } ?? "1 = 1"
        let rows = try rows(
            """
            SELECT s.id, s.person_id, s.worker_id, s.started_on, s.pathway, s.pathway_version, l.next_on,
                CASE WHEN l.support_id IS NULL THEN 0 ELSE 1 END AS was_held
            FROM support s LEFT JOIN (
                SELECT r.support_id, r.next_on, ROW_NUMBER() OVER (
                    PARTITION BY r.support_id ORDER BY r.on_day DESC, r.at DESC, r.id) AS place
                FROM support_review r WHERE \(sql: Review.standing)
            ) l ON l.support_id = s.id AND l.place = 1
            WHERE s.status = \(SupportStatus.active) AND \(sql: whose)
            """)
        var weeks: [String: Int?] = [:]
        var late: [OverdueReview] = []
        for row in rows {
            let (pathway, version): (String, Int) = (try row["pathway"], try row["pathway_version"])
            let wasHeld: Bool = try row["was_held"]
            let started: Day? = try row["started_on"]
            var due: Day? = try row["next_on"]
            if !wasHeld {
                let key = "\(pathway) \(version)"
                let every = try weeks[key] ?? self.pathway(pathway, version: version)?.pathway.reviewWeeks
                weeks[key] = .some(every)
                due = started.flatMap { ReviewClock.next(after: $0, every: every) }
            }
            guard let due, due < today else { continue }
            late.append(
                OverdueReview(
                    support: try row["id"], person: try row["person_id"], worker: try row["worker_id"], due: due))
        }
        return late.sorted { ($0.due, $0.support) < ($1.due, $1.support) }
    }
}
