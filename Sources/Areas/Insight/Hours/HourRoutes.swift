import Governance
import Kernel
import Storage
import Web

/// Days and hours, and their numbers as a file.
func hourRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/insight/hours", .seeMeasures, audit: .none) { visit in
            let page = try await visit.read { tx in
                HourPages(counts: try hours(visit, in: tx), measures: try tx.timedMeasures())
            }
            return visit.page(Page("Days and hours", body: page.html))
        },
        house.route(.get, "/insight/hours/csv", .seeMeasures, audit: .export) { visit in
            let found = try await visit.record { tx in
                try visit.note(.seeMeasures, "days and hours as a file", in: tx)
                return try hours(visit, in: tx)
            }
            guard let counts = found else { throw Problem.notFound }
            return .download(
                HourPages.file(counts), type: "text/csv; charset=utf-8",
                name: "hours-\(counts.measure.id)-\(visit.today).csv")
        },
    ]
}

/// The measure asked for, else the first that says its hours, else the first there is.
private func hours(_ visit: Visit, in tx: Transaction) throws -> HourCounts? {
    let audience = ShownSeries.audience(of: visit.worker.role)
    let measures = try tx.timedMeasures()
    if let asked = measures.first(where: { $0.id == visit.request.query["measure"] }) {
        return try tx.hourCounts(asked, for: audience)
    }
    let all = try measures.compactMap { try tx.hourCounts($0, for: audience) }
    return all.first { !$0.hasNoTimes } ?? all.first
}
