/// A polygon cut by lines from west to east into strips in which no corner lies.
struct PolygonStrips {
    typealias Side = (from: PlanePoint, to: PlanePoint)

    /// From the lower end to the higher, by the lower end; level sides are left out.
    private let sides: [Side]
    private let corners: [Double]

    init(_ polygon: PlanePolygon) {
        let all = StudyWindow.polygon(polygon).sides
        sides = all.map { $0.from.y <= $0.to.y ? $0 : ($0.to, $0.from) }
            .filter { $0.from.y < $0.to.y }
            .sorted { $0.from.y < $1.from.y }
        corners = all.map(\.from.y)
    }

    /// Calls `body` from south to north with each strip between neighbouring corners and `edges`, cut so that no side runs
    /// further along x than `along`, and with the sides that cross it.
    func forEach(edges: [Double], along: Double, _ body: (Range<Double>, [Side]) -> Void) {
        guard let low = corners.min(), let high = corners.max() else { return }
        let heights = (corners + edges.filter { $0 > low && $0 < high }).sorted()
        var active: [Side] = []
        var next = 0
        for (from, to) in zip(heights, heights.dropFirst()) where from < to {
            active.removeAll { $0.to.y <= from }
            while next < sides.count, sides[next].from.y <= from {
                if sides[next].to.y > from { active.append(sides[next]) }
                next += 1
            }
            let run = active.reduce(0) { longest, side in
                max(longest, abs(side.to.x - side.from.x) / (side.to.y - side.from.y) * (to - from))
            }
            let cuts = max(1, Int((run / along).rounded(.up)))
            for cut in 0..<cuts {
                let start: Double = from + (to - from) * Double(cut) / Double(cuts)
                let end: Double = from + (to - from) * Double(cut + 1) / Double(cuts)
                if start < end { body(start..<end, active) }
            }
        }
    }

    /// Where a side crosses the line at a height.
    static func crossing(_ side: Side, _ y: Double) -> Double {
        side.from.x + (y - side.from.y) / (side.to.y - side.from.y) * (side.to.x - side.from.x)
    }
}
