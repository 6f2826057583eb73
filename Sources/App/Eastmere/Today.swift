import FrontDoor
import Governance
import Kernel
import People

/// Today's meeting and desk, written by hand, with the clock set by the moment the demonstration is made.
struct Today: Sendable, Decodable {
    /// A young person on today's list.
    struct Listed: Sendable, Decodable {
        let key: String
        let number: Int
        let given: String
        let family: String
        let pronouns: String
        let age: Int
        let school: String
        let livesWith: String
        let street: String
        let district: String
        let channel: String
        let code: String
        let words: String
        let worker: String
        /// Minutes left until it must be decided; negative when that has passed.
        let due: Int
        /// Empty when nobody has set it.
        let level: String
        let screened: [String: String]
        let concerns: [String]
        let helps: [String]
        let proposed: String
        let headline: String
        let reason: String
        let keepingSafe: [String]
        let goingWell: [String]
        let known: [String]
        let safeContact: [String]?
        let told: [Told]?
        // Of those decided this morning.
        let course: String?
        let pathway: String?
        let why: String?
        let voice: String?
        let action: String?
        let lead: String?
        let leadWorker: String?
        let firstContact: Int?

        var risk: RiskLevel? { RiskLevel(rawValue: level) }
    }

    /// What an agency told the meeting.
    struct Told: Sendable, Decodable {
        let worker: String
        let text: String
        let isOpinion: Bool?
        let conditions: String?
    }

    /// A referral that nobody at the hub has read.
    struct Fresh: Sendable, Decodable {
        let key: String
        let given: String
        let family: String
        let age: Int
        let status: String
        let channel: String
        let code: String
        let words: String
        let worker: String
        /// How long ago it came.
        let minutes: Int
        let school: String
        let `where`: String
        let when: String
        let danger: String
        let noticed: String
        let hope: String
    }

    /// What a teacher has begun to write.
    struct Begun: Sendable, Decodable {
        let given: String
        let family: String
        let school: String
        let concern: String
        let helps: String
    }

    let open: [Listed]
    let decided: [Listed]
    let desk: [Fresh]
    let draft: Begun
    /// Agencies not yet at the meeting.
    let away: [String]
    /// A tie somebody declared this morning.
    let conflict: String

    static let shipped: Today = Library.read("today")

    /// Record numbers that today's young people have; everybody else goes round them.
    static let numbers = Set((shipped.open + shipped.decided).map(\.number))
    static let lastNumber = numbers.max() ?? 2053
}

/// Today's clock: when things came, so that they are due as the board is meant to show them.
struct TodayClock {
    let now: Instant
    private let calendar = WorkingCalendar.england

    /// A time before now, in waking hours, whose decision is due about `minutes` from now.
    ///
    /// Late in the day or at a weekend nothing can be due so soon: then they keep their order and distances.
    func received(dueIn minutes: Int, isOffice: Bool) -> Instant {
        let times = possible(isOffice: isOffice).filter { ($0.left < 0) == (minutes < 0) }
        let wanted = minutes < 0 || minutes > 600 ? minutes : reachable(minutes, times.map(\.left))
        let best = times.min { abs($0.left - wanted) < abs($1.left - wanted) }
        return best?.at ?? now.adding(minutes: -20)
    }

    /// Times in the last week somebody may have told us at, with the minutes left of each one's clock.
    private func possible(isOffice: Bool) -> [(at: Instant, left: Int)] {
        let whole = Instant(milliseconds: now.milliseconds / 60_000 * 60_000)
        let hours = isOffice ? 8 * 60..<18 * 60 : 7 * 60..<23 * 60
        return (4..<2100).compactMap { step in
            let at = whole.adding(minutes: -5 * step)
            guard hours.contains(London.minuteOfDay(at)), !isOffice || calendar.isWorkingDay(at.day) else { return nil }
            let left = calendar.adding(1, to: at).seconds(since: now) / 60
            return left == 0 ? nil : (at, left)
        }
    }

    /// The wish moved into the first stretch of clocks that is long enough to tell several apart.
    private func reachable(_ minutes: Int, _ lefts: [Int]) -> Int {
        let longest = 480
        var rest = lefts.filter { $0 > 0 }.sorted()[...]
        while let base = rest.first {
            var limit = base
            var length = 0
            for left in rest where left - limit <= 30 && left <= base + longest { (limit, length) = (left, length + 1) }
            let isNear = base < 60 && limit >= minutes
            if limit - base >= 90 { return isNear ? minutes : base + (limit - base) * minutes / longest }
            rest = rest.dropFirst(length)
        }
        return minutes
    }

    /// The `place`th of `count` moments of this morning's meeting, all before now and all today.
    func thisMorning(_ place: Int, of count: Int) -> Instant {
        let midnight = London.instant(now.day, hour: 0, minute: 0)
        let usual = London.instant(now.day, hour: 9, minute: 34)
        let start = max(midnight, min(usual, now.adding(minutes: -7 * count - 3)))
        let room = max(0, now.milliseconds - start.milliseconds)
        let step = min(7 * 60_000, room / (count + 1))
        return Instant(milliseconds: start.milliseconds + step * (place + 1))
    }
}
