/// A map drawn for one width.
struct MapDrawing {
    private let map: MapPicture
    private let width: Double
    private let height: Double
    private let size: HTML

    init(_ map: MapPicture, width: Double, size: HTML) {
        self.map = map
        self.width = width
        self.size = size
        height = min(max(width * map.window.height / map.window.width, width / 3), width * 1.6)
    }

    var svg: HTML {
        let seen = map.patches.filter { map.window.meets($0.outline) }
        let round = border(seen.filter(\.isHot).map(\.outline))
        let hot: HTML =
            round.isEmpty
            ? .empty : #"<path class="hot-u hot-u--s" d="\#(round)"/><path class="hot hot--s" d="\#(round)"/>"#
        // A picture inside the picture ends at its own edge: close by, areas reach far beyond it.
        return map.frame.picture(
            size, width: Int(width), height: Int(height),
            hasLinks: size == "wide" && map.patches.contains { $0.link != nil },
            """
            <svg width="\(Int(width))" height="\(Int(height))" overflow="hidden">\(seen.map(patch))\(cells(seen))\(hot)\
            \(map.groups.map(group))\(map.rings.map(ring))\(pins)</svg>\(bar)
            """)
    }

    /// Metres on the ground for one unit of the drawing, the same both ways.
    private var metres: Double { max(map.window.width / width, map.window.height / height) }

    private func x(_ east: Double) -> Double { (east - map.window.middle.x) / metres + width / 2 }

    private func y(_ north: Double) -> Double { height / 2 - (north - map.window.middle.y) / metres }

    private func path(_ outline: MapPicture.Outline) -> String {
        var text = ""
        for ring in outline {
            for (index, point) in ring.enumerated() {
                text += "\(index == 0 ? "M" : "L")\(units(x(point.x))) \(units(y(point.y)))"
            }
            text += "Z"
        }
        return text
    }

    /// One line round outlines that touch: what two of them share is left out.
    private func border(_ outlines: [MapPicture.Outline]) -> String {
        var uses: [Segment: Int] = [:]
        for segment in outlines.joined().flatMap(Self.segments) { uses[segment.key, default: 0] += 1 }
        var text = ""
        for ring in outlines.joined() {
            var isDrawing = false
            for segment in Self.segments(ring) {
                guard uses[segment.key] == 1 else {
                    isDrawing = false
                    continue
                }
                if !isDrawing { text += "M\(units(x(segment.from.x))) \(units(y(segment.from.y)))" }
                text += "L\(units(x(segment.to.x))) \(units(y(segment.to.y)))"
                isDrawing = true
            }
        }
        return text
    }

    /// A side of an outline, the same whichever way it is walked.
    private struct Segment: Hashable {
        let west: SIMD2<Double>
        let east: SIMD2<Double>
    }

    private static func segments(
        _ ring: [(x: Double, y: Double)]
    ) -> [(key: Segment, from: (x: Double, y: Double), to: (x: Double, y: Double))] {
        ring.indices.compactMap { index in
            let (from, to) = (ring[index], ring[(index + 1) % ring.count])
            guard from != to else { return nil }
            let (one, other) = (SIMD2(from.x, from.y), SIMD2(to.x, to.y))
            let isEast = (from.x, from.y) < (to.x, to.y)
            return (Segment(west: isEast ? one : other, east: isEast ? other : one), from, to)
        }
    }

    /// Hexagons over the areas, and the areas' lines over them.
    private func cells(_ areas: [MapPicture.Patch]) -> HTML {
        guard !map.cells.isEmpty else { return .empty }
        let seen = map.cells.filter { map.window.meets($0.outline) }.map { cell -> HTML in
            """
            <path class="area q\(cell.shade)" d="\(path(cell.outline))"><title>\(cell.name): \(cell.words)</title></path>
            """
        }
        let lines = areas.map { path($0.outline) }.joined()
        return "\(seen)<path class=\"bound\" pointer-events=\"none\" d=\"\(lines)\"/>"
    }

    private func group(_ group: MapPicture.Group) -> HTML {
        let line = border(group.outlines.filter(map.window.meets))
        guard !line.isEmpty else { return .empty }
        return """
            <path class="cluster-u" d="\(line)"/><path class="cluster" d="\(line)"><title>\(group.name)</title></path>
            """
    }

    private func patch(_ patch: MapPicture.Patch) -> HTML {
        let shade = map.cells.isEmpty ? patch.shade : 0
        let shape: HTML = """
            <path class="area q\(shade)" fill-rule="evenodd" d="\(path(patch.outline))">\
            <title>\(patch.name): \(patch.words)</title></path>
            """
        guard let link = patch.link, size == "wide" else { return shape }
        // For the pointer: keyboards and screen readers find the same links in the table, in order of name.
        return #"<a href="\#(link)" tabindex="-1" aria-hidden="true">\#(shape)</a>"#
    }

    private func ring(_ ring: MapPicture.Ring) -> HTML {
        """
        <circle class="hot hot--s" cx="\(units(x(ring.x)))" cy="\(units(y(ring.y)))" r="\(units(max(ring.radius / metres, 6)))">\
        <title>\(ring.name)</title></circle>
        """
    }

    private var pins: HTML {
        let pins = map.pins.filter { map.window.holds($0.x, $0.y) }.map { pin -> HTML in
            "<g>\(pin.kind.shape(x(pin.x), y(pin.y)))<title>\(pin.name)</title></g>"
        }
        return "\(pins)"
    }

    /// How long a round distance is, in the corner.
    private var bar: HTML {
        let room = metres * width / 4
        var length = 100.0
        for step in [200.0, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000] where step <= room { length = step }
        let words = length >= 1000 ? "\(decimal(length / 1000, places: 0)) km" : "\(decimal(length, places: 0)) m"
        let (left, base) = (10.0, height - 10)
        return """
            <path class="axis" fill="none" d="M\(units(left)) \(units(base - 5))V\(units(base))H\(units(left + length / metres))\
            V\(units(base - 5))"/><text class="t-sm" x="\(units(left + 4))" y="\(units(base - 6))">\(words)</text>
            """
    }
}
