import Foundation

/// A moment in UTC, to the millisecond: how every time is stored.
package struct Instant: Hashable, Sendable, Comparable {
    /// Milliseconds since 1 January 1970, UTC.
    package let milliseconds: Int

    package init(milliseconds: Int) {
        self.milliseconds = milliseconds
    }

    package init(_ date: Date) {
        milliseconds = Int((date.timeIntervalSince1970 * 1000).rounded())
    }

    /// The present, by this machine's clock. Rules take it as a value; only the edges of the program ask for it.
    package static var now: Instant { Instant(Date()) }

    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    package func adding(seconds: Int = 0, minutes: Int = 0, hours: Int = 0, days: Int = 0) -> Instant {
        let whole = seconds + 60 * (minutes + 60 * (hours + 24 * days))
        return Instant(milliseconds: milliseconds + whole * 1000)
    }

    /// Whole seconds from `earlier` to this moment; negative when this comes first.
    package func seconds(since earlier: Instant) -> Int {
        (milliseconds - earlier.milliseconds) / 1000
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}

/// How exactly a time is known. A record never pretends to know more.
package enum Precision: String, Sendable, CaseIterable {
    case minute, hour, day, month, about
}
