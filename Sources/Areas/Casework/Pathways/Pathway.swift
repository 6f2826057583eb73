import Foundation
import Kernel

/// One version of a kind of support, as data: who it is for, how long it lasts, and what has to happen when.
///
/// A version never changes once it is in force; each support keeps the number of the one it began under.
package struct Pathway: Codable, Sendable, Equatable {
    package var id: String
    package var name: String
    package var about: String
    /// Ages it is for, both included; nil for no limit.
    package var youngest: Int?
    package var oldest: Int?
    /// Whether the meeting may choose it; return-home interviews and the open door of a club begin elsewhere.
    package var atHub: Bool
    /// How long it usually lasts, and the most it may last unless somebody says why; nil for no limit.
    package var usualWeeks: Int?
    package var mostWeeks: Int?
    /// In which week everyone is asked how it will end.
    package var exitPromptWeek: Int?
    /// How often progress is reviewed, in weeks; nil for never.
    package var reviewWeeks: Int?
    /// What must be there, and by when.
    package var milestones: [Milestone]
    /// What is asked once support has ended.
    package var followUps: [FollowUp]
    /// Ladders scored at the start, at each review and at the end; ids of the list of measures.
    package var ladders: [String]
    /// Kinds of session it gives; ids of the list of contacts.
    package var sessions: [String]
    /// Pathways that can hold a young person until this one has a place.
    package var interim: [String]
    /// Young people may come without being referred, and who was referred is never shown there.
    package var openDoor: Bool
    /// Who is told of it, in a word or two: "Youth justice", "A&E".
    package var source: String

    /// Something that has to be there, counted from something else.
    package struct Milestone: Codable, Sendable, Equatable {
        package var id: String
        package var name: String
        package var from: Start
        /// Exactly one of these is there.
        package var hours: Int?
        package var workingDays: Int?
        package var weeks: Int?

        /// What it is counted from.
        package enum Start: String, Codable, Sendable, CaseIterable {
            /// The hub's decision, or whatever opened the support.
            case opened
            /// A provider said yes.
            case accepted
            /// The young person agreed and support began.
            case started
        }
    }

    /// A question asked some weeks after the end.
    package struct FollowUp: Codable, Sendable, Equatable {
        package var id: String
        package var question: String
        package var weeks: Int
    }
}

/// A pathway with its number and the day from which it is used.
package struct PathwayVersion: Sendable, Equatable {
    package let pathway: Pathway
    /// 1 is the version that comes with the program.
    package let number: Int
    package let starts: Day
    /// Why it was changed; empty for the first.
    package let reason: String
}
