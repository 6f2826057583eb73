import Governance
import Kernel
import Storage

/// What an e-mail is about. It decides whether it is sent at once; its words are the same for all.
package enum LetterKind: String, Sendable, CaseIterable, Storable {
    /// A task somebody else asked for.
    case task
    /// An answer somebody waits for.
    case answer
    /// What is due, once a day.
    case digest
    /// Asked for, to see that e-mails come.
    case test
}

/// An e-mail that waits to be sent, or was. It holds no words: they are made from nothing but its kind, so that no name
/// and no detail can be in it.
package struct Letter: Sendable, FromRow {
    /// Where it stands.
    enum State: String, Sendable, Storable {
        case waiting, sent, givenUp
    }

    let id: ID<Letter>
    let worker: ID<Worker>
    let kind: LetterKind
    let tries: Int

    package init(row: Row) throws {
        id = try row["id"]
        worker = try row["worker_id"]
        kind = try row["kind"]
        tries = try row["tries"]
    }

    static let table = Table(
        "letter", unique: [["key"]], indexes: [["state", "not_before"], ["worker_id", "sent_at"]],
        columns: [
            .text("id"), .text("worker_id", references: "worker"), .text("kind"), .text("key"), .text("state"),
            .integer("at"), .integer("not_before"), .integer("tries"), .text("problem"),
            // Whoever is sending it now, and until when nobody else takes it.
            .text("taken_by"), .integer("taken_until"), .integer("sent_at", optional: true),
        ])
}

/// Which e-mails a worker wants.
package enum MailWish: String, Sendable, CaseIterable, Storable {
    case each, digest, none

    var name: String {
        switch self {
        case .each: "Tell me when something new waits for me, and each working day what is due"
        case .digest: "Only once each working day, what is due"
        case .none: "Send me nothing"
        }
    }

    static let table = Table(
        "mail_wish", key: ["worker_id"],
        columns: [.text("worker_id", references: "worker"), .text("wish"), .integer("set_at")])

    /// Whether a worker who wishes this is sent that.
    func wants(_ kind: LetterKind) -> Bool {
        switch kind {
        case .test: true
        case .digest: self != .none
        case .task, .answer: self == .each
        }
    }
}

extension Transaction {
    /// Keeps an e-mail to be sent once this transaction is. The same key makes one e-mail, however often it is said.
    package func tell(_ worker: ID<Worker>, _ kind: LetterKind, key: String, at now: Instant) throws {
        guard try mailWish(of: worker).wants(kind) else { return }
        try run(
            """
            INSERT INTO letter (id, worker_id, kind, key, state, at, not_before, tries, problem, taken_by, taken_until,
                sent_at)
            VALUES (\(ID<Letter>.make()), \(worker), \(kind), \(key), \(Letter.State.waiting), \(now), \(now), 0, '',
                '', 0, NULL)
            ON CONFLICT (key) DO NOTHING
            """)
    }

    /// What a worker wants to be sent; everything until they say otherwise.
    func mailWish(of worker: ID<Worker>) throws -> MailWish {
        try value("SELECT wish FROM mail_wish WHERE worker_id = \(worker)") ?? .each
    }

    func setMailWish(_ wish: MailWish, of worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO mail_wish (worker_id, wish, set_at) VALUES (\(worker), \(wish), \(now))
            ON CONFLICT (worker_id) DO UPDATE SET wish = \(wish), set_at = \(now)
            """)
        // What waits and is no longer wanted is not sent.
        for kind in LetterKind.allCases where !wish.wants(kind) {
            try run(
                """
                DELETE FROM letter WHERE worker_id = \(worker) AND kind = \(kind) AND state = \(Letter.State.waiting)
                """)
        }
    }

    /// Takes some e-mails whose time has come, so that no other server sends them meanwhile.
    func takeLetters(for sender: ID<Letter>, until: Instant, at now: Instant, most: Int = 50) throws -> [Letter] {
        let waiting = Letter.State.waiting
        let found: [ID<Letter>] = try values(
            """
            SELECT l.id FROM letter l JOIN worker w ON w.id = l.worker_id
            WHERE l.state = \(waiting) AND l.not_before <= \(now) AND l.taken_until <= \(now) AND w.disabled = 0
            ORDER BY l.worker_id, l.at, l.id LIMIT \(most)
            """)
        guard !found.isEmpty else { return [] }
        try run(
            """
            UPDATE letter SET taken_by = \(sender), taken_until = \(until)
            WHERE id IN \(list: found) AND state = \(waiting) AND taken_until <= \(now)
            """)
        return try all(
            "SELECT * FROM letter WHERE taken_by = \(sender) AND state = \(waiting) ORDER BY worker_id, at, id")
    }

    /// When a worker was last sent anything.
    func lastMail(to worker: ID<Worker>) throws -> Instant? {
        try value("SELECT MAX(sent_at) FROM letter WHERE worker_id = \(worker)")
    }

    func markSent(_ letters: [Letter], at now: Instant) throws {
        try run(
            """
            UPDATE letter SET state = \(Letter.State.sent), sent_at = \(now), taken_by = '', problem = ''
            WHERE id IN \(list: letters.map(\.id))
            """)
    }

    /// Puts e-mails back to be tried later, or gives them up.
    func putBack(_ letters: [Letter], until: Instant, because problem: String, givingUp: Bool) throws {
        let state: Letter.State = givingUp ? .givenUp : .waiting
        let tried = problem.isEmpty ? 0 : 1
        try run(
            """
            UPDATE letter SET state = \(state), not_before = \(until), problem = \(problem), tries = tries + \(tried),
                taken_by = '', taken_until = 0
            WHERE id IN \(list: letters.map(\.id))
            """)
    }

    /// Makes the day’s digest for everybody who has something due and wants one: once a day, whatever the clocks do.
    func makeDigests(on day: Day, at now: Instant) throws {
        let workers: [ID<Worker>] = try values(
            """
            SELECT DISTINCT t.worker_id FROM task t JOIN worker w ON w.id = t.worker_id
            WHERE t.ended_at IS NULL AND t.due <= \(day) AND w.disabled = 0
                AND (t.snoozed_until IS NULL OR t.snoozed_until <= \(day))
            ORDER BY t.worker_id
            """)
        for worker in workers { try tell(worker, .digest, key: "digest \(worker) \(day)", at: now) }
    }
}

/// How e-mail is doing: for whoever looks after the program. Counts and names of workers, nothing else.
struct MailCounts: Sendable {
    let waiting: Int
    let sentToday: Int
    let oldestWaiting: Instant?
    let givenUp: [(worker: String, kind: LetterKind, problem: String, at: Instant)]
}

extension Transaction {
    func mailCounts(on day: Day) throws -> MailCounts {
        let start = London.instant(day, hour: 0, minute: 0)
        return MailCounts(
            waiting: try count("SELECT COUNT(*) FROM letter WHERE state = \(Letter.State.waiting)"),
            sentToday: try count(
                "SELECT COUNT(*) FROM letter WHERE state = \(Letter.State.sent) AND sent_at >= \(start)"),
            oldestWaiting: try value("SELECT MIN(at) FROM letter WHERE state = \(Letter.State.waiting)"),
            givenUp: try rows(
                """
                SELECT w.name, l.kind, l.problem, l.at FROM letter l JOIN worker w ON w.id = l.worker_id
                WHERE l.state = \(Letter.State.givenUp) ORDER BY l.at DESC, l.id LIMIT 100
                """
            ).map { (try $0["name"], try $0["kind"], try $0["problem"], try $0["at"]) })
    }

    /// Lets everything that was given up be tried again.
    func tryMailAgain(at now: Instant) throws {
        try run(
            """
            UPDATE letter SET state = \(Letter.State.waiting), not_before = \(now), tries = 0, problem = ''
            WHERE state = \(Letter.State.givenUp)
            """)
    }
}
