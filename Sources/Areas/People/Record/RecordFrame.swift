import Governance
import Kernel
import Storage
import Web

/// A card another area adds to the side of a record's overview.
package struct RecordPanel: Sendable {
    package let body: @Sendable (Transaction, Grant<Person>) throws -> HTML

    /// - Parameter body: Markup of one card, such as `sideCard` makes; empty when there is nothing to show.
    package init(body: @escaping @Sendable (Transaction, Grant<Person>) throws -> HTML) {
        self.body = body
    }
}

/// The parts of a record, in the order of its menu.
package enum RecordPart: CaseIterable, Sendable {
    case overview, chronology, support, picture, agencies, people, around, details, links, access

    package var name: String {
        switch self {
        case .overview: "Overview"
        case .chronology: "Chronology"
        case .support: "Support"
        case .picture: "Picture"
        case .agencies: "What agencies say"
        case .people: "People"
        case .around: "Connections"
        case .details: "Details"
        case .links: "Where this comes from"
        case .access: "Sharing and access"
        }
    }

    package func link(_ person: ID<Person>) -> Link {
        switch self {
        case .overview: "/young-people/\(person)"
        case .chronology: "/young-people/\(person)/chronology"
        case .support: "/young-people/\(person)/support"
        case .picture: "/young-people/\(person)/picture"
        case .agencies: "/young-people/\(person)/agencies"
        case .people: "/young-people/\(person)/people"
        case .around: "/young-people/\(person)/around"
        case .details: "/young-people/\(person)/details"
        case .links: "/young-people/\(person)/links"
        case .access: "/young-people/\(person)/access"
        }
    }
}

/// What stands around every page of a record: whose it is, who leads, and the way to its parts.
package struct RecordFrame: Sendable {
    package let person: Person
    package let grant: Grant<Person>
    /// Everyone with a need to know; who told us is left out unless this viewer may know it.
    package let involved: [Involved]
    package let risk: RiskJudgement?

    init(person: Person, grant: Grant<Person>, involved: [Involved], risk: RiskJudgement?) {
        self.person = person
        self.grant = grant
        self.involved = grant.shows(.source) ? involved : involved.filter { $0.kind != .referrer }
        self.risk = risk
    }

    /// What this viewer calls them: the name only if they may know it.
    package var name: String { grant.shows(.identity) ? person.fullName : person.initials }
    package var firstName: String { grant.shows(.identity) ? person.firstName : person.initials }

    var lead: Involved? { involved.first { $0.kind == .lead } }

    /// The page of one part of the record.
    package func page(
        _ visit: Visit, _ part: RecordPart, title: String, hasErrors: Bool = false, status: Int = 200, body: HTML
    ) -> Answer {
        let whole = "\(title): \(name)"
        let page = Page(
            part == .overview && title.isEmpty ? name : whole, band: bar(visit, part).html, hasErrors: hasErrors,
            reference: person.reference, body: body)
        return visit.page(page, status: status, breakGlass: glass)
    }

    private var glass: HTML {
        guard let until = grant.glassBrokenUntil else { return .empty }
        return """
            <p>You opened this record in an emergency. It closes to you at \(until.clock). The privacy officer has been \
            told, and everything you open is recorded.</p>
            """
    }

    private func bar(_ visit: Visit, _ current: RecordPart) -> IdentityBar {
        let mayAdd = Policy.allows(visit.worker.role, .addToRecord)
        let add: HTML =
            mayAdd ? buttonLink("Add to chronology", "/young-people/\(person.id)/notes/new") : .empty
        let print = buttonLink("Print", "/young-people/\(person.id)/print", .secondary, hidden: "\(name)’s record")
        return IdentityBar(
            name: name, initials: person.initials, line: line(on: visit.today), facts: facts(on: visit.today),
            actions: buttonGroup(add, print),
            navigation: subNavigation(
                "\(name)’s record",
                parts(for: visit.worker.role).map {
                    NavItem($0.name, $0.link(person.id), isCurrent: $0 == current)
                }))
    }

    /// The parts this role may open at all.
    private func parts(for role: Role) -> [RecordPart] {
        RecordPart.allCases.filter { $0 != .around || Policy.allows(role, .seeConnections) }
    }

    /// "15 years old, he/him, likes to be called Kai".
    func line(on today: Day) -> String {
        guard grant.shows(.identity) else { return "Details are not shown to you" }
        var parts: [String] = []
        if let age = person.age(on: today) {
            parts.append(person.isBirthEstimated ? "About \(age) years old" : "\(age) years old")
        } else {
            parts.append("Age not known")
        }
        if !person.pronouns.isEmpty { parts.append(person.pronouns) }
        if !person.knownAs.isEmpty { parts.append("likes to be called \(person.knownAs)") }
        return parts.joined(separator: ", ")
    }

    private func facts(on today: Day) -> [(label: String, value: HTML)] {
        var facts: [(label: String, value: HTML)] = [("Reference", HTML(person.reference))]
        let leader = lead.map { HTML("\($0.worker ?? $0.agency), \($0.agencyKind.name)") }
        facts.append(("Lead professional", leader ?? "Nobody yet"))
        if grant.shows(.identity), !person.school.isEmpty {
            let year = person.yearGroup.isEmpty ? "" : ", \(person.yearGroup)"
            facts.append(("School", HTML(person.school + year)))
        }
        if grant.shows(.contact), !person.livesWith.isEmpty { facts.append(("Lives with", HTML(person.livesWith))) }
        if let risk {
            let late: HTML = risk.lookAgainBy < today ? " \(tag("Overdue", .warn))" : .empty
            facts.append(("Look again by", "\(risk.lookAgainBy.long)\(late)"))
        }
        return facts
    }
}

extension Transaction {
    /// What every page of a record needs: three short queries.
    package func frame(_ grant: Grant<Person>, at now: Instant) throws -> RecordFrame {
        RecordFrame(
            person: try person(grant), grant: grant, involved: try involved(with: grant.subject, at: now),
            risk: try risk(grant))
    }
}

extension AgencyKind {
    /// The badge components draw for this kind.
    package var badge: AgencyBadge.Kind {
        switch self {
        case .socialCare: .socialCare
        case .police: .police
        case .health: .health
        case .education: .education
        case .youthJustice: .youthJustice
        case .voluntary: .voluntary
        case .housing: .housing
        case .partnership: .council
        }
    }
}
