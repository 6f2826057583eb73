import Geography
import Governance
import Kernel
import Web

/// What a reader asked the map for.
struct MapWish: Sendable, Equatable {
    var measure: String
    var figure: AreaCounts.Figure
    var showsSchools: Bool
    var showsActions: Bool
    /// How many times closer than the whole partnership, and the middle, in metres.
    var zoom: Double
    var middle: Point?

    /// The closest and the furthest one may look: a map of single streets is for nobody's board.
    static let zooms: [Double] = [1, 1.5, 2, 3, 4, 6, 8]

    /// The same as a file.
    var file: Link { ("/insight/map/csv" as Link).with(query: query) }

    /// The page with something changed.
    func with(_ change: (inout MapWish) -> Void) -> Link {
        var wish = self
        change(&wish)
        return InsightLink.map.with(query: wish.query)
    }

    private var query: [(name: String, value: String)] {
        var query = [("measure", measure), ("figure", figure.rawValue)]
        if showsSchools { query.append(("schools", "yes")) }
        if showsActions { query.append(("actions", "yes")) }
        if zoom > 1 { query.append(("zoom", "\(zoom)")) }
        if let middle = middle { query += [("x", "\(Int(middle.x))"), ("y", "\(Int(middle.y))")] }
        return query
    }
}

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

    /// The upper ends of the first four shades: fifths of the areas that have any, the way quantile maps are cut.
    private var cuts: [Double] {
        let values = counts.lines.compactMap(counts.value).filter { $0 > 0 }.sorted()
        guard values.count >= 5 else { return [] }
        let cuts = (1...4).map { values[min(values.count - 1, $0 * values.count / 5)] }
        return cuts.enumerated().filter { $0 == 0 || $1 > cuts[$0 - 1] }.map(\.element)
    }

    private func shade(_ value: Double?, _ cuts: [Double]) -> Int {
        guard let value, value > 0 else { return 0 }
        return (cuts.firstIndex { value < $0 } ?? cuts.count) + 1
    }

    private func shadeWords(_ cuts: [Double]) -> [String] {
        let places = counts.figure == .number ? 0 : 1
        guard let first = cuts.first, let last = cuts.last else { return ["Any"] }
        let middle = zip(cuts, cuts.dropFirst()).map {
            "\(decimal($0, places: places)) to under \(decimal($1, places: places))"
        }
        return ["Under \(decimal(first, places: places))"] + middle + ["\(decimal(last, places: places)) and over"]
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
        let cuts = cuts
        var frame = ChartFrame(
            id: "map", title: finding,
            subtitle: "\(measure.title), \(counts.figure.name.lowercasedFirst), by where it happened. \(span).",
            description: description)
        frame.level = level
        frame.csv = wish.file
        var map = MapPicture(frame: frame, window: window)
        map.patches = counts.lines.enumerated().map { index, line in
            MapPicture.Patch(
                name: line.name, words: words(line), shade: shade(counts.value(line), cuts),
                outline: book.drawings[index].rings.map { $0.points.map { ($0.x, $0.y) } }, isHot: hot.hot[index],
                link: InsightLink.place(line.code))
        }
        map.pins =
            schools.map { MapPicture.Pin(kind: .school, name: $0.name, x: $0.x, y: $0.y) }
            + actions.map { MapPicture.Pin(kind: .action, name: $0.name, x: $0.x, y: $0.y) }
        map.shadeWords = shadeWords(cuts)
        map.figureName = counts.figure.name
        if !isSmall { map.moves = moves }
        return map
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
        \(view.picture(level: 2).html)
        \(notPerson)
        \(method(view))
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
                ("schools", wish.showsSchools ? "yes" : ""),
                ("actions", wish.showsActions ? "yes" : ""),
            ]))
        let figures = AreaCounts.Figure.allCases.filter { $0 == .number || view.hasPeople }
        return """
            <form class="ui-filters" method="get" action="/insight/map" aria-label="What the map shows">\
            \(form.select("measure", label: "Measure", options: view.placed.map { Choice($0.id, $0.title) }))\
            \(form.select("figure", label: "Figure", options: figures.map { Choice($0.rawValue, $0.name) }))\
            \(form.checkbox("schools", label: "Schools"))\(form.checkbox("actions", label: "What we are doing"))\
            \(button("Show", .secondary))</form>
            """
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
