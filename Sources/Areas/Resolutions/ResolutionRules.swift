import Kernel

/// What may be agreed, how conditions stand, and what may be done when one was not kept. Rules alone.
enum ResolutionRules {
    /// Why nothing may be offered; empty when it may.
    static func stops(_ answers: [String: String], lists: ResolutionLists) -> [String] {
        lists.eligibility.filter { answers[$0.id] == $0.stopsWhen }.map(\.why)
    }

    /// Why this kind does not fit what the young person says; nil when it does.
    static func mismatch(_ kind: ResolutionLists.Kind, _ admission: Admission) -> String? {
        if kind.needsAdmission, admission != .admits {
            return "\(kind.name) needs an admission. Choose another kind, such as a diversion with outcome 22"
        }
        if kind.takesResponsibility, admission == .notAsked { return "Ask the young person first what they say of it" }
        return nil
    }

    /// How a condition stands on a day, from what was said about it.
    static func standing(
        _ condition: Condition, _ entries: [ConditionEntry], isReplaced: Bool, on today: Day
    ) -> Condition.Standing {
        if isReplaced { return .replaced }
        switch entries.max(by: { $0.at < $1.at })?.kind {
        case .met: return .met
        case .excused: return .excused
        case .notKept: return .notKept
        case .progress: return condition.due < today ? .late : .onTrack
        case nil: return condition.due < today ? .late : .notStarted
        }
    }

    /// Why it cannot be recorded as kept yet; nil when it can.
    static func keptObstacle(_ standings: [Condition.Standing]) -> String? {
        let counted = standings.filter { $0 != .replaced }
        if counted.isEmpty { return "There is no condition to have been kept. Add what was agreed first" }
        let open = counted.filter { $0 != .met && $0 != .excused }.count
        guard open > 0 else { return nil }
        return open == 1
            ? "One condition is not met yet. Say what shows that it is, or change it"
            : "\(open) conditions are not met yet. Say what shows that each is, or change it"
    }

    /// The steps that may be taken now: each gentler one first, and police asked only after all of them.
    ///
    /// Any earlier step may be taken again. Nothing follows by itself: a person takes each one and says why.
    static func nextSteps(_ taken: [LadderStep], lists: ResolutionLists) -> [ResolutionLists.Entry] {
        let ids = lists.ladder.map(\.id)
        let furthest = taken.compactMap { step in ids.firstIndex(of: step.step) }.max() ?? -1
        return Array(lists.ladder.prefix(furthest + 2))
    }

    /// The last day it can run to: weeks end on the same weekday.
    static func latestEnd(_ kind: ResolutionLists.Kind, agreedOn: Day) -> Day {
        agreedOn.adding(days: 7 * kind.mostWeeks)
    }
}
