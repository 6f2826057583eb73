import Governance
import Kernel
import Storage

/// One kind of thing on a young person's record that can go to another record, when two are joined or one is separated.
///
/// Each area contributes its own, as it does to the chronology; whoever regroups records never knows their tables.
package struct Movable: Sendable {
    /// What a thing's move is remembered under: "note".
    package let kind: String
    /// What people read: "Notes and events".
    package let name: String
    /// What a record holds of it, newest first. Callers ask the policy before showing a title.
    package let list: @Sendable (Transaction, ID<Person>) throws -> [MovableThing]
    /// Takes one thing from the first record to the second; false when it was no longer there to take.
    package let move:
        @Sendable (
            Transaction, _ thing: String, _ from: ID<Person>, _ to: ID<Person>, _ now: Instant
        ) throws -> Bool
    /// Gives the second record the same, for what both must have; none for what can only be in one place.
    package let copy: (@Sendable (Transaction, _ thing: String, _ to: ID<Person>, Instant) throws -> String?)?

    package init(
        kind: String, name: String, list: @escaping @Sendable (Transaction, ID<Person>) throws -> [MovableThing],
        move: @escaping @Sendable (Transaction, String, ID<Person>, ID<Person>, Instant) throws -> Bool,
        copy: (@Sendable (Transaction, String, ID<Person>, Instant) throws -> String?)? = nil
    ) {
        self.kind = kind
        self.name = name
        self.list = list
        self.move = move
        self.copy = copy
    }
}

/// A thing that can go to another record: when it was, what it is, and whose it is.
package struct MovableThing: Sendable {
    package let id: String
    package let at: Instant
    package let category: Category
    package let title: String
    /// The agency it came from, where one is known: what suggests which record it belongs to.
    package let agency: ID<Agency>?

    package init(id: String, at: Instant, category: Category, title: String, agency: ID<Agency>?) {
        self.id = id
        self.at = at
        self.category = category
        self.title = title
        self.agency = agency
    }
}
