import Governance
import Kernel
import Storage

/// What an event was to somebody. One person can be both harmed and suspected; harmed always comes first.
package enum EventPart: String, Sendable, CaseIterable, Comparable, Storable {
    case harmed, suspected, present

    package var name: String {
        switch self {
        case .harmed: "Harmed"
        case .suspected: "Suspected of causing harm"
        case .present: "Was there"
        }
    }

    package static func < (left: EventPart, right: EventPart) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// One person's part in one event.
package struct EventRole: Sendable, Equatable {
    /// Somebody with a record here, or a name as it was written: "Adult 1".
    package enum Who: Sendable, Equatable {
        case record(ID<Person>, reference: String)
        case named(String)
    }

    package let who: Who
    package let part: EventPart

    package init(_ who: Who, _ part: EventPart) {
        self.who = who
        self.part = part
    }

    /// The parts as lines, harmed first: "Harmed: Kai", "Suspected of causing harm: Adult 1 and Kai".
    ///
    /// - Parameters:
    ///   - roles: Everyone's parts in one event.
    ///   - person: Whose record this is read on.
    ///   - name: What they are called; anybody else with a record is only ever a reference.
    /// - Returns: A line for each part that somebody had.
    package static func lines(_ roles: [EventRole], on person: ID<Person>, called name: String) -> [String] {
        EventPart.allCases.compactMap { part in
            let own = roles.filter { $0.part == part }
            guard !own.isEmpty else { return nil }
            let isSubjectFirst = own.sorted { $0.isAbout(person) && !$1.isAbout(person) }
            let names = isSubjectFirst.map { $0.isAbout(person) ? name : $0.words }
            return "\(part.name): \(names.joined(separator: ", "))"
        }
    }

    private func isAbout(_ person: ID<Person>) -> Bool {
        if case .record(person, _) = who { return true }
        return false
    }

    /// The name or reference, as a form holds it.
    var words: String {
        switch who {
        case .record(_, let reference): reference
        case .named(let name): name
        }
    }
}

/// A part somebody had in an event that is written on another young person's record: that it was, and no more.
package struct SharedEvent: Sendable, FromRow {
    package let note: ID<Note>
    package let kind: NoteKind
    package let at: Instant
    package let precision: Precision
    package let category: Category
    package let part: EventPart
    package let agency: String
    package let agencyKind: AgencyKind
    /// The record that holds the event.
    package let record: ID<Person>
    package let number: Int

    package init(row: Row) throws {
        note = try row["id"]
        kind = try row["kind"]
        at = try row["at"]
        precision = try row["precision"]
        category = try row["category"]
        part = try row["role"]
        agency = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        record = try row["person_id"]
        number = try row["number"]
    }
}
