import Kernel
import Storage

/// An account that is a mentor's: a provider's worker who sees less than the provider does.
package enum MentorAccount {
    static let table = Table(
        "mentor_account", key: ["worker_id"], columns: [.text("worker_id", references: "worker"), .integer("since")])
}

extension Transaction {
    /// Says whether an account is a mentor's; the directory says so whenever a mentor's entry changes.
    package func setMentorAccount(_ worker: ID<Worker>, _ isMentor: Bool, at now: Instant) throws {
        try run("DELETE FROM mentor_account WHERE worker_id = \(worker)")
        if isMentor { try run("INSERT INTO mentor_account (worker_id, since) VALUES (\(worker), \(now))") }
    }

    /// Whether a worker is to see as a mentor does. Only a provider's account can be: other roles are trusted with more
    /// for their own work, whatever they do besides.
    package func isMentorAccount(_ worker: Worker) throws -> Bool {
        guard worker.role == .provider else { return false }
        return try count("SELECT COUNT(*) FROM mentor_account WHERE worker_id = \(worker.id)") > 0
    }
}
