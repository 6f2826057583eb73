/// A map as one drawing: areas shaded by a figure, hexagons, rings round hot spots, points with words.
///
/// It is drawn in metres, north up; the reader moves about in it with links and keys, each a page of its own
/// without JavaScript.
package struct MapPicture: Sendable {
    /// Closed outlines in metres east and north; several rings make holes where they overlap.
    package typealias Outline = [[(x: Double, y: Double)]]

    /// One area or hexagon.
    package struct Patch: Sendable {
        package let name: String
        /// What it says: "18.8 per 1,000", "fewer than 8".
        package let words: String
        /// 0 for none or not shown, 1 to 5.
        package let shade: Int
        package let outline: Outline
        package let isHot: Bool
        package let link: Link?

        package init(name: String, words: String, shade: Int, outline: Outline, isHot: Bool = false, link: Link? = nil)
        {
            self.name = name
            self.words = words
            self.shade = shade
            self.outline = outline
            self.isHot = isHot
            self.link = link
        }
    }

    /// A point with a name: a school, an action.
    package struct Pin: Sendable {
        package enum Kind: String, Sendable, CaseIterable {
            case school, action, venue
        }

        package let kind: Kind
        package let name: String
        package let x: Double
        package let y: Double

        package init(kind: Kind, name: String, x: Double, y: Double) {
            self.kind = kind
            self.name = name
            self.x = x
            self.y = y
        }
    }

    /// One line round several areas that belong together: a cluster.
    package struct Group: Sendable {
        package let name: String
        package let outlines: [Outline]

        package init(name: String, outlines: [Outline]) {
            self.name = name
            self.outlines = outlines
        }
    }

    /// A circle round a cluster.
    package struct Ring: Sendable {
        package let name: String
        package let x: Double
        package let y: Double
        package let radius: Double

        package init(name: String, x: Double, y: Double, radius: Double) {
            self.name = name
            self.x = x
            self.y = y
            self.radius = radius
        }
    }

    /// What part of the country is drawn, in metres.
    package struct Window: Sendable, Equatable {
        package let west: Double
        package let south: Double
        package let east: Double
        package let north: Double

        package init(west: Double, south: Double, east: Double, north: Double) {
            self.west = west
            self.south = south
            self.east = max(east, west + 1)
            self.north = max(north, south + 1)
        }

        package var width: Double { east - west }
        package var height: Double { north - south }
        package var middle: (x: Double, y: Double) { ((west + east) / 2, (south + north) / 2) }

        /// The same middle, so many times closer.
        package func closer(_ times: Double, at middle: (x: Double, y: Double)? = nil) -> Window {
            let (x, y) = middle ?? self.middle
            let (halfWidth, halfHeight) = (width / times / 2, height / times / 2)
            return Window(west: x - halfWidth, south: y - halfHeight, east: x + halfWidth, north: y + halfHeight)
        }

        func holds(_ x: Double, _ y: Double) -> Bool { (west...east).contains(x) && (south...north).contains(y) }

        func meets(_ outline: Outline) -> Bool {
            guard let first = outline.first?.first else { return false }
            var box = (first.x, first.y, first.x, first.y)
            for point in outline.joined() {
                box = (min(box.0, point.x), min(box.1, point.y), max(box.2, point.x), max(box.3, point.y))
            }
            return box.0 <= east && box.2 >= west && box.1 <= north && box.3 >= south
        }
    }

    package var frame: ChartFrame
    package let window: Window
    package var patches: [Patch] = []
    package var pins: [Pin] = []
    package var rings: [Ring] = []
    /// Drawn over the areas, which are then left unshaded: hexagons.
    package var cells: [Patch] = []
    package var groups: [Group] = []
    /// What the shades mean, lightest first: "Under 4", "4 to 6.9".
    package var shadeWords: [String] = []
    package var figureName = "Figure"
    package var words: HTML = .empty
    /// Ways to move about: closer, further, north, and so on.
    package var moves: HTML = .empty

    package init(frame: ChartFrame, window: Window) {
        self.frame = frame
        self.window = window
    }

    package var html: HTML {
        frame.html(
            wide: "\(moves)\(MapDrawing(self, width: 620, size: "wide").svg)",
            narrow: MapDrawing(self, width: 350, size: "narrow").svg, legend: legend, words: words, table: table)
    }

    private var legend: HTML {
        var items = shadeWords.enumerated().map { index, words -> HTML in
            "<li>\(key("<rect class=\"q\(index + 1)\" x=\"1\" y=\"1\" width=\"14\" height=\"14\"/>"))\(words)</li>"
        }
        items.append("<li>\(key(#"<rect class="q0" x="1" y="1" width="14" height="14"/>"#))None, or not shown</li>")
        if patches.contains(where: \.isHot) || !rings.isEmpty {
            items.append("<li>\(key(#"<rect class="hot hot--s" x="2" y="2" width="12" height="12"/>"#))Hot spot</li>")
        }
        if !groups.isEmpty {
            items.append("<li>\(key(#"<path class="cluster" d="M2 2H14V14H2Z"/>"#))Cluster in place and time</li>")
        }
        for kind in Pin.Kind.allCases where pins.contains(where: { $0.kind == kind }) {
            items.append("<li>\(key(kind.shape(8, 8)))\(kind.words)</li>")
        }
        return #"<ul class="ui-legend">\#(items)</ul>"#
    }

    private func key(_ body: HTML) -> HTML {
        """
        <svg class="ui-plot" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\(body)</svg>
        """
    }

    private var table: HTML {
        let columns = [TableColumn("Place"), TableColumn(figureName, .figures), TableColumn("Hot spot")]
        let rows = patches.map { patch -> [HTML] in
            let name = patch.link.map { anchor(patch.name, $0) } ?? HTML(patch.name)
            return [name, HTML(patch.words), patch.isHot ? "Yes" : "No"]
        }
        return dataTable(frame.title, isCaptionHidden: true, columns: columns, rows: rows)
    }
}

extension MapPicture.Pin.Kind {
    var words: String {
        switch self {
        case .school: "School"
        case .action: "What we are doing"
        case .venue: "Venue"
        }
    }

    /// Its shape: a triangle, a square, a ring.
    func shape(_ x: Double, _ y: Double) -> HTML {
        switch self {
        case .school:
            """
            <path class="pin pin--school" d="M\(units(x)) \(units(y - 6))L\(units(x + 6)) \(units(y + 5))\
            H\(units(x - 6))Z"/>
            """
        case .action:
            #"<rect class="pin pin--action" x="\#(units(x - 5))" y="\#(units(y - 5))" width="10" height="10"/>"#
        case .venue: #"<circle class="pin pin--venue" cx="\#(units(x))" cy="\#(units(y))" r="5"/>"#
        }
    }
}
