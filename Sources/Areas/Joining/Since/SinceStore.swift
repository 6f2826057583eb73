import Governance
import Kernel
import People
import Storage
import Web
import Wording

extension Transaction {
    /// Everything that came to be known after a moment and that this viewer may see, newest first.
    func sinceNews(
        _ frame: RecordFrame, after since: Instant, others: [ChronologySource]
    ) throws -> [RecordNews] {
        let reach = try reach(frame.grant)
        let all =
            try news(frame, after: since) + eventNews(reach, since) + linkNews(reach, since)
            + chronologyNews(frame.grant, since, others)
        return all.sorted { $0.at == $1.at ? $0.words < $1.words : $0.at > $1.at }
    }

    /// Rows of agencies' files, counted by agency.
    private func eventNews(_ reach: Reach, _ since: Instant) throws -> [RecordNews] {
        let grant = reach.grant
        let new = try sourceEvents(grant).filter { event in
            event.knownAt > since
                && reach.answer(event.category, from: event.agency, named: event.agencyName).isShown
        }
        return Dictionary(grouping: new, by: \.agency).values.compactMap { same in
            guard let one = same.first, let last = same.map(\.knownAt).max() else { return nil }
            let words = "\(Words.plural(same.count, "new entry")) from files of \(one.agencyName)"
            let chronology = RecordPart.chronology.link(grant.subject)
            return RecordNews(
                at: last, words: words, link: chronology.with(query: [("agency", one.agencyKind.rawValue)]))
        }
    }

    /// Descriptions that were linked, and links that ended.
    private func linkNews(_ reach: Reach, _ since: Instant) throws -> [RecordNews] {
        let link = RecordPart.links.link(reach.grant.subject)
        var ignored: Set<String> = []
        let begun = try linkedRecords(reach.grant).filter { $0.linkedAt > since }
        let made = begun.filter { reach.opens($0, noting: &ignored) }.map { record in
            RecordNews(at: record.linkedAt, words: "Linked: a description by \(record.agencyName)", link: link)
        }
        let ended = try endedLinks(reach.grant, since).filter { one in
            one.categories.contains { reach.answer($0, from: one.agency, named: one.agencyName).isShown }
        }
        return made
            + ended.map { one in
                RecordNews(at: one.at, words: "No longer linked: a description by \(one.agencyName)", link: link)
            }
    }

    private func endedLinks(_ grant: Grant<Person>, _ since: Instant) throws -> [EndedLink] {
        let rows = try rows(
            """
            SELECT l.record_id, l.ended_at, s.agency_id, a.name AS agency_name
            FROM record_link l JOIN source_record s ON s.id = l.record_id JOIN agency a ON a.id = s.agency_id
            WHERE l.person_id = \(grant.subject) AND l.ended_at > \(since)
            ORDER BY l.ended_at DESC, l.id LIMIT 100
            """)
        let spans = try spans(of: rows.map { try $0["record_id"] })
        return try rows.map { row in
            let record: ID<SourceRecord> = try row["record_id"]
            return EndedLink(
                agency: try row["agency_id"], agencyName: try row["agency_name"], at: try row["ended_at"],
                categories: Set((spans[record] ?? []).map(\.category)))
        }
    }

    /// What other areas' parts of the chronology say, where the time of the entry is when it came to be known.
    private func chronologyNews(
        _ grant: Grant<Person>, _ since: Instant, _ others: [ChronologySource]
    ) throws -> [RecordNews] {
        let own = try worker(grant.worker)?.name ?? ""
        let entries = try others.flatMap { try $0.entries(self, grant) }
        return entries.compactMap { entry in
            guard entry.at > since, entry.precision == .minute, !entry.isOwn, entry.withheld == nil,
                grant.shows(entry.category), own.isEmpty || entry.addedBy != own
            else { return nil }
            return RecordNews(
                at: entry.at, words: "New: \(entry.title)",
                link: entry.link ?? RecordPart.chronology.link(grant.subject))
        }
    }
}

/// A link that ended: whose description it was, and of which kinds of information.
private struct EndedLink {
    let agency: ID<Agency>
    let agencyName: String
    let at: Instant
    let categories: Set<Governance.Category>
}
