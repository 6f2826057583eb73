import Kernel
import Storage

/// How far the talk after coming back has come.
package enum ReturnTalk: String, Sendable, CaseIterable, Storable {
    case notYet, offered, held, declined

    package var name: String {
        switch self {
        case .notYet: "Not yet"
        case .offered: "Offered, and a time is being found"
        case .held: "Held"
        case .declined: "Offered, and not wanted this time"
        }
    }

    package var isOpen: Bool { self == .notYet || self == .offered }
}

/// A time a young person was missing, and the talk they are owed when they are back.
package struct MissingEpisode: Sendable, Equatable {
    /// When they were back or found; nil while they are missing.
    package var until: Instant?
    package var foundWhere: String
    package var talk: ReturnTalk
    package var talkAt: Instant?

    package init(
        until: Instant? = nil, foundWhere: String = "", talk: ReturnTalk = .notYet, talkAt: Instant? = nil
    ) {
        self.until = until
        self.foundWhere = foundWhere
        self.talk = talk
        self.talkAt = talkAt
    }

    // Statutory guidance on children who run away or go missing from home or care, 2014: a return home interview
    // within 72 hours of the child returning.
    package static let talkHours = 72

    /// When the return talk is due: 72 hours that pass, whatever the clocks do meanwhile.
    package var talkDue: Instant? { until.map { $0.adding(hours: Self.talkHours) } }

    package var isMissingNow: Bool { until == nil }

    /// The talk's clock, for as long as it runs.
    package func openTalkDue() -> Instant? {
        talk.isOpen ? talkDue : nil
    }

    /// Whether the talk was held in time; nil when it was not held, or nobody wrote down when.
    package var wasTalkInTime: Bool? {
        guard talk == .held, let talkAt, let talkDue else { return nil }
        return talkAt <= talkDue
    }

    /// How the talk's clock stands at a moment.
    package enum Clock: Sendable, Equatable {
        case missing
        /// So many seconds are left.
        case left(Int)
        /// So many seconds too late already.
        case overdue(Int)
        /// In time or not, where it is known when it was held.
        case done(inTime: Bool?)
        case notWanted

        /// "41 hours left", "5 hours overdue".
        package var words: String {
            switch self {
            case .missing: "Missing now"
            case .left(let seconds): "\(MissingEpisode.hours(seconds)) left"
            case .overdue(let seconds): "\(MissingEpisode.hours(seconds)) overdue"
            case .done(inTime: true): "Held within 72 hours"
            case .done(inTime: false): "Held, later than 72 hours"
            case .done(inTime: nil): "Held"
            case .notWanted: "Offered, and not wanted this time"
            }
        }
    }

    package func clock(at now: Instant) -> Clock {
        guard let talkDue else { return .missing }
        switch talk {
        case .held: return .done(inTime: wasTalkInTime)
        case .declined: return .notWanted
        case .notYet, .offered:
            let seconds = talkDue.seconds(since: now)
            return seconds >= 0 ? .left(seconds) : .overdue(-seconds)
        }
    }

    /// "41 hours", and minutes below two hours: never more than there is.
    static func hours(_ seconds: Int) -> String {
        if seconds < 7200 { return seconds / 60 == 1 ? "1 minute" : "\(seconds / 60) minutes" }
        return "\(seconds / 3600) hours"
    }

    /// "Missing for 19 hours", "Missing since 4pm on 16 November".
    package func heading(from start: Instant) -> String {
        guard let until else { return "Missing since \(start.clock) on \(start.day.short)" }
        return "Missing for \(Self.length(until.seconds(since: start)))"
    }

    /// "40 minutes", "19 hours", "3 days".
    static func length(_ seconds: Int) -> String {
        let minutes = max(1, seconds / 60)
        if minutes < 120 { return minutes == 1 ? "1 minute" : "\(minutes) minutes" }
        let hours = (minutes + 30) / 60
        return hours < 72 ? "\(hours) hours" : "\((hours + 12) / 24) days"
    }

    /// What else there is to say, a sentence each.
    package var facts: [String] {
        var lines: [String] = []
        if !foundWhere.isEmpty { lines.append("Found: \(foundWhere)") }
        guard let talkDue else { return lines }
        switch talk {
        case .notYet: lines.append("Return talk not yet offered, due by \(talkDue.day.short), \(talkDue.clock)")
        case .offered: lines.append("Return talk offered, due by \(talkDue.day.short), \(talkDue.clock)")
        case .held:
            let when = talkAt.map { " on \($0.day.short)" } ?? ""
            let late = wasTalkInTime == false ? ", later than 72 hours" : ""
            lines.append("Return talk held\(when)\(late)")
        case .declined: lines.append("Return talk offered, and not wanted this time")
        }
        return lines
    }
}
