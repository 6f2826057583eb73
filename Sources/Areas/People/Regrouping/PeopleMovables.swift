import Governance
import Kernel
import Storage

/// What People and Governance keep about a young person that can go to another record.
package func peopleMovables() -> [Movable] {
    [
        .notes, .eventParts, .ties, .risk, .drafts, .involvements,
        .restrictions,
    ]
}

extension Movable {
    /// Notes and events, every version of each together.
    fileprivate static let notes = Movable(
        kind: "note", name: "Notes and events",
        list: { tx, person in
            let notes: [Note] = try tx.all(
                """
                SELECT \(sql: WrittenNote.columns) FROM \(sql: WrittenNote.joined)
                WHERE n.person_id = \(person) AND n.superseded_by IS NULL ORDER BY n.at DESC, n.id
                """)
            return notes.map {
                MovableThing(
                    id: $0.first.text, at: $0.at, category: $0.category, title: $0.heading, agency: $0.agency)
            }
        },
        move: { tx, thing, from, to, _ in
            try tx.run("UPDATE note SET person_id = \(to) WHERE first_id = \(thing) AND person_id = \(from)") > 0
        })

    /// Parts the young person had in events that stand on others' records.
    fileprivate static let eventParts = Movable(
        kind: "event part", name: "Parts in events on other records",
        list: { tx, person in
            try tx.rows(
                """
                SELECT e.id, n.at, n.category, n.kind, n.agency_id FROM event_role e JOIN note n ON n.id = e.note_id
                WHERE e.person_id = \(person) AND n.person_id <> \(person) AND n.superseded_by IS NULL
                ORDER BY n.at DESC, e.id
                """
            ).map { row in
                let kind: NoteKind = try row["kind"]
                return MovableThing(
                    id: try row["id"], at: try row["at"], category: try row["category"],
                    title: "A part in: \(kind.name.lowercased())", agency: try row["agency_id"])
            }
        },
        move: { tx, thing, from, to, _ in
            try tx.run("UPDATE event_role SET person_id = \(to) WHERE id = \(thing) AND person_id = \(from)") > 0
        })

    /// People around the young person.
    fileprivate static let ties = Movable(
        kind: "tie", name: "People around them",
        list: { tx, person in
            try tx.rows(
                """
                SELECT t.id, t.added_at, t.name, t.relation, t.kind, w.agency_id
                FROM tie t JOIN worker w ON w.id = t.added_by WHERE t.person_id = \(person)
                ORDER BY t.added_at DESC, t.id
                """
            ).map { row in
                let (name, relation): (String, String) = (try row["name"], try row["relation"])
                let kind: TieKind = try row["kind"]
                return MovableThing(
                    id: try row["id"], at: try row["added_at"], category: kind.category,
                    title: "\(name), \(relation)", agency: try row["agency_id"])
            }
        },
        move: { tx, thing, from, to, _ in
            try tx.run("UPDATE tie SET person_id = \(to) WHERE id = \(thing) AND person_id = \(from)") > 0
        })

    /// Judgements of risk: about one young person, or, where nobody can tell, kept on both.
    fileprivate static let risk = Movable(
        kind: "risk", name: "Risk levels",
        list: { tx, person in
            try tx.rows(
                """
                SELECT r.id, r.set_at, r.level, r.headline, w.agency_id
                FROM risk_judgement r JOIN worker w ON w.id = r.set_by WHERE r.person_id = \(person)
                ORDER BY r.set_at DESC, r.id
                """
            ).map { row in
                let level: RiskLevel = try row["level"]
                let headline: String = try row["headline"]
                return MovableThing(
                    id: try row["id"], at: try row["set_at"], category: .risk,
                    title: "\(level.name) risk: \(headline)", agency: nil)
            }
        },
        move: { tx, thing, from, to, _ in
            try tx.run("UPDATE risk_judgement SET person_id = \(to) WHERE id = \(thing) AND person_id = \(from)") > 0
        },
        copy: { tx, thing, to, _ in
            let id = ID<RiskJudgement>.make()
            let done = try tx.run(
                """
                INSERT INTO risk_judgement (id, person_id, level, headline, reason, suggested, keeping_safe,
                    going_well, set_by, set_at, look_again_by)
                SELECT \(id), \(to), r.level, r.headline, r.reason, r.suggested, r.keeping_safe, r.going_well,
                    r.set_by, r.set_at, r.look_again_by
                FROM risk_judgement r WHERE r.id = \(thing)
                """)
            return done == 1 ? id.text : nil
        })

    /// What somebody began to write: only its writer reads it.
    fileprivate static let drafts = Movable(
        kind: "draft", name: "Notes somebody is writing",
        list: { tx, person in
            try tx.rows(
                """
                SELECT d.worker_id, d.saved_at, w.name, w.agency_id FROM note_draft d JOIN worker w ON w.id = d.worker_id
                WHERE d.person_id = \(person) ORDER BY d.saved_at DESC, d.worker_id
                """
            ).map { row in
                let name: String = try row["name"]
                return MovableThing(
                    id: try row["worker_id"], at: try row["saved_at"], category: .notes,
                    title: "A note \(name) is writing", agency: try row["agency_id"])
            }
        },
        move: { tx, thing, from, to, _ in
            let there = try tx.count(
                "SELECT COUNT(*) FROM note_draft WHERE person_id = \(to) AND worker_id = \(thing)")
            guard there == 0 else { return false }
            return try tx.run(
                "UPDATE note_draft SET person_id = \(to) WHERE person_id = \(from) AND worker_id = \(thing)") > 0
        })

    /// Who has to do with the young person: both may need the same people.
    fileprivate static let involvements = Movable(
        kind: "involvement", name: "Who works with them",
        list: { tx, person in
            try tx.involvementLines(of: person).map {
                MovableThing(id: $0.id, at: $0.since, category: .identity, title: $0.words, agency: $0.agency)
            }
        },
        move: { tx, thing, from, to, _ in try tx.moveInvolvement(thing, from: from, to: to) },
        copy: { tx, thing, to, _ in try tx.copyInvolvement(thing, to: to) })

    /// Who is kept out, or alone let in: what protects one protects the other until somebody lifts it.
    fileprivate static let restrictions = Movable(
        kind: "restriction", name: "Restrictions",
        list: { tx, person in
            try tx.restrictionLines(of: person).map {
                MovableThing(id: $0.id, at: $0.since, category: .existence, title: $0.words, agency: nil)
            }
        },
        move: { _, _, _, _, _ in false },
        copy: { tx, thing, to, _ in try tx.copyRestriction(thing, to: to) })
}
