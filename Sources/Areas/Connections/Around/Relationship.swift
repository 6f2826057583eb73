import Governance
import Kernel
import People
import Storage

/// What stands at the other end of a connection.
package enum Other: Sendable, Equatable {
    case record(ID<Person>)
    /// Somebody known only by a name or a description.
    case named(String, about: String)
    case context(ID<Context>)
}

/// Something that ties a young person to somebody, a place or a line: who says so, how sure, and until when it counts.
package struct Relationship: Sendable, Equatable {
    package let id: ID<Relationship>
    package let person: ID<Person>
    package let other: Other
    package let type: String
    /// What is known about it.
    package let words: String
    /// Who says so.
    package let source: String
    package let grade: Grade
    package let handling: Handling
    package let since: Day?
    /// The last day it was so, where that was known when it was written.
    package let until: Day?
    /// From the day after, it is not current unless somebody has looked again.
    package let lookAgainBy: Day

    package init(
        id: ID<Relationship>, person: ID<Person>, other: Other, type: String, words: String = "", source: String,
        grade: Grade, handling: Handling, since: Day? = nil, until: Day? = nil, lookAgainBy: Day
    ) {
        self.id = id
        self.person = person
        self.other = other
        self.type = type
        self.words = words
        self.source = source
        self.grade = grade
        self.handling = handling
        self.since = since
        self.until = until
        self.lookAgainBy = lookAgainBy
    }

    /// How it stands on a day.
    package enum Standing: Int, Sendable, Comparable {
        case current, lapsed, ended

        var name: String {
            switch self {
            case .current: "Current"
            case .lapsed: "Lapsed: ask again"
            case .ended: "Ended"
            }
        }

        package static func < (left: Standing, right: Standing) -> Bool { left.rawValue < right.rawValue }
    }

    package func standing(_ steps: [ConnectionStep], on today: Day) -> Standing {
        if steps.contains(where: { $0.kind == .ended }) { return .ended }
        if let until, until < today { return .ended }
        return lookAgain(steps) < today ? .lapsed : .current
    }

    /// The day by which somebody must look again, the latest look counted.
    package func lookAgain(_ steps: [ConnectionStep]) -> Day {
        steps.filter { $0.kind == .checked }.max { $0.at < $1.at }?.day ?? lookAgainBy
    }
}

/// Something that was done about a connection after it was written. Never changed.
package struct ConnectionStep: Sendable, Equatable, FromRow {
    package enum Kind: String, Sendable, CaseIterable, Storable {
        /// Somebody looked again, and it is still so.
        case checked
        case ended
    }

    package let connection: ID<Relationship>
    package let kind: Kind
    /// The day it ended, or by which somebody must look again.
    package let day: Day
    package let words: String
    package let by: String
    package let at: Instant

    package init(connection: ID<Relationship>, kind: Kind, day: Day, words: String, by: String, at: Instant) {
        self.connection = connection
        self.kind = kind
        self.day = day
        self.words = words
        self.by = by
        self.at = at
    }

    package init(row: Row) throws {
        connection = try row["connection_id"]
        kind = try row["kind"]
        day = try row["day"]
        words = try row["words"]
        by = try row["by_name"]
        at = try row["at"]
    }
}

/// A connection with what happened to it and who wrote it.
package struct WrittenConnection: Sendable, FromRow {
    package let connection: Relationship
    package let author: Author
    package var steps: [ConnectionStep] = []
    /// What the place or line is called now, and which of the two it is.
    package let context: ContextName?

    package init(row: Row) throws {
        connection = try Relationship(row: row)
        author = try Author(row: row)
        context = try ContextName(connection: row)
    }

    /// The young person or thing at the end that is not `person`.
    func other(seenFrom person: ID<Person>) -> Other {
        connection.person == person ? connection.other : .record(connection.person)
    }

    func standing(on today: Day) -> Relationship.Standing { connection.standing(steps, on: today) }
}
