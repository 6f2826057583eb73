import Governance
import Kernel
import People
import Storage

extension Ending {
    static let table = Table(
        "support_ending", unique: [["support_id"]], appendOnly: true,
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .text("reason"),
            .text("words", .freeText), .text("exit_strategy", .freeText), .text("ended_on"),
            .text("by_id", references: "worker"), .integer("at"),
        ])

    static let handoverTable = Table(
        "support_handover", indexes: [["support_id"]],
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .text("to_words", .freeText),
            .text("contact", .contact), .text("answer"), .text("words", .freeText), .text("asked_on"),
            .text("answered_on", optional: true), .text("by_id", references: "worker"), .integer("at"),
        ])

    static let extensionTable = Table(
        "support_extension", indexes: [["support_id"]], appendOnly: true,
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .text("until_day"),
            .text("reason", .freeText), .text("by_id", references: "worker"), .integer("at"),
        ])

    static let followUpTable = Table(
        "support_follow_up", unique: [["support_id", "question"]], appendOnly: true,
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .text("question"), .text("answer"),
            .text("words", .freeText), .text("on_day"), .text("by_id", references: "worker"), .integer("at"),
        ])
}

/// Everything about how a support ends, as its page shows it.
struct WrittenEnding: Sendable {
    let ending: Ending?
    let handovers: [Handover]
    let extensions: [Extension]
    let answers: [FollowUpAnswer]
}

extension Transaction {
    /// How a support ends or ended, for somebody who was let in.
    func ending(of support: Support, _ grant: Grant<Person>) throws -> WrittenEnding {
        guard grant.shows(.plan), grant.subject == support.person else {
            return WrittenEnding(ending: nil, handovers: [], extensions: [], answers: [])
        }
        return WrittenEnding(
            ending: try first(
                """
                SELECT e.reason, e.words, e.exit_strategy, e.ended_on, w.name AS by_name FROM support_ending e
                    JOIN worker w ON w.id = e.by_id WHERE e.support_id = \(support.id)
                """),
            handovers: try all(
                """
                SELECT id, to_words, contact, answer, words, asked_on, answered_on FROM support_handover
                WHERE support_id = \(support.id) ORDER BY at, id
                """),
            extensions: try all(
                """
                SELECT e.until_day, e.reason, e.at, w.name AS by_name FROM support_extension e
                    JOIN worker w ON w.id = e.by_id WHERE e.support_id = \(support.id) ORDER BY e.at, e.id
                """),
            answers: try all(
                """
                SELECT f.question, f.answer, f.words, f.on_day, w.name AS by_name FROM support_follow_up f
                    JOIN worker w ON w.id = f.by_id WHERE f.support_id = \(support.id) ORDER BY f.on_day, f.id
                """))
    }

    /// Keeps how a support ended.
    package func end(
        _ support: ID<Support>, reason: String, words: String, exitStrategy: String, on day: Day,
        by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO support_ending (id, support_id, reason, words, exit_strategy, ended_on, by_id, at)
            VALUES (\(ID<Ending>.make()), \(support), \(reason), \(words), \(exitStrategy), \(day), \(worker), \(now))
            """)
    }

    func ask(
        _ next: String, reachedBy contact: String, toTakeOver support: ID<Support>, by worker: ID<Worker>,
        at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO support_handover (id, support_id, to_words, contact, answer, words, asked_on, answered_on, by_id,
                at)
            VALUES (\(ID<Handover>.make()), \(support), \(next), \(contact), '', '', \(now.day), NULL, \(worker), \(now))
            """)
    }

    /// Keeps the next service's answer; false when it had answered before.
    func answerHandover(
        _ id: ID<Handover>, of support: ID<Support>, accepted: Bool, words: String, on day: Day
    ) throws -> Bool {
        try run(
            """
            UPDATE support_handover SET answer = \(accepted ? "accepted" : "declined"), words = \(words),
                answered_on = \(day)
            WHERE id = \(id) AND support_id = \(support) AND answer = ''
            """) == 1
    }

    func extend(
        _ support: ID<Support>, until day: Day, because reason: String, by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO support_extension (id, support_id, until_day, reason, by_id, at)
            VALUES (\(ID<Extension>.make()), \(support), \(day), \(reason), \(worker), \(now))
            """)
    }

    /// Keeps what was found out after the end; false when it was answered before.
    package func answerFollowUp(
        _ question: String, of support: ID<Support>, answer: String, words: String, on day: Day, by worker: ID<Worker>,
        at now: Instant
    ) throws -> Bool {
        let before = try count(
            "SELECT COUNT(*) FROM support_follow_up WHERE support_id = \(support) AND question = \(question)")
        guard before == 0 else { return false }
        try run(
            """
            INSERT INTO support_follow_up (id, support_id, question, answer, words, on_day, by_id, at)
            VALUES (\(ID<FollowUpAnswer>.make()), \(support), \(question), \(answer), \(words), \(day), \(worker), \(now))
            """)
        return true
    }
}
