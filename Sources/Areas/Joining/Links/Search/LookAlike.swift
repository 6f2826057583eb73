import Governance
import Kernel
import People
import Storage
import Web
import Wording

/// What somebody knows of a young person they are about to write down.
package struct LookedFor: Sendable {
    package let given: String
    package let family: String
    package let born: Day?
    package let postcode: String
    package let nhsNumber: String
    package let upn: String

    package init(given: String, family: String, born: Day?, postcode: String, nhsNumber: String, upn: String) {
        self.given = given
        self.family = family
        self.born = born
        self.postcode = Postcode(postcode)?.description ?? ""
        self.nhsNumber = NHSNumber(nhsNumber)?.digits ?? ""
        self.upn = UPN(upn)?.description ?? ""
    }
}

/// A row of an agency's file that may be the young person somebody is about to write down.
struct LookAlike: Sendable {
    let record: ID<SourceRecord>
    let agency: ID<Agency>
    /// Whose record it is linked to, when it is.
    let person: ID<Person>?
    let score: Double
}

extension Transaction {
    /// Records in files that count which may be this young person, likeliest first. Callers mask.
    ///
    /// Found by what an index answers: a number, a birthday or a postcode; weighed as a search weighs names.
    func lookAlikes(_ query: LookedFor, most: Int) throws -> [LookAlike] {
        var found: [ID<SourceRecord>: SourceRecord] = [:]
        for condition in LookAlike.conditions(query) {
            let records: [SourceRecord] = try all(
                """
                SELECT \(sql: SourceRecord.columns) FROM source_record s JOIN agency a ON a.id = s.agency_id
                WHERE a.kind <> \(AgencyKind.partnership) AND \(sql: condition) AND EXISTS (
                    SELECT 1 FROM source_row w JOIN import_run r ON r.id = w.run_id
                    WHERE w.record_id = s.id AND r.state = \(ImportRun.State.kept))
                ORDER BY s.id LIMIT 400
                """)
            for record in records { found[record.id] = record }
        }
        let links = try links(of: found.keys.sorted())
        let alike = found.values.compactMap { record -> LookAlike? in
            guard let score = LookAlike.score(query, record) else { return nil }
            return LookAlike(
                record: record.id, agency: record.agency, person: links[record.id]?.person, score: score)
        }
        return Array(alike.sorted { ($1.score, $0.record) < ($0.score, $1.record) }.prefix(most))
    }
}

extension LookAlike {
    /// The likeness from which somebody is told; a name alone never reaches it.
    static let least = 6.0

    static func conditions(_ query: LookedFor) -> [SQL] {
        var conditions: [SQL] = []
        if !query.nhsNumber.isEmpty { conditions.append("s.nhs_number = \(query.nhsNumber)") }
        if !query.upn.isEmpty { conditions.append("s.upn = \(query.upn)") }
        if let born = query.born { conditions.append("s.born = \(born)") }
        if !query.postcode.isEmpty { conditions.append("s.postcode = \(query.postcode)") }
        return conditions
    }

    /// How alike; nothing when it is not enough to say so.
    static func score(_ query: LookedFor, _ record: SourceRecord) -> Double? {
        if !query.nhsNumber.isEmpty, query.nhsNumber == record.nhsNumber { return 20 }
        if !query.upn.isEmpty, query.upn == record.upn { return 20 }
        let match = PersonLikeness.score(
            given: query.given, family: query.family, born: query.born, postcode: query.postcode,
            against: PersonLikeness.Known(
                given: record.forename, family: record.surname, known: record.alsoKnownAs, born: record.born,
                postcode: record.postcode))
        return match >= least ? match : nil
    }
}

extension Visit {
    /// The agencies whose files may know this young person, as far as this worker may be told: that, and no more.
    ///
    /// Records linked to somebody already shown are left out, and so are those of anybody whose record is restricted.
    package func agenciesKnowing(
        _ query: LookedFor, besides shown: [ID<Person>], action: Action, in tx: Transaction
    ) throws -> [Agency] {
        let sharing = try tx.sharing(on: today)
        let agencies = try Dictionary(tx.agencies().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var known: [ID<Agency>: AgreementVerdict] = [:]
        for one in try tx.lookAlikes(query, most: 50) where known[one.agency] == nil {
            if let person = one.person {
                if shown.contains(person) { continue }
                let standing = try tx.standing(of: worker, to: person, at: now)
                guard standing.restriction == .open || standing.restriction == .listed else { continue }
            }
            let verdict = sharing.covers(.existence, from: one.agency, to: worker.agency.id)
            guard verdict.isCovered else { continue }
            known[one.agency] = verdict
        }
        guard !known.isEmpty else { return [] }
        for (agency, verdict) in known {
            try tx.use(verdict, for: .view, .existence, from: agency, to: worker.agency.id, items: 1, at: now)
        }
        let under = Set(known.values.map(\.auditWords)).sorted()
        try note(action, "\(known.count) agencies’ files may know them, \(under.joined(separator: ", "))", in: tx)
        return known.keys.compactMap { agencies[$0] }.sorted { $0.name < $1.name }
    }
}

/// Says that agencies' files may know a young person: before a second record is made.
package enum KnownElsewhere {
    /// One sentence, for a list of possible matches.
    package static func words(_ agencies: [Agency]) -> String {
        "\(Words.list(agencies.map(\.name))) may know this young person: ask \(agencies.count == 1 ? "them" : "each of them")"
    }

    /// A box above the form; nothing when nobody does.
    package static func box(_ agencies: [Agency]) -> HTML {
        guard !agencies.isEmpty else { return .empty }
        return callout(
            .info, "An agency’s file may know this young person",
            """
            \(agencyList(agencies.map { AgencyBadge($0.kind.badge, $0.name) }))\
            <p>A row of theirs looks alike. Ask them before you make a second record.</p>
            """)
    }
}
