import Governance
import Kernel
import Storage
import Web

/// Something that came to be known of a young person since somebody last looked, in a line with the way to it.
package struct RecordNews: Sendable {
    package let at: Instant
    package let words: String
    package let link: Link

    package init(at: Instant, words: String, link: Link) {
        self.at = at
        self.words = words
        self.link = link
    }
}

extension Transaction {
    /// What other people wrote, changed or joined on this record after a moment, as far as the viewer may see it.
    package func news(_ frame: RecordFrame, after since: Instant) throws -> [RecordNews] {
        try noteNews(frame.grant, since) + detailNews(frame, since) + involvedNews(frame, since)
    }

    private func noteNews(_ grant: Grant<Person>, _ since: Instant) throws -> [RecordNews] {
        let notes: [WrittenNote] = try all(
            """
            SELECT \(sql: WrittenNote.columns) FROM \(sql: WrittenNote.joined)
            WHERE n.person_id = \(grant.subject) AND n.superseded_by IS NULL
                AND (n.added_at > \(since) OR n.amended_at > \(since))
            ORDER BY n.added_at DESC, n.id LIMIT 100
            """)
        return notes.compactMap { written in
            let note = written.note
            let writer = note.amendment?.worker ?? note.author
            guard grant.shows(note), writer != grant.worker else { return nil }
            let link: Link = "/young-people/\(note.person)/notes/\(note.id)"
            guard let amendment = note.amendment, note.addedAt <= since else {
                return RecordNews(
                    at: note.addedAt, words: "New: \(note.heading), from \(written.agency)", link: link)
            }
            return RecordNews(
                at: amendment.at, words: "Amended by \(written.lastWriter): \(note.heading)", link: link)
        }
    }

    private func detailNews(_ frame: RecordFrame, _ since: Instant) throws -> [RecordNews] {
        let grant = frame.grant
        let rows = try rows(
            """
            SELECT field, changed_at FROM person_change
            WHERE person_id = \(grant.subject) AND changed_at > \(since) AND changed_by <> \(grant.worker)
            ORDER BY changed_at DESC, id LIMIT 100
            """)
        return try rows.compactMap { row in
            let field: PersonField = try row["field"]
            guard grant.shows(field, of: frame.person) else { return nil }
            return RecordNews(
                at: try row["changed_at"], words: "Changed detail: \(field.name)",
                link: RecordPart.details.link(grant.subject))
        }
    }

    private func involvedNews(_ frame: RecordFrame, _ since: Instant) throws -> [RecordNews] {
        let own = try worker(frame.grant.worker)?.name
        return frame.involved.filter { $0.since > since && ($0.worker == nil || $0.worker != own) }.map { one in
            RecordNews(
                at: one.since, words: "\(one.kind.words): \(one.worker ?? one.agency)",
                link: RecordPart.access.link(frame.person.id))
        }
    }
}
