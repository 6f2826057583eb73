import Governance
import Kernel
import People
import Storage

/// Out-of-court agreements, each with its conditions, which can go to another record.
package func resolutionMovables() -> [Movable] {
    [
        Movable(
            kind: "resolution", name: "Out-of-court agreements",
            list: { tx, person in
                try tx.rows(
                    """
                    SELECT r.id, r.made_at, r.kind, w.agency_id FROM resolution r JOIN worker w ON w.id = r.made_by
                    WHERE r.person_id = \(person) ORDER BY r.made_at DESC, r.id
                    """
                ).map { row in
                    let kind: String = try row["kind"]
                    return MovableThing(
                        id: try row["id"], at: try row["made_at"], category: .youthJustice,
                        title: ResolutionLists.standard.kind(kind)?.name ?? kind, agency: try row["agency_id"])
                }
            },
            move: { tx, thing, from, to, _ in
                try tx.run("UPDATE resolution SET person_id = \(to) WHERE id = \(thing) AND person_id = \(from)") > 0
            })
    ]
}
