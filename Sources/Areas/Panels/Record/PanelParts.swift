import Governance
import Kernel
import People
import Storage
import Web
import Wording

/// A card on a young person's record that says which meetings spoke about them.
package func meetingsPanel() -> RecordPanel {
    RecordPanel { tx, grant in
        guard grant.shows(.decisions), Policy.allows(grant.role, .seePanels) else { return .empty }
        let spoken = try tx.spokenAbout(grant).prefix(3).map { one -> HTML in
            let kind = PanelLists.standard.kind(one.kind)
            return anchor("\(kind?.short ?? one.kind), \(one.day.long)", "/panels/items/\(one.item)")
        }
        return sideCard(
            "Panels and discussions", id: "panels",
            body: """
                \(spoken.isEmpty ? "<p>None has spoken about them.</p>" : bullets(Array(spoken)))\
                <p>\(anchor("See all, or ask for one", "/young-people/\(grant.subject)/panels"))</p>
                """)
    }
}

/// What panels decided, in a young person's chronology.
package func panelChronology() -> ChronologySource {
    ChronologySource { tx, grant in
        try tx.spokenAbout(grant).compactMap { one in
            guard let written = one.outcome, let kind = PanelLists.standard.kind(one.kind) else { return nil }
            return ChronologyEntry(
                at: written.at, precision: .minute, category: .decisions, kind: "decision",
                title: "\(kind.short): \(kind.outcome(written.outcome.outcome)?.name ?? "")",
                body: written.outcome.reason, agency: one.agency, agencyKind: one.agencyKind, addedBy: written.by,
                link: "/panels/items/\(one.item)", linkWords: "See the meeting")
        }
    }
}

/// The meetings a worker's agency is invited to in the next two weeks, on the home page.
package func panelHomeCards() -> [HomeCard] {
    [
        HomeCard(action: .seePanels) { tx, worker, now in
            let coming = try tx.panels(for: worker, on: now.day, most: 20).coming
                .filter { $0.day <= now.day.adding(days: 14) }
            guard !coming.isEmpty else { return .empty }
            return card(
                "Panels and discussions", id: "panels",
                body: bullets(
                    coming.map { panel in
                        let kind = PanelLists.standard.kind(panel.kind)?.short ?? panel.kind
                        let late: HTML = panel.day < now.day ? " \(tag("Not closed yet", .warn))" : .empty
                        return anchor("\(kind), \(panel.day.withWeekday)", "/panels/\(panel.id)") + late
                    }))
        }
    ]
}

/// What can go to another record: items, requests and actions of meetings.
package func panelMovables() -> [Movable] {
    [
        Movable(
            kind: "panel-item", name: "Panels and discussions",
            list: { tx, person in
                try tx.rows(
                    """
                    SELECT i.id, i.made_at, p.kind, w.agency_id FROM panel_item i JOIN panel p ON p.id = i.panel_id
                        JOIN worker w ON w.id = i.made_by
                    WHERE i.person_id = \(person) ORDER BY i.made_at DESC, i.id
                    """
                ).map { row in
                    let kind: String = try row["kind"]
                    return MovableThing(
                        id: try row["id"], at: try row["made_at"], category: .decisions,
                        title: PanelLists.standard.kind(kind)?.name ?? kind, agency: try row["agency_id"])
                }
            },
            move: { tx, thing, from, to, _ in
                // Where the same meeting spoke about both records, its item stays with the one it was about.
                let moved = try tx.run(
                    """
                    UPDATE panel_item SET person_id = \(to), subject = \(to.text) WHERE id = \(thing)
                        AND person_id = \(from) AND NOT EXISTS (
                            SELECT 1 FROM panel_item o WHERE o.panel_id = panel_item.panel_id AND o.subject = \(to.text))
                    """)
                if moved > 0 { try tx.run("UPDATE panel_action SET person_id = \(to) WHERE item_id = \(thing)") }
                return moved > 0
            }),
        Movable(
            kind: "panel-ask", name: "Requests for a panel",
            list: { tx, person in
                try tx.rows(
                    """
                    SELECT k.id, k.at, k.kind, w.agency_id FROM panel_ask k JOIN worker w ON w.id = k.by_id
                    WHERE k.person_id = \(person) AND k.taken_item IS NULL ORDER BY k.at DESC, k.id
                    """
                ).map { row in
                    let kind: String = try row["kind"]
                    return MovableThing(
                        id: try row["id"], at: try row["at"], category: .decisions,
                        title: "Asked for: \(PanelLists.standard.kind(kind)?.name ?? kind)",
                        agency: try row["agency_id"])
                }
            },
            move: { tx, thing, from, to, _ in
                try tx.run("UPDATE panel_ask SET person_id = \(to) WHERE id = \(thing) AND person_id = \(from)") > 0
            }),
    ]
}
