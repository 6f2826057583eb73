import Casework
import FrontDoor
import Governance
import Kernel
import People
import Storage

/// Writes the town down, many things to a transaction, each under a seed of its own so that it repeats exactly.
struct Maker: Sendable {
    let database: any Database
    let staff: Staff
    let library: Library
    let wish: Eastmere.Wish

    private static let peopleAtOnce = 800
    private static let storiesAtOnce = 300

    /// Agencies, and everyone who works there.
    func open(_ audit: Audit) async throws {
        let (staff, opened) = (staff, wish.now.adding(days: -900))
        try await database.write { tx in
            try audit.append(Demonstration.firstLine(at: opened), in: tx)
            for agency in staff.offices { try tx.insert(agency) }
            for worker in staff.everyone { try tx.insert(worker, at: opened) }
        }
    }

    /// Young people, each at the moment they were first told of.
    func write(_ youngsters: [Youngster], first: [Instant]) async throws {
        for start in stride(from: 0, to: youngsters.count, by: Self.peopleAtOnce) {
            let places = start..<min(start + Self.peopleAtOnce, youngsters.count)
            let piece = places.map { (youngsters[$0].person, first[$0]) }
            try await database.write { tx in
                for (person, at) in piece { try tx.insert(person, at: at) }
            }
        }
    }

    /// Every working day's meeting before today, with the agencies that were there.
    func writeMeetings() async throws {
        let (staff, wish) = (staff, wish)
        let days = (-730 ... -1).map { wish.now.day.adding(days: $0) }.filter(WorkingCalendar.england.isWorkingDay)
        try await database.write { tx in
            var dice = Dice(seed: wish.seed, part: "meetings")
            for day in days {
                let chair = day.number % 3 == 0 ? staff["mina"].id : staff["rowan"].id
                let at = London.instant(day, hour: 9, minute: 31)
                try tx.set(
                    Meeting(day: day, startsAt: HubTime.meetingMinute, chair: chair, statementRead: true), by: chair,
                    at: at)
                for agency in staff.offices where agency.isOnHub {
                    let isHere = agency.kind == .partnership || dice.happens(agency.kind == .housing ? 0.72 : 0.93)
                    try tx.setAttendance(of: agency.id, on: day, isHere: isHere, by: chair, at: at)
                }
            }
        }
    }

    /// Every referral with all that became of it.
    ///
    /// - Returns: What workers did meanwhile, for the audit log.
    func write(_ stories: Stories) async throws -> Ledger {
        var ledger = Ledger()
        let (all, youngsters) = (stories.stories, stories.youngsters)
        for start in stride(from: 0, to: all.count, by: Self.storiesAtOnce) {
            let piece = all[start..<min(start + Self.storiesAtOnce, all.count)]
            let before = ledger
            let (staff, library, now) = (staff, library, wish.now)
            ledger = try await database.write { tx in
                var ledger = before
                for story in piece {
                    try Chance.seeded(story.seed) {
                        var telling = Telling(
                            story: story, youngster: youngsters[story.youngster], staff: staff, library: library,
                            now: now)
                        let original = story.sameAs.map { all[$0].referral }
                        try telling.write(in: tx, joining: original, into: &ledger)
                    }
                }
                return ledger
            }
        }
        return ledger
    }
}
