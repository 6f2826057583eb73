import Governance
import Kernel
import People

/// Something one agency, or one of its workers, has to do by a day. Kept until it is done or no longer needed.
package struct StoredTask: Sendable, Equatable {
    package let id: ID<StoredTask>
    /// Says what it is, so that the same need makes one task: "review <support> 2". Unique among open tasks.
    package let key: String
    /// Whom it is about; nil when about no one person.
    package let person: ID<Person>?
    /// What is to do, in words that name nobody: "Review due".
    package let what: String
    /// Where it is done: a page of the program.
    package let link: String
    package let agency: ID<Agency>
    /// Nil while nobody of the agency has taken it.
    package let worker: ID<Worker>?
    package let due: Day
    /// Who asked for it; nil for the program's own clocks.
    package let askedBy: ID<Worker>?
    package let at: Instant

    package init(
        key: String, person: ID<Person>?, what: String, link: String, agency: ID<Agency>, worker: ID<Worker>?, due: Day,
        askedBy: ID<Worker>?, at: Instant
    ) {
        id = .make()
        self.key = key
        self.person = person
        self.what = what
        self.link = link
        self.agency = agency
        self.worker = worker
        self.due = due
        self.askedBy = askedBy
        self.at = at
    }
}
