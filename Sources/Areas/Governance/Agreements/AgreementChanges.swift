import Kernel

extension SharingAgreement.Terms {
    /// What is different from an earlier version, as names of parts: "last day", "parties".
    package func changes(from earlier: SharingAgreement.Terms) -> [String] {
        let parts: [(name: String, isSame: Bool)] = [
            ("title", title == earlier.title), ("purposes", purposes == earlier.purposes),
            ("parties", parties == earlier.parties), ("kinds of information", categories == earlier.categories),
            ("identity fields", fields == earlier.fields),
            ("legal basis", legalBases == earlier.legalBases && otherBasis == earlier.otherBasis),
            ("policy document", policyDocument == earlier.policyDocument), ("control", control == earlier.control),
            ("how information passes", flow == earlier.flow), ("first day", starts == earlier.starts),
            ("last day", ends == earlier.ends), ("review", review == earlier.review),
            ("how long it is kept", retention == earlier.retention),
            ("contact when something goes wrong", breachContact == earlier.breachContact),
            ("signing", signed == earlier.signed), ("ended early", earlyEnd == earlier.earlyEnd),
        ]
        return parts.filter { !$0.isSame }.map(\.name)
    }
}

/// One agreement's use over a time, a line for each way information went.
struct UseLine: Hashable {
    let kind: AgreementUse.Kind
    let category: Category
    let from: String
    let to: String
    let isRefused: Bool
    private(set) var times = 0
    private(set) var items = 0

    private init(_ use: AgreementUse, _ names: AgencyNames) {
        kind = use.kind
        category = use.category
        from = names[use.from]
        to = use.to.map { names[$0] } ?? "The partnership"
        isRefused = use.outcome == .refused
    }

    /// Uses added up over the days, the most used first.
    static func lines(_ uses: [AgreementUse], _ names: AgencyNames) -> [UseLine] {
        var sums: [UseLine: (times: Int, items: Int)] = [:]
        for use in uses {
            let line = UseLine(use, names)
            let sum = sums[line, default: (0, 0)]
            sums[line] = (sum.times + use.times, sum.items + use.items)
        }
        let lines = sums.map { line, sum in
            var line = line
            (line.times, line.items) = sum
            return line
        }
        return lines.sorted { ($1.times, $0.order) < ($0.times, $1.order) }
    }

    private var order: String { "\(from) \(to) \(category.rawValue) \(kind.rawValue)" }
}

/// What agencies are called, by their identifiers.
struct AgencyNames: Sendable {
    private let names: [String: String]

    init(_ agencies: [Agency]) {
        names = Dictionary(agencies.map { ($0.id.text, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(agency: ID<Agency>) -> String { names[agency.text] ?? "An agency that is no longer here" }
}
