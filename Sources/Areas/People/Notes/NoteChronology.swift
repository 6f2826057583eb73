import Governance
import Kernel
import Storage
import Web

/// Notes, missing episodes and events as the chronology tells them.
package func notesChronology() -> ChronologySource {
    var source = ChronologySource { tx, grant in
        let roles = try tx.roles(grant)
        let name = roles.isEmpty ? "" : try tx.person(grant).firstName
        let notes = try tx.notes(grant)
        return NoteChronology.entries(notes, roles, called: name, grant)
            + SharedEvent.entries(try tx.sharedEvents(grant))
    }
    source.newest = { tx, frame, most in try NoteChronology.newest(most, frame, in: tx) }
    return source
}

enum NoteChronology {
    static func entries(
        _ notes: [WrittenNote], _ roles: [ID<Note>: [EventRole]], called name: String, _ grant: Grant<Person>
    ) -> [ChronologyEntry] {
        notes.map { $0.entry(roles: roles[$0.note.id] ?? [], called: name, viewer: grant.worker) }
    }

    /// The newest notes and every shared event; for whoever may read only some of the notes, all of them.
    static func newest(_ most: Int, _ frame: RecordFrame, in tx: Transaction) throws -> NewestEntries {
        let grant = frame.grant
        let limit = Note.categories.isSubset(of: grant.categories) ? most : Int.max
        let notes = try tx.notes(grant, most: limit)
        let roles = try notes.last.map { try tx.roles(grant, since: $0.note.at) } ?? [:]
        let unread = notes.count < limit ? 0 : try tx.noteCount(grant) - notes.count
        return NewestEntries(
            entries: entries(notes, roles, called: frame.person.firstName, grant)
                + SharedEvent.entries(try tx.sharedEvents(grant)),
            unread: unread)
    }
}

extension WrittenNote {
    func entry(roles: [EventRole], called name: String, viewer: ID<Worker>) -> ChronologyEntry {
        var entry = ChronologyEntry(
            at: note.at, precision: note.precision, category: note.category, kind: note.kind.word, title: note.heading,
            body: note.body, agency: agency, agencyKind: agencyKind, addedBy: byline, weight: note.weight,
            link: "/young-people/\(note.person)/notes/\(note.id)", linkWords: "Open")
        entry.until = note.missing?.until
        entry.isOwn = note.author == viewer
        entry.facts = EventRole.lines(roles, on: note.person, called: name) + (note.missing?.facts ?? [])
        entry.basis = note.basis
        return entry
    }

    /// "Added by PC Morgan, amended 18 November".
    var byline: String {
        guard let amendment = note.amendment else { return "Added by \(author)" }
        return "Added by \(author), amended \(amendment.at.day.short)"
    }
}

extension SharedEvent {
    /// One entry an event, with every part the young person had in it; the words stay on the record they are on.
    static func entries(_ parts: [SharedEvent]) -> [ChronologyEntry] {
        var order: [ID<Note>] = []
        var events: [ID<Note>: [SharedEvent]] = [:]
        for part in parts {
            if events[part.note] == nil { order.append(part.note) }
            events[part.note, default: []].append(part)
        }
        return order.compactMap { note in
            guard let same = events[note], let event = same.first else { return nil }
            let words = same.map(\.part).sorted().map(\.name).joined(separator: ", ")
            return ChronologyEntry(
                at: event.at, precision: event.precision, category: event.category, kind: event.kind.word,
                title: "\(event.kind.name), with another young person",
                body: "\(words). It is written on the record YP-\(event.number).", agency: event.agency,
                agencyKind: event.agencyKind, addedBy: "", weight: .ordinary)
        }
    }
}

extension NoteKind {
    /// The word of the filter.
    var word: String {
        switch self {
        case .note: "note"
        case .visit: "visit"
        case .call: "call"
        case .missing: "missing"
        case .injury: "injury"
        case .arrest: "arrest or stop"
        case .exclusion: "exclusion"
        case .goodNews: "good news"
        }
    }
}
