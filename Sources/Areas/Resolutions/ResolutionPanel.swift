import Governance
import Kernel
import People
import Storage
import Web

/// A card on a young person's record that says which agreements run, for those who may see youth justice.
package func resolutionPanel() -> RecordPanel {
    RecordPanel { tx, grant in
        guard grant.shows(.youthJustice), Policy.allows(grant.role, .seeResolutions) else { return .empty }
        let lists = ResolutionLists.standard
        let open = try tx.resolutions(grant).filter(\.status.isOpen)
        let items = open.map { one -> HTML in
            anchor(lists.kind(one.kind)?.name ?? one.kind, "/resolutions/\(one.id)") + " "
                + ResolutionPages.tag(one.status)
        }
        return sideCard(
            "Out-of-court agreements", id: "resolutions",
            body: """
                \(items.isEmpty ? "<p>None is running.</p>" : bullets(items))\
                <p>\(anchor("See or propose an agreement", "/young-people/\(grant.subject)/resolutions"))</p>
                """)
    }
}

/// Out-of-court agreements in a young person's chronology.
package func resolutionChronology() -> ChronologySource {
    ChronologySource { tx, grant in
        try tx.resolutionMoves(grant).map { move in
            var entry = ChronologyEntry(
                at: move.at, precision: .minute, category: .youthJustice, kind: "agreement",
                title: "Out-of-court agreement: \(move.what.lowercased())", body: move.reason, agency: move.agency,
                agencyKind: move.agencyKind, addedBy: move.by, link: "/resolutions/\(move.resolution)",
                linkWords: "See the agreement")
            entry.isOwn = move.byID == grant.worker
            return entry
        }
    }
}

/// A step of an agreement with who took it, as the chronology tells it.
struct ToldMove: Sendable, FromRow {
    let resolution: ID<Resolution>
    let what: String
    let reason: String
    let by: String
    let byID: ID<Worker>
    let agency: String
    let agencyKind: AgencyKind
    let at: Instant

    init(row: Row) throws {
        resolution = try row["resolution_id"]
        what = try row["what"]
        reason = try row["reason"]
        by = try row["by_name"]
        byID = try row["by_id"]
        agency = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        at = try row["at"]
    }
}

extension Transaction {
    /// Every step of a young person's agreements, for somebody who may see youth justice.
    func resolutionMoves(_ grant: Grant<Person>) throws -> [ToldMove] {
        guard grant.shows(.youthJustice) else { return [] }
        return try all(
            """
            SELECT m.resolution_id, m.what, m.reason, m.at, m.by_id, w.name AS by_name, a.name AS agency_name,
                a.kind AS agency_kind
            FROM resolution_move m JOIN resolution r ON r.id = m.resolution_id JOIN worker w ON w.id = m.by_id
                JOIN agency a ON a.id = w.agency_id
            WHERE r.person_id = \(grant.subject) ORDER BY m.at, m.id
            """)
    }
}
