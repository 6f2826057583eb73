import Kernel
import Synchronization

/// How often one session may send forms: far more than anybody types, far less than a script would.
package final class RateLimit: Sendable {
    private struct Window {
        var start: Instant
        var count: Int
    }

    private let windows = Mutex<[String: Window]>([:])
    private let most: Int

    /// - Parameter most: Forms a minute.
    package init(most: Int) {
        self.most = most
    }

    /// Counts one form; false when this minute's are used up.
    package func admit(_ key: String, at now: Instant) -> Bool {
        windows.withLock { windows in
            if windows.count > 10_000 { windows = windows.filter { now.seconds(since: $0.value.start) < 60 } }
            var window = windows[key] ?? Window(start: now, count: 0)
            if now.seconds(since: window.start) >= 60 { window = Window(start: now, count: 0) }
            window.count += 1
            windows[key] = window
            return window.count <= most
        }
    }
}
