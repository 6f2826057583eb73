import Kernel
import Storage
import Web

/// A decision to share something about one young person outside any agreement, as the law asks it to be kept.
///
/// Never edited: a mistake is put right by another that takes its place.
package struct SharingDecision: Sendable {
    /// What was said to the young person or their parent about it.
    package enum Consent: String, Sendable, CaseIterable, Storable {
        case given, refused, notSought

        package var name: String {
            switch self {
            case .given: "They agreed"
            case .refused: "They did not agree, and it was shared all the same"
            case .notSought: "They were not asked"
            }
        }

        var needsReason: Bool { self != .given }
    }

    package let id: ID<SharingDecision>
    /// The young person it is about.
    package let subject: String
    package let what: String
    package let recipient: String
    package let why: String
    /// Keys of the shipped gateways (`LegalBasis`), and others in their own words.
    package let gateways: [String]
    package let otherGateway: String
    package let necessity: String
    package let consent: Consent
    /// Why consent was not sought, or not followed; empty when it was given.
    package let consentReason: String
    /// Who decided, by name and job.
    package let decidedBy: String
    package let decidedOn: Day
    package let worker: ID<Worker>
    package let agency: ID<Agency>
    package let recordedAt: Instant
    /// The decision this one puts right.
    package let corrects: ID<SharingDecision>?

    static let table = Table(
        "sharing_decision", indexes: [["subject_id", "decided_on"], ["recorded_at"]],
        columns: [
            .text("id"), .text("subject_id", .link), .text("what", .freeText), .text("recipient", .freeText),
            .text("why", .freeText), .text("gateways"), .text("other_gateway", .freeText),
            .text("necessity", .freeText), .text("consent", allowed: Consent.allCases.map(\.rawValue)),
            .text("consent_reason", .freeText), .text("decided_by", .staff), .text("decided_on"),
            .text("worker_id", .staff, references: "worker"), .text("agency_id", references: "agency"),
            .integer("recorded_at"), .text("corrects_id", optional: true, references: "sharing_decision"),
        ])
}

extension SharingDecision: FromRow {
    package init(row: Row) throws {
        let gateways: String = try row["gateways"]
        self.init(
            id: try row["id"], subject: try row["subject_id"], what: try row["what"],
            recipient: try row["recipient"], why: try row["why"],
            gateways: gateways.split(separator: "\n").map(String.init), otherGateway: try row["other_gateway"],
            necessity: try row["necessity"], consent: try row["consent"], consentReason: try row["consent_reason"],
            decidedBy: try row["decided_by"], decidedOn: try row["decided_on"], worker: try row["worker_id"],
            agency: try row["agency_id"], recordedAt: try row["recorded_at"], corrects: try row["corrects_id"])
    }
}

extension Transaction {
    /// Every decision to share about a young person that this viewer may read, the newest first.
    func sharingDecisions<Subject>(_ grant: Grant<Subject>, of agency: ID<Agency>) throws -> [SharingDecision] {
        let all: [SharingDecision] = try all(
            """
            SELECT id, subject_id, what, recipient, why, gateways, other_gateway, necessity, consent, consent_reason,
                decided_by, decided_on, worker_id, agency_id, recorded_at, corrects_id
            FROM sharing_decision WHERE subject_id = \(grant.subject) ORDER BY decided_on DESC, recorded_at DESC, id
            """)
        // What an agency decided itself it may always read back.
        return all.filter { grant.shows(.decisions) || $0.agency == agency }
    }

    func insert(_ decision: SharingDecision) throws {
        try run(
            """
            INSERT INTO sharing_decision (id, subject_id, what, recipient, why, gateways, other_gateway, necessity,
                consent, consent_reason, decided_by, decided_on, worker_id, agency_id, recorded_at, corrects_id)
            VALUES (\(decision.id), \(decision.subject), \(decision.what), \(decision.recipient), \(decision.why),
                \(decision.gateways.joined(separator: "\n")), \(decision.otherGateway), \(decision.necessity),
                \(decision.consent), \(decision.consentReason), \(decision.decidedBy), \(decision.decidedOn),
                \(decision.worker), \(decision.agency), \(decision.recordedAt), \(decision.corrects))
            """)
    }

    /// How many decisions to share outside an agreement were recorded since a moment; says nothing about anyone.
    func sharingDecisionCount(since: Instant) throws -> Int {
        try count("SELECT COUNT(*) FROM sharing_decision WHERE recorded_at >= \(since)")
    }
}
