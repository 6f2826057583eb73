import Kernel
import Web
import Wording

/// The data protection officer's page: what flows where, under which agreement, and where nothing covers it.
struct FlowPage {
    let flows: Flows
    let uses: [AgreementUse]
    let names: AgencyNames
    /// Decisions to share outside any agreement, in the same 12 months.
    let decisions: Int

    private var references: [ID<SharingAgreement>: String] {
        Dictionary(flows.agreements.map { ($0.id, $0.reference) }, uniquingKeysWith: { first, _ in first })
    }

    var html: HTML {
        """
        \(pageHead("What flows where", lead: "Agreements in force on \(flows.day.long)."))
        \(AgreementPages.navigation("/sharing/flows"))
        \(facts)\(gaps)\(ending)
        \(card("From agency to agency", id: "matrix", body: "\(matrix)\(givings)"))
        <p class="ui-mt">\(anchor("Download what flows where", "/sharing/flows.csv", hidden: "as a CSV file"))</p>
        \(law)
        \(card("Used in the last 12 months", id: "use", body: used))
        """
    }

    private var facts: HTML {
        let permitted = uses.filter { $0.outcome == .permitted }
        let refused = uses.filter { $0.outcome == .refused }
        func times(_ kind: AgreementUse.Kind) -> String {
            grouped(permitted.filter { $0.kind == kind }.reduce(0) { $0 + $1.times })
        }
        let strip = factsStrip([
            (label: "Gaps", value: grouped(flows.gaps.count), note: flows.gaps.isEmpty ? "none found" : "listed below"),
            (label: "Imports", value: times(.import), note: "in 12 months"),
            (label: "Views", value: times(.view), note: "across agencies"),
            (label: "Exports", value: times(.export), note: "in 12 months"),
            (label: "Refused", value: grouped(refused.reduce(0) { $0 + $1.times }), note: "in 12 months"),
        ])
        return #"<div class="ui-mb">\#(strip)</div>"#
    }

    // MARK: What needs doing

    private var gaps: HTML {
        guard !flows.gaps.isEmpty else {
            return callout(.good, "No gaps", "<p>Every agency at the meeting may give every other something.</p>")
        }
        return callout(.danger, "Sharing that no agreement covers", bullets(flows.gaps.map(words)))
    }

    private func words(_ gap: Flows.Gap) -> HTML {
        switch gap {
        case .ways(let agency, let others):
            let all = flows.agencies.filter(\.isOnHub).count - 1
            let whom = others.count == all ? "anyone at the meeting" : Words.list(others.map(\.name), joining: "or")
            return "\(agency.name) sits at the meeting, but may not give information to \(whom)."
        case .ownKind(let agency, let kind):
            return "No agreement in force lets \(agency.name) give its own kind of information: \(kind.name)."
        }
    }

    private var ending: HTML {
        let soon = flows.endingSoon.map { agreement -> HTML in
            """
            \(anchor("\(agreement.reference): \(agreement.terms.title)", "/sharing/\(agreement.id)")). \
            \(AgreementPages.dateLine(agreement, on: flows.day)).
            """
        }
        let late = flows.lateReviews.map { agreement -> HTML in
            """
            \(anchor("\(agreement.reference): \(agreement.terms.title)", "/sharing/\(agreement.id)")) \
            was to be looked at again by \(agreement.terms.review.long).
            """
        }
        let items = soon + late
        return items.isEmpty ? .empty : callout(.warn, "Ending soon, or late for review", bullets(items))
    }

    // MARK: From agency to agency

    /// Every giver against every receiver; a phone shows only the list under it, which says the same.
    private var matrix: HTML {
        let agencies = flows.agencies
        let heads = agencies.enumerated().map { index, agency -> HTML in
            #"<th scope="col" class="n"><span aria-hidden="true">\#(index + 1)</span>\#(hiddenText("To \(agency.name)"))</th>"#
        }
        let rows = agencies.enumerated().map { index, from -> HTML in
            let cells = agencies.map { #"<td class="n">\#(cell(from, $0))</td>"# as HTML }
            return #"<tr><th scope="row">\#(index + 1). \#(from.name)</th>\#(cells)</tr>"# + "\n"
        }
        return """
            <div class="ui-tablewrap ui-only-wide" tabindex="0" role="region" aria-label="From agency to agency: table">\
            <table class="ui-table"><caption>How many kinds of information may pass</caption>
            <thead><tr><th scope="col">From, down the side; to, across the top</th>\(heads)</tr></thead>
            <tbody>\(rows)</tbody></table>
            <p class="ui-muted ui-small">“Soon” means that a kind loses its last agreement within \
            \(SharingAgreement.soonDays) days. “Gap” means that both sit at the meeting and nothing is agreed.</p></div>
            """
    }

    private func cell(_ from: Agency, _ to: Agency) -> HTML {
        if from.id == to.id { return #"<span aria-hidden="true">·</span>\#(hiddenText("itself"))"# }
        switch flows.standing(from: from, to: to) {
        case .covered(let kinds, let isSoon): return "\(kinds.count)\(isSoon, " \(tag("Soon", .warn))")"
        case .gap: return tag("Gap", .warn)
        case .none: return #"<span aria-hidden="true">–</span>\#(hiddenText("nothing agreed"))"#
        }
    }

    private var givings: HTML {
        let rows = flows.givings.map { giving -> [HTML] in
            let terms = giving.agreement.terms
            let givers = Words.list(giving.givers.map(\.name))
            return [
                "\(giving.isMutual ? whole(giving.givers) : givers)", "\(whom(giving))",
                "\(AgreementPages.kinds(terms.categories))",
                anchor(giving.agreement.reference, "/sharing/\(giving.agreement.id)", hidden: "from \(givers)"),
                "\(AgreementPages.dateLine(giving.agreement, on: flows.day))", "\(grouped(timesUsed(giving)))",
            ]
        }
        guard !rows.isEmpty else {
            return emptyState("No agreement is in force", "Nothing may pass between agencies until one is.")
        }
        return dataTable(
            "Who gives what to whom",
            columns: [
                TableColumn("From"), TableColumn("To"), TableColumn("What"), TableColumn("Under"),
                TableColumn("Until"), TableColumn("Used in 12 months", .figures),
            ], rows: rows)
    }

    private func whom(_ giving: Flows.Giving) -> String {
        giving.isMutual ? "Each other" : whole(giving.receivers, besides: giving.givers)
    }

    /// The agencies by name, or in short when they are everyone at the meeting.
    private func whole(_ agencies: [Agency], besides others: [Agency] = []) -> String {
        let besides = Set(others.map(\.id))
        let hub = flows.agencies.filter { $0.isOnHub && !besides.contains($0.id) }
        let isAll = hub.count > 3 && Set(agencies.map(\.id)).isSuperset(of: hub.map(\.id))
        guard isAll else { return Words.list(agencies.map(\.name)) }
        let isOthers = hub.count < flows.agencies.filter(\.isOnHub).count
        let rest = agencies.filter { !$0.isOnHub }.map(\.name)
        return Words.list(["All \(hub.count)\(isOthers ? " others" : "") at the meeting"] + rest)
    }

    private func timesUsed(_ giving: Flows.Giving) -> Int {
        let givers = Set(giving.givers.map(\.id))
        return uses.filter {
            $0.outcome == .permitted && $0.agreement == giving.agreement.id && givers.contains($0.from)
        }.reduce(0) { $0 + $1.times }
    }

    // MARK: Law and use

    private var law: HTML {
        let inForce = flows.agreements.filter { $0.terms.isInForce(on: flows.day) }
        let cards = inForce.map { agreement -> HTML in
            let terms = agreement.terms
            let bases =
                terms.legalBases.compactMap { LegalBasis.named($0)?.name }
                + [terms.otherBasis].filter { !$0.isEmpty }
            return summaryCard(
                "\(agreement.reference): \(terms.title)", id: "law-\(agreement.id)",
                actions: [RowAction("Read it", "/sharing/\(agreement.id)", hidden: agreement.reference)],
                rows: [
                    SummaryRow("Legal basis", bullets(bases.map { HTML($0) })),
                    SummaryRow("How long it is kept", AgreementPages.lines(terms.retention)),
                    SummaryRow("Who decides how it is used", "\(terms.control.name)"),
                ])
        }
        guard !cards.isEmpty else { return .empty }
        return #"<h2 class="ui-h2 ui-mt">Legal basis, and how long it is kept</h2>\#(cards)"#
    }

    private var used: HTML {
        let byAgreement = Dictionary(grouping: uses, by: \.agreement)
        let sorted = byAgreement.sorted { reference($0.key) < reference($1.key) }
        let rows = sorted.flatMap { agreement, uses in
            UseLine.lines(uses, names).map { line -> [HTML] in
                let what: HTML =
                    line.isRefused ? tag("Refused \(line.kind.name)", .warn) : "\(line.kind.name.capitalisedFirst)"
                return [
                    "\(reference(agreement))", "\(line.from)", "\(line.to)", "\(line.category.name.capitalisedFirst)",
                    what, "\(grouped(line.times))", "\(grouped(line.items))",
                ]
            }
        }
        let outside: HTML = """
            <p>Outside any agreement, \(Words.plural(decisions, "decision")) to share \(decisions == 1 ? "was" : "were") \
            recorded on young people’s records.</p>
            <p>\(anchor("Download what was used, day by day", "/sharing/use.csv", hidden: "as a CSV file"))</p>
            """
        guard !rows.isEmpty else {
            return outside
                + emptyState("Nothing used yet", "Imports, views and exports are counted here, day by day.")
        }
        return outside
            + dataTable(
                "Imports, views and exports, refused ones too", isCaptionHidden: true,
                columns: [
                    TableColumn("Under"), TableColumn("From"), TableColumn("To"), TableColumn("Kind of information"),
                    TableColumn("What"), TableColumn("Times", .figures), TableColumn("Rows or records", .figures),
                ], rows: rows)
    }

    private func reference(_ agreement: ID<SharingAgreement>?) -> String {
        agreement.flatMap { references[$0] } ?? "No agreement"
    }
}
