import Governance
import Kernel
import Storage
import Web

/// Comparing: small areas, parts of the country, A&E and police.
func compareRoutes(_ house: House, shelf: AreaShelf) -> [Route] {
    [
        house.route(.get, "/insight/compare", .seeMeasures, audit: .none) { visit in
            let page = try await visit.read { try comparePages(visit, shelf: shelf, in: $0) }
            return visit.page(Page("Compare", body: page.html))
        }
    ]
}

private func comparePages(_ visit: Visit, shelf: AreaShelf, in tx: Transaction) throws -> ComparePages {
    let audience = ShownSeries.audience(of: visit.worker.role)
    let query = visit.request.query
    let placed = try tx.placedMeasures()
    let measure = placed.first { $0.id == query["measure"] } ?? placed.first
    let parted = try tx.partedMeasures()
    return ComparePages(
        funnel: try measure.flatMap { try funnel($0, placed, audience, shelf, in: tx) }, placed: placed,
        measure: measure?.id ?? "", parted: parted,
        beside: try parted.first.flatMap { try beside($0.measure, $0.parts, query, audience, in: tx) },
        police: try tx.knownToPolice(for: audience),
        mayImport: Policy.allows(visit.worker.role, .importFigures))
}

private func funnel(
    _ measure: Measure, _ placed: [Measure], _ audience: CountAudience, _ shelf: AreaShelf, in tx: Transaction
) throws -> FunnelView? {
    let wish = MapWish(
        measure: measure.id, figure: .rate, showsSchools: false, showsActions: false, zoom: 1, middle: nil)
    guard let view = try mapView(wish, placed, for: audience, shelf: shelf, in: tx) else { return nil }
    return FunnelView(view, people: try tx.population(AreaCounts.ages, boundaryYear: view.book.set.year))
}

/// The parts asked for, else the measure's own beside another: England where there is one.
private func beside(
    _ measure: Measure, _ parts: [String], _ query: Form, _ audience: CountAudience, in tx: Transaction
) throws -> BesideView? {
    let own = parts.contains(query["part"]) ? query["part"] : measure.numerator.part ?? ""
    let others = parts.filter { $0 != own }
    let first = parts.contains(own) ? own : parts.first { $0 != "England" } ?? ""
    let asked = others.contains(query["beside"]) && query.has("beside") ? query["beside"] : nil
    let second = asked ?? others.first { $0 == "England" && $0 != first } ?? others.first { $0 != first } ?? ""
    return BesideView(
        measure, parts: parts, first: (first, try tx.series(measure, part: first, for: audience)),
        second: (second, try tx.series(measure, part: second, for: audience)))
}
