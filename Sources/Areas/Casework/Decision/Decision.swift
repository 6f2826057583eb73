import FrontDoor
import Governance
import Kernel
import People
import Storage

/// Whether the young person was heard, and the parents told.
package enum Heard: String, Sendable, CaseIterable, Storable {
    case yes, no
}

/// What the meeting decided about one referral, and why. Never edited: a later one supersedes it, and both are kept.
package struct Decision: Sendable {
    package let id: ID<Decision>
    package let referral: ID<Referral>
    package let person: ID<Person>
    /// 1 for the first; the highest stands.
    package let number: Int
    package let outcome: Outcome
    /// Which kind of support, when the outcome is one.
    package let pathway: String
    package let reason: String
    /// Why the one before no longer stands; empty for the first.
    package let supersedesBecause: String
    package let riskBefore: RiskLevel?
    package let riskAfter: RiskLevel?
    package let leadAgency: ID<Agency>?
    package let leadWorker: ID<Worker>?
    package let firstContactBy: Day?
    /// Until when more information is wanted, and from which agency.
    package let informationBy: Day?
    package let informationFrom: ID<Agency>?
    package let voice: Heard
    /// What they said, or why nobody has asked them yet.
    package let voiceWords: String
    package let parentTold: Heard
    package let parentWords: String
    /// Who disagreed, and why.
    package let dissent: String
    package let reply: String
    package let by: ID<Worker>
    package let at: Instant

    package init(
        id: ID<Decision>, referral: ID<Referral>, person: ID<Person>, number: Int, outcome: Outcome, pathway: String,
        reason: String, supersedesBecause: String, riskBefore: RiskLevel?, riskAfter: RiskLevel?,
        leadAgency: ID<Agency>?, leadWorker: ID<Worker>?, firstContactBy: Day?, informationBy: Day?,
        informationFrom: ID<Agency>?, voice: Heard, voiceWords: String, parentTold: Heard, parentWords: String,
        dissent: String, reply: String, by: ID<Worker>, at: Instant
    ) {
        self.id = id
        self.referral = referral
        self.person = person
        self.number = number
        self.outcome = outcome
        self.pathway = pathway
        self.reason = reason
        self.supersedesBecause = supersedesBecause
        self.riskBefore = riskBefore
        self.riskAfter = riskAfter
        self.leadAgency = leadAgency
        self.leadWorker = leadWorker
        self.firstContactBy = firstContactBy
        self.informationBy = informationBy
        self.informationFrom = informationFrom
        self.voice = voice
        self.voiceWords = voiceWords
        self.parentTold = parentTold
        self.parentWords = parentWords
        self.dissent = dissent
        self.reply = reply
        self.by = by
        self.at = at
    }
}

/// A decision with the names around it, as pages show it.
package struct WrittenDecision: Sendable, FromRow {
    package let decision: Decision
    package let lead: Agency?
    package let leadWorker: String?
    package let informationFrom: String?
    package let by: String
    package let byAgency: Agency
    /// "Young women's worker", "Early help".
    package let title: String

    package init(row: Row) throws {
        decision = try Decision(row: row)
        title = try Self.title(decision, changed: row["pathway_name"])
        lead = try Self.agency("lead", row)
        leadWorker = try row["lead_worker_name"]
        informationFrom = try row["information_from_name"]
        by = try row["by_name"]
        guard let agency = try Self.agency("by", row) else {
            throw StorageError.damaged("A decision's maker has no agency.")
        }
        byAgency = agency
    }

    private static func title(_ decision: Decision, changed: String?) -> String {
        let shipped = Pathway.shipped.first { $0.pathway.id == decision.pathway }?.pathway.name
        return changed ?? shipped ?? decision.outcome.words.name
    }

    private static func agency(_ prefix: String, _ row: Row) throws -> Agency? {
        let id: ID<Agency>? = try row["\(prefix)_agency_id"]
        guard let id, let name: String = try row["\(prefix)_agency_name"],
            let kind: AgencyKind = try row["\(prefix)_agency_kind"]
        else { return nil }
        return Agency(id: id, name: name, kind: kind, isOnHub: try row["\(prefix)_agency_on_hub"])
    }
}
