import Governance
import Kernel
import People

/// One young person's record in full, written by hand: what the demonstration opens first.
struct Kai: Sendable, Decodable {
    /// Something that happened, so many days before today.
    struct Written: Sendable, Decodable {
        let days: Int
        let time: String
        let worker: String
        let kind: NoteKind
        let weight: ChronologyEntry.Weight
        let precision: Precision
        let title: String
        let body: String
        // Of a missing episode.
        let hours: Int?
        let found: String?
        let talkHours: Int?
        // Of an event with others in it.
        let harmed: Bool?
        let suspected: Bool?
        let others: [String]?
    }

    struct Opinion: Sendable, Decodable {
        let days: Int
        let worker: String
        let title: String
        let body: String
    }

    /// An earlier referral, long decided.
    struct Earlier: Sendable, Decodable {
        let days: Int
        let time: String
        let channel: String
        let code: String
        let words: String
        let worker: String
        let level: RiskLevel
        let concerns: [String]
        let helps: [String]
        let proposed: String
        let headline: String
        let reason: String
        let pathway: String
        let voice: String
        let actions: [String]
    }

    struct Around: Sendable, Decodable {
        let name: String
        let relation: String
        let kind: TieKind
        let agreed: Bool
        let why: String?
        let source: String
    }

    let notes: [Written]
    let opinion: Opinion
    let referrals: [Earlier]
    let ties: [Around]
    /// Lead professional first.
    let team: [String]

    static let shipped: Kai = Library.read("kai")

    /// The moment so many days before `today` at a time such as "14:00".
    static func moment(_ days: Int, _ time: String, before today: Day) -> Instant {
        let parts = time.split(separator: ":").compactMap { Int($0) }
        return London.instant(today.adding(days: -days), hour: parts.first ?? 12, minute: parts.last ?? 0)
    }
}

extension NoteKind: Decodable {}
extension ChronologyEntry.Weight: Decodable {}
extension Precision: Decodable {}
extension RiskLevel: Decodable {}
extension TieKind: Decodable {}
