import Kernel
import Storage

/// Somebody who has to do with one of many young people now: an agency, for lists.
package struct InvolvedAgency<Subject>: Sendable, FromRow {
    package let subject: ID<Subject>
    package let kind: Involvement
    package let name: String
    package let agencyKind: AgencyKind

    package init(row: Row) throws {
        subject = try row["subject_id"]
        kind = try row["kind"]
        name = try row["name"]
        agencyKind = try row["agency_kind"]
    }
}

extension Transaction {
    /// How a worker stands to each of many young people: three queries, however many there are.
    func standings<Subject>(
        of worker: Worker, to subjects: [ID<Subject>], at now: Instant
    ) throws -> [ID<Subject>: Standing] {
        guard !subjects.isEmpty else { return [:] }
        let ties = try grouped(
            """
            SELECT subject_id, kind, worker_id FROM involvement
            WHERE subject_id IN \(list: subjects) AND agency_id = \(worker.agency.id)
                AND (until IS NULL OR until > \(now))
            """)
        let limits = try grouped(
            """
            SELECT subject_id, worker_id, excluded FROM restriction
            WHERE ended_at IS NULL AND subject_id IN \(list: subjects)
            """)
        let broken: [String] = try values(
            """
            SELECT subject_id FROM break_glass
            WHERE subject_id IN \(list: subjects) AND worker_id = \(worker.id) AND until > \(now)
            """)
        let opened = Set(broken)
        let isMentor = try isMentorAccount(worker)
        var standings: [ID<Subject>: Standing] = [:]
        for subject in subjects {
            standings[subject] = Standing(
                relations: try Relation.all(of: worker, isMentor: isMentor, from: ties[subject.text] ?? []),
                restriction: try Restriction.of(worker.id, from: limits[subject.text] ?? []),
                hasBrokenGlass: opened.contains(subject.text))
        }
        return standings
    }

    private func grouped(_ sql: SQL) throws -> [String: [Row]] {
        try Dictionary(grouping: rows(sql)) { try $0["subject_id"] }
    }

    /// The agencies that lead, support or know each of many young people, for those who may know that they do.
    package func involvedAgencies<Subject>(
        _ grant: ListGrant<Subject>, at now: Instant
    ) throws -> [InvolvedAgency<Subject>] {
        try all(
            """
            SELECT DISTINCT i.subject_id, i.kind, a.name, a.kind AS agency_kind
            FROM involvement i JOIN agency a ON a.id = i.agency_id
            WHERE i.subject_id IN \(list: grant.subjects(showing: .identity))
                AND i.kind IN \(list: [Involvement.lead, .team, .provider, .known])
                AND (i.until IS NULL OR i.until > \(now))
            ORDER BY i.subject_id, a.name, i.kind
            """)
    }
}

extension Relation {
    /// Every relation among the involvements of a worker's own agency.
    ///
    /// A mentor stands to those they are named for and to nobody else their agency was asked to support.
    static func all(of worker: Worker, isMentor: Bool, from rows: [Row]) throws -> Set<Relation> {
        let relations = try rows.map { row -> Relation in
            let kind: Involvement = try row["kind"]
            let holder: String = try row["worker_id"]
            let isOwn = holder == worker.id.text
            if isMentor, [.lead, .team, .provider].contains(kind) { return isOwn ? .mentor : .none }
            switch kind {
            case .lead, .team: return isOwn ? .team : .sameAgency
            case .meeting: return .meeting
            case .provider: return holder.isEmpty || isOwn ? .provider : .sameAgency
            case .referrer: return isOwn ? .referrer : .none
            case .known: return .sameAgency
            }
        }
        return relations.isEmpty ? [.none] : Set(relations)
    }
}

extension Restriction {
    /// How the restrictions on one record concern a worker.
    static func of(_ worker: ID<Worker>, from rows: [Row]) throws -> Restriction {
        var hasList = false
        var isListed = false
        for row in rows {
            let holder: String = try row["worker_id"]
            let isExcluded: Bool = try row["excluded"]
            if isExcluded {
                if holder == worker.text { return .excluded }
            } else {
                hasList = true
                if holder == worker.text { isListed = true }
            }
        }
        return !hasList ? .open : isListed ? .listed : .notListed
    }
}
