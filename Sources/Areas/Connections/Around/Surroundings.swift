import Governance
import Kernel
import People
import Storage
import Web

/// One connection as one viewer may see it: what is masked is not in here.
struct ShownConnection: Sendable {
    /// What is drawn at its end.
    enum Shape: Sendable {
        case person, record, place, line
    }

    let label: String
    /// The other young person's record, the place or the line.
    var link: Link?
    /// The other young person may not be known to this viewer.
    var isMasked = false
    let shape: Shape
    let type: String
    let tone: Bond
    let standing: Relationship.Standing
    var words = ""
    /// Who says so; nil for those who may not know.
    var source: String?
    /// "2/D/C"; empty for what stands in the list of people around, which is not graded.
    var grade = ""
    /// It is under handling conditions.
    var isBound = false
    /// The conditions, in words.
    var conditions = ""
    var since: Day?
    var until: Day?
    let lookAgainBy: Day
    let addedBy: String
    let addedAt: Instant
    /// Its own page; nil for what stands in the list of people around.
    var page: Link?
    /// It may go into prints and packs.
    var mayBeCopied = true
    /// The other young person's reference, for those who may know them.
    var reference = ""

    static let maskedLabel = "A young person you may not see"
}

extension Bond {
    init(_ tie: TieKind) {
        switch tie {
        case .helps: self = .helps
        case .knows: self = .knows
        case .strained: self = .strained
        case .harms: self = .harms
        }
    }
}

/// Other young people as one viewer may know them.
struct KnownOthers: Sendable {
    private let grant: ListGrant<Person>?
    private let people: [ID<Person>: Person]

    fileprivate init(grant: ListGrant<Person>?, people: [ID<Person>: Person]) {
        self.grant = grant
        self.people = people
    }

    /// Where there is no other young person, nobody is asked about and nothing is written into the audit.
    static let nobody = KnownOthers(grant: nil, people: [:])

    func isHidden(_ person: ID<Person>) -> Bool { grant?.isHidden(person) ?? true }
    func person(_ id: ID<Person>) -> Person? { people[id] }
}

extension Visit {
    /// Asks the policy about other young people at once, and writes one audit line for the list.
    func others(_ ids: [ID<Person>], _ detail: String, in tx: Transaction) throws -> KnownOthers {
        let grant = try listGrant(.seeConnections, on: ids, detail, in: tx)
        return KnownOthers(grant: grant, people: try tx.people(grant))
    }

    /// Everything around a young person as this viewer may see it, what helps first.
    func surroundings(
        _ grant: Grant<Person>, lists: ConnectionLists, in tx: Transaction
    ) throws -> [ShownConnection] {
        let written = try tx.connections(grant, lists: lists)
        let ids = written.compactMap { one -> ID<Person>? in
            guard case .record(let id) = one.other(seenFrom: grant.subject) else { return nil }
            return id
        }
        let others = ids.isEmpty ? .nobody : try others(ids, "young people connected with another", in: tx)
        let shown = written.compactMap { self.shown($0, grant, others, lists) }
        let ties = try tx.ties(grant).map { Self.shown($0, grant, on: today) }
        return (shown + ties).sorted(by: Self.comesFirst)
    }

    private static func comesFirst(_ left: ShownConnection, _ right: ShownConnection) -> Bool {
        if left.tone != right.tone { return left.tone < right.tone }
        if left.standing != right.standing { return left.standing < right.standing }
        return left.label == right.label ? left.addedAt < right.addedAt : left.label < right.label
    }

    /// One connection as this viewer may see it; nil when they may not know that the other record is there.
    func shown(
        _ written: WrittenConnection, _ grant: Grant<Person>, _ others: KnownOthers, _ lists: ConnectionLists
    ) -> ShownConnection? {
        let one = written.connection
        guard let kind = lists.kind(one.type) else { return nil }
        let isOwnSide = one.person == grant.subject
        let end = Self.end(of: written, seenFrom: grant.subject, others)
        guard let end else { return nil }
        var shown = ShownConnection(
            label: end.label, link: end.link, isMasked: end.isMasked, shape: end.shape,
            type: isOwnSide ? kind.name : kind.inverse, tone: kind.tone, standing: written.standing(on: today),
            lookAgainBy: one.lookAgain(written.steps), addedBy: "\(written.author.name), \(written.author.agency)",
            addedAt: written.author.at)
        shown.grade = one.grade.code(one.handling)
        shown.isBound = one.handling.code == .conditions
        shown.since = one.since
        shown.until = written.steps.last { $0.kind == .ended }?.day ?? one.until
        shown.mayBeCopied = one.handling.mayBeCopied
        shown.page = "/young-people/\(grant.subject)/around/\(one.id)"
        shown.reference = end.reference
        // What is written may name the other young person, so it goes with the name.
        guard !end.isMasked else { return shown }
        shown.conditions = one.handling.conditions
        shown.words = [end.about, one.words].filter { !$0.isEmpty }.joined(separator: ". ")
        if grant.shows(.source) || written.author.id == grant.worker { shown.source = one.source }
        return shown
    }

    private struct ShownEnd {
        let label: String
        let shape: ShownConnection.Shape
        var link: Link?
        var isMasked = false
        var about = ""
        var reference = ""
    }

    private static func end(
        of written: WrittenConnection, seenFrom person: ID<Person>, _ others: KnownOthers
    ) -> ShownEnd? {
        switch written.other(seenFrom: person) {
        case .record(let id):
            if others.isHidden(id) { return nil }
            guard let other = others.person(id) else {
                return ShownEnd(label: ShownConnection.maskedLabel, shape: .record, isMasked: true)
            }
            return ShownEnd(
                label: other.fullName, shape: .record, link: "/young-people/\(id)/around", reference: other.reference)
        case .named(let name, let about): return ShownEnd(label: name, shape: .person, about: about)
        case .context:
            guard let context = written.context else { return nil }
            return ShownEnd(
                label: context.name, shape: context.sort == .place ? .place : .line,
                link: ContextPages.link(context.sort, context.id))
        }
    }

    /// Somebody of the list of people around, among the connections.
    private static func shown(_ written: WrittenTie, _ grant: Grant<Person>, on today: Day) -> ShownConnection {
        let tie = written.tie
        var shown = ShownConnection(
            label: tie.name, shape: .person, type: tie.relation, tone: Bond(tie.kind),
            standing: written.endedAt != nil ? .ended : tie.lookAgainBy < today ? .lapsed : .current,
            lookAgainBy: tie.lookAgainBy, addedBy: "\(written.addedBy), \(written.agency)", addedAt: written.addedAt)
        shown.until = written.endedAt?.day
        if grant.shows(.source) { shown.source = tie.source }
        shown.words = written.endedReason
        return shown
    }
}
