import Governance
import Kernel
import Storage
import Web

/// "Where, when and what we are doing": the small map with its finding, the hottest areas, the hours and the actions.
struct PlacePanel {
    let view: MapView?
    let hours: HourCounts?
    let actions: [PlaceAction]
    let today: Day

    /// As many rows as stand beside the map.
    private static let most = 6

    /// The panel as the dashboard shows it.
    static func panel(_ shelf: AreaShelf) -> DashboardPanel {
        DashboardPanel { tx, audience, today in
            let placed = try tx.placedMeasures()
            let people = try tx.boundarySetInUse().map { try tx.population(AreaCounts.ages, boundaryYear: $0.year) }
            let measure = placed.min { ($0.tile ?? .max) < ($1.tile ?? .max) }
            let wish = MapWish(
                measure: measure?.id ?? "", figure: people?.isEmpty ?? true ? .number : .rate, showsSchools: false,
                showsActions: true, zoom: 1, middle: nil)
            let hours = try measure.flatMap { try tx.hourCounts($0, for: audience) }
            return PlacePanel(
                view: try mapView(wish, placed, for: audience, shelf: shelf, in: tx), hours: hours,
                actions: try tx.placeActions().filter { $0.endedAt == nil }, today: today
            ).html
        }
    }

    var html: HTML {
        let doing = card("Where, when and what we are doing", id: "where", body: "\(places)\(when)\(what)")
        guard let view else { return doing }
        return columns(.map, "\(view.picture(level: 2, isSmall: true).html)\(MapPages.notPerson)", doing)
    }

    private var places: HTML {
        guard let view else {
            return emptyState(
                "There is no map yet.", "Once areas are brought in and events are counted, the places stand here.",
                action: anchor("See where the figures come from", InsightLink.data))
        }
        let hot = view.counts.lines.indices.filter { view.hot.hot[$0] }
        guard !hot.isEmpty else {
            return "<p>\(view.finding). \(anchor("See the map", view.wish.with { _ in }))</p>"
        }
        let hottest = hot.sorted { view.counts.lines[$0].weight > view.counts.lines[$1].weight }.prefix(Self.most)
        var columns = [TableColumn("Area"), TableColumn("Number", .figures)]
        if view.hasPeople { columns.append(TableColumn("Per 1,000", .figures)) }
        let rows = hottest.map { index -> [HTML] in
            let line = view.counts.lines[index]
            let row: [HTML] = [
                anchor(line.name, InsightLink.place(line.code)), HTML(Suppression.partner.words(line.count)),
            ]
            guard view.hasPeople else { return row }
            return row + [HTML(line.rate.map { decimal($0, places: 1) } ?? "not shown")]
        }
        let more = hot.count - rows.count
        let table = dataTable("Areas in hot spots", isCaptionHidden: true, columns: columns, rows: rows)
        let rest: HTML =
            more > 0 ? "<p>\(more) more on the map. \(anchor("See the map", view.wish.with { _ in }))</p>" : .empty
        return "\(table)\(rest)"
    }

    private var when: HTML {
        guard let hours, !hours.hasNoTimes else {
            return #"<p class="ui-small"><strong>When:</strong> these events do not say their hour.</p>"#
        }
        let finding = HourReading(counts: hours).finding ?? "No time of the week stands out"
        return
            #"<p class="ui-small"><strong>When:</strong> \#(anchor(finding, InsightLink.hours.with(query: [("measure", hours.measure.id)]))).</p>"#
    }

    private var what: HTML {
        guard !actions.isEmpty else {
            return
                "<p>Nothing is being done about a place that we know of. \(anchor("What we are doing", InsightLink.actions))</p>"
        }
        let ranked = actions.sorted { rank($0) < rank($1) }
        let rest: HTML =
            actions.count > Self.most
            ? "<p>\(anchor("All \(actions.count) actions", InsightLink.actions))</p>" : .empty
        return "\(PlaceActionPages.short(Array(ranked.prefix(Self.most)), today: today))\(rest)"
    }

    /// What is under way first, then what is late, then what has not begun.
    private func rank(_ action: PlaceAction) -> Int {
        switch action.standing(on: today) {
        case .running: 0
        case .late: 1
        case .planned: 2
        case .ended: 3
        }
    }
}
