/// One thing that speaks for or against a service or mentor, or that nobody knows.
public struct Reason: Sendable, Equatable {
    /// Which way it speaks.
    public enum Direction: Sendable, Equatable, Hashable {
        /// For it.
        case inFavour
        /// Against it.
        case against
        /// Not known: it counts neither way.
        case unknown
    }

    /// What was found.
    public enum Finding: Sendable, Equatable {
        /// Which needs it helps with, and which not.
        case needs(met: [String], unmet: [String])
        /// Nobody has recorded what it helps with.
        case needsNotRecorded
        /// So many metres away.
        case metres(Int)
        /// The worker comes to the young person.
        case comesToThem
        /// It meets young people where this one can go, or where they cannot.
        case areas(canGo: Bool)
        /// The place of one or the other is not known.
        case placeNotRecorded
        /// So many hours a week in common, where so many are enough.
        case hours(shared: Int)
        /// Nobody has recorded when the young person is free, or when the service is open.
        case hoursNotRecorded(asked: Bool)
        /// Languages in common.
        case languages(shared: [String])
        /// None in common: an interpreter would be needed.
        case noSharedLanguage
        /// Nobody has recorded the languages spoken.
        case languagesNotRecorded
        /// A wish, and whether it comes true; nil when nobody knows.
        case wish(Wish, isMet: Bool?)
        /// The young person knows and trusts it.
        case trusted
        /// Somebody new would wait so many days.
        case wait(days: Int)
        /// Nobody has recorded how long somebody new waits.
        case waitNotRecorded
    }

    /// What it is about.
    public let criterion: Criterion
    /// What was found.
    public let finding: Finding
    /// Which way it speaks.
    public let direction: Direction
    /// How far it moves the score from the middle: with the others it adds up to the score less one half.
    public let contribution: Double
}

/// Why a service or mentor cannot be offered at all.
public enum Exclusion: Sendable, Equatable, Hashable {
    /// A safety rule says never.
    case safety(SafetyRule)
    /// For older young people only.
    case tooYoung(youngest: Int)
    /// For younger young people only.
    case tooOld(oldest: Int)
    /// Not for young people of this gender.
    case gender
    /// Not for this threshold of need.
    case level(ClosedRange<Int>)
    /// Not for young people of this area.
    case area
    /// Farther than they can go.
    case tooFar(metres: Int)
    /// Only where they cannot go.
    case cannotGoThere
    /// At no hour at which they are free.
    case noHourInCommon
    /// Helps with none of what is needed.
    case meetsNoNeed
    /// No language in common where one is needed.
    case noSharedLanguage
    /// Vetting ran out so many days ago.
    case vettingRanOut(daysAgo: Int)
    /// No vetting is recorded.
    case notVetted
    /// No place is free.
    case full
}

/// A rule that nobody can say is kept: to be settled before anything is offered.
public enum Doubt: Sendable, Equatable, Hashable {
    /// Whether a safety rule is kept is not known.
    case safety(SafetyRule)
    /// The young person's age is not known, and it is only for some ages.
    case age
    /// Gender is not known, and it is only for some.
    case gender
    /// Threshold of need is not known, and it is only for some.
    case level
    /// Area is not known, and it is only for some.
    case area
    /// Languages are not recorded, and a shared one is needed.
    case language
    /// How many places are free is not known.
    case places

    /// True for doubts about safety, which keep a pair out of any batch until they are settled.
    public var isSafety: Bool { if case .safety = self { true } else { false } }
}
