import Governance
import Kernel
import Statistics
import Web

/// One small area's page.
enum SmallAreaPages {
    static func show(_ place: SmallArea, mayWork: Bool, today: Day) -> HTML {
        let team: HTML = place.monthly.isEmpty ? .empty : monthly(place)
        return """
            \(breadcrumb([NavItem("Map", InsightLink.map)]))
            \(pageHead(place.area.name, lead: lead(place)))
            \(boundaryNote(place))
            \(MapPages.notPerson)
            \(card("The last twelve months with figures", id: "figures", body: figures(place)))
            \(columns(.half, about(place), doing(place, mayWork: mayWork, today: today)))
            \(team)
            """
    }

    private static func lead(_ place: SmallArea) -> HTML {
        let hot = place.figures.filter(\.isHot).map(\.measure.title.lowercasedFirst)
        guard !hot.isEmpty else { return "Not part of a hot spot in any of the measures below." }
        return HTML("Part of a hot spot for \(hot.joined(separator: ", and ")).")
    }

    /// Said where the lines round this place were drawn anew, so that its months may not be comparable.
    private static func boundaryNote(_ place: SmallArea) -> HTML {
        guard let year = place.redrawn.first?.year else { return .empty }
        let codes = place.redrawn.map(\.code).joined(separator: ", ")
        return callout(
            .info, "Its boundary changed",
            """
            <p>On the boundaries of \(year) this place was part of \(codes), which was split or redrawn. What was recorded \
            by the areas of \(year) alone cannot be put here, so fewer stand here for the months before senders changed \
            over. A rise after that may be the new boundary and nothing more.</p>
            """)
    }

    private static func figures(_ place: SmallArea) -> HTML {
        guard !place.figures.isEmpty else {
            return emptyState(
                "No figures with a place have come yet.", "Once a file of events is counted, they stand here.",
                action: anchor("See where the figures come from", InsightLink.data))
        }
        let hasRates = place.people != nil
        var heads = [TableColumn("Measure"), TableColumn("Months"), TableColumn("Here", .figures)]
        if hasRates { heads.append(TableColumn("For each 1,000 aged 10 to 24", .figures)) }
        heads.append(TableColumn("All areas", .figures))
        if hasRates { heads.append(TableColumn("All areas, for each 1,000", .figures)) }
        heads.append(TableColumn("Hot spot"))
        let rows = place.figures.map { figure -> [HTML] in
            let span = "\(figure.months.lowerBound.shortName) to \(figure.months.upperBound.shortName)"
            var row: [HTML] = [
                anchor(figure.measure.title, InsightLink.measure(figure.measure.id)), HTML(span),
                HTML(Suppression.partner.words(figure.count)),
            ]
            if hasRates { row.append(rate(figure.rate)) }
            row.append(HTML(Suppression.partner.words(figure.whole)))
            if hasRates { row.append(rate(figure.wholeRate)) }
            row.append(figure.isHot ? "Yes" : "No")
            return row
        }
        let note: HTML =
            hasRates
            ? """
            <p class="ui-muted">After a rate stands how far chance alone could move it, 19 times in 20. Many who are hurt in a \
            town centre live elsewhere.</p>
            """ : .empty
        return dataTable("The last twelve months", isCaptionHidden: true, columns: heads, rows: rows) + note
    }

    private static func rate(_ rate: Estimate?) -> HTML {
        guard let rate else { return "not shown" }
        let (low, high) = (rate.interval.lower, rate.interval.upper)
        return HTML(
            "\(decimal(rate.value, places: 1)) (\(decimal(low, places: 1)) to \(decimal(high, places: 1)))")
    }

    private static func about(_ place: SmallArea) -> HTML {
        let near = place.neighbours.map { anchor($0.name, InsightLink.place($0.code)) }
        let map = InsightLink.map.with(query: [
            ("zoom", "4.0"), ("x", "\(Int(place.area.easting))"), ("y", "\(Int(place.area.northing))"),
        ])
        var rows = [
            SummaryRow("Code", HTML("\(place.area.code), \(place.set.name)")),
            SummaryRow("Size", HTML("\(decimal(place.area.squareKilometres, places: 1)) square kilometres")),
            SummaryRow(
                "People aged 10 to 24", HTML(place.people.map { decimal($0, places: 0) } ?? "Not known here")),
        ]
        if let decile = place.decile {
            rows.append(
                SummaryRow("Deprivation", HTML("Decile \(decile) of 10, where 1 is the most deprived in England")))
        }
        rows += [
            SummaryRow("Schools", place.schools.isEmpty ? "None known" : bullets(place.schools.map { HTML($0) })),
            SummaryRow("Next to it", near.isEmpty ? "No other area" : near.joined(by: ", ")),
            SummaryRow("On the map", anchor("See it on the map", map)),
        ]
        return card("About this place", id: "about", body: summaryList(rows))
    }

    private static func doing(_ place: SmallArea, mayWork: Bool, today: Day) -> HTML {
        let add: HTML =
            mayWork
            ? anchor("Add an action here", ("/insight/actions/new" as Link).with(query: [("area", place.area.code)]))
            : .empty
        let list =
            place.actions.isEmpty
            ? emptyState("Nothing is being done here that we know of.", "Actions for this place stand here.")
            : PlaceActionPages.short(place.actions, today: today)
        return card("What we are doing here", id: "doing", actions: add, body: list)
    }

    /// Exact months, for the team only.
    private static func monthly(_ place: SmallArea) -> HTML {
        let tables = place.monthly.filter { !$0.values.isEmpty }.map { monthly -> HTML in
            let rows = monthly.values.map { value -> [HTML] in
                [HTML(value.month.name), HTML(value.numerator.map { "\($0)" } ?? "no figure")]
            }
            return details(
                monthly.measure.title,
                dataTable(
                    monthly.measure.title, isCaptionHidden: true,
                    columns: [TableColumn("Month"), TableColumn("Number", .figures)], rows: rows))
        }
        return card(
            "Month by month", id: "monthly",
            body: """
                <p>Exact numbers, for the team alone. A few in a month is chance more often than change.</p>\(tables)
                """)
    }
}
