import Kernel
import Web
import Wording

/// The pages that show agreements.
enum AgreementPages {
    /// Where the pages about sharing lie, with the one shown marked.
    static func navigation(_ current: Link) -> HTML {
        let items: [(String, Link)] = [("Agreements", "/sharing"), ("What flows where", "/sharing/flows")]
        let links = items.map { NavItem($0.0, $0.1, isCurrent: $0.1 == current) }
        return #"<div class="ui-mb">\#(subNavigation("Sharing", links))</div>"#
    }

    /// Every agreement, by how it stands today.
    static func list(
        _ agreements: [SharingAgreement], names: AgencyNames, uses: [AgreementUse], on today: Day, mayChange: Bool
    ) -> HTML {
        let new = mayChange ? buttonLink("Add an agreement", "/sharing/new") : .empty
        let head = pageHead(
            "Sharing agreements",
            lead: "Nothing passes between agencies without an agreement that is in date and covers it.", actions: new)
        guard !agreements.isEmpty else {
            return """
                \(head)\(navigation("/sharing"))\
                \(emptyState(
                    "No agreements yet",
                    "Agreements appear here. Until there is one, no agency's file can be imported.", action: new))
                """
        }
        let counts = Dictionary(grouping: uses.filter { $0.outcome == .permitted }, by: \.agreement)
            .mapValues { $0.reduce(0) { $0 + $1.times } }
        let groups: [(title: String, id: String, isIn: (SharingAgreement.State) -> Bool)] = [
            (
                "Ending within \(SharingAgreement.soonDays) days", "soon",
                { if case .endingSoon = $0 { true } else { false } }
            ),
            ("In date", "in-date", { $0 == .inDate }), ("Not yet begun", "not-begun", { $0 == .notBegun }),
            ("Ended", "ended", { $0 == .ended }),
        ]
        let cards = groups.map { group -> HTML in
            let some = agreements.filter { group.isIn($0.state(on: today)) }
            guard !some.isEmpty else { return .empty }
            return card(group.title, id: group.id, body: table(some, group.title, names, counts, today))
        }
        return "\(head)\(navigation("/sharing"))\(cards)"
    }

    private static func table(
        _ agreements: [SharingAgreement], _ title: String, _ names: AgencyNames,
        _ counts: [ID<SharingAgreement>?: Int], _ today: Day
    ) -> HTML {
        let rows = agreements.map { agreement -> [HTML] in
            let terms = agreement.terms
            return [
                anchor("\(agreement.reference): \(terms.title)", "/sharing/\(agreement.id)"),
                "\(givers(terms, names))", "\(kinds(terms.categories))",
                "\(dateLine(agreement, on: today))", "\(grouped(counts[agreement.id] ?? 0))",
            ]
        }
        return dataTable(
            title, isCaptionHidden: true,
            columns: [
                TableColumn("Agreement"), TableColumn("Who gives information"), TableColumn("Kinds of information"),
                TableColumn("Dates"), TableColumn("Used in 12 months", .figures),
            ], rows: rows)
    }

    /// "Eastmere Police", or how many when there are more than three.
    private static func givers(_ terms: SharingAgreement.Terms, _ names: AgencyNames) -> String {
        let givers = terms.parties.filter(\.part.givesAny).map { names[$0.agency] }
        return givers.count > 3 ? Words.plural(givers.count, "agency") : Words.list(givers)
    }

    /// The kinds of information in the order the policy lists them.
    static func kinds(_ categories: Set<Category>) -> String {
        Category.allCases.filter(categories.contains).map(\.name).joined(separator: "; ").capitalisedFirst
    }

    /// "Until 31 March 2027", "Ended on 3 May 2026", "From 1 December 2026".
    static func dateLine(_ agreement: SharingAgreement, on today: Day) -> String {
        switch agreement.state(on: today) {
        case .notBegun: return "From \(agreement.terms.starts.long)"
        case .inDate: return "Until \(agreement.terms.lastDay.long)"
        case .endingSoon(let days):
            return "Until \(agreement.terms.lastDay.long): \(days == 0 ? "today is the last day" : left(days))"
        case .ended:
            if let early = agreement.terms.earlyEnd { return "Ended early on \(early.day.long)" }
            return "Ended on \(agreement.terms.ends.long)"
        }
    }

    private static func left(_ days: Int) -> String { "\(Words.plural(days, "day")) left" }

    /// What somebody wrote, its lines kept, for a cell of a table.
    static func lines(_ text: String) -> HTML {
        text.split(separator: "\n").map { HTML(String($0)) }.joined(by: "<br>")
    }

    static func stateTag(_ state: SharingAgreement.State) -> HTML {
        switch state {
        case .notBegun: tag("Not yet begun", .info)
        case .inDate: tag("In date", .good)
        case .endingSoon: tag("Ending soon", .warn)
        case .ended: tag("Ended", .plain)
        }
    }
}

extension String {
    /// The same with a capital first.
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
