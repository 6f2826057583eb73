import Kernel
import Storage

/// Slows guessing without locking anyone out for good, and without saying who exists.
///
/// Failures are counted for the pair of account and caller, for the caller, and, far more gently, for the account: so
/// a stranger's guesses cost the stranger time, not the worker whose name was guessed.
enum Throttle {
    static let table = Table("throttle", columns: [.text("id"), .integer("failures"), .integer("until")])

    enum Key {
        case pair(account: String, caller: String)
        case caller(String)
        case account(String)

        var text: String {
            switch self {
            case .pair(let account, let caller): "pair|\(account)|\(caller)"
            case .caller(let caller): "caller|\(caller)"
            case .account(let account): "account|\(account)"
            }
        }

        /// How many failures are free, and the longest wait in seconds after more.
        var allowance: (free: Int, longest: Int) {
            switch self {
            case .pair: (5, 15 * 60)
            case .caller: (30, 15 * 60)
            case .account: (200, 30)
            }
        }
    }

    /// How long to wait after this many failures: doubling from one second.
    static func wait(after failures: Int, _ key: Key) -> Int {
        let over = failures - key.allowance.free
        guard over > 0 else { return 0 }
        return min(key.allowance.longest, 1 << min(over, 20))
    }
}

extension Transaction {
    /// Counts one try before it is made, so that many at once cannot slip past; false when it must wait.
    func countTry(_ keys: [Throttle.Key], at now: Instant) throws -> Bool {
        let waiting = try count(
            "SELECT COUNT(*) FROM throttle WHERE id IN \(list: keys.map(\.text)) AND until > \(now)")
        guard waiting == 0 else { return false }
        try run("DELETE FROM throttle WHERE until < \(now.adding(hours: -1))")
        for key in keys {
            let earlier: Int = try value("SELECT failures FROM throttle WHERE id = \(key.text)") ?? 0
            let until = now.adding(seconds: Throttle.wait(after: earlier + 1, key))
            try run(
                """
                INSERT INTO throttle (id, failures, until) VALUES (\(key.text), \(earlier + 1), \(until))
                ON CONFLICT (id) DO UPDATE SET failures = \(earlier + 1), until = \(until)
                """)
        }
        return true
    }

    /// Takes back a try that turned out right: wholly for the account at this caller, by one for the others.
    func forgiveTry(_ keys: [Throttle.Key]) throws {
        for key in keys {
            switch key {
            case .pair: try run("DELETE FROM throttle WHERE id = \(key.text)")
            case .caller, .account:
                try run(
                    "UPDATE throttle SET failures = failures - 1, until = 0 WHERE id = \(key.text) AND failures > 1")
                try run("DELETE FROM throttle WHERE id = \(key.text) AND failures <= 1")
            }
        }
    }
}
