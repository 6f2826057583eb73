import Casework
import Governance
import Kernel
import People
import Storage
import Web

/// The parts of a support, in the order of its menu.
package enum SupportPart: CaseIterable, Sendable {
    case overview, offers, plan, contacts, reviews, ending, history

    package var name: String {
        switch self {
        case .overview: "Overview"
        case .offers: "Offers"
        case .plan: "Plan"
        case .contacts: "Contacts"
        case .reviews: "Reviews"
        case .ending: "Ending and after"
        case .history: "History"
        }
    }

    package func link(_ support: ID<Support>) -> Link {
        switch self {
        case .overview: "/support/\(support)"
        case .offers: "/support/\(support)/offers"
        case .plan: "/support/\(support)/plan"
        case .contacts: "/support/\(support)/contacts"
        case .reviews: "/support/\(support)/reviews"
        case .ending: "/support/\(support)/ending"
        case .history: "/support/\(support)/history"
        }
    }
}

/// What stands around every page of one support: whose it is, which pathway, and the way to its parts.
package struct SupportFrame: Sendable {
    package let record: RecordFrame
    package let written: WrittenSupport
    package let pathway: Pathway

    package var support: Support { written.support }
    package var grant: Grant<Person> { record.grant }

    /// The page of one part of a support, within the young person's record.
    package func page(
        _ visit: Visit, _ part: SupportPart, title: String, hasErrors: Bool = false, status: Int = 200, body: HTML
    ) -> Answer {
        let parts = SupportPart.allCases.map { NavItem($0.name, $0.link(support.id), isCurrent: $0 == part) }
        return record.page(
            visit, .support, title: title, hasErrors: hasErrors, status: status,
            body: """
                \(subNavigation(pathway.name, parts))\(body)
                """)
    }
}

extension Visit {
    /// Asks the policy about the young person of the support the address names, and reads what stands around it.
    ///
    /// Only inside `record` or `submit`, as `grant` is.
    /// - Throws: `Problem.notFound` where there is no such support, or this viewer may not see plans.
    package func readSupport(_ action: Action, _ detail: String, in tx: Transaction) throws -> SupportFrame {
        let id: ID<Support> = try request.id("support")
        guard let person = try tx.personOfSupport(id) else { throw Problem.notFound }
        let grant = try grant(action, on: person, detail, in: tx)
        guard let written = try tx.support(id, grant),
            let version = try tx.pathway(written.support.pathway, version: written.support.pathwayVersion)
        else { throw Problem.notFound }
        return SupportFrame(record: try tx.frame(grant, at: now), written: written, pathway: version.pathway)
    }
}
