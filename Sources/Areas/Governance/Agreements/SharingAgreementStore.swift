import Kernel
import Storage

extension SharingAgreement {
    static let table = Table(
        "agreement", unique: [["reference"]], columns: [.text("id"), .text("reference"), .integer("created_at")])

    static let versionTable = Table(
        "agreement_version", unique: [["agreement_id", "version"]],
        columns: [
            .text("id"), .text("agreement_id", references: "agreement"), .integer("version"), .text("title"),
            // One to a line.
            .text("purposes"), .text("categories"), .text("fields"), .text("legal_bases"),
            .text("other_basis"), .text("policy_document"),
            .text("control", allowed: Control.allCases.map(\.rawValue)), .text("flow"),
            .text("starts"), .text("ends"), .text("review"), .text("retention"), .text("breach_contact", .staff),
            .text("signed"), .text("ended_early", optional: true), .text("ended_reason", optional: true),
            .integer("recorded_at"), .text("recorded_by", .staff, optional: true, references: "worker"),
            .text("reason"),
        ])

    static let partyTable = Table(
        "agreement_party", key: ["version_id", "agency_id"], indexes: [["agency_id"]],
        columns: [
            .text("version_id", references: "agreement_version"), .text("agency_id", references: "agency"),
            .text("part", allowed: Part.allCases.map(\.rawValue)), .text("signatory", .staff), .integer("place"),
        ])
}

/// A version's row, before its parties are known.
private struct StoredVersion: FromRow {
    let id: ID<SharingAgreement.Terms>
    let row: Row

    init(row: Row) throws {
        id = try row["version_id"]
        self.row = row
    }

    func agreement(_ parties: [SharingAgreement.Party]) throws -> SharingAgreement {
        SharingAgreement(
            id: try row["id"], reference: try row["reference"], version: try row["version"],
            terms: try terms(parties), recordedAt: try row["recorded_at"], recordedBy: try row["recorded_by"],
            reason: try row["reason"])
    }

    private func terms(_ parties: [SharingAgreement.Party]) throws -> SharingAgreement.Terms {
        let endedEarly: Day? = try row["ended_early"]
        let endedReason: String? = try row["ended_reason"]
        return SharingAgreement.Terms(
            title: try row["title"], parties: parties, purposes: try lines("purposes"),
            categories: Set(try lines("categories").compactMap { Category(rawValue: $0) }),
            fields: Set(try lines("fields").compactMap { IdentityField(rawValue: $0) }),
            legalBases: try lines("legal_bases"), otherBasis: try row["other_basis"],
            policyDocument: try row["policy_document"], control: try row["control"], flow: try row["flow"],
            starts: try row["starts"], ends: try row["ends"], review: try row["review"],
            retention: try row["retention"], breachContact: try row["breach_contact"], signed: try row["signed"],
            earlyEnd: endedEarly.map { SharingAgreement.EarlyEnd(day: $0, reason: endedReason ?? "") })
    }

    private func lines(_ column: String) throws -> [String] {
        let text: String = try row[column]
        return text.split(separator: "\n").map(String.init)
    }
}

extension Transaction {
    /// Every agreement as its newest version says it, by reference.
    package func agreements() throws -> [SharingAgreement] {
        try agreements(
            """
            v.version = (SELECT MAX(x.version) FROM agreement_version x WHERE x.agreement_id = v.agreement_id)
            """)
    }

    /// The agreement people call by this reference, as its newest version says it.
    package func agreement(reference: String) throws -> SharingAgreement? {
        try agreements("a.reference = \(reference)").last
    }

    package func agreement(_ id: ID<SharingAgreement>) throws -> SharingAgreement? {
        try versions(of: id).last
    }

    /// Every version of an agreement, the first first.
    package func versions(of id: ID<SharingAgreement>) throws -> [SharingAgreement] {
        try agreements("a.id = \(id)")
    }

    /// What may pass between agencies on a day, by the agreements as they now stand.
    package func sharing(on day: Day) throws -> Sharing {
        Sharing(try agreements(), agencies: try agencies(), on: day)
    }

    private func agreements(_ condition: SQL) throws -> [SharingAgreement] {
        let stored: [StoredVersion] = try all(
            """
            SELECT a.id, a.reference, v.id AS version_id, v.version, v.title, v.purposes, v.categories, v.fields,
                v.legal_bases, v.other_basis, v.policy_document, v.control, v.flow, v.starts, v.ends, v.review,
                v.retention, v.breach_contact, v.signed, v.ended_early, v.ended_reason, v.recorded_at, v.recorded_by,
                v.reason
            FROM agreement a JOIN agreement_version v ON v.agreement_id = a.id
            WHERE \(sql: condition) ORDER BY a.reference, v.version
            """)
        let parties = try parties(of: stored.map(\.id))
        return try stored.map { try $0.agreement(parties[$0.id] ?? []) }
    }

    private func parties(
        of versions: [ID<SharingAgreement.Terms>]
    ) throws -> [ID<SharingAgreement.Terms>: [SharingAgreement.Party]] {
        let rows = try rows(
            """
            SELECT version_id, agency_id, part, signatory FROM agreement_party
            WHERE version_id IN \(list: versions) ORDER BY version_id, place
            """)
        return try Dictionary(grouping: rows) { try $0["version_id"] }.mapValues { rows in
            try rows.map { row in
                SharingAgreement.Party(
                    agency: try row["agency_id"], part: try row["part"], signatory: try row["signatory"])
            }
        }
    }

    /// Records an agreement's first version.
    package func insert(_ agreement: SharingAgreement) throws {
        try run(
            """
            INSERT INTO agreement (id, reference, created_at)
            VALUES (\(agreement.id), \(agreement.reference), \(agreement.recordedAt))
            """)
        try append(agreement)
    }

    /// Records a further version; the ones before stay as they are.
    package func append(_ agreement: SharingAgreement) throws {
        let id: ID<SharingAgreement.Terms> = .make()
        let terms = agreement.terms
        let categories = Category.allCases.filter(terms.categories.contains).map(\.rawValue)
        let fields = IdentityField.allCases.filter(terms.fields.contains).map(\.rawValue)
        try run(
            """
            INSERT INTO agreement_version (id, agreement_id, version, title, purposes, categories, fields, legal_bases,
                other_basis, policy_document, control, flow, starts, ends, review, retention, breach_contact, signed,
                ended_early, ended_reason, recorded_at, recorded_by, reason)
            VALUES (\(id), \(agreement.id), \(agreement.version), \(terms.title), \(lines(terms.purposes)),
                \(lines(categories)), \(lines(fields)), \(lines(terms.legalBases)), \(terms.otherBasis),
                \(terms.policyDocument), \(terms.control), \(terms.flow), \(terms.starts), \(terms.ends),
                \(terms.review), \(terms.retention), \(terms.breachContact), \(terms.signed), \(terms.earlyEnd?.day),
                \(terms.earlyEnd?.reason), \(agreement.recordedAt), \(agreement.recordedBy), \(agreement.reason))
            """)
        for (place, party) in terms.parties.enumerated() {
            try run(
                """
                INSERT INTO agreement_party (version_id, agency_id, part, signatory, place)
                VALUES (\(id), \(party.agency), \(party.part), \(party.signatory), \(place))
                """)
        }
    }

    private func lines(_ items: [String]) -> String { items.joined(separator: "\n") }
}
