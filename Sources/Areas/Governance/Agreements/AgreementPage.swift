import Kernel
import Web
import Wording

/// One agreement in full, to read and to print.
struct AgreementPage {
    let agreement: SharingAgreement
    /// The newest version; the same as `agreement` unless an older one is shown.
    let newest: SharingAgreement
    let versions: [SharingAgreement]
    let uses: [AgreementUse]
    let names: AgencyNames
    /// What workers are called who recorded a version.
    let workers: [ID<Worker>: String]
    let today: Day
    let mayChange: Bool

    private var terms: SharingAgreement.Terms { agreement.terms }
    private var here: Link { "/sharing/\(agreement.id)" }
    private var isNewest: Bool { agreement.version == newest.version }

    var title: String { "\(agreement.reference): \(terms.title)" }

    var html: HTML {
        let lead: HTML = """
            \(AgreementPages.stateTag(agreement.state(on: today))) \(AgreementPages.dateLine(agreement, on: today)). \
            Version \(agreement.version) of \(newest.version).
            """
        return """
            \(breadcrumb([NavItem("Sharing agreements", "/sharing")]))
            \(pageHead(title, lead: lead, actions: isNewest ? actions : .empty))\(older)\(ended)
            \(card("What was agreed", id: "terms", body: summaryList(facts)))
            \(card("Who takes part", id: "parties", body: parties))
            \(isNewest, usage)
            \(isNewest, card("Versions", id: "versions", body: history))
            """
    }

    private var actions: HTML {
        guard mayChange, terms.earlyEnd == nil else { return .empty }
        let isOver = agreement.state(on: today) == .ended
        return buttonGroup(
            buttonLink("Amend", "\(here)/amend", .secondary, hidden: agreement.reference),
            isOver ? .empty : buttonLink("End early", "\(here)/end", .secondary, hidden: agreement.reference))
    }

    private var older: HTML {
        guard !isNewest else { return .empty }
        return callout(
            .warn, "This is an older version",
            "<p>It stood until \(supersededOn). \(anchor("Read the version that stands now", here))</p>")
    }

    private var supersededOn: String {
        let next = versions.first { $0.version == agreement.version + 1 }
        return next.map { $0.recordedAt.day.long } ?? "it was amended"
    }

    private var ended: HTML {
        guard let early = terms.earlyEnd else { return .empty }
        let heading = early.day > today ? "Ends early on \(early.day.long)" : "Ended early on \(early.day.long)"
        return callout(.warn, heading, paragraphs(early.reason))
    }

    // MARK: Terms

    private var facts: [SummaryRow] {
        let fields =
            terms.fields.isEmpty
            ? "All of them" : Words.list(IdentityField.allCases.filter(terms.fields.contains).map(\.name))
        return [
            SummaryRow("What it is for", list(terms.purposes)),
            SummaryRow("Kinds of information", "\(AgreementPages.kinds(terms.categories))"),
            SummaryRow("Which identity fields", "\(fields)"), SummaryRow("Legal basis", law),
            SummaryRow("Policy document", "\(terms.policyDocument.isEmpty ? "None needed" : terms.policyDocument)"),
            SummaryRow("Who decides how it is used", "\(terms.control.name)"),
            SummaryRow("How and how often it passes", AgreementPages.lines(terms.flow)),
            SummaryRow("First day", "\(terms.starts.long)"), SummaryRow("Last day", "\(terms.ends.long)"),
            SummaryRow("Look at it again", review),
            SummaryRow("How long it is kept", AgreementPages.lines(terms.retention)),
            SummaryRow("Whom to tell at once when something goes wrong", "\(terms.breachContact)"),
            SummaryRow("Everyone had signed by", "\(terms.signed.long)"),
        ]
    }

    private var review: HTML {
        let isLate = terms.review < today && agreement.state(on: today) != .ended
        return "\(terms.review.long)\(isLate, " \(tag("Late", .warn))")"
    }

    private var law: HTML {
        let bases = terms.legalBases.compactMap(LegalBasis.named)
        let groups = LegalBasis.Group.allCases.map { group -> HTML in
            let some = bases.filter { $0.group == group }
            return some.isEmpty ? .empty : "<p><strong>\(group.name)</strong></p>\(bullets(some.map { HTML($0.name) }))"
        }
        let other: HTML =
            terms.otherBasis.isEmpty
            ? .empty : "<p><strong>In their own words</strong></p>\(paragraphs(terms.otherBasis))"
        return "\(groups)\(other)"
    }

    private func list(_ items: [String]) -> HTML {
        items.count == 1 ? HTML(items[0]) : bullets(items.map { HTML($0) })
    }

    private var parties: HTML {
        dataTable(
            "Parties and who signed", isCaptionHidden: true,
            columns: [TableColumn("Agency"), TableColumn("What it does"), TableColumn("Signed by")],
            rows: terms.parties.map {
                ["\(names[$0.agency])", "\($0.part.name.capitalisedFirst)", "\($0.signatory)"]
            })
    }

    // MARK: Use

    private var usage: HTML {
        let lines = UseLine.lines(uses, names)
        let body: HTML =
            lines.isEmpty
            ? emptyState("Not used in the last 12 months", "Imports, views and exports under it are counted here.")
            : dataTable(
                "Used in the last 12 months", isCaptionHidden: true,
                columns: [
                    TableColumn("From"), TableColumn("To"), TableColumn("Kind of information"), TableColumn("What"),
                    TableColumn("Times", .figures), TableColumn("Rows or records", .figures),
                ], rows: lines.map(row))
        return card("Used in the last 12 months", id: "use", body: body)
    }

    private func row(_ line: UseLine) -> [HTML] {
        let what: HTML = line.isRefused ? tag("Refused \(line.kind.name)", .warn) : "\(line.kind.name.capitalisedFirst)"
        return [
            "\(line.from)", "\(line.to)", "\(line.category.name.capitalisedFirst)", what,
            "\(grouped(line.times))", "\(grouped(line.items))",
        ]
    }

    // MARK: Versions

    private var history: HTML {
        let rows = versions.indices.reversed().map { index -> [HTML] in
            let version = versions[index]
            let link: Link =
                version.version == newest.version ? here : "\(here)/versions/\(version.version)"
            let changed = index == 0 ? "Everything: this is the first" : changes(version, since: versions[index - 1])
            let by = version.recordedBy.flatMap { workers[$0] } ?? "Before this system"
            return [
                anchor("Version \(version.version)", link), "\(version.recordedAt.long)", "\(by)",
                "\(changed)", AgreementPages.lines(version.reason),
            ]
        }
        return dataTable(
            "Versions, the newest first", isCaptionHidden: true,
            columns: [
                TableColumn("Version"), TableColumn("Recorded"), TableColumn("By"), TableColumn("What changed"),
                TableColumn("Why"),
            ], rows: rows)
    }

    private func changes(_ version: SharingAgreement, since earlier: SharingAgreement) -> String {
        let changes = version.terms.changes(from: earlier.terms)
        return changes.isEmpty ? "Nothing" : Words.list(changes).capitalisedFirst
    }
}
