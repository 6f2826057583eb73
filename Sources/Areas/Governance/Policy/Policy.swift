import Kernel

/// What stands between a worker and a young person, strongest first.
package enum Relation: String, Sendable, CaseIterable, Comparable {
    /// Named on the record: lead professional, or in the team around the young person.
    case team
    /// Their agency was asked to support this young person, and they are that agency's provider.
    case provider
    /// A mentor named as this young person's own: less than the provider they work for sees.
    case mentor
    /// The young person is, or within the meeting window was, on the daily meeting's list their agency sits on.
    case meeting
    /// Made a referral about the young person.
    case referrer
    /// Another worker of the same agency knows the young person.
    case sameAgency
    case none

    package static func < (left: Relation, right: Relation) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// How a record is restricted, as it concerns one worker.
package enum Restriction: String, Sendable, CaseIterable {
    case open
    /// Only named staff may see it, and this worker is one.
    case listed
    /// Only named staff may see it, and this worker is not one.
    case notListed
    /// This worker is kept out by name: their own family, a conflict of interest.
    case excluded
}

/// What is asked about: one young person as the worker stands to them.
package struct Standing: Sendable, Hashable {
    /// Every relation that holds at once: what may be seen is what any of them permits.
    package var relations: Set<Relation>
    package var restriction: Restriction
    /// An emergency opening by this worker is running.
    package var hasBrokenGlass: Bool

    /// The strongest of the relations.
    package var relation: Relation { relations.min() ?? .none }

    package init(relation: Relation, restriction: Restriction, hasBrokenGlass: Bool) {
        self.init(relations: [relation], restriction: restriction, hasBrokenGlass: hasBrokenGlass)
    }

    package init(relations: Set<Relation>, restriction: Restriction, hasBrokenGlass: Bool) {
        self.relations = relations
        self.restriction = restriction
        self.hasBrokenGlass = hasBrokenGlass
    }
}

/// Why not, in words for the person who asked.
package enum Refusal: String, Sendable, CaseIterable {
    case role, noNeed, restricted, excluded, noContent

    package var words: String {
        switch self {
        case .role: "Your role does not include this. Ask your administrator if your work has changed."
        case .noNeed:
            "You are not working with this young person, so their record is closed to you. "
                + "Ask the hub coordinator, or the lead professional, to add you if you need it to keep them safe. "
                + "If it cannot wait, use Emergency access at the foot of any page."
        case .restricted: "Only named people can open this record. Ask the hub coordinator who to speak to."
        case .excluded: "There is nothing at this address, or it is not yours to see."
        case .noContent: "Your role looks after the system, not the records in it, so no record opens for you."
        }
    }
}

/// The policy's answer.
package enum Verdict: Sendable, Hashable {
    case permit(Set<Category>)
    case refuse(Refusal)

    package var isPermitted: Bool {
        switch self {
        case .permit: true
        case .refuse: false
        }
    }

    /// Whether this lets somebody open the record, beyond knowing that there is one or following a referral of theirs.
    package var opensRecord: Bool {
        switch self {
        case .permit(let categories): !categories.isSubset(of: [.existence, .receipt])
        case .refuse: false
        }
    }

    /// The same, with at least these kinds of information.
    fileprivate func permitting(_ least: Set<Category>) -> Verdict {
        switch self {
        case .permit(let categories): .permit(categories.union(least))
        case .refuse: .permit(least)
        }
    }
}

/// Who may do what: one pure function over one written table (docs/policy.md, which the tests compare). Unknown is no.
package enum Policy {
    /// Whether a role may do this at all, before any young person is named.
    package static func allows(_ role: Role, _ action: Action) -> Bool {
        roles(for: action).contains(role)
    }

    /// What a worker may see or do of one young person's record.
    package static func decide(_ role: Role, _ action: Action, _ standing: Standing) -> Verdict {
        guard allows(role, action) else { return .refuse(hasNoContent(role) ? .noContent : .role) }
        // An emergency opens a record to read and add to; it never changes who else may.
        let isEmergency = standing.hasBrokenGlass && mayBreakGlass(role) && action != .restrictRecord
        switch standing.restriction {
        case .excluded: return .refuse(.excluded)
        case .notListed where !isEmergency: return .refuse(.restricted)
        case .notListed, .listed, .open: break
        }
        if isEmergency { return .permit(everything) }
        let seen = visible(to: role, as: standing.relations)
        // Before a new record is made the hub has to see whether there is one: a name and an age, never what is in it.
        if action == .handleReferral { return seen.permitting([.existence, .identity]) }
        // To say whether two records are one young person, names, birthdays and addresses have to be seen side by side.
        if action == .reviewLinks { return seen.permitting([.existence, .identity, .contact]) }
        // To choose whom a panel speaks about: who, how worried people are, and which clocks have run out.
        if action == .runPanels { return seen.permitting([.existence, .identity, .risk]) }
        return seen
    }

    /// Whether this worker may open the record in an emergency. Those kept out by name never can.
    package static func mayBreakGlass(_ role: Role, _ standing: Standing) -> Bool {
        mayBreakGlass(role) && standing.restriction != .excluded
    }

    private static func mayBreakGlass(_ role: Role) -> Bool { allows(role, .breakGlass) }

    /// What any of the relations permits; refused when none does.
    private static func visible(to role: Role, as relations: Set<Relation>) -> Verdict {
        var seen: Set<Category> = []
        for relation in relations {
            if case .permit(let categories) = visible(to: role, as: relation) { seen.formUnion(categories) }
        }
        return seen.isEmpty ? visible(to: role, as: .none) : .permit(seen)
    }

    /// The written table, a row a role; what is not named here is refused.
    private static func visible(to role: Role, as relation: Relation) -> Verdict {
        switch (role, relation) {
        case (.leadPractitioner, .team), (.leadPractitioner, .meeting): .permit(everything.subtracting([.source]))
        case (.leadPractitioner, .sameAgency): .permit([.existence])
        case (.panelMember, .team), (.panelMember, .meeting): .permit(shared)
        case (.panelMember, .sameAgency): .permit([.existence])
        case (.hubCoordinator, .team), (.hubCoordinator, .meeting): .permit(everything)
        case (.hubCoordinator, .sameAgency): .permit([.existence])
        case (.provider, .provider), (.provider, .team): .permit([.existence, .identity, .contact, .risk, .plan])
        case (.provider, .mentor): .permit([.existence, .identity, .contact, .plan])
        case (.referrer, .referrer): .permit([.receipt])
        case (.leadPractitioner, .referrer), (.panelMember, .referrer), (.provider, .referrer): .permit([.receipt])
        default: .refuse(hasNoContent(role) ? .noContent : .noNeed)
        }
    }

    private static let everything = Set(Category.allCases).subtracting([.receipt])

    /// What agencies at the meeting share with each other under the hub's agreement.
    private static let shared = everything.subtracting([.source])

    /// System administrators, analysts, board members and privacy officers see no case content, ever.
    private static func hasNoContent(_ role: Role) -> Bool {
        switch role {
        case .analyst, .boardMember, .privacyOfficer, .administrator: true
        case .leadPractitioner, .panelMember, .hubCoordinator, .referrer, .provider: false
        }
    }

    private static func roles(for action: Action) -> Set<Role> {
        switch action {
        case .useAccount, .checkWording: Set(Role.allCases)
        case .searchPeople: [.leadPractitioner, .panelMember, .hubCoordinator, .provider]
        case .viewRecord: [.leadPractitioner, .panelMember, .hubCoordinator, .provider]
        case .addToRecord: [.leadPractitioner, .panelMember, .hubCoordinator, .provider]
        case .seeWhoLooked: [.leadPractitioner, .hubCoordinator, .privacyOfficer]
        case .seeWhyVisible: [.leadPractitioner, .hubCoordinator, .privacyOfficer]
        case .breakGlass: [.leadPractitioner, .panelMember, .hubCoordinator]
        case .restrictRecord: [.hubCoordinator, .privacyOfficer]
        case .makeReferral: [.leadPractitioner, .panelMember, .hubCoordinator, .referrer, .provider]
        case .followReferral: [.leadPractitioner, .panelMember, .hubCoordinator, .referrer, .provider]
        case .enterReferral, .handleReferral, .reviewQuarantine: [.hubCoordinator]
        case .readReferral: [.leadPractitioner, .panelMember, .hubCoordinator]
        case .viewBoard: [.leadPractitioner, .panelMember, .hubCoordinator]
        case .addInformation: [.leadPractitioner, .panelMember, .hubCoordinator]
        case .setRisk, .decideReferral: [.leadPractitioner, .hubCoordinator]
        case .runMeeting: [.hubCoordinator]
        case .seeCounts: [.hubCoordinator, .analyst, .boardMember]
        case .importFiles: [.panelMember, .hubCoordinator]
        // Events, counts, areas and schools: whoever works the figures out brings them in.
        case .importFigures: [.panelMember, .hubCoordinator, .analyst]
        case .reviewLinks: [.hubCoordinator]
        case .seeCohorts: [.hubCoordinator, .analyst, .boardMember]
        // Whoever may choose the people could tell one from another by asking twice: only those who know them anyway.
        case .runCohorts: [.hubCoordinator]
        case .manageAgreements: [.privacyOfficer]
        case .seeFlows: [.hubCoordinator, .privacyOfficer]
        case .seeServices:
            [.leadPractitioner, .panelMember, .hubCoordinator, .referrer, .provider, .analyst, .boardMember]
        case .manageServices, .manageMentors: [.panelMember, .hubCoordinator, .provider]
        case .seeMentors: [.leadPractitioner, .panelMember, .hubCoordinator, .provider]
        case .seeSupport, .recordSupport, .keepTasks, .manageSupport:
            [.leadPractitioner, .panelMember, .hubCoordinator, .provider]
        case .offerSupport: [.leadPractitioner, .hubCoordinator]
        case .answerOffer: [.leadPractitioner, .panelMember, .hubCoordinator, .provider]
        case .managePathways: [.administrator]
        case .seeConnections, .keepConnections, .seeResolutions, .keepResolutions, .seePanels:
            [.leadPractitioner, .panelMember, .hubCoordinator]
        case .runPanels: [.hubCoordinator]
        case .seeMeasures: [.panelMember, .hubCoordinator, .analyst, .boardMember]
        case .workSignals: [.hubCoordinator, .analyst]
        case .manageMeasures: [.analyst]
        case .manageWorkers: [.administrator]
        case .reviewAccess: [.privacyOfficer]
        case .setWhatCounts: [.hubCoordinator, .administrator]
        }
    }
}
