import Governance
import Kernel
import Statistics
import Web

/// Compare: small areas with each other, one part of the country with another, and A&E with police.
struct ComparePages {
    let funnel: FunnelView?
    let placed: [Measure]
    let measure: String
    let parted: [(measure: Measure, parts: [String])]
    let beside: BesideView?
    let police: KnownToPolice?
    /// Whether this viewer may bring files in: nobody else is sent there.
    let mayImport: Bool

    private var importLink: HTML { mayImport ? anchor("Import a file", "/imports") : .empty }

    var html: HTML {
        """
        \(pageHead("Compare", lead: "Set beside what is alike, and beside what chance would give."))
        \(subNavigation("Insight", InsightLink.tabs(InsightLink.compare)))
        \(areas)
        \(parts)
        \(known)
        """
    }

    // MARK: Areas

    private var areas: HTML {
        guard let funnel else {
            return card(
                "Areas beside each other", id: "areas",
                body: emptyState(
                    "Areas cannot be compared yet.",
                    "It needs boundaries, events with a place, how many people live in each area by age, and at least "
                        + "five areas whose numbers may be shown.",
                    action: anchor("See where the figures come from", InsightLink.data)))
        }
        let form = FormView(Form([("measure", measure)]))
        return """
            <form class="ui-filters" method="get" action="/insight/compare" aria-label="Which measure areas are compared by">\
            \(form.select("measure", label: "Measure", options: placed.map { Choice($0.id, $0.title) }))\
            \(button("Show", .secondary))</form>
            \(funnel.figure.html)\(MapPages.notPerson)
            """
    }

    // MARK: Parts of the country

    private var parts: HTML {
        guard let beside else {
            return card(
                "Beside other parts of the country", id: "parts",
                body: emptyState(
                    "There are no monthly counts of two parts to compare.",
                    "Send monthly counts with a region or area in each row, two years of them or more.",
                    action: importLink))
        }
        let form = FormView(Form([("part", beside.first), ("beside", beside.second)]))
        let options = beside.parts.map { Choice($0, BesideView.name($0)) }
        return """
            <form class="ui-filters" method="get" action="/insight/compare" aria-label="Which parts are compared">\
            \(form.select("part", label: "Part", options: options))\
            \(form.select("beside", label: "Beside", options: options))\
            \(button("Show", .secondary))</form>
            \(beside.figure.html)
            """
    }

    // MARK: A&E beside police

    private var known: HTML {
        guard let police else {
            return card(
                "A&E beside police", id: "police",
                body: emptyState(
                    "A&E and police have no month in common yet.",
                    "Both an A&E file and a police crime extract are needed for the same months.",
                    action: importLink))
        }
        let span = "\(police.months.lowerBound.name) to \(police.months.upperBound.name)"
        let title = police.whole.seen?.words ?? "Too few to say how many assaults police know of."
        return card(
            "A&E beside police", id: "police",
            body: """
                <p><strong>\(title)</strong></p>
                <p class="ui-muted">People under 25, \(span). A&amp;E: assaults treated. Police: violence with injury.</p>
                \(police.tables.map(Self.table))
                <p class="ui-measure">Nobody is matched between the two: they count different people in part, and the share is \
                the most police can know of. A gap is to be expected. Where it is widest, ask who does not call, and why.</p>
                """)
    }

    private static func table(_ table: KnownToPolice.Table) -> HTML {
        let rows = table.groups.map { group -> [HTML] in
            [
                HTML(group.name), HTML(Suppression.partner.words(group.treated)),
                HTML(Suppression.partner.words(group.police)), HTML(share(group)),
            ]
        }
        return dataTable(
            "By \(table.name.lowercasedFirst)",
            columns: [
                TableColumn(table.name), TableColumn("Treated in A&E", .figures),
                TableColumn("Recorded by police", .figures), TableColumn("Police can know of at most"),
            ], rows: rows)
    }

    private static func share(_ group: KnownToPolice.Group) -> String {
        guard let seen = group.seen else { return "not shown" }
        func percent(_ share: Double) -> String { decimal(share * 100, places: 0) }
        switch seen.finding {
        case .nobodyTreated: return "nobody was treated"
        case .share(let share):
            return
                "\(percent(share.value))% (\(percent(share.interval.lower))% to \(percent(share.interval.upper))%)"
        case .morePolice: return "police recorded more"
        }
    }
}
