import FrontDoor
import Governance
import Kernel
import People
import Storage
import Web

/// What a screening tool suggested about a referral, and what the worker who filled it in made of it.
package struct HubScreening: Sendable {
    /// "EX-22, version 1".
    package let tool: String
    /// What its answers came to; nil when too few were given.
    package let suggested: RiskLevel?
    /// "High, 41 points".
    package let words: String
    /// The worker's own judgement, when it is another.
    package let ownJudgement: String
    package let by: String
    package let at: Instant
    package let link: Link?

    package init(
        tool: String, suggested: RiskLevel?, words: String, ownJudgement: String, by: String, at: Instant, link: Link?
    ) {
        self.tool = tool
        self.suggested = suggested
        self.words = words
        self.ownJudgement = ownJudgement
        self.by = by
        self.at = at
        self.link = link
    }
}

/// Where screenings come from: the program says, so that the hub knows nobody's tables but its own.
package struct ScreeningSource: Sendable {
    /// Those of a referral, newest first, for somebody the policy let in.
    let screenings: @Sendable (Transaction, ID<Referral>, Grant<Person>) throws -> [HubScreening]

    package init(
        screenings: @escaping @Sendable (Transaction, ID<Referral>, Grant<Person>) throws -> [HubScreening]
    ) {
        self.screenings = screenings
    }

    /// A partnership that screens elsewhere.
    package static let none = ScreeningSource { _, _, _ in [] }
}
