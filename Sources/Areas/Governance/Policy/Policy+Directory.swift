import Kernel

/// A kind of information about a mentor or advocate: what a viewer may see of one is a set of these.
package enum MentorField: String, Sendable, CaseIterable {
    /// Name, agency, mentor or advocate, paid or not.
    case who
    /// Gender, languages, areas, hours and places.
    case offer
    /// Lived experience, where they wish to say it.
    case experience
    /// Whether their vetting is in date.
    case vetting
    /// Which vetting, when, and their references.
    case checks
    /// Training, supervision, limits, notes and what was changed when.
    case work
}

/// How a worker stands to a mentor.
package enum MentorStanding: String, Sendable, CaseIterable {
    /// It is them.
    case themselves
    case ownAgency
    /// Of the same agency, and the worker is a mentor in the directory too.
    case fellowMentor
    case otherAgency
}

extension Policy {
    /// What a role sees of a mentor: the written table, a row a role.
    package static func sees(_ role: Role, of standing: MentorStanding) -> Set<MentorField> {
        switch (role, standing) {
        case (.hubCoordinator, _): everyField
        case (.panelMember, .themselves), (.panelMember, .ownAgency): everyField
        case (.panelMember, .fellowMentor): forMatching
        case (.panelMember, .otherAgency): [.who, .offer, .vetting]
        case (.leadPractitioner, _): forMatching
        case (.provider, .themselves), (.provider, .ownAgency): everyField
        case (.provider, .fellowMentor): [.who]
        default: []
        }
    }

    /// Whether this worker may change the services and mentors of an agency; nil is for those of no agency here.
    package static func keepsDirectory(_ worker: Worker, of agency: ID<Agency>?, isMentor: Bool) -> Bool {
        guard allows(worker.role, .manageServices), allows(worker.role, .manageMentors) else { return false }
        if worker.role == .hubCoordinator { return true }
        return worker.agency.id == agency && !isMentor
    }

    /// Whether this worker sees what a service says to staff alone.
    package static func seesServiceDetails(_ worker: Worker, of agency: ID<Agency>?) -> Bool {
        guard allows(worker.role, .seeServices) else { return false }
        switch worker.role {
        case .leadPractitioner, .panelMember, .hubCoordinator: return true
        case .provider: return worker.agency.id == agency
        case .referrer, .analyst, .boardMember, .privacyOfficer, .administrator: return false
        }
    }

    /// Whether a service that is not public is there at all for this worker.
    package static func seesUnpublished(_ worker: Worker, of agency: ID<Agency>?) -> Bool {
        switch worker.role {
        case .provider: worker.agency.id == agency
        default: allows(worker.role, .seeServices)
        }
    }

    private static let everyField = Set(MentorField.allCases)
    private static let forMatching: Set<MentorField> = [.who, .offer, .experience, .vetting]
}
