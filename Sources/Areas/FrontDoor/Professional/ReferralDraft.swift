import Foundation
import Governance
import Kernel
import Storage

/// A professional's referral while it is being written. Nobody but its writer ever sees it.
package struct ReferralDraft: Sendable, FromRow {
    /// Days after the last change until a draft is deleted: it holds a child's details that nobody is acting on.
    package static let keptDays = 30
    /// The most one draft holds, in bytes as stored.
    static let mostBytes = 300_000

    package let id: ID<ReferralDraft>
    package let worker: ID<Worker>
    package let channel: Channel
    /// Everything typed so far, by field name, right or wrong.
    package var answers: [String: [String]]
    package let startedAt: Instant
    package let savedAt: Instant

    package init(row: Row) throws {
        id = try row["id"]
        worker = try row["worker_id"]
        channel = try row["channel"]
        let packed: String = try row["answers"]
        answers = (try? JSONDecoder().decode([String: [String]].self, from: Data(packed.utf8))) ?? [:]
        startedAt = try row["started_at"]
        savedAt = try row["saved_at"]
    }

    static let table = Table(
        "referral_draft", indexes: [["worker_id"], ["saved_at"]],
        columns: [
            .text("id"), .text("worker_id", references: "worker"),
            .text("channel", allowed: Channel.allCases.map(\.rawValue)), .text("answers", .freeText),
            .integer("started_at"), .integer("saved_at"),
        ])

    /// The day it will be deleted if nobody goes on with it.
    package var deletedOn: Day { savedAt.day.adding(days: ReferralDraft.keptDays) }

    static func pack(_ answers: [String: [String]]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(answers) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
