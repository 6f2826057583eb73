import Governance
import Kernel
import Web

/// Who works with a young person now, and the ways to see who looked and why.
enum AccessPages {
    static func body(_ frame: RecordFrame, _ visit: Visit) -> HTML {
        let rows = frame.involved.map { one -> [HTML] in
            [
                HTML(one.worker ?? "The agency"), AgencyBadge(one.agencyKind.badge, one.agency).html,
                HTML(one.kind.words), HTML(one.since.day.long), HTML(one.why),
            ]
        }
        let table: HTML =
            rows.isEmpty
            ? emptyState("Nobody yet", "People appear here when they lead, join the team or bring the concern.")
            : dataTable(
                "Who works with \(frame.firstName) now", isCaptionHidden: true,
                columns: ["Who", "Agency", "As", "Since", "Why"].map { TableColumn($0) }, rows: rows)
        return """
            \(card("Who works with \(frame.firstName) now", id: "involved", body: table))
            \(card("Your own access", id: "own", body: own(frame)))
            \(card("More about access", id: "more", body: links(frame.person.id, visit.worker.role)))
            """
    }

    private static func own(_ frame: RecordFrame) -> HTML {
        let shown = Category.allCases.filter { $0 != .existence && frame.grant.shows($0) }.map { HTML($0.name) }
        return """
            <p>\(AccessWords.why(frame.grant.standing)) Shared to protect a child from harm, without consent where \
            needed.</p>
            <p>You can see:</p>\(bullets(shown))
            """
    }

    private static func links(_ person: ID<Person>, _ role: Role) -> HTML {
        let decisions = anchor("See decisions to share outside an agreement", "/young-people/\(person)/sharing")
        var links: [HTML] = []
        if Policy.allows(role, .seeWhoLooked) {
            links.append(anchor("See every view of this record", "/young-people/\(person)/views"))
        }
        if Policy.allows(role, .seeWhyVisible) {
            links.append(anchor("See why a person can see this record", "/young-people/\(person)/why"))
        }
        if Policy.allows(role, .restrictRecord) {
            links.append(anchor("Restrict this record", "/young-people/\(person)/restrictions"))
        }
        guard links.isEmpty else { return bullets([decisions] + links) }
        return """
            <p>Ask the lead professional or the hub coordinator who has looked at this record.</p><p>\(decisions)</p>
            """
    }
}
