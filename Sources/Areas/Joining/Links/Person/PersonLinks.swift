import Governance
import Kernel
import Linkage
import People
import Storage
import Web

/// Where a young person's picture comes from, as one viewer may see it.
struct PersonLinks: Sendable {
    /// One agency's record that is linked, as far as it may be shown.
    struct Line: Sendable {
        let link: RecordLink
        let record: SourceRecord
        let agency: Agency
        let standings: [RecordStanding]
        let worker: String?
        /// Under which agreement this viewer reads it; empty for their own agency's and our own.
        let agreement: String
        let showsName: Bool

        var isOurs: Bool { agency.kind == .partnership && link.maker == .identity }
        /// No file that counts says so any longer.
        var isReplaced: Bool { !isOurs && !standings.contains { $0.state == .kept } }
    }

    /// A link that stood once, for whoever may see its agency.
    struct Past: Sendable {
        let agency: String
        let maker: RecordLink.Maker
        let since: Instant
        let endedAt: Instant
        let endedBy: String?
        let reason: String
    }

    /// Another record this one was joined with or separated from.
    struct Other: Sendable {
        let regrouping: Regrouping
        let person: ID<Person>
        let reference: String
        let worker: String?
    }

    struct Never: Sendable {
        let never: NeverLink
        let person: ID<Person>
        let reference: String
        let worker: String?
    }

    let lines: [Line]
    let withheld: [String]
    let past: [Past]
    let others: [Other]
    let nevers: [Never]
    /// Where everything is, when this record stands empty.
    let joinedInto: (person: ID<Person>, reference: String)?
    /// Reviewers said that two of the records here are two young people.
    let apart: [RecordPair]
    let mayChange: Bool
    /// What reviewers' decisions say of links of a strength.
    let calibration: LinkCalibration
}

extension Visit {
    /// Everything the page says, with what is used under which agreement counted.
    func personLinks(_ grant: Grant<Person>, in tx: Transaction) throws -> PersonLinks {
        let links = try tx.links(to: grant.subject)
        let records = try tx.sourceRecords(links.map(\.record))
        let agencies = try Dictionary(tx.agencies().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let standings = try tx.standings(of: links.map(\.record))
        let reach = try tx.reach(grant)
        var withheld: Set<String> = []
        var lines: [PersonLinks.Line] = []
        for link in links {
            guard let record = records[link.record], let agency = agencies[record.agency] else { continue }
            let said = standings[record.id] ?? []
            guard let agreement = reading(agency, link, said, reach, &withheld) else { continue }
            let byNames = reach.answer(.forename, .identity, from: agency.id, named: agency.name).isShown
            lines.append(
                PersonLinks.Line(
                    link: link, record: record, agency: agency, standings: said,
                    worker: try link.worker.flatMap { try tx.worker($0)?.name }, agreement: agreement,
                    showsName: agency.kind == .partnership || byNames))
        }
        let shown = lines.filter { !$0.isOurs }
        for (agency, some) in Dictionary(grouping: shown, by: \.agency) {
            try tx.countView(.identity, from: agency.id, items: some.count, reach)
        }
        let standing = Set(links.map(\.record))
        let mayChange = Policy.allows(worker.role, .reviewLinks)
        return PersonLinks(
            lines: lines, withheld: withheld.sorted(), past: try past(grant, reach, agencies, in: tx),
            others: try others(grant, in: tx), nevers: try nevers(grant, in: tx),
            joinedInto: try tx.joinedInto(grant.subject).flatMap { other in
                try mayKnow(other, in: tx) ? (other, try tx.reference(of: other)) : nil
            },
            apart: mayChange
                ? try tx.settledApart().filter { standing.contains($0.left) && standing.contains($0.right) } : [],
            mayChange: mayChange, calibration: try tx.linkCalibration())
    }

    /// Under which agreement a linked record may be read here; nil when it may not, and why where that may be said.
    private func reading(
        _ agency: Agency, _ link: RecordLink, _ said: [RecordStanding], _ reach: Reach, _ withheld: inout Set<String>
    ) -> String? {
        if agency.kind == .partnership { return "" }
        // Whoever reviews links sees whom each record names, where an agreement lets that be compared.
        if Policy.allows(worker.role, .reviewLinks),
            case .shown(let agreement) = reach.answer(.identity, from: agency.id, named: agency.name)
        {
            return agreement
        }
        var categories = Set(said.map(\.category))
        if categories.isEmpty { categories = [Note.category(for: agency.kind)] }
        for category in Governance.Category.allCases where categories.contains(category) {
            switch reach.answer(category, from: agency.id, named: agency.name) {
            case .shown(let agreement): return agreement
            case .withheld(let why): withheld.insert(why)
            case .notForRole:
                if reach.grant.shows(.decisions) { withheld.insert("\(agency.name) holds information. Ask them.") }
            }
        }
        return nil
    }

    private func past(
        _ grant: Grant<Person>, _ reach: Reach, _ agencies: [ID<Agency>: Agency], in tx: Transaction
    ) throws -> [PersonLinks.Past] {
        try tx.rows(
            """
            SELECT l.maker, l.since, l.ended_at, l.ended_reason, w.name AS ended_name, s.agency_id
            FROM record_link l JOIN source_record s ON s.id = l.record_id LEFT JOIN worker w ON w.id = l.ended_by
            WHERE l.person_id = \(grant.subject) AND l.ended_at IS NOT NULL ORDER BY l.ended_at DESC, l.id LIMIT 100
            """
        ).compactMap { row in
            guard let agency = agencies[try row["agency_id"]] else { return nil }
            let category = Note.category(for: agency.kind)
            let isOpen =
                agency.kind == .partnership || reach.answer(category, from: agency.id, named: agency.name).isShown
            guard isOpen else { return nil }
            let reason: String? = try row["ended_reason"]
            return PersonLinks.Past(
                agency: agency.name, maker: try row["maker"], since: try row["since"], endedAt: try row["ended_at"],
                endedBy: try row["ended_name"], reason: reason ?? "")
        }
    }

    private func others(_ grant: Grant<Person>, in tx: Transaction) throws -> [PersonLinks.Other] {
        try tx.regroupings(of: grant.subject).compactMap { regrouping in
            let other = regrouping.from == grant.subject ? regrouping.to : regrouping.from
            guard try mayKnow(other, in: tx) else { return nil }
            return PersonLinks.Other(
                regrouping: regrouping, person: other, reference: try tx.reference(of: other),
                worker: try regrouping.worker.flatMap { try tx.worker($0)?.name })
        }
    }

    private func nevers(_ grant: Grant<Person>, in tx: Transaction) throws -> [PersonLinks.Never] {
        try tx.neverLinks(of: grant.subject).compactMap { never in
            let other = never.other(than: grant.subject)
            guard try mayKnow(other, in: tx) else { return nil }
            return PersonLinks.Never(
                never: never, person: other, reference: try tx.reference(of: other),
                worker: try tx.worker(never.worker)?.name)
        }
    }

    /// Where to go after a change: the record's page, or the review list for whoever may not open the record.
    func afterLinks(of person: ID<Person>, in tx: Transaction) throws -> Link {
        let seen = try visible(of: person, in: tx)
        return seen.isSubset(of: [.existence, .receipt]) ? "/review" : RecordPart.links.link(person)
    }

    /// Whether this worker may know that another record exists.
    private func mayKnow(_ person: ID<Person>, in tx: Transaction) throws -> Bool {
        if try visible(of: person, in: tx).contains(.existence) { return true }
        let standing = try tx.standing(of: worker, to: person, at: now)
        return Policy.decide(worker.role, .reviewLinks, standing).isPermitted
    }
}

/// Cards for a record's overview: where its picture comes from in a line, and what it was separated from.
package func linksPanel(_ house: House) -> RecordPanel {
    RecordPanel { tx, grant in
        guard grant.shows(.identity) else { return .empty }
        let person = grant.subject
        var lines: [HTML] = []
        if let into = try tx.joinedInto(person) {
            lines.append("<strong>This record stands empty.</strong> Everything is on \(try tx.reference(of: into)).")
        }
        for regrouping in try tx.regroupings(of: person) where regrouping.kind == .separated {
            let other = regrouping.from == person ? regrouping.to : regrouping.from
            // A record that is closed to the viewer is named by nothing, not even its reference.
            let name = try tx.isClosed(other, to: grant.worker) ? "another record" : tx.reference(of: other)
            lines.append("Separated from \(name) on \(regrouping.at.day.long).")
        }
        let count = try tx.links(to: person).count
        guard count > 0 || !lines.isEmpty else { return .empty }
        let link: Link = "/young-people/\(person)/links"
        let all = anchor("Where this picture comes from", link)
        return sideCard("Linked records", id: "linked", body: "\(lines.map { "<p>\($0)</p>" as HTML })<p>\(all)</p>")
    }
}

extension Transaction {
    /// Whether a restriction closes a record to this worker: kept out by name, or not on the list.
    fileprivate func isClosed(_ person: ID<Person>, to worker: ID<Worker>) throws -> Bool {
        let lines = try restrictions(on: person)
        let own = lines.first { $0.worker == worker }
        return own.map(\.isExcluded) ?? lines.contains { !$0.isExcluded }
    }
}

/// Records whose past this record shares, and until when: who looked at them then saw what is here now.
package func sharedPast(_ tx: Transaction, _ person: ID<Person>) throws -> [(record: ID<Person>, until: Instant)] {
    try tx.regroupings(of: person).filter { $0.to == person }.map { ($0.from, $0.at) }
}
