import Crypto
import Kernel
import Storage
import Web

/// A signed-in browser. The cookie holds 256 random bits; the database only their hash.
package struct Session: Sendable {
    package static let cookieName = "__Host-session"
    /// Closed after this long without use (SECURITY.md 5.4).
    package static let idleMinutes = 15
    /// Closed after this long whatever happens.
    package static let longestHours = 10

    package let id: ID<Session>
    package let worker: ID<Worker>
    package let tokenHash: String
    package let startedAt: Instant
    package let lastUsed: Instant
    package let appearance: Appearance
    /// What to say on the next page, once.
    package let notice: String?
    /// Browser and system in a word or two, so that people know their own sessions.
    package let device: String

    static let table = Table(
        "session", unique: [["token_hash"]], indexes: [["worker_id"]],
        columns: [
            .text("id"), .text("token_hash"), .text("worker_id", references: "worker"), .integer("started_at"),
            .integer("last_used"), .text("appearance"), .text("notice", optional: true), .text("device"),
        ])

    static func hash(_ token: String) -> String {
        Audit.hex(Array(SHA256.hash(data: Array(token.utf8))))
    }

    static func cookie(_ token: String) -> String {
        "\(cookieName)=\(token); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=\(longestHours * 3600)"
    }

    static let endCookie = "\(cookieName)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"

    /// "Firefox on Windows": enough to know one's own browser by.
    static func device(from agent: String) -> String {
        let browsers = [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
        let systems = [
            ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"),
            ("Linux", "Linux"),
        ]
        let browser = browsers.first { agent.contains($0.0) }?.1 ?? "A browser"
        let system = systems.first { agent.contains($0.0) }?.1
        return system.map { "\(browser) on \($0)" } ?? browser
    }
}

extension Appearance: Storable {}

extension Session: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        worker = try row["worker_id"]
        tokenHash = try row["token_hash"]
        startedAt = try row["started_at"]
        lastUsed = try row["last_used"]
        appearance = try row["appearance"]
        notice = try row["notice"]
        device = try row["device"]
    }
}

extension Transaction {
    func session(_ hash: String, at now: Instant) throws -> Session? {
        try first(
            """
            SELECT id, worker_id, token_hash, started_at, last_used, appearance, notice, device FROM session
            WHERE token_hash = \(hash) AND last_used > \(now.adding(minutes: -Session.idleMinutes))
                AND started_at > \(now.adding(hours: -Session.longestHours))
            """)
    }

    /// Opens a session and returns the token for its cookie.
    func startSession(for worker: ID<Worker>, device: String, at now: Instant) throws -> String {
        let token = ID<Session>.make().text + ID<Session>.make().text
        try run("DELETE FROM session WHERE started_at <= \(now.adding(hours: -Session.longestHours))")
        let appearance: Appearance =
            try value("SELECT appearance FROM session WHERE worker_id = \(worker) ORDER BY started_at DESC LIMIT 1")
            ?? .device
        try run(
            """
            INSERT INTO session (id, token_hash, worker_id, started_at, last_used, appearance, device)
            VALUES (\(ID<Session>.make()), \(Session.hash(token)), \(worker), \(now), \(now), \(appearance), \(device))
            """)
        return token
    }

    func sessions(of worker: ID<Worker>, at now: Instant) throws -> [Session] {
        try all(
            """
            SELECT id, worker_id, token_hash, started_at, last_used, appearance, notice, device FROM session
            WHERE worker_id = \(worker) AND last_used > \(now.adding(minutes: -Session.idleMinutes))
            ORDER BY last_used DESC
            """)
    }
}
