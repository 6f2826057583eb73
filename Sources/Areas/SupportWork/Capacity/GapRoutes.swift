import Feeds
import Governance
import Kernel
import Matching
import Storage
import Web

/// Needs asked for and not met, for those who buy and plan services.
struct GapDesk: Sendable {
    let settings = CapacitySettings.standard

    private func table(_ visit: Visit, _ detail: String) async throws -> GapTable {
        let settings = settings
        let asks = try await visit.record { tx in
            try visit.note(.seeMeasures, detail, in: tx)
            return try tx.askedFor(since: visit.today.adding(days: -settings.gapDays), on: visit.today)
        }
        return GapTable(
            asks, by: GapView(rawValue: visit.request.query["by"]) ?? .need, ages: settings.ageBands,
            for: visit.worker.role == .hubCoordinator ? .team : .outside)
    }

    func show(_ visit: Visit) async throws -> Answer {
        let table = try await table(visit, "needs not met")
        let views = GapView.allCases.map { view in
            NavItem(view.name, Self.link("/support/gaps", view), isCurrent: view == table.view)
        }
        let rule = Suppression.standard
        let rows = table.lines.map { line -> [HTML] in
            ["\(line.name)", "\(rule.words(line.asked))", "\(rule.words(line.unmet))"]
        }
        let body: HTML =
            rows.isEmpty
            ? emptyState(
                table.view == .lack ? "No need was left unmet" : "Nothing to count",
                "Needs are counted once somebody says what a support is asked for.")
            : """
            \(dataTable(
                table.view.name,
                columns: [
                    .init(table.view.name), .init("Young people who asked", .figures),
                    .init("With a need not met", .figures),
                ], rows: rows))\
            <p>\(anchor("Download as a file", Self.link("/support/gaps/csv", table.view)))</p>
            """
        return visit.page(
            Page(
                "Needs asked for and not met",
                body: """
                    \(pageHead("Needs asked for and not met", lead: "Support decided in the last \(settings.gapDays) days. A young person with two needs counts in both rows."))\
                    \(subNavigation("Counted by", views))\(body)\
                    <p class="ui-small">Help given meanwhile counts neither as met nor as not met. Small numbers, and some beside them, are not shown outside the team.</p>
                    """))
    }

    func file(_ visit: Visit) async throws -> Answer {
        let table = try await table(visit, "needs not met, as a file")
        let writer = CSVWriter()
        let rule = Suppression.standard
        let lines =
            [writer.line([table.view.rawValue, "asked", "not_met"])]
            + table.lines.map { writer.line([$0.name, rule.words($0.asked), rule.words($0.unmet)]) }
        return .download(
            lines.joined(), type: "text/csv; charset=utf-8", name: "gaps-\(table.view.rawValue)-\(visit.today).csv")
    }

    private static func link(_ page: Link, _ view: GapView) -> Link {
        page.with(query: [("by", view.rawValue)])
    }
}

func gapRoutes(_ house: House) -> [Route] {
    let desk = GapDesk()
    return [
        house.route(.get, "/support/gaps", .seeMeasures, audit: .list, desk.show),
        house.route(.get, "/support/gaps/csv", .seeMeasures, audit: .export, desk.file),
    ]
}
