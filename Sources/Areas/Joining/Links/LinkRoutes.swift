import Foundation
import Governance
import Kernel
import Linkage
import People
import Storage
import Web

/// Linking runs and their quality, and where each young person's picture comes from.
///
/// - Parameters:
///   - house: The partnership.
///   - linking: What does the work.
///   - movables: What every area keeps on a record that can go to another.
/// - Returns: The routes, for the site.
package func linkRoutes(_ house: House, linking: Linking, movables: [Movable]) -> [Route] {
    [
        house.route(.get, "/links", .reviewLinks, audit: .none, LinkHandlers.show),
        house.route(.post, "/links", .reviewLinks, audit: .change) { visit in
            _ = try await visit.record { try visit.note(.reviewLinks, "asked for a linking run", in: $0) }
            _ = try await linking.start(by: visit.worker.id)
            return .see("/links")
        },
    ] + personLinkRoutes(house, movables: movables)
}

enum LinkHandlers {
    static func show(_ visit: Visit) async throws -> Answer {
        let page = try await visit.read { tx in
            LinkPage(
                visit: visit, runs: try tx.linkRuns(most: 12), unlinked: try tx.unlinkedRecords(),
                questions: try tx.openReviewItems(), quality: try tx.linkQuality(),
                blocking: try tx.lastModel().map { blocking($0.report) } ?? [], settings: .standard)
        }
        let answer = visit.page(page.page)
        // While a run is at work the page comes again by itself.
        let isAtWork = page.runs.contains { $0.isAtWork(at: visit.now) }
        return isAtWork ? answer.with("Refresh", "5") : answer
    }

    private static func blocking(_ report: String) -> [BlockingReport] {
        (try? JSONDecoder().decode([BlockingReport].self, from: Data(report.utf8))) ?? []
    }
}
