import Governance
import Kernel
import People
import Storage
import Web

/// A card on a young person's record that says how much stands around them, for those who may see it.
package func connectionPanel() -> RecordPanel {
    RecordPanel { tx, grant in
        guard Policy.allows(grant.role, .seeConnections) else { return .empty }
        let lists = ConnectionLists.standard
        let today = grant.at.day
        let standing = try tx.toldConnections(grant, lists: lists).filter { $0.standing(on: today) != .ended }
        let ties = try tx.ties(grant).filter { $0.endedAt == nil }
        let lapsed =
            standing.count { $0.standing(on: today) == .lapsed } + ties.count { $0.tie.lookAgainBy < today }
        let held = try tx.intelligence(grant)
        let counts: [HTML] = Bond.allCases.compactMap { tone in
            let count =
                standing.count { lists.kind($0.connection.type)?.tone == tone }
                + ties.count { Bond($0.tie.kind) == tone }
            return count == 0 ? nil : "\(AroundPages.tag(tone, lists)) \(count)"
        }
        let link = RecordPart.around.link(grant.subject)
        let body: HTML = """
            \(counts.isEmpty ? "<p>None is written down yet.</p>" : bullets(counts))\
            \(lapsed > 0, "<p>\(tag("\(lapsed) lapsed: ask again", .warn))</p>")\
            \(!held.isEmpty, "<p>Intelligence held: \(held.count)</p>")\
            <p>\(anchor("See people, places and lines", link))</p>
            """
        return sideCard("Connections", id: "connections-card", body: body)
    }
}

extension Transaction {
    /// Connections without those to records this worker is kept from by name, whose being there they may not know.
    func toldConnections(_ grant: Grant<Person>, lists: ConnectionLists) throws -> [WrittenConnection] {
        guard let worker = try worker(grant.worker) else { return [] }
        return try connections(grant, lists: lists).filter { one in
            guard case .record(let other) = one.other(seenFrom: grant.subject) else { return true }
            return try standing(of: worker, to: other, at: grant.at).restriction != .excluded
        }
    }
}

/// Connections and intelligence in a young person's chronology: no names of other young people, and no words whose
/// handling keeps them from being printed with it.
package func connectionChronology() -> ChronologySource {
    ChronologySource { tx, grant in
        guard Policy.allows(grant.role, .seeConnections) else { return [] }
        let lists = ConnectionLists.standard
        let connections = try tx.toldConnections(grant, lists: lists).compactMap { entry($0, grant, lists) }
        return try connections + tx.intelligence(grant).map { entry($0, grant) }
    }
}

private func entry(_ written: WrittenConnection, _ grant: Grant<Person>, _ lists: ConnectionLists) -> ChronologyEntry? {
    let one = written.connection
    guard let kind = lists.kind(one.type) else { return nil }
    let type = (one.person == grant.subject ? kind.name : kind.inverse).lowercasedFirst
    let (title, body) =
        switch written.other(seenFrom: grant.subject) {
        case _ where !one.handling.mayBeCopied: ("A connection under handling conditions", "")
        case .record: ("Another young person: \(type)", "")
        case .named(let name, about: _): ("\(name): \(type)", one.words)
        case .context: ("\(written.context?.name ?? "A place"): \(type)", one.words)
        }
    var entry = ChronologyEntry(
        at: written.author.at, precision: .minute, category: kind.tone.category, kind: "connection", title: title,
        body: body, agency: written.author.agency, agencyKind: written.author.agencyKind,
        addedBy: written.author.name, weight: kind.tone == .helps ? .progress : .ordinary,
        link: "/young-people/\(grant.subject)/around/\(one.id)", linkWords: "See the connection")
    entry.facts = ["Graded \(one.grade.code(one.handling))"]
    entry.isOwn = written.author.id == grant.worker
    return entry
}

private func entry(_ held: HeldIntelligence, _ grant: Grant<Person>) -> ChronologyEntry {
    let isReadable = held.reach(of: Reader(grant)) == .read
    var entry = ChronologyEntry(
        at: held.author.at, precision: .day, category: held.category, kind: "intelligence",
        title: isReadable ? "Intelligence, graded \(held.gradeCode)" : "Something is held. Ask \(held.author.agency)",
        body: "", agency: held.author.agency, agencyKind: held.author.agencyKind,
        addedBy: isReadable ? held.author.name : "",
        link: isReadable ? "/intelligence/\(held.id)" : nil, linkWords: isReadable ? "Read it" : "")
    entry.isOwn = held.author.id == grant.worker
    return entry
}
