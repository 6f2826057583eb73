import Governance
import Kernel
import Storage
import Web

/// One small area's page.
func smallAreaRoutes(_ house: House, shelf: AreaShelf) -> [Route] {
    [
        house.route(.get, "/insight/places/{code}", .seeMeasures, audit: .none) { visit in
            let audience = ShownSeries.audience(of: visit.worker.role)
            let code = visit.request.parameters["code"] ?? ""
            let found = try await visit.read { try $0.smallArea(code, for: audience, shelf: shelf) }
            guard let place = found else { throw Problem.notFound }
            let mayWork = Policy.allows(visit.worker.role, .workSignals)
            return visit.page(
                Page(place.area.name, body: SmallAreaPages.show(place, mayWork: mayWork, today: visit.today)))
        }
    ]
}
