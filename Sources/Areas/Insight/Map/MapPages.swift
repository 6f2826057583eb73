import Geography
import Governance
import Kernel
import Web

/// Everything the map shows.
struct MapView: Sendable {
    let wish: MapWish
    let measure: Measure
    let placed: [Measure]
    let book: AreaBook
    let counts: AreaCounts
    let hot: HotSpots
    let schools: [(name: String, x: Double, y: Double)]
    let actions: [(name: String, x: Double, y: Double)]
    let hasPeople: Bool
    /// Nil where it was not asked for, or may not be shown.
    var hexagons: HexagonLayer?
    /// Open clusters in place and time, as far as this audience may know of them.
    var clusters: [ShownSignal] = []
    /// Whether hexagons may be asked for.
    var mayShowHexagons = false
    /// The months in which some events named areas of other boundaries, and are not on the map.
    var redrawn: ClosedRange<Month>?

    private var groups: [[Int]] { hot.groups(book.neighbours) }

    /// "Six neighbouring areas form a hot spot".
    var finding: String {
        guard let largest = groups.first else {
            return "No group of areas stands out more than chance would have it"
        }
        let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        let number = largest.count < words.count ? words[largest.count] : "\(largest.count)"
        let first = "\(number.prefix(1).uppercased())\(number.dropFirst())"
        let areas = largest.count == 1 ? "area is a hot spot" : "neighbouring areas form a hot spot"
        let more = groups.count > 1 ? ", and \(groups.count - 1) more" : ""
        return
            "\(first) \(areas) round \(book.areas[largest.max { weight($0) < weight($1) } ?? largest[0]].name)\(more)"
    }

    private func weight(_ area: Int) -> Double { counts.lines[area].weight }

    var span: String { "\(counts.months.lowerBound.name) to \(counts.months.upperBound.name)" }

    // MARK: Shades

    private var shades: MapShades {
        MapShades(counts.lines.compactMap(counts.value), places: counts.figure == .number ? 0 : 1)
    }

    func words(_ line: AreaCounts.Line) -> String {
        let count = Suppression.partner.words(line.count)
        return counts.figure == .number ? count : line.rate.map { decimal($0, places: 1) } ?? "not shown"
    }

    // MARK: The picture

    private var window: MapPicture.Window {
        let box = book.box.grown(x: book.box.width * 0.02, y: book.box.height * 0.02)
        let whole = MapPicture.Window(west: box.minX, south: box.minY, east: box.maxX, north: box.maxY)
        return whole.closer(wish.zoom, at: wish.middle.map { ($0.x, $0.y) })
    }

    func picture(level: Int, isSmall: Bool = false) -> MapPicture {
        let shades = shades
        var frame = ChartFrame(
            id: "map", title: finding,
            subtitle: "\(measure.title), \(counts.figure.name.lowercasedFirst), by where it happened. \(span).",
            description: description)
        frame.level = level
        frame.csv = wish.file
        var map = MapPicture(frame: frame, window: window)
        map.patches = counts.lines.enumerated().map { index, line in
            MapPicture.Patch(
                name: line.name, words: words(line), shade: shades.shade(counts.value(line)),
                outline: outline(index), isHot: wish.showsHotSpots && hot.hot[index],
                link: InsightLink.place(line.code))
        }
        map.pins =
            schools.map { MapPicture.Pin(kind: .school, name: $0.name, x: $0.x, y: $0.y) }
            + actions.map { MapPicture.Pin(kind: .action, name: $0.name, x: $0.x, y: $0.y) }
        map.groups = clusters.map { cluster in
            MapPicture.Group(
                name: "\(cluster.place), \(cluster.when)",
                outlines: (cluster.signal.facts.areas ?? []).compactMap { book.place(of: $0).map(outline) })
        }
        map.shadeWords = shades.words
        map.figureName = counts.figure.name
        if let hexagons, !hexagons.cells.isEmpty {
            let shades = MapShades(hexagons.cells.map { Double($0.count) }, places: 0)
            map.cells = hexagons.cells.map { cell in
                MapPicture.Patch(
                    name: cell.name, words: grouped(cell.count), shade: shades.shade(Double(cell.count)),
                    outline: [cell.outline])
            }
            map.shadeWords = shades.words.map { "\($0) in a hexagon" }
        }
        if !isSmall { map.moves = moves }
        return map
    }

    private func outline(_ area: Int) -> MapPicture.Outline {
        book.drawings[area].rings.map { $0.points.map { ($0.x, $0.y) } }
    }

    private var description: String {
        let hotNames = groups.joined().map { book.areas[$0].name }
        let hotWords =
            hotNames.isEmpty ? "None stands out by Getis–Ord Gi*." : "Hot spot: \(hotNames.joined(separator: ", "))."
        return "Map of \(book.areas.count) small areas. \(hotWords) The numbers are in the table."
    }

    // MARK: Moving about

    private var moves: HTML {
        let zooms = MapWish.zooms
        let at = zooms.lastIndex { $0 <= wish.zoom } ?? 0
        let window = window
        let middle = window.middle
        func move(_ label: String, _ key: String, _ x: Double, _ y: Double) -> HTML {
            let point = Point(x: middle.x + x * window.width / 3, y: middle.y + y * window.height / 3)
            return #"<a href="\#(wish.with { $0.middle = point })" data-key="\#(key)">\#(label)</a>"#
        }
        var items: [HTML] = []
        if at + 1 < zooms.count {
            let point = Point(x: middle.x, y: middle.y)
            items.append(
                #"<a href="\#(wish.with { $0.zoom = zooms[at + 1]; $0.middle = point })" data-key="+">Closer</a>"#)
        }
        if at > 0 {
            items.append(
                #"<a href="\#(wish.with { $0.zoom = zooms[at - 1]; if at == 1 { $0.middle = nil } })" data-key="-">Further away</a>"#
            )
            items += [
                move("North", "ArrowUp", 0, 1), move("South", "ArrowDown", 0, -1), move("West", "ArrowLeft", -1, 0),
                move("East", "ArrowRight", 1, 0),
                #"<a href="\#(wish.with { $0.zoom = 1; $0.middle = nil })" data-key="0">All of it</a>"#,
            ]
        }
        return #"<nav class="ui-moves" aria-label="Move the map">\#(items)</nav>"#
    }
}

/// The map's page.
enum MapPages {
    static func show(_ view: MapView) -> HTML {
        """
        \(pageHead("Map", lead: "Where it happens, so that help can be put there."))
        \(subNavigation("Insight", InsightLink.tabs(InsightLink.map)))
        \(choices(view))
        \(boundaryNote(view))
        \(columns(
            .map, "\(view.picture(level: 2).html)\(notPerson)", aside: "\(MapLists(view: view).html)\(method(view))",
            label: "The map in words"))
        """
    }

    /// Said under every map.
    static let notPerson = callout(
        .info, "A place is not a person",
        "<p>Use this map to decide where to put help. Do not use it to decide who to stop, or to judge someone by where they live.</p>"
    )

    static let empty: HTML = """
        \(pageHead("Map", lead: "Where it happens, so that help can be put there."))
        \(subNavigation("Insight", InsightLink.tabs(InsightLink.map)))
        \(emptyState(
            "There is no map yet.",
            "Bring in a boundary file first: small areas as GeoJSON, from the Office for National Statistics or your own.",
            action: anchor("See where the figures come from", InsightLink.data)))
        """

    private static func choices(_ view: MapView) -> HTML {
        let wish = view.wish
        let form = FormView(
            Form([
                ("measure", wish.measure), ("figure", wish.figure.rawValue),
                ("hot", wish.showsHotSpots ? "yes" : ""), ("clusters", wish.showsClusters ? "yes" : ""),
                ("hexagons", wish.showsHexagons ? "yes" : ""),
                ("schools", wish.showsSchools ? "yes" : ""), ("actions", wish.showsActions ? "yes" : ""),
            ]))
        let figures = AreaCounts.Figure.allCases.filter { $0 == .number || view.hasPeople }
        return """
            <form method="get" action="/insight/map" aria-label="What the map shows"><div class="ui-filters ui-filters--wide">\
            \(form.select("measure", label: "Measure", options: view.placed.map { Choice($0.id, $0.title) }))\
            \(form.select("figure", label: "Figure", options: figures.map { Choice($0.rawValue, $0.name) }))</div>\
            <fieldset class="ui-layers"><legend>On the map</legend>\
            \(form.checkbox("hot", label: "Hot spots"))\
            \(form.checkbox("clusters", label: "Clusters in place and time"))\
            \(view.mayShowHexagons ? form.checkbox("hexagons", label: "Hexagons") : .empty)\
            \(form.checkbox("schools", label: "Schools"))\(form.checkbox("actions", label: "What we are doing"))\
            </fieldset>\(FormView.hidden("layers", "chosen"))\
            \(wish.place.map { FormView.hidden($0.name, $0.value) })\(button("Show", .secondary))</form>
            \(view.mayShowHexagons ? .empty : #"<p class="ui-small ui-muted">\#(HexagonLayer.withheld)</p>"#)
            """
    }

    /// Said where some of what is counted was put down by areas that are no more.
    private static func boundaryNote(_ view: MapView) -> HTML {
        guard let months = view.redrawn, months.overlaps(view.counts.months) else { return .empty }
        return callout(
            .info, "The boundaries changed",
            """
            <p>Between \(months.lowerBound.name) and \(months.upperBound.name) some of these were recorded by areas of \
            other boundaries than those of \(view.book.set.year). Where such an area was split or redrawn, they cannot be \
            put on this map. A rise after that may be the new boundaries and nothing more. \
            \(anchor("How places were found", InsightLink.data)).</p>
            """)
    }

    private static func method(_ view: MapView) -> HTML {
        let unplaced = Suppression.partner.words(view.counts.unplaced)
        return details(
            "How the hot spots are found",
            """
            <p>Each area is looked at together with those that touch it (Getis–Ord Gi*, queen neighbours). An area is \
            marked when so much lies there that chance would seldom put it there, counting that \(view.book.areas.count) \
            areas were looked at (false discoveries held to 5 in 100). \(view.counts.figure == .rate
                ? "Rates are for people aged \(AreaCounts.ages.lowerBound) to \(AreaCounts.ages.upperBound) who live there: many who are hurt in a town centre live elsewhere. "
                : "") \
            Boundaries: \(view.book.set.name), \(view.book.set.source). Not on the map, because the place is not known: \
            \(unplaced).</p>
            """)
    }
}
