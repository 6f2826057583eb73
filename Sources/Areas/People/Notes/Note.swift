import Governance
import Kernel
import Storage

/// What sort of thing somebody writes down.
package enum NoteKind: String, Sendable, CaseIterable, Storable {
    case note, visit, call, missing, injury, arrest, exclusion, goodNews

    package var name: String {
        switch self {
        case .note: "Note"
        case .visit: "Visit or meeting"
        case .call: "Call or message"
        case .missing: "Missing episode"
        case .injury: "Injury"
        case .arrest: "Arrest or stop"
        case .exclusion: "Exclusion from school"
        case .goodNews: "Good news"
        }
    }
}

/// Whether a note says what happened or what its writer makes of it. Readers must be able to tell.
package enum NoteBasis: String, Sendable, CaseIterable, Storable {
    case fact, opinion

    package var name: String {
        switch self {
        case .fact: "What happened, was seen or was said"
        case .opinion: "What I think about it"
        }
    }
}

/// Something that happened, written into a young person's record. Amended by a new version; both are kept.
package struct Note: Sendable, Equatable {
    package let id: ID<Note>
    package let person: ID<Person>
    /// The first version's identifier: what all versions of a note share.
    package let first: ID<Note>
    package let version: Int
    package var kind: NoteKind
    /// When it happened, and how exactly that is known.
    package var at: Instant
    package var precision: Precision
    /// A few words; the kind's name stands in when empty.
    package var title: String
    package var body: String
    package var basis: NoteBasis
    package var weight: ChronologyEntry.Weight
    /// Set for a missing episode, and only then.
    package var missing: MissingEpisode?
    /// Who may read it follows from whose information it is.
    package let category: Category
    /// Who wrote the first version, and for which agency.
    package let author: ID<Worker>
    package let agency: ID<Agency>
    package let addedAt: Instant
    /// Who wrote this version when it is not the first, when, and why.
    package let amendment: Amendment?

    /// Why and by whom a note was changed.
    package struct Amendment: Sendable, Equatable {
        package let worker: ID<Worker>
        package let at: Instant
        package let reason: String
    }

    /// A new note by a worker.
    package init(
        id: ID<Note>, person: ID<Person>, kind: NoteKind, at: Instant, precision: Precision, title: String = "",
        body: String, basis: NoteBasis = .fact, weight: ChronologyEntry.Weight = .ordinary,
        missing: MissingEpisode? = nil, by worker: Worker, addedAt: Instant
    ) {
        self.id = id
        self.person = person
        first = id
        version = 1
        self.kind = kind
        self.at = at
        self.precision = precision
        self.title = title
        self.body = body
        self.basis = basis
        self.weight = weight
        self.missing = kind == .missing ? missing ?? MissingEpisode() : nil
        category = Note.category(for: worker.agency.kind)
        author = worker.id
        agency = worker.agency.id
        self.addedAt = addedAt
        amendment = nil
    }

    private init(copy note: Note, id: ID<Note>, version: Int, amendment: Amendment?) {
        self.id = id
        person = note.person
        first = note.first
        self.version = version
        kind = note.kind
        at = note.at
        precision = note.precision
        title = note.title
        body = note.body
        basis = note.basis
        weight = note.weight
        missing = note.missing
        category = note.category
        author = note.author
        agency = note.agency
        addedAt = note.addedAt
        self.amendment = amendment
    }

    /// The next version, to be changed and stored; this one stays as it is.
    package func amended(id: ID<Note>, by worker: ID<Worker>, because reason: String, at now: Instant) -> Note {
        Note(copy: self, id: id, version: version + 1, amendment: Amendment(worker: worker, at: now, reason: reason))
    }

    /// Whose information it is: what an agency writes is its own kind, so that sharing rules reach it.
    package static func category(for kind: AgencyKind) -> Category {
        switch kind {
        case .health: .health
        case .police: .police
        case .education: .education
        case .socialCare, .youthJustice, .voluntary, .housing, .partnership: .notes
        }
    }

    /// Every kind of information that a note can be.
    static let categories = Set(AgencyKind.allCases.map { category(for: $0) })

    /// The words of a heading: what the writer put, or what can be said from the facts.
    package var heading: String {
        if !title.isEmpty { return title }
        return missing?.heading(from: at) ?? kind.name
    }

    /// Its own agency may amend a note; others write one of their own.
    package func mayBeAmended(by worker: Worker) -> Bool {
        worker.agency.id == agency
    }
}
