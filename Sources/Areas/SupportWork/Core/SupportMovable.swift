import Casework
import Governance
import Kernel
import People
import Storage

/// Support of a young person: each goes to another record with everything written under it.
package func supportMovables() -> [Movable] {
    [
        Movable(
            kind: "support", name: "Support",
            list: { tx, person in
                try tx.rows(
                    "SELECT id, opened_at, pathway, agency_id FROM support WHERE person_id = \(person) ORDER BY opened_at DESC, id"
                ).map { row in
                    let pathway: String = try row["pathway"]
                    let name = try tx.versions(of: pathway).last?.pathway.name ?? pathway
                    return MovableThing(
                        id: try row["id"], at: try row["opened_at"], category: .plan, title: "Support: \(name)",
                        agency: try row["agency_id"])
                }
            },
            move: { tx, thing, from, to, _ in
                try tx.run("UPDATE support SET person_id = \(to) WHERE id = \(thing) AND person_id = \(from)") > 0
            })
    ]
}
