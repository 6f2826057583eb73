import Governance
import Kernel
import People

/// What the hub's desk may do with a referral, and what it asks for.
enum DeskRules {
    /// How long the meeting's agencies may open a record after it was put on their list.
    static let meetingWindowDays = 28
    static let longestReason = 1000
    static let longestReply = 4000
    static let longestLine = 200
    static let mostLines = 6

    /// What is said first to whoever told us, unless the coordinator writes something better. Says nothing of anybody
    /// being known.
    static let acknowledgement = """
        Thank you for telling us. A person at the hub has read it.

        We look at it together with the other services at our next daily meeting. We will tell you here what was \
        decided, as far as we may. If somebody is in danger, call 999.
        """

    /// Whether the desk may still link it, make a record for it, join it, close it or put it before the meeting.
    static func isOpen(_ status: ReferralStatus) -> Bool {
        switch status {
        case .received: true
        case .draft, .quarantined, .waiting, .moreInformation, .decided, .duplicate, .closed: false
        }
    }

    /// Whether a wrong link can be taken away: also from the meeting's list, before anything is decided on it.
    static func mayUnlink(_ status: ReferralStatus) -> Bool {
        switch status {
        case .received, .waiting: true
        case .draft, .quarantined, .moreInformation, .decided, .duplicate, .closed: false
        }
    }

    /// Whether its lines for the board may still change.
    static func mayPrepare(_ status: ReferralStatus) -> Bool {
        switch status {
        case .received, .waiting, .moreInformation: true
        case .draft, .quarantined, .decided, .duplicate, .closed: false
        }
    }

    /// Whether another referral may be joined to one in this state.
    static func mayTakeIn(_ status: ReferralStatus) -> Bool {
        switch status {
        case .received, .waiting, .moreInformation, .decided: true
        case .draft, .quarantined, .duplicate, .closed: false
        }
    }

    /// Lines as typed, one to a line.
    static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { String($0).trimmedLine }.filter { !$0.isEmpty }
    }

    /// What the board would read as worries, before a coordinator chooses: a public report has only its own words.
    static func suggestedConcerns(_ referral: Referral) -> [String] {
        if !referral.concerns.isEmpty { return referral.concerns }
        let noticed = referral.answer("noticed")
        return noticed.isEmpty ? [] : [ReferralForm.line(noticed)]
    }

    /// What the sender chose as the record they meant: a hint for the desk, never a link.
    static func saidToBe(_ referral: Referral) -> ID<Person>? { ID<Person>(referral.answer("same_person")) }
}

extension String {
    fileprivate var trimmedLine: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace || first == "-" || first == "•" || first == "*" {
            rest = rest.dropFirst()
        }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return String(rest)
    }
}
