import Governance
import Kernel
import People
import Storage

/// Which way a concern came in.
package enum Channel: String, Sendable, CaseIterable, Storable {
    case publicForm, professional, phone, letter, agencyFile, partnership

    package var name: String {
        switch self {
        case .publicForm: "Online, from the public"
        case .professional: "From a professional"
        case .phone: "By phone"
        case .letter: "By letter or e-mail"
        case .agencyFile: "From an agency's file"
        case .partnership: "From another partnership"
        }
    }
}

/// How far a concern has come.
package enum ReferralStatus: String, Sendable, CaseIterable, Storable {
    /// Being written; nobody but its writer sees it.
    case draft
    /// Held back for a person to look at, because many came at once. Never refused.
    case quarantined
    /// Here, and not yet read by the hub.
    case received
    /// Read, screened and on the list for the daily meeting.
    case waiting
    /// The meeting asked for more information first, by a date.
    case moreInformation
    /// Decided.
    case decided
    /// Joined to another referral that tells of the same concern.
    case duplicate
    /// Closed by the hub without a meeting, with the reason kept: a flood, a test, nothing to act on.
    case closed

    /// For the person who told us, in plain words. Says nothing about anyone else, known or not.
    package var plainWords: String {
        switch self {
        case .draft: "You have not sent this yet"
        case .quarantined, .received: "We have it. A person will read it the same working day"
        // A joined referral is told of as the one it was joined to: `Transaction.statusForSender`.
        case .waiting, .moreInformation, .duplicate: "We are working on it together"
        case .decided: "We have decided what to do. Our reply is below"
        case .closed: "A person has read it. If we have something to say back, it is below"
        }
    }
}

/// A concern somebody told us about, whoever they are and however it came.
package struct Referral: Sendable {
    package let id: ID<Referral>
    /// "EM-7Q4-K2P": what the person who told us keeps.
    package let reference: String
    package let channel: Channel
    package var status: ReferralStatus
    /// The young person, once somebody at the hub has found or made their record.
    package var person: ID<Person>?
    /// Who told us, as a code of the children in need census ("2A" school, "6" police, "9" anonymous).
    package var sourceCode: String
    /// Who told us, in words for the board: "Fairmead Academy", "A neighbour, online".
    package var sourceWords: String
    package var referrer: ID<Worker>?
    package var agency: ID<Agency>?
    /// The answers as given, by field name: nothing that was typed is lost.
    package var answers: [String: [String]]
    package var concerns: [String]
    package var helps: [String]
    /// What the board proposes as a next step.
    package var proposed: String
    package var receivedAt: Instant
    package var acknowledgedAt: Instant?
    package var decidedAt: Instant?
    package var toldAt: Instant?
    /// The referral this one was joined to, as telling of the same concern.
    package internal(set) var duplicateOf: ID<Referral>?

    package init(
        id: ID<Referral>, reference: String, channel: Channel, status: ReferralStatus, sourceCode: String,
        sourceWords: String, receivedAt: Instant
    ) {
        self.id = id
        self.reference = reference
        self.channel = channel
        self.status = status
        self.sourceCode = sourceCode
        self.sourceWords = sourceWords
        self.receivedAt = receivedAt
        person = nil
        referrer = nil
        agency = nil
        answers = [:]
        concerns = []
        helps = []
        proposed = ""
        acknowledgedAt = nil
        decidedAt = nil
        toldAt = nil
        duplicateOf = nil
    }

    /// Who told us, for somebody who may see these kinds of information: a professional's agency is no secret to the
    /// hub and the meeting; anybody else is named only where that is granted.
    func from(shows: Set<Category>) -> String {
        switch channel {
        case .professional, .agencyFile, .partnership: sourceWords
        case .publicForm, .phone, .letter: shows.contains(.source) ? sourceWords : channel.name
        }
    }

    /// One answer, or an empty string.
    package func answer(_ name: String) -> String { answers[name]?.first ?? "" }
}

/// When things are due: acknowledge and decide within one working day, tell the outcome within three.
package struct ReferralClock: Sendable {
    package let acknowledgeBy: Instant
    package let decideBy: Instant
    package let tellBy: Instant

    package init(receivedAt: Instant, calendar: WorkingCalendar) {
        acknowledgeBy = calendar.adding(1, to: receivedAt)
        decideBy = acknowledgeBy
        tellBy = calendar.adding(3, to: receivedAt)
    }
}
