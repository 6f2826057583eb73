import Governance
import Kernel
import Storage
import Web

/// Notes, missing episodes and events as the chronology tells them.
package func notesChronology() -> ChronologySource {
    ChronologySource { tx, grant in
        let roles = try tx.roles(grant)
        let name = roles.isEmpty ? "" : try tx.person(grant).firstName
        let own = try tx.notes(grant).map { written in
            written.entry(roles: roles[written.note.id] ?? [], called: name, viewer: grant.worker)
        }
        return own + SharedEvent.entries(try tx.sharedEvents(grant))
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
        if note.basis == .opinion { entry.facts.append("The writer’s own view") }
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
