import Feeds
import Kernel

/// What flows where, as files for a spreadsheet.
enum FlowTables {
    /// Every way between two agencies, a line for each agreement and kind of information, and a line for each gap.
    static func ways(_ flows: Flows) -> String {
        let heads = [
            "from", "to", "standing", "agreement", "title", "kind_of_information", "identity_fields", "first_day",
            "last_day", "review", "kept", "legal_basis", "control",
        ]
        let pairs = flows.agencies.flatMap { from in
            flows.agencies.filter { $0.id != from.id }.map { (from: from, to: $0) }
        }
        return text(heads, pairs.flatMap { lines(from: $0.from, to: $0.to, flows) })
    }

    private static func lines(from: Agency, to: Agency, _ flows: Flows) -> [[String]] {
        if flows.standing(from: from, to: to) == .gap {
            return [[from.name, to.name, "gap"] + Array(repeating: "", count: 10)]
        }
        return flows.agreements(from: from, to: to).flatMap { agreement in
            let terms = agreement.terms
            let isSoon = if case .endingSoon = agreement.state(on: flows.day) { true } else { false }
            let fields = IdentityField.allCases.filter(terms.covers).map(\.rawValue).joined(separator: " ")
            let bases = terms.legalBases.compactMap { LegalBasis.named($0)?.name }
            return Category.allCases.filter(terms.categories.contains).map { category in
                [
                    from.name, to.name, isSoon ? "ending soon" : "covered", agreement.reference, terms.title,
                    category.name, fields, terms.starts.description, terms.lastDay.description,
                    terms.review.description, terms.retention,
                    (bases + [terms.otherBasis].filter { !$0.isEmpty }).joined(separator: "; "), terms.control.name,
                ]
            }
        }
    }

    /// What was imported, seen and sent, a line for each day and way; refused attempts too.
    static func uses(_ uses: [AgreementUse], _ agreements: [SharingAgreement], _ names: AgencyNames) -> String {
        let references = Dictionary(agreements.map { ($0.id, $0.reference) }, uniquingKeysWith: { first, _ in first })
        let heads = [
            "day", "agreement", "what", "outcome", "kind_of_information", "from", "to", "times", "rows_or_records",
        ]
        let rows = uses.map { use in
            [
                use.day.description, use.agreement.flatMap { references[$0] } ?? "none", use.kind.name,
                use.outcome.rawValue, use.category.name, names[use.from], use.to.map { names[$0] } ?? "The partnership",
                String(use.times), String(use.items),
            ]
        }
        return text(heads, rows)
    }

    private static func text(_ heads: [String], _ rows: [[String]]) -> String {
        let writer = CSVWriter()
        return ([heads] + rows).map(writer.line).joined()
    }
}
