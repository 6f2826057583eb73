import Governance
import Kernel
import Storage
import Web

/// A part of the dashboard below its tiles, made by whoever owns what it shows.
struct DashboardPanel: Sendable {
    let html: @Sendable (Transaction, CountAudience, Day) throws -> HTML
}

/// Insight's pages.
package func insightRoutes(_ house: House) -> [Route] {
    let shelf = AreaShelf()
    return dashboardRoutes(house, panels: [PlacePanel.panel(shelf)]) + measureRoutes(house)
        + mapRoutes(house, shelf: shelf) + smallAreaRoutes(house, shelf: shelf)
        + placeActionRoutes(house, shelf: shelf) + hourRoutes(house) + compareRoutes(house, shelf: shelf)
        + dataRoutes(house) + packRoutes(house, shelf: shelf) + signalRoutes(house)
}

func dashboardRoutes(_ house: House, panels: [DashboardPanel]) -> [Route] {
    [
        house.route(.get, "/insight", .seeMeasures, audit: .none) { visit in
            let audience = ShownSeries.audience(of: visit.worker.role)
            let page = try await visit.read { tx in
                DashboardPages(
                    partnership: house.theme.shortName,
                    lines: try Measure.shipped.map { try tx.line($0, for: audience, on: visit.today) },
                    panels: try panels.map { try $0.html(tx, audience, visit.today) })
            }
            return visit.page(Page("How we are doing", body: page.html))
        }
    ]
}
