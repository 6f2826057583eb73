import Governance
import Kernel
import People
import Storage
import SupportWork

/// Where an out-of-court agreement stands.
package enum ResolutionStatus: String, Sendable, CaseIterable, Storable {
    /// Written down, and not yet agreed with the young person.
    case proposed
    /// Agreed: its conditions run.
    case running
    /// Everything was kept.
    case kept
    /// A person decided to give it back to police.
    case returned
    /// It was never agreed, or was ended for another reason.
    case withdrawn

    package var name: String {
        switch self {
        case .proposed: "Not agreed yet"
        case .running: "Running"
        case .kept: "Kept"
        case .returned: "Given back to police"
        case .withdrawn: "Withdrawn"
        }
    }

    package var isOpen: Bool { self == .proposed || self == .running }
}

/// What the young person says of what happened: never a condition of being helped.
package enum Admission: String, Sendable, CaseIterable, Storable {
    case admits, takesResponsibility, no, notAsked

    var name: String {
        switch self {
        case .admits: "Admits it"
        case .takesResponsibility: "Does not admit it, and takes responsibility for what is agreed"
        case .no: "Does not admit it"
        case .notAsked: "Has not been asked"
        }
    }
}

/// One agreement in place of a charge, or while a charge waits.
package struct Resolution: Sendable, Equatable {
    package let id: ID<Resolution>
    package let person: ID<Person>
    package let support: ID<Support>?
    package let kind: String
    /// What police say happened, in their words.
    package let offence: String
    /// 1 to 5 on the Child Gravity Matrix, when it was scored.
    package let gravity: Int?
    /// The answers to the questions asked first.
    package let eligibility: [String: String]
    package let admission: Admission
    /// What the person who was harmed wants, and whether they would meet.
    package let victimView: String
    package let victimAsked: Bool
    package let decidedBy: String
    package var status: ResolutionStatus
    package var agreedOn: Day?
    package var endsOn: Day?
    package var legalAdvice: String
    package var agreedWith: String
    package var code: String
    package var policeToldOn: Day?
}

/// Something agreed, written so that anybody can tell whether it was done.
package struct Condition: Sendable, Equatable {
    package let id: ID<Condition>
    package let resolution: ID<Resolution>
    /// Which condition it stands in place of, when it was varied.
    package let replaces: ID<Condition>?
    package let type: String
    package let what: String
    package let provider: String
    package let frequency: String
    /// What will show that it was done.
    package let evidence: String
    package let due: Day

    /// How it stands.
    package enum Standing: String, Sendable, CaseIterable {
        case notStarted, onTrack, late, met, excused, notKept, replaced

        package var name: String {
            switch self {
            case .notStarted: "Not started"
            case .onTrack: "On track"
            case .late: "Late"
            case .met: "Met"
            case .excused: "Not kept, with a good reason"
            case .notKept: "Not kept"
            case .replaced: "Changed"
            }
        }
    }
}

/// Something said about a condition: what shows it is being done, or that it was not. Never changed.
package struct ConditionEntry: Sendable, Equatable, FromRow {
    /// What an entry says.
    package enum Kind: String, Sendable, CaseIterable, Storable {
        case progress, met, excused, notKept

        var name: String {
            switch self {
            case .progress: "Some of it is done"
            case .met: "It is done"
            case .excused: "It was not kept, and there is a good reason"
            case .notKept: "It was not kept"
            }
        }
    }

    package let condition: ID<Condition>
    package let kind: Kind
    package let words: String
    package let by: String
    package let at: Instant

    package init(condition: ID<Condition>, kind: Kind, words: String, by: String, at: Instant) {
        self.condition = condition
        self.kind = kind
        self.words = words
        self.by = by
        self.at = at
    }

    package init(row: Row) throws {
        condition = try row["condition_id"]
        kind = try row["kind"]
        words = try row["words"]
        by = try row["by_name"]
        at = try row["at"]
    }
}

/// A step of the ladder that was taken when something was not kept.
package struct LadderStep: Sendable, Equatable, FromRow {
    package let step: String
    package let words: String
    package let by: String
    package let at: Instant

    package init(step: String, words: String, by: String, at: Instant) {
        self.step = step
        self.words = words
        self.by = by
        self.at = at
    }

    package init(row: Row) throws {
        step = try row["step"]
        words = try row["words"]
        by = try row["by_name"]
        at = try row["at"]
    }
}
