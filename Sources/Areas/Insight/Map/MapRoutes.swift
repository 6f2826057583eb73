import Feeds
import Geography
import Governance
import Kernel
import Storage
import Web

/// The map and its numbers as a file.
func mapRoutes(_ house: House, shelf: AreaShelf) -> [Route] {
    let desk = MapDesk(shelf: shelf)
    return [
        house.route(.get, "/insight/map", .seeMeasures, audit: .none, desk.show),
        house.route(.get, "/insight/map/csv", .seeMeasures, audit: .export, desk.file),
    ]
}

/// The handlers behind the map.
struct MapDesk: Sendable {
    let shelf: AreaShelf

    /// What was asked for, as far as it makes sense; else the first measure that has places.
    private func wish(_ visit: Visit, _ placed: [Measure]) -> MapWish {
        let query = visit.request.query
        let asked = placed.first { $0.id == query["measure"] } ?? placed.first
        return MapWish(query, measure: asked?.id ?? "")
    }

    private func view(_ visit: Visit, in tx: Transaction) throws -> MapView? {
        let audience = ShownSeries.audience(of: visit.worker.role)
        let placed = try tx.placedMeasures()
        return try mapView(wish(visit, placed), placed, for: audience, shelf: shelf, in: tx)
    }

    func show(_ visit: Visit) async throws -> Answer {
        let body = try await visit.read { try view(visit, in: $0).map(MapPages.show) ?? MapPages.empty }
        return visit.page(Page("Map", body: body))
    }

    func file(_ visit: Visit) async throws -> Answer {
        let found = try await visit.record { tx in
            try visit.note(.seeMeasures, "map as a file", in: tx)
            return try view(visit, in: tx)
        }
        guard let view = found else { throw Problem.notFound }
        return .download(
            MapFile.text(view), type: "text/csv; charset=utf-8", name: "map-\(view.measure.id)-\(visit.today).csv")
    }
}

/// A measure by area over its newest twelve months with figures; nil without boundaries or figures.
func mapView(
    _ wish: MapWish, _ placed: [Measure], for audience: CountAudience, shelf: AreaShelf, in tx: Transaction
) throws -> MapView? {
    guard let book = try shelf.book(in: tx), let measure = placed.first(where: { $0.id == wish.measure }),
        let months = try tx.newestYear(of: measure.id)
    else { return nil }
    let whole = try tx.values(of: measure.id).filter { months.contains($0.month) }.compactMap(\.numerator)
    let people = try tx.population(AreaCounts.ages, boundaryYear: book.set.year)
    let counts = AreaCounts(
        book, try tx.values(of: measure.id, byAreaIn: months), total: whole.reduce(0, +),
        hidesMonth: whole.contains(where: Suppression.partner.isSmall), people: people, months: months,
        figure: people.isEmpty ? .number : wish.figure, for: audience)
    var view = MapView(
        wish: wish, measure: measure, placed: placed, book: book, counts: counts,
        hot: HotSpots(counts.lines.map(\.weight), neighbours: book.neighbours),
        schools: wish.showsSchools ? try tx.namedPlaces("school").map { ($0.name, $0.easting, $0.northing) } : [],
        actions: wish.showsActions ? try tx.actionPins(book) : [], hasPeople: !people.isEmpty)
    view.mayShowHexagons = audience == .team
    if wish.showsHexagons, audience == .team { view.hexagons = try tx.hexagons(measure, in: months, book) }
    if wish.showsClusters {
        view.clusters = try tx.shownSignals(for: audience).filter {
            $0.signal.method == .scan && $0.signal.measure.id == measure.id && $0.signal.state != .closed
        }
    }
    view.redrawn = try tx.redrawnMonths(of: measure)
    return view
}

extension Transaction {
    /// The measures whose events have places and of which there are any.
    func placedMeasures() throws -> [Measure] {
        let known: [String] = try values("SELECT DISTINCT measure FROM measure_value WHERE area <> ''")
        return Measure.shipped.filter { known.contains($0.id) }
    }

    /// The twelve months up to the newest with a figure, or as many of them as there are.
    func newestYear(of measure: String) throws -> ClosedRange<Month>? {
        let months = try values(of: measure).filter { $0.numerator != nil }.map(\.month)
        guard let first = months.first, let last = months.last else { return nil }
        return max(first, last.adding(-11))...last
    }

    /// Where something is being done: the middle of each area it is for.
    func actionPins(_ book: AreaBook) throws -> [(name: String, x: Double, y: Double)] {
        try rows(
            """
            SELECT a.title, p.area FROM place_action a JOIN place_action_area p ON p.action_id = a.id
            WHERE a.ended_at IS NULL ORDER BY a.starts, a.id, p.area
            """
        ).compactMap { row in
            let (title, code): (String, String) = (try row["title"], try row["area"])
            return book.place(of: code).map { (title, book.areas[$0].easting, book.areas[$0].northing) }
        }
    }
}

/// The map's numbers as a file: what its page shows to the same audience, and no more.
enum MapFile {
    static func text(_ view: MapView) -> String {
        let writer = CSVWriter()
        var lines = [
            writer.line(["measure", view.measure.title]), writer.line(["months", view.span]),
            writer.line(["boundaries", view.book.set.name]),
            writer.line(["code", "name", "count", "per_1000_aged_10_to_24", "hot_spot"]),
        ]
        for (index, line) in view.counts.lines.enumerated() {
            lines.append(
                writer.line([
                    line.code, line.name, Suppression.partner.words(line.count),
                    line.rate.map { decimal($0, places: 1) } ?? "", view.hot.hot[index] ? "yes" : "no",
                ]))
        }
        lines.append(writer.line(["", "place not known", Suppression.partner.words(view.counts.unplaced), "", ""]))
        return lines.joined()
    }
}
