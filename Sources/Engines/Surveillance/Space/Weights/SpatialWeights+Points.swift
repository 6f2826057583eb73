import Threads

extension SpatialWeights {
    /// The nearest points of each point; a tie of distance is settled for the smaller index.
    ///
    /// As spdep `knearneigh` and libpysal `KNN`, whose ties fall as their trees happen to lie.
    ///
    /// - Complexity: O(*n* log *n*).
    public static func nearest(
        _ count: Int, of points: [PlanePoint], style: Style, threads: Int
    ) throws(SpaceError) -> SpatialWeights {
        try SpaceChecks.atLeast(1, count, "The number of nearest neighbours")
        guard points.count > count else {
            throw .tooFew(method: "\(count) nearest neighbours", given: points.count, needed: count + 1)
        }
        try SpaceChecks.finite(points)
        let tree = PointTree(points)
        let rows = SharedWork.parts(of: points.count, size: 2048, threads: threads) { part in
            part.flatMap { index in
                tree.nearest(count, to: points[index], excluding: index).map { Int32($0.index) }.sorted()
            }
        }
        let starts = (0...points.count).map { $0 * count }
        return SpatialWeights(starts: starts, neighbours: Array(rows.joined()), given: nil, style: style)
    }

    /// The points at most `distance` metres from each point, those on the same spot among them.
    ///
    /// As libpysal `DistanceBand(binary=True)` and spdep `dnearneigh(points, 0, distance)`. `limit` bounds the memory:
    /// one pair takes four bytes; more pairs than that are refused instead of filling the machine.
    ///
    /// - Complexity: O(*n* log *n* + pairs).
    public static func within(
        _ distance: Double, of points: [PlanePoint], style: Style, limit: Int, threads: Int
    ) throws(SpaceError) -> SpatialWeights {
        try SpaceChecks.positive(distance, "The distance of neighbours")
        guard !points.isEmpty else { throw .tooFew(method: "A distance band", given: 0, needed: 1) }
        try SpaceChecks.finite(points)
        let tree = PointTree(points)
        let rows = SharedWork.parts(of: points.count, size: 1024, threads: threads) { part in
            rowsWithin(distance, of: points, part, tree, limit: limit)
        }
        var starts = [0]
        starts.reserveCapacity(points.count + 1)
        var found = 0
        for row in rows {
            for length in row.lengths {
                found += length
                starts.append(found)
            }
        }
        guard found <= limit else { throw .tooManyNeighbours(found: found, limit: limit) }
        return SpatialWeights(
            starts: starts, neighbours: Array(rows.map(\.neighbours).joined()), given: nil, style: style)
    }

    /// The neighbours of a part of the points; counted but not kept once there are more than `limit`.
    private static func rowsWithin(
        _ distance: Double, of points: [PlanePoint], _ part: Range<Int>, _ tree: PointTree, limit: Int
    ) -> (lengths: [Int], neighbours: [Int32]) {
        var lengths: [Int] = []
        var all: [Int32] = []
        var found = 0
        for index in part {
            var row: [Int32] = []
            tree.visit(within: distance, of: points[index]) { neighbour, _ in
                if neighbour != index { row.append(Int32(neighbour)) }
            }
            lengths.append(row.count)
            found += row.count
            guard found <= limit else { break }
            all.append(contentsOf: row.sorted())
        }
        return (lengths, all)
    }
}
