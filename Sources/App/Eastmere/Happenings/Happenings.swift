import Geography
import Kernel

/// Five years of what happened in Eastmere, as the rows of the files its agencies would send: no name in any of them.
package struct Happenings: Sendable {
    /// One row of a file, and when it happened.
    typealias Row = (at: Instant, cells: [String])

    package let map: TownMap
    package let planted: Planted
    let now: Instant
    let seed: UInt64
    let isHoliday: @Sendable (Day) -> Bool

    package init(_ wish: Eastmere.Wish) {
        let town = Library.shipped.town
        self.init(seed: wish.seed, now: wish.now) { town.isHoliday($0) }
    }

    init(seed: UInt64, now: Instant, isHoliday: @escaping @Sendable (Day) -> Bool) {
        map = TownMap(seed: seed)
        planted = Planted(now: now)
        self.now = now
        self.seed = seed
        self.isHoliday = isHoliday
    }

    /// Every day there are events of, today included as far as it has gone.
    var days: [Day] {
        let first = Month(now.day).adding(-Planted.months).firstDay
        return (first.number...now.day.number).map { Day(number: $0) }
    }

    /// Every day's rows, each day under a seed of its own, so that a day is the same whenever the town is made.
    func rows(_ part: String, _ day: (Day, inout Dice) -> [Row]) -> [Row] {
        days.flatMap { date in
            var dice = Dice(seed: seed, part: "\(part) \(date)")
            return day(date, &dice).filter { $0.at < now }.sorted { $0.at < $1.at }
        }
    }

    func isSchoolDay(_ day: Day) -> Bool { day.weekday <= 5 && !isHoliday(day) }

    // MARK: Where

    /// Weights of the areas for what has no pattern: more where more young people live, and where life is harder.
    private var weights: [Double] { map.plots.map { Double($0.young) * (14 - Double($0.decile)) } }

    /// A picker of areas for what has no pattern.
    func anywhere() -> (inout Dice) -> Int {
        var sums: [Double] = []
        for weight in weights { sums.append((sums.last ?? 0) + weight) }
        let (running, total) = (sums, sums.last ?? 1)
        return { dice in
            let aim = dice.share() * total
            var (low, high) = (0, running.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if running[middle] > aim { high = middle } else { low = middle + 1 }
            }
            return low
        }
    }

    // MARK: When

    /// A moment of a day with no pattern but that few are up at night.
    func anyTime(_ day: Day, _ dice: inout Dice) -> Instant {
        let hour = dice.happens(0.85) ? dice.number(8...23) : dice.number(0...7)
        return London.instant(day, hour: hour, minute: dice.number(0...59))
    }

    /// Between ten at night on a Friday or Saturday and two in the morning; nil on other days.
    func nightOut(_ day: Day, _ dice: inout Dice) -> Instant? {
        guard day.weekday == 5 || day.weekday == 6 else { return nil }
        return London.instant(day, hour: 22, minute: 0).adding(minutes: dice.number(0...239))
    }

    /// Between three and five on a school day.
    func schoolRun(_ day: Day, _ dice: inout Dice) -> Instant {
        London.instant(day, hour: 15, minute: 0).adding(minutes: dice.number(0...119))
    }

    /// "2026-11-23 15:05", as agencies write it.
    static func text(_ at: Instant) -> String {
        let (hour, minute) = London.minuteOfDay(at).quotientAndRemainder(dividingBy: 60)
        return "\(at.day) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
