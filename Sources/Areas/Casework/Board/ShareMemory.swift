import FrontDoor
import Kernel
import Storage
import Synchronization

/// The share decided in time this month, remembered for a minute: the board is opened far more often than it changes.
final class ShareMemory: Sendable {
    private struct Remembered {
        let share: Share
        let month: Day
        let at: Instant
    }

    private let last = Mutex<Remembered?>(nil)

    /// Forgets what was counted, because something was decided.
    func forget() {
        last.withLock { $0 = nil }
    }

    func share(at now: Instant, calendar: WorkingCalendar, in tx: Transaction) throws -> Share {
        let today = now.day
        let month = today.adding(days: 1 - today.day)
        let remembered = last.withLock { $0 }
        if let remembered, remembered.month == month, (0..<60).contains(now.seconds(since: remembered.at)) {
            return remembered.share
        }
        let start = London.instant(month, hour: 0, minute: 0).adding(days: -8)
        let share = ReferralCounts(try tx.referralTimes(since: start), calendar: calendar)
            .decidedInTime(inMonthOf: today, at: now)
        last.withLock { $0 = Remembered(share: share, month: month, at: now) }
        return share
    }
}
