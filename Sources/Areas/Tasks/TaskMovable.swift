import Governance
import Kernel
import People
import Storage

/// Tasks about a young person, which go with what they are about when records are joined or separated.
package func taskMovables() -> [Movable] {
    [
        Movable(
            kind: "task", name: "Tasks",
            list: { tx, person in
                try tx.rows(
                    "SELECT id, created_at, what, agency_id FROM task WHERE person_id = \(person) ORDER BY created_at DESC, id"
                ).map {
                    MovableThing(
                        id: try $0["id"], at: try $0["created_at"], category: .plan, title: try $0["what"],
                        agency: try $0["agency_id"])
                }
            },
            move: { tx, thing, from, to, _ in
                try tx.run("UPDATE task SET person_id = \(to) WHERE id = \(thing) AND person_id = \(from)") > 0
            })
    ]
}
