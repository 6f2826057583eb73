import Governance
import Kernel
import Storage

extension Transaction {
    /// Who had which part in the events that stand on this record, from a moment on, by note.
    ///
    /// A record that is closed to the viewer is named by nothing, not even its reference.
    func roles(
        _ grant: Grant<Person>, since first: Instant = Instant(milliseconds: .min)
    ) throws -> [ID<Note>: [EventRole]] {
        let rows: [WrittenRole] = try all(
            """
            SELECT e.note_id, e.person_id, e.name, e.role, o.number
            FROM note n JOIN event_role e ON e.note_id = n.id LEFT JOIN person o ON o.id = e.person_id
            WHERE n.person_id = \(grant.subject) AND n.at >= \(first) AND n.superseded_by IS NULL
            ORDER BY e.note_id, e.place
            """)
        let closed = try closed(Set(rows.compactMap(\.person)), to: grant)
        return Dictionary(grouping: rows, by: \.note).mapValues { WrittenRole.masked($0, closed) }
    }

    /// Events written on other young people's records in which this one had a part, as far as those records are not
    /// closed to the viewer.
    func sharedEvents(_ grant: Grant<Person>) throws -> [SharedEvent] {
        let events: [SharedEvent] = try all(
            """
            SELECT n.id, n.kind, n.at, n.precision, n.category, e.role, a.name AS agency_name, a.kind AS agency_kind,
                n.person_id, p.number
            FROM event_role e JOIN note n ON n.id = e.note_id JOIN person p ON p.id = n.person_id
                JOIN agency a ON a.id = n.agency_id
            WHERE e.person_id = \(grant.subject) AND n.person_id <> \(grant.subject) AND n.superseded_by IS NULL
            ORDER BY n.at DESC, n.id, e.place
            """)
        let closed = try closed(Set(events.map(\.record)), to: grant)
        return events.filter { !closed.contains($0.record) }
    }

    /// Which of these other records a restriction closes to the viewer: kept out by name, or not on the list.
    private func closed(_ records: Set<ID<Person>>, to grant: Grant<Person>) throws -> Set<ID<Person>> {
        try records.subtracting([grant.subject]).filter { record in
            let lines = try restrictions(on: record)
            let own = lines.first { $0.worker == grant.worker }
            return own.map(\.isExcluded) ?? lines.contains { !$0.isExcluded }
        }
    }
}

/// A part as it is stored, before it is known whether this viewer may be told whose it is.
private struct WrittenRole: FromRow {
    let note: ID<Note>
    let person: ID<Person>?
    private let number: Int?
    private let name: String
    private let part: EventPart

    init(row: Row) throws {
        note = try row["note_id"]
        person = try row["person_id"]
        number = try row["number"]
        name = try row["name"]
        part = try row["role"]
    }

    /// The parts in one event; young people on closed records are told apart and no more.
    static func masked(_ roles: [WrittenRole], _ closed: Set<ID<Person>>) -> [EventRole] {
        var hidden: [ID<Person>] = []
        return roles.map { role in
            guard let person = role.person else { return EventRole(.named(role.name), role.part) }
            guard closed.contains(person) else {
                return EventRole(.record(person, reference: "YP-\(role.number ?? 0)"), role.part)
            }
            if !hidden.contains(person) { hidden.append(person) }
            let place = hidden.firstIndex(of: person) ?? 0
            let words = place == 0 ? "another young person" : "another young person (\(place + 1))"
            return EventRole(.record(person, reference: words), role.part)
        }
    }
}
