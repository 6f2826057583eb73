import Casework
import Kernel
import Matching
import Storage

/// From how much and how far ahead waiting is forecast here. A dated list.
struct CapacitySettings: Decodable, Sendable {
    let caseload: Int
    let waitDays: Int
    let futures: Int
    let weeksSeen: Int
    let weeksAhead: Int
    /// Below these nothing is forecast.
    let leastWeeks: Int
    let leastAsked: Int
    /// Below this the pathway's usual length stands for the lengths seen.
    let leastEnded: Int
    let guessedVariation: Double
    let gapDays: Int
    let ageBands: [Int]

    static let standard: CapacitySettings = SupportResource.load("capacity")
}

/// What our own records say of one pathway: who asked, how long it lasts, who waits, and who gives it.
struct CapacityRecords: Sendable, Equatable {
    /// How many asked in each whole week seen, the oldest first.
    var asked: [Int] = []
    var ended: [Double] = []
    var supportedFor: [Double] = []
    var waitedFor: [Double] = []
    /// How many different workers support somebody now.
    var workers = 0

    /// One support, as far as a forecast needs it.
    struct Line: Sendable, Equatable {
        let opened: Day
        let status: SupportStatus
        let worker: String?
        let started: Day?
        let ended: Day?
    }

    init(_ lines: [Line], weeks: Int, on today: Day) {
        guard let first = lines.map(\.opened.number).min() else { return }
        let seen = min(weeks, max(0, (today.number - first) / 7))
        asked = Array(repeating: 0, count: seen)
        for line in lines {
            let weeksAgo = (today.number - 1 - line.opened.number) / 7
            if line.opened < today, weeksAgo < seen { asked[seen - 1 - weeksAgo] += 1 }
            switch (line.status, line.started, line.ended) {
            // A support that ended on its first day counts as one day long.
            case (.ended, let started?, let end?): ended.append(Double(max(end.number - started.number, 1)))
            case (.active, let started?, _): supportedFor.append(Double(max(today.number - started.number, 0)))
            case (.accepted, _, _): supportedFor.append(0)
            case (.seeking, _, _): waitedFor.append(Double(max(today.number - line.opened.number, 0)))
            case (.ended, _, _), (.active, _, _), (.withdrawn, _, _): break
            }
        }
        workers = Set(lines.filter { $0.status == .active || $0.status == .accepted }.compactMap(\.worker)).count
    }

    func isEnough(_ settings: CapacitySettings) -> Bool {
        asked.count >= settings.leastWeeks && asked.reduce(0, +) >= settings.leastAsked
    }

    /// Lengths as seen, or the pathway's usual length while too few have ended; nil when there is neither.
    func length(_ pathway: Pathway, _ settings: CapacitySettings) -> SupportLength? {
        if ended.count >= settings.leastEnded { return .observed(ended: ended, open: supportedFor) }
        return pathway.usualWeeks.map {
            .lognormal(mean: Double($0 * 7), variation: settings.guessedVariation)
        }
    }

    /// From today on, with those supported and waiting now; the workers are put in by the comparison.
    func plan(_ length: SupportLength, caseload: Int, _ settings: CapacitySettings) -> WaitingPlan {
        .fromToday(
            arrivals: .weeks(asked), length: length, staff: [Staff(workers: max(workers, 1), caseload: caseload)],
            week: .weekdays, supportedFor: supportedFor, waitedFor: waitedFor, weeks: settings.weeksAhead)
    }
}

extension Transaction {
    /// What the records say of one pathway. It names nobody.
    func capacityRecords(of pathway: String, weeks: Int, on today: Day) throws -> CapacityRecords {
        let lines = try rows(
            "SELECT opened_at, status, worker_id, started_on, ended_on FROM support WHERE pathway = \(pathway)"
        ).map { row -> CapacityRecords.Line in
            let opened: Instant = try row["opened_at"]
            return CapacityRecords.Line(
                opened: opened.day, status: try row["status"], worker: try row["worker_id"],
                started: try row["started_on"], ended: try row["ended_on"])
        }
        return CapacityRecords(lines, weeks: weeks, on: today)
    }
}
