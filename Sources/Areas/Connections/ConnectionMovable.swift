import Governance
import Kernel
import People
import Storage

/// What stands around a young person and can go to another record: connections from either end, intelligence, drafts.
package func connectionMovables() -> [Movable] {
    [
        Movable(
            kind: "connection", name: "Connections",
            list: { tx, person in
                try tx.movableConnections("c.person_id = \(person)")
            },
            move: { tx, thing, from, to, _ in
                try tx.run("UPDATE connection SET person_id = \(to) WHERE id = \(thing) AND person_id = \(from)") > 0
            }),
        Movable(
            kind: "connected", name: "Connections written on others’ records",
            list: { tx, person in
                try tx.movableConnections("c.other_id = \(person)")
            },
            move: { tx, thing, from, to, _ in
                try tx.run("UPDATE connection SET other_id = \(to) WHERE id = \(thing) AND other_id = \(from)") > 0
            }),
        Movable(
            kind: "intelligence", name: "Intelligence",
            list: { tx, person in
                try tx.rows(
                    """
                    SELECT i.id, i.made_at, i.category, w.agency_id FROM intelligence i JOIN worker w ON w.id = i.made_by
                    WHERE i.person_id = \(person) ORDER BY i.made_at DESC, i.id
                    """
                ).map {
                    // Never its words: who regroups records need not be one whom the handling names.
                    MovableThing(
                        id: try $0["id"], at: try $0["made_at"], category: try $0["category"],
                        title: "Intelligence", agency: try $0["agency_id"])
                }
            },
            move: { tx, thing, from, to, _ in
                try tx.run("UPDATE intelligence SET person_id = \(to) WHERE id = \(thing) AND person_id = \(from)") > 0
            }),
        Movable(
            kind: "nrm", name: "Drafts for the National Referral Mechanism",
            list: { tx, person in
                try tx.rows(
                    """
                    SELECT d.id, d.made_at, d.version, w.agency_id FROM referral_pack d JOIN worker w ON w.id = d.made_by
                    WHERE d.person_id = \(person) ORDER BY d.made_at DESC, d.id
                    """
                ).map {
                    let version: Int = try $0["version"]
                    return MovableThing(
                        id: try $0["id"], at: try $0["made_at"], category: .concerns, title: "Draft \(version)",
                        agency: try $0["agency_id"])
                }
            },
            move: { tx, thing, from, to, _ in
                try tx.run("UPDATE referral_pack SET person_id = \(to) WHERE id = \(thing) AND person_id = \(from)") > 0
            }),
    ]
}

extension Transaction {
    /// Connections by what they are; never to whom, which is another young person's business.
    fileprivate func movableConnections(_ which: SQL) throws -> [MovableThing] {
        try rows(
            """
            SELECT c.id, c.made_at, c.type, w.agency_id FROM connection c JOIN worker w ON w.id = c.made_by
            WHERE \(sql: which) ORDER BY c.made_at DESC, c.id
            """
        ).map { row in
            let type: String = try row["type"]
            let kind = ConnectionLists.standard.kind(type)
            return MovableThing(
                id: try row["id"], at: try row["made_at"], category: kind?.tone.category ?? .concerns,
                title: kind?.name ?? type, agency: try row["agency_id"])
        }
    }
}
