import Governance
import Kernel
import People
import Providers
import Storage

/// How offers are answered here: by when, when a wait is too long, and what a no leads to. A dated list.
struct OfferSettings: Decodable, Sendable {
    /// Why a provider says no, and what happens then.
    struct Decline: Decodable, Sendable {
        /// What comes after a no.
        enum Next: String, Decodable, Sendable {
            /// Offer it to the next that fits.
            case next
            /// Wait for a place, with help meanwhile.
            case wait
            /// The hub looks at it again.
            case hub

            var words: String {
                switch self {
                case .next: "Offer it to the next that fits"
                case .wait: "Wait for a place, and offer help meanwhile"
                case .hub: "Bring it back to the daily meeting"
                }
            }
        }

        let id: String
        let name: String
        let next: Next
    }

    let answerWorkingDays: Int
    /// After how many days without a place everybody at the hub is told.
    let alarmDays: Int
    let declines: [Decline]

    static let standard: OfferSettings = SupportResource.load("offers")

    func decline(_ id: String) -> Decline? { declines.first { $0.id == id } }
}

/// Where an offer stands.
package enum OfferStatus: String, Sendable, CaseIterable, Storable {
    case open, accepted, declined, withdrawn, lapsed

    var name: String {
        switch self {
        case .open: "Waiting for an answer"
        case .accepted: "Accepted"
        case .declined: "Declined"
        case .withdrawn: "Withdrawn"
        case .lapsed: "Not answered in time"
        }
    }
}

/// A place asked for: of a service, or of one mentor, for one support.
package struct Offer: Sendable, Equatable {
    package let id: ID<Offer>
    package let support: ID<Support>
    package let service: ID<Service>?
    package let mentor: ID<Mentor>?
    /// Whose answer it needs; nil for an organisation with no account here, which is rung.
    package let agency: ID<Agency>?
    /// Where it stood in the proposed order, 1 for the first; nil when it was ruled out or not ranked.
    package let rank: Int?
    /// Why it was chosen before those that fit better; empty for the first.
    package let againstRanking: String
    /// What whoever gives the help needs to know: all they see before they say yes.
    package let toKnow: String
    package let madeBy: ID<Worker>
    package let madeAt: Instant
    package let answerBy: Instant
    package var status: OfferStatus
    package var declineReason: String
    package var words: String
    package var answeredBy: ID<Worker>?
    package var answeredAt: Instant?

    /// Nobody answered while there was time to.
    func hasLapsed(at now: Instant) -> Bool { status == .open && answerBy < now }
}

/// An offer with the names around it.
package struct WrittenOffer: Sendable, FromRow {
    package let offer: Offer
    let service: String?
    let mentor: String?
    let agency: String?
    let madeBy: String
    let answeredBy: String?
    let pathway: String
    let pathwayVersion: Int
    let person: ID<Person>
    let openedAt: Instant
    let supportStatus: SupportStatus

    package init(row: Row) throws {
        offer = try Offer(row: row)
        service = try row["service_name"]
        mentor = try row["mentor_name"]
        agency = try row["agency_name"]
        madeBy = try row["made_name"]
        answeredBy = try row["answered_name"]
        pathway = try row["pathway"]
        pathwayVersion = try row["pathway_version"]
        person = try row["person_id"]
        openedAt = try row["opened_at"]
        supportStatus = try row["support_status"]
    }

    /// "Harbour Youth, evening club"; a mentor by name.
    var to: String { mentor ?? service ?? agency ?? "Somebody" }
}
