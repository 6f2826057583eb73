import Governance
import Kernel
import Storage

/// That a note tells of something that counts as a sign of harm: what kind, when, and who wrote it.
package struct NoteSign: Sendable {
    package let person: ID<Person>
    package let kind: NoteKind
    package let at: Instant
    package let precision: Precision
    package let category: Category
    package let agency: String
    /// Written by this viewer, who may always read it back.
    package let isOwn: Bool

    init(_ row: Row, viewer: ID<Worker>?) throws {
        let category: String = try row["category"]
        let author: ID<Worker> = try row["author_id"]
        person = try row["person_id"]
        kind = try row["kind"]
        at = try row["at"]
        precision = try row["precision"]
        self.category = Category(rawValue: category) ?? .notes
        agency = try row["agency_name"]
        isOwn = author == viewer
    }
}

extension Transaction {
    /// The notes on this record that tell of these things, newest first, whoever may read them: their words are not
    /// read, and callers mask by category.
    package func noteSigns(_ grant: Grant<Person>, of kinds: [NoteKind]) throws -> [NoteSign] {
        try signs("n.person_id = \(grant.subject)", of: kinds).map { try NoteSign($0, viewer: grant.worker) }
    }

    /// The same for many young people at once: for counting alone.
    package func noteSigns(of people: [ID<Person>], _ kinds: [NoteKind]) throws -> [NoteSign] {
        var signs: [NoteSign] = []
        for start in stride(from: 0, to: people.count, by: 500) {
            let part = people[start..<min(start + 500, people.count)]
            signs += try self.signs("n.person_id IN \(list: part)", of: kinds).map { try NoteSign($0, viewer: nil) }
        }
        return signs
    }

    private func signs(_ condition: SQL, of kinds: [NoteKind]) throws -> [Row] {
        try rows(
            """
            SELECT n.person_id, n.kind, n.at, n.precision, n.category, n.author_id, a.name AS agency_name
            FROM note n JOIN agency a ON a.id = n.agency_id
            WHERE \(sql: condition) AND n.superseded_by IS NULL AND n.kind IN \(list: kinds)
            ORDER BY n.at DESC, n.id
            """)
    }

    /// The brothers and sisters among the people around a young person, as far as the viewer may be told.
    package func siblings(_ grant: Grant<Person>) throws -> [Tie] {
        try ties(grant).filter { $0.endedAt == nil && $0.tie.isSibling }.map(\.tie)
    }
}

extension Tie {
    /// Whether the words say a brother or a sister, whole, half or step.
    var isSibling: Bool {
        let words = relation.folded.split(separator: " ")
        return words.contains { word in
            ["brother", "sister", "sibling", "twin"].contains { word.hasSuffix($0) }
        }
    }
}
