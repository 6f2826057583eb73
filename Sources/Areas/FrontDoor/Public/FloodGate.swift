import Kernel
import Synchronization

/// Counts public reports by the hour, in memory alone. Over the limit a person looks first; nobody is ever refused.
final class FloodGate: Sendable {
    private struct Counts {
        var hour: Int
        var all = 0
        var callers: [String: Int] = [:]
    }

    private static let mostCallers = 10_000
    private let counts = Mutex(Counts(hour: 0))
    private let rules: ReportRules

    init(_ rules: ReportRules) {
        self.rules = rules
    }

    /// Counts one report; false when this hour already had more than people send. The caller is a keyed hash.
    func admit(_ caller: String, at now: Instant) -> Bool {
        counts.withLock { counts in
            let hour = now.milliseconds / 3_600_000
            if counts.hour != hour { counts = Counts(hour: hour) }
            counts.all += 1
            // Past that many callers the count of all reports holds them back anyway.
            if counts.callers.count < FloodGate.mostCallers || counts.callers[caller] != nil {
                counts.callers[caller, default: 0] += 1
            }
            return counts.all <= rules.mostPerHour && counts.callers[caller, default: 0] <= rules.mostPerCallerPerHour
        }
    }
}

/// Slows down guessing at references and PINs, in memory alone, without locking anyone out.
final class GuessBrake: Sendable {
    /// How many wrong pairs are free, and the longest wait after more, in seconds.
    struct Allowance: Sendable {
        let free: Int
        let longest: Int
    }

    private struct Failures {
        var count: Int
        var last: Instant
        var until: Instant
    }

    private static let mostKept = 20_000
    private let failures = Mutex<[String: Failures]>([:])
    private let allowance: Allowance

    init(_ allowance: Allowance) {
        self.allowance = allowance
    }

    /// Seconds to wait before the next try with this key; 0 when it is allowed now.
    func wait(_ key: String, at now: Instant) -> Int {
        failures.withLock { failures in
            guard let found = failures[key], found.until > now else { return 0 }
            return max(1, found.until.seconds(since: now))
        }
    }

    /// Counts a wrong pair: each past the free ones doubles the wait, up to the longest.
    func fail(_ key: String, at now: Instant) {
        failures.withLock { failures in
            if failures.count > GuessBrake.mostKept {
                failures = failures.filter { now.seconds(since: $0.value.last) < 600 }
            }
            var found = failures[key] ?? Failures(count: 0, last: now, until: now)
            if now.seconds(since: found.last) > 3600 { found.count = 0 }
            found.count += 1
            found.last = now
            let over = found.count - allowance.free
            if over > 0 { found.until = now.adding(seconds: min(allowance.longest, 1 << min(over, 16))) }
            failures[key] = found
        }
    }
}
