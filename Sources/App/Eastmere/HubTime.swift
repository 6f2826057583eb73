import Kernel

/// The hub's working day: when referrals are read, when the daily meeting takes them.
struct HubTime {
    let calendar = WorkingCalendar.england
    static let meetingMinute = 9 * 60 + 30

    /// When the coordinator has read it and said so: within hours on a working day, else the next morning.
    func read(after received: Instant, _ dice: inout Dice) -> Instant {
        let minute = London.minuteOfDay(received)
        let wait = dice.number(6...75)
        if calendar.isWorkingDay(received.day), minute < 17 * 60 {
            return minute >= 8 * 60 ? received.adding(minutes: wait) : at(8 * 60 + wait, on: received.day)
        }
        return at(8 * 60 + wait, on: calendar.next(after: received.day))
    }

    /// When the meeting decided it; one in `late` waits for a later meeting than it should.
    func decided(_ received: Instant, isLate: Bool, _ dice: inout Dice) -> Instant {
        let isToday = calendar.isWorkingDay(received.day) && London.minuteOfDay(received) < Self.meetingMinute - 15
        var day = isToday ? received.day : calendar.next(after: received.day)
        let due = calendar.adding(1, to: received)
        if isLate {
            // The first meeting after the time it was due by, and now and then the one after that.
            while at(Self.meetingMinute + 1, on: day) <= due { day = calendar.next(after: day) }
            if dice.happens(0.3) { day = calendar.next(after: day) }
            return at(Self.meetingMinute + dice.number(1...50), on: day)
        }
        let slot = at(Self.meetingMinute + dice.number(1...55), on: day)
        return slot < due ? slot : Instant(milliseconds: max(due.milliseconds - 60_000, received.milliseconds + 60_000))
    }

    /// When whoever told us read the outcome: mostly the same day, always in working hours.
    func told(after decided: Instant, _ dice: inout Dice) -> Instant {
        guard dice.happens(0.86) else {
            return at(9 * 60 + dice.number(0...400), on: calendar.next(after: decided.day))
        }
        return decided.adding(minutes: dice.number(15...330))
    }

    private func at(_ minute: Int, on day: Day) -> Instant {
        London.instant(day, hour: minute / 60, minute: minute % 60)
    }
}
