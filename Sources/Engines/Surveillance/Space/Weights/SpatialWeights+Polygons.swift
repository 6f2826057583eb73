extension SpatialWeights {
    /// What two areas must share to be neighbours.
    public enum Contiguity: String, Sendable, CaseIterable {
        /// A corner.
        case queen
        /// A whole side.
        case rook
    }

    /// Areas that touch. Corners at most `snap` metres apart are taken for one, so that small gaps do not part areas.
    ///
    /// As libpysal `Queen` and `Rook` and spdep `poly2nb`: what is shared are corners of the rings, so a corner that meets
    /// the middle of a side does not count. spdep's rook takes two shared corners, ours and libpysal's a shared side.
    ///
    /// - Complexity: O(*v* log *v*) in the corners.
    public static func contiguity(
        _ rule: Contiguity, of polygons: [PlanePolygon], snap: Double, style: Style
    ) throws(SpaceError) -> SpatialWeights {
        guard snap >= 0, snap.isFinite else {
            throw .setting(name: "The snapping distance", value: snap, rule: "it must be zero or more metres")
        }
        var corners = Corners(snap: snap)
        var shared: [Shared] = []
        for (area, polygon) in polygons.enumerated() {
            for ring in polygon.rings {
                let numbers = ring.map { corners.number(of: $0) }
                switch rule {
                case .queen:
                    shared.append(contentsOf: numbers.map { Shared(key: UInt64($0), area: Int32(area)) })
                case .rook:
                    shared.append(contentsOf: sides(numbers).map { Shared(key: $0, area: Int32(area)) })
                }
            }
        }
        return SpatialWeights(pairs: pairs(of: shared), count: polygons.count, style: style)
    }

    /// Something that an area has and others may have too.
    private struct Shared {
        let key: UInt64
        let area: Int32
    }

    private static func sides(_ corners: [UInt32]) -> [UInt64] {
        corners.indices.compactMap { place in
            let a = corners[place]
            let b = corners[(place + 1) % corners.count]
            return a == b ? nil : UInt64(min(a, b)) << 32 | UInt64(max(a, b))
        }
    }

    /// Every pair of different areas with something in common, both ways round, in order and once.
    private static func pairs(of shared: [Shared]) -> [UInt64] {
        let sorted = shared.sorted { $0.key != $1.key ? $0.key < $1.key : $0.area < $1.area }
        var pairs: [UInt64] = []
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].key == sorted[start].key { end += 1 }
            for one in start..<end {
                for other in start..<end where sorted[one].area != sorted[other].area {
                    pairs.append(UInt64(UInt32(sorted[one].area)) << 32 | UInt64(UInt32(sorted[other].area)))
                }
            }
            start = end
        }
        pairs.sort()
        return pairs
    }

    private init(pairs: [UInt64], count: Int, style: Style) {
        var starts = Array(repeating: 0, count: count + 1)
        var neighbours: [Int32] = []
        for (place, pair) in pairs.enumerated() where place == 0 || pairs[place - 1] != pair {
            starts[Int(pair >> 32) + 1] += 1
            neighbours.append(Int32(truncatingIfNeeded: pair))
        }
        for area in 0..<count { starts[area + 1] += starts[area] }
        self.init(starts: starts, neighbours: neighbours, given: nil, style: style)
    }
}

/// Numbers for corners, the same for corners that lie within the snapping distance of one seen before.
private struct Corners {
    private struct Cell: Hashable {
        let x: Double
        let y: Double
    }

    private let snap: Double
    private var newest: [Cell: Int] = [:]
    private var older: [Int] = []
    private var places: [PlanePoint] = []

    init(snap: Double) {
        self.snap = snap
    }

    mutating func number(of point: PlanePoint) -> UInt32 {
        let cell = Cell(x: index(point.x), y: index(point.y))
        if let known = nearest(to: point, around: cell) { return UInt32(known) }
        older.append(newest[cell] ?? -1)
        newest[cell] = places.count
        places.append(point)
        return UInt32(places.count - 1)
    }

    private func index(_ value: Double) -> Double {
        // Adding zero turns −0 into 0, which hashes alike.
        snap > 0 ? (value / snap).rounded(.down) : value + 0
    }

    private func nearest(to point: PlanePoint, around cell: Cell) -> Int? {
        guard snap > 0 else { return newest[cell] }
        var best: PointTree.Found?
        for dx in [-1.0, 0, 1] {
            for dy in [-1.0, 0, 1] {
                var next = newest[Cell(x: cell.x + dx, y: cell.y + dy)] ?? -1
                while next >= 0 {
                    let found = PointTree.Found(
                        index: next, squaredDistance: places[next].squaredDistance(to: point))
                    if found.squaredDistance <= snap * snap, best.map({ PointTree.Found.nearer(found, $0) }) ?? true {
                        best = found
                    }
                    next = older[next]
                }
            }
        }
        return best?.index
    }
}
