import Kernel
import Storage

/// How often something passed under an agreement, or was refused: one row a day for each way, not one a page.
package struct AgreementUse: Sendable, Hashable {
    /// What was done with the information.
    package enum Kind: String, Sendable, CaseIterable, Storable {
        case `import`, view, export

        package var name: String {
            switch self {
            case .import: "import"
            case .view: "view"
            case .export: "export"
            }
        }
    }

    /// The agreement, or the one that came nearest when it was refused; nil when there was none.
    package let agreement: ID<SharingAgreement>?
    package let kind: Kind
    package let category: Category
    package let from: ID<Agency>
    /// Nil for information that came into the partnership.
    package let to: ID<Agency>?
    package let outcome: AuditOutcome
    package let day: Day
    /// How many times that day.
    package let times: Int
    /// How many rows or records that was in all.
    package let items: Int

    static let table = Table(
        "agreement_use", key: ["day", "agreement_id", "kind", "category", "from_id", "to_id", "outcome"],
        indexes: [["agreement_id", "day"]],
        columns: [
            // Empty where there is none, so that the key can hold it in both databases.
            .text("day"), .text("agreement_id"), .text("kind", allowed: Kind.allCases.map(\.rawValue)),
            .text("category", allowed: Category.allCases.map(\.rawValue)), .text("from_id"), .text("to_id"),
            .text("outcome", allowed: ["permitted", "refused"]), .integer("times"), .integer("items"),
            .integer("last_at"),
        ])
}

extension AgreementUse: FromRow {
    package init(row: Row) throws {
        let agreement: String = try row["agreement_id"]
        let to: String = try row["to_id"]
        let category: String = try row["category"]
        self.agreement = ID(agreement)
        kind = try row["kind"]
        self.category = Category(rawValue: category) ?? .existence
        from = try row["from_id"]
        self.to = ID(to)
        outcome = try row["outcome"]
        day = try row["day"]
        times = try row["times"]
        items = try row["items"]
    }
}

extension Transaction {
    /// Counts something that passed, or was refused, under the agreement the verdict names.
    ///
    /// An agency's own information is nobody's sharing and is not counted.
    ///
    /// - Parameters:
    ///   - verdict: What `Sharing.covers` said.
    ///   - kind: What was done, or would have been.
    ///   - category: The kind of information.
    ///   - from: Whose information it is.
    ///   - to: Who gets it; nil for the partnership.
    ///   - items: How many rows or records.
    ///   - now: When.
    /// - Throws: `StorageError` when the database cannot take it.
    package func use(
        _ verdict: AgreementVerdict, for kind: AgreementUse.Kind, _ category: Category, from: ID<Agency>,
        to: ID<Agency>?, items: Int, at now: Instant
    ) throws {
        switch verdict {
        case .own: return
        case .covered(let agreement):
            try use(agreement.id.text, .permitted, kind, category, from.text, to?.text ?? "", items, now)
        case .refused(let refusal):
            let nearest = refusal.agreement?.id.text ?? ""
            try use(nearest, .refused, kind, category, from.text, to?.text ?? "", items, now)
        }
    }

    private func use(
        _ agreement: String, _ outcome: AuditOutcome, _ kind: AgreementUse.Kind, _ category: Category, _ from: String,
        _ to: String, _ items: Int, _ now: Instant
    ) throws {
        try run(
            """
            INSERT INTO agreement_use (day, agreement_id, kind, category, from_id, to_id, outcome, times, items,
                last_at)
            VALUES (\(now.day), \(agreement), \(kind), \(category.rawValue), \(from), \(to), \(outcome), 1, \(items),
                \(now))
            ON CONFLICT (day, agreement_id, kind, category, from_id, to_id, outcome) DO UPDATE SET
                times = agreement_use.times + 1, items = agreement_use.items + \(items), last_at = \(now)
            """)
    }

    /// What was used since a day, the newest first.
    package func agreementUse(since day: Day) throws -> [AgreementUse] {
        try all(
            """
            SELECT day, agreement_id, kind, category, from_id, to_id, outcome, times, items FROM agreement_use
            WHERE day >= \(day) ORDER BY day DESC, agreement_id, kind, category, from_id, to_id, outcome
            """)
    }
}
