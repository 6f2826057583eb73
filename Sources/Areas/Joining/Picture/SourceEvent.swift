import Foundation
import Governance
import Kernel
import People
import Storage

/// Something an agency's file says happened to a young person, once, however many files repeat it.
struct SourceEvent: Sendable, FromRow {
    /// A name and what stood there, as the file's mapping words them.
    struct Fact: Sendable, Hashable {
        let name: String
        let value: String
    }

    let person: ID<Person>
    let agency: ID<Agency>
    let agencyName: String
    let agencyKind: AgencyKind
    let category: Governance.Category
    let kind: String
    let at: Instant
    let precision: Precision
    let until: Instant?
    let title: String
    let isSerious: Bool
    let facts: [Fact]
    /// What it says about risk, in the mapping's words: "missing", "weapon".
    let signs: Set<String>
    /// The newest kept file that says so: "2026-09".
    let period: String
    /// When we first had both the row and the link to this young person.
    let knownAt: Instant

    init(row: Row) throws {
        let category: String = try row["category"]
        let facts: String = try row["facts"]
        let period: String? = try row["period"]
        person = try row["person_id"]
        agency = try row["agency_id"]
        agencyName = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        guard let known = Governance.Category(rawValue: category) else {
            throw StorageError.damaged("A row of an agency's file has a kind of information we do not know.")
        }
        self.category = known
        kind = try row["event_kind"]
        at = try row["at"]
        precision = try row["precision"]
        until = try row["until"]
        title = try row["title"]
        isSerious = try row["serious"]
        self.facts = SourceEvent.facts(in: facts)
        let signs: String = try row["signs"]
        self.signs = Set(signs.split(separator: " ").map(String.init))
        self.period = period ?? ""
        knownAt = try row["known_at"]
    }

    /// `[["Disposal","Bailed"]]`; anything else is no fact.
    static func facts(in text: String) -> [Fact] {
        guard let pairs = try? JSONDecoder().decode([[String]].self, from: Data(text.utf8)) else { return [] }
        return pairs.compactMap { $0.count == 2 ? Fact(name: $0[0], value: $0[1]) : nil }
    }
}

extension SourceEvent {
    /// The events of linked rows of kept files; one row for what several files repeat.
    ///
    /// A replaced file says only since when something was known, so that sending it again makes nothing new.
    private static func grouped(_ people: SQL) -> SQL {
        """
        SELECT l.person_id, i.agency_id, a.name AS agency_name, a.kind AS agency_kind, r.category, r.event_kind, r.at,
            r.precision, r.until, r.title, r.serious, r.signs, r.facts,
            MAX(CASE WHEN i.state = \(ImportRun.State.kept) THEN i.period END) AS period,
            MIN(CASE WHEN i.kept_at > l.since THEN i.kept_at ELSE l.since END) AS known_at
        FROM record_link l JOIN source_row r ON r.record_id = l.record_id JOIN import_run i ON i.id = r.run_id
            JOIN agency a ON a.id = i.agency_id
        WHERE \(sql: people) AND l.ended_at IS NULL AND i.state IN \(list: [ImportRun.State.kept, .replaced])
            AND r.at IS NOT NULL AND r.event_kind <> ''
        GROUP BY l.person_id, i.agency_id, a.name, a.kind, r.category, r.event_kind, r.at, r.precision, r.until,
            r.title, r.serious, r.signs, r.facts
        HAVING MAX(CASE WHEN i.state = \(ImportRun.State.kept) THEN 1 ELSE 0 END) = 1
        """
    }

    fileprivate static func newest(_ people: SQL, most: Int) -> SQL {
        """
        \(sql: grouped(people)) ORDER BY r.at DESC, i.agency_id, r.event_kind, r.title, r.facts LIMIT \(most)
        """
    }

    fileprivate static func counts(_ people: SQL) -> SQL {
        """
        SELECT g.agency_id, g.agency_name, g.agency_kind, g.category, COUNT(*) AS number
        FROM (\(sql: grouped(people))) AS g
        GROUP BY g.agency_id, g.agency_name, g.agency_kind, g.category
        ORDER BY g.agency_name, g.category
        """
    }
}

/// How much of one kind of information one agency's files hold on a young person.
struct HeldCount: Sendable, FromRow {
    let agency: ID<Agency>
    let agencyName: String
    let agencyKind: AgencyKind
    let category: Governance.Category
    let number: Int

    init(row: Row) throws {
        let category: String = try row["category"]
        agency = try row["agency_id"]
        agencyName = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        self.category = Governance.Category(rawValue: category) ?? .existence
        number = try row["number"]
    }
}

extension Transaction {
    /// What agencies' files say happened, newest first, whoever may read it: callers mask.
    func sourceEvents(_ grant: Grant<Person>, most: Int = .max) throws -> [SourceEvent] {
        try all(SourceEvent.newest("l.person_id = \(grant.subject)", most: most))
    }

    /// How much agencies' files hold, by agency and kind of information.
    func heldCounts(_ grant: Grant<Person>) throws -> [HeldCount] {
        try all(SourceEvent.counts("l.person_id = \(grant.subject)"))
    }

    /// The same for many young people at once: for counting alone.
    func sourceEvents(of people: [ID<Person>]) throws -> [SourceEvent] {
        var events: [SourceEvent] = []
        for start in stride(from: 0, to: people.count, by: 500) {
            let part = people[start..<min(start + 500, people.count)]
            events += try all(SourceEvent.newest("l.person_id IN \(list: part)", most: .max))
        }
        return events
    }
}
