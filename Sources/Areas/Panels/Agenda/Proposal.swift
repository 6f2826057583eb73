import Kernel
import People

/// What the records say of a young person that may bring them before a meeting.
struct ProposalFacts: Sendable, Equatable {
    var asked = 0
    /// A meeting said to speak about them again by this day.
    var due: Day?
    var level: RiskLevel?
    /// The level before, where it was changed lately.
    var before: RiskLevel?
    var lookAgainBy: Day?
    /// Whole days since anybody met them, or since support began when nobody has; nil without support under way.
    var daysWithoutContact: Int?
    var reviewDue: Day?
    var newLinks = 0
    var overdueActions = 0
}

/// One reason to bring somebody, with the number that goes with it.
struct ProposalReason: Sendable, Equatable {
    /// What kind of reason it is.
    enum Kind: String, Sendable, CaseIterable {
        case asked, due, rising, high, noContact, action, review, look, links
    }

    let kind: Kind
    let number: Int

    var words: String {
        switch kind {
        case .asked: number == 1 ? "Somebody wants them spoken about" : "\(number) people want them spoken about"
        case .due:
            number == 0
                ? "An earlier meeting said to look again by today"
                : "An earlier meeting said to look again \(days(number)) ago"
        case .rising: "Risk was set higher lately"
        case .high: "High risk"
        case .noContact: "Nobody has met them for \(days(number))"
        case .action: number == 1 ? "One action is overdue" : "\(number) actions are overdue"
        case .review: "A review is \(days(number)) overdue"
        case .look: "The risk level should have been looked at \(days(number)) ago"
        case .links: number == 1 ? "One new link to somebody else" : "\(number) new links to others"
        }
    }

    private func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

    /// As it is kept: a word and a number, nothing of anybody.
    var code: String { "\(kind.rawValue) \(number)" }

    init(_ kind: Kind, _ number: Int = 0) {
        self.kind = kind
        self.number = number
    }

    init?(code: some StringProtocol) {
        let parts = code.split(separator: " ")
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])), let number = Int(parts[1]) else {
            return nil
        }
        self.init(kind, number)
    }
}

/// Who might come before a meeting, and why: rules over facts, the same for everybody.
enum Proposal {
    /// The reasons that hold on a day, the weightiest first.
    static func reasons(_ facts: ProposalFacts, on day: Day, _ rules: PanelLists.Proposal) -> [ProposalReason] {
        var reasons: [ProposalReason] = []
        if facts.asked > 0 { reasons.append(ProposalReason(.asked, facts.asked)) }
        if let due = facts.due, due <= day { reasons.append(ProposalReason(.due, day.number - due.number)) }
        if let level = facts.level, let before = facts.before, level < before {
            reasons.append(ProposalReason(.rising))
        }
        if facts.level == .high { reasons.append(ProposalReason(.high)) }
        if let days = facts.daysWithoutContact, days >= rules.contactDays {
            reasons.append(ProposalReason(.noContact, days))
        }
        if facts.overdueActions > 0 { reasons.append(ProposalReason(.action, facts.overdueActions)) }
        if let due = facts.reviewDue, due < day { reasons.append(ProposalReason(.review, day.number - due.number)) }
        if let look = facts.lookAgainBy, look < day, facts.level != nil, facts.daysWithoutContact != nil {
            reasons.append(ProposalReason(.look, day.number - look.number))
        }
        if facts.newLinks > 0 { reasons.append(ProposalReason(.links, facts.newLinks)) }
        return reasons.sorted { (weight($0, rules), $1.kind.rawValue) > (weight($1, rules), $0.kind.rawValue) }
    }

    private static func weight(_ reason: ProposalReason, _ rules: PanelLists.Proposal) -> Int {
        rules.weights[reason.kind.rawValue] ?? 0
    }

    /// Those with a reason, the weightiest together first; the longest without contact first among equals.
    static func ranked(
        _ everyone: [ID<Person>: ProposalFacts], on day: Day, _ rules: PanelLists.Proposal
    ) -> [(person: ID<Person>, reasons: [ProposalReason])] {
        let weighed = everyone.compactMap { person, facts -> (ID<Person>, [ProposalReason], Int, Int)? in
            let reasons = reasons(facts, on: day, rules)
            guard !reasons.isEmpty else { return nil }
            let total = reasons.reduce(0) { $0 + weight($1, rules) }
            return (person, reasons, total, facts.daysWithoutContact ?? 0)
        }
        return weighed.sorted { ($0.2, $0.3, $1.0) > ($1.2, $1.3, $0.0) }.prefix(rules.most).map { ($0.0, $0.1) }
    }
}
