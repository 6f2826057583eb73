import Casework
import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing

/// A partnership with referrals on the meeting's list, for tests of the hub.
struct HubWorld: Sendable {
    let house: TestHouse

    static func make() async throws -> HubWorld { HubWorld(house: try await TestHouse.make()) }

    var now: Instant { house.now }

    func worker(_ role: Role) throws -> Worker { try #require(house.workers[role]) }
    func agency(_ kind: AgencyKind) throws -> Agency { try #require(house.agencies[kind]) }

    /// Puts a young person on the meeting's list, and returns the referral.
    @discardableResult
    func referral(
        _ name: (given: String, family: String), receivedAt: Instant, level: RiskLevel?,
        channel: Channel = .professional,
        source: String = "Fairmead Academy", postcode: String = "EM4 7QT",
        concerns: [String] = ["Threatened with a knife"],
        proposed: String = "Police to lead"
    ) async throws -> Referral {
        let coordinator = try worker(.hubCoordinator)
        let agencies = Array(house.agencies.values)
        let now = now
        return try await house.database.write { tx in
            var person = Person(
                id: .make(), number: try tx.nextPersonNumber(), givenName: name.given, familyName: name.family)
            person.born = Day(year: 2010, month: 5, day: 1)
            person.postcode = postcode
            person.school = "Fairmead Academy"
            try tx.insert(person, at: now)
            var referral = Referral(
                id: .make(), reference: "EM-\(person.number)", channel: channel, status: .waiting, sourceCode: "2A",
                sourceWords: source, receivedAt: receivedAt)
            referral.person = person.id
            referral.concerns = concerns
            referral.helps = ["Close to an aunt"]
            referral.proposed = proposed
            referral.acknowledgedAt = receivedAt
            try tx.insert(referral)
            for agency in agencies where agency.isOnHub {
                try tx.involve(agency.id, as: .meeting, with: person.id, why: "test", at: now)
            }
            if let level {
                try tx.setRisk(
                    level, on: person.id, headline: "Somebody is doing harm", reason: "test", suggested: "",
                    keepingSafe: [], goingWell: [], by: coordinator, at: receivedAt)
            }
            return referral
        }
    }

    func stored(_ referral: Referral) async throws -> Referral {
        try #require(try await house.database.read { try $0.referral(referral.id) })
    }

    func replies(_ referral: Referral) async throws -> [Reply] {
        try await house.database.read { try $0.replies(to: referral.id) }
    }

    /// Everything a complete decision needs, to be changed by a test.
    func decision(_ outcome: String = "earlyHelp", _ more: [(String, String)] = []) throws -> [(String, String)] {
        let base = [
            ("outcome", outcome), ("reason", "An early start will help"), ("voice", "yes"), ("voice_words", ""),
            ("parent", "yes"), ("lead_agency", try agency(.education).id.text),
        ]
        let changed = Set(more.map(\.0))
        return base.filter { !changed.contains($0.0) } + more
    }
}
