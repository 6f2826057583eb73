import Casework
import FrontDoor
import Governance
import Kernel
import People
import Providers
import Storage

/// Where a support stands, from the decision to its end.
package enum SupportStatus: String, Sendable, CaseIterable, Storable {
    /// Decided, and no provider has said yes.
    case seeking
    /// A provider said yes; the young person has not begun.
    case accepted
    /// The young person agreed and support has begun.
    case active
    case ended
    /// Stopped before it began.
    case withdrawn

    package var name: String {
        switch self {
        case .seeking: "Looking for a place"
        case .accepted: "Place found, not begun"
        case .active: "Under way"
        case .ended: "Ended"
        case .withdrawn: "Stopped before it began"
        }
    }

    package var isOpen: Bool { self == .seeking || self == .accepted || self == .active }
}

/// One kind of help for one young person, from the decision to the last follow-up.
package struct Support: Sendable, Equatable {
    package let id: ID<Support>
    package let person: ID<Person>
    /// What it began with; nil when it began elsewhere, as a return-home interview does.
    package let referral: ID<Referral>?
    package let decision: ID<Decision>?
    package let pathway: String
    /// The version of the pathway it began under, and keeps.
    package let pathwayVersion: Int
    /// When it was decided: every wait counts from here.
    package let openedAt: Instant
    package var status: SupportStatus
    /// Who gives it: an agency, by a service, by a named worker, or by a mentor.
    package var agency: ID<Agency>?
    package var service: ID<Service>?
    package var worker: ID<Worker>?
    package var mentor: ID<Mentor>?
    package var acceptedAt: Instant?
    package var startedOn: Day?
    package var endedOn: Day?
    /// It holds the young person until this one has a place.
    package let interimFor: ID<Support>?
    /// It takes up again one that had ended.
    package let reopens: ID<Support>?

    package init(
        id: ID<Support> = .make(), person: ID<Person>, referral: ID<Referral>? = nil, decision: ID<Decision>? = nil,
        pathway: String, pathwayVersion: Int, openedAt: Instant, interimFor: ID<Support>? = nil,
        reopens: ID<Support>? = nil
    ) {
        self.id = id
        self.person = person
        self.referral = referral
        self.decision = decision
        self.pathway = pathway
        self.pathwayVersion = pathwayVersion
        self.openedAt = openedAt
        status = .seeking
        self.interimFor = interimFor
        self.reopens = reopens
    }

    /// Whole days since it was decided.
    package func daysSinceOpened(on day: Day) -> Int { day.number - openedAt.day.number }

    /// The week it is in, 1 for the first; nil until it has begun.
    package func week(on day: Day) -> Int? { startedOn.map { (day.number - $0.number) / 7 + 1 } }
}

/// A support with the names around it, as pages show it.
package struct WrittenSupport: Sendable, FromRow {
    package let support: Support
    package let agency: Agency?
    package let worker: String?
    package let service: String?
    package let mentor: String?

    package init(row: Row) throws {
        support = try Support(row: row)
        let id: ID<Agency>? = try row["agency_id"]
        if let id, let name: String = try row["agency_name"], let kind: AgencyKind = try row["agency_kind"] {
            agency = Agency(id: id, name: name, kind: kind, isOnHub: try row["agency_on_hub"])
        } else {
            agency = nil
        }
        worker = try row["worker_name"]
        service = try row["service_name"]
        mentor = try row["mentor_name"]
    }

    /// Who gives it, as far as known: "Amara Cole, Harbour Youth".
    package var giver: String {
        let names = [mentor ?? worker, service, agency?.name].compactMap { $0 }
        return names.isEmpty ? "Nobody yet" : names.prefix(2).joined(separator: ", ")
    }
}

/// One step a support took: what, by whom and why. Never changed.
package struct SupportMove: Sendable, FromRow {
    package let what: String
    package let reason: String
    package let by: String?
    package let at: Instant

    package init(row: Row) throws {
        what = try row["what"]
        reason = try row["reason"]
        by = try row["by_name"]
        at = try row["at"]
    }
}
