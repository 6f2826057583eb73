import Geography
import Kernel
import Web

/// What a reader asked the map for.
struct MapWish: Sendable, Equatable {
    var measure: String
    var figure: AreaCounts.Figure
    var showsSchools: Bool
    var showsActions: Bool
    /// Lines round hot spots, unless somebody takes them off.
    var showsHotSpots = true
    /// Clusters in place and time that somebody should look into.
    var showsClusters = false
    /// Exact points counted by hexagon: for the team alone.
    var showsHexagons = false
    /// How many times closer than the whole partnership, and the middle, in metres.
    var zoom: Double
    var middle: Point?

    /// The closest and the furthest one may look: a map of single streets is for nobody's board.
    static let zooms: [Double] = [1, 1.5, 2, 3, 4, 6, 8]

    /// No place of Britain lies further from the grid's corner than this, in metres.
    private static let furthest = 10_000_000.0

    /// Reads what was asked for, as far as it makes sense: a measure there is, a closeness there is.
    init(_ query: Form, measure: String) {
        func number(_ name: String) -> Double? { Double(query[name]).flatMap { abs($0) <= Self.furthest ? $0 : nil } }
        func shows(_ layer: String) -> Bool { query[layer] == "yes" }
        let zoom = number("zoom") ?? 1
        self.init(
            measure: measure, figure: AreaCounts.Figure(rawValue: query["figure"]) ?? .number,
            showsSchools: shows("schools"), showsActions: shows("actions"),
            zoom: Self.zooms.last { $0 <= zoom } ?? 1,
            middle: number("x").flatMap { x in number("y").map { Point(x: x, y: $0) } })
        // A form with no box ticked says so by its own mark; a plain address has hot spots.
        showsHotSpots = query["layers"] != "chosen" || shows("hot")
        showsClusters = shows("clusters")
        showsHexagons = shows("hexagons")
    }

    init(
        measure: String, figure: AreaCounts.Figure, showsSchools: Bool, showsActions: Bool, zoom: Double,
        middle: Point?
    ) {
        self.measure = measure
        self.figure = figure
        self.showsSchools = showsSchools
        self.showsActions = showsActions
        self.zoom = zoom
        self.middle = middle
    }

    /// The same as a file.
    var file: Link { ("/insight/map/csv" as Link).with(query: query) }

    /// What a form has to carry along: how close, and where.
    var place: [(name: String, value: String)] {
        query.filter { ["zoom", "x", "y"].contains($0.name) }
    }

    /// The page with something changed.
    func with(_ change: (inout MapWish) -> Void) -> Link {
        var wish = self
        change(&wish)
        return InsightLink.map.with(query: wish.query)
    }

    private var query: [(name: String, value: String)] {
        var query = [("measure", measure), ("figure", figure.rawValue)]
        if !showsHotSpots { query.append(("layers", "chosen")) }
        if showsHotSpots { query.append(("hot", "yes")) }
        if showsClusters { query.append(("clusters", "yes")) }
        if showsHexagons { query.append(("hexagons", "yes")) }
        if showsSchools { query.append(("schools", "yes")) }
        if showsActions { query.append(("actions", "yes")) }
        if zoom > 1 { query.append(("zoom", "\(zoom)")) }
        if let middle = middle { query += [("x", "\(Int(middle.x))"), ("y", "\(Int(middle.y))")] }
        return query
    }
}
