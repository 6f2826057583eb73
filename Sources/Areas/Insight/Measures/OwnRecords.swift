import Casework
import FrontDoor
import Kernel
import Storage

extension OwnCount {
    /// What the hub's own records come to: referrals, decisions due, and those made within one working day.
    package static let hub: [OwnCount] = [
        OwnCount("referrals") { tx, months in
            let counts = try tx.referralCounts(months)
            return counting(months) { counts.received(inMonthOf: $0) }
        },
        OwnCount("decisions-due") { tx, months in
            let counts = try tx.referralCounts(months)
            return counting(months) { counts.decidedInTime(inMonthOf: $0, at: end(of: months)).whole }
        },
        OwnCount("decided-in-a-day") { tx, months in
            let counts = try tx.referralCounts(months)
            return counting(months) { counts.decidedInTime(inMonthOf: $0, at: end(of: months)).part }
        },
    ]

    private static func counting(_ months: ClosedRange<Month>, _ count: (Day) -> Int) -> [Month: Int] {
        Dictionary(uniqueKeysWithValues: months.all.map { ($0, count($0.firstDay)) })
    }

    private static func end(of months: ClosedRange<Month>) -> Instant {
        London.instant(months.upperBound.adding(1).firstDay, hour: 0, minute: 0)
    }
}

extension Transaction {
    fileprivate func referralCounts(_ months: ClosedRange<Month>) throws -> ReferralCounts {
        let start = London.instant(months.lowerBound.firstDay, hour: 0, minute: 0).adding(days: -8)
        return ReferralCounts(try referralTimes(since: start), calendar: .england)
    }
}
