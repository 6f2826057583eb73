/// One hexagon of a grid, in axial coordinates: `q` counts along rows to the east, `r` counts rows to the north.
public struct Hexagon: Sendable, Hashable, Comparable {
    /// The place along the row; each row starts half a hexagon further east.
    public let q: Int
    /// The row.
    public let r: Int

    /// The hexagon with these coordinates.
    public init(q: Int, r: Int) {
        self.q = q
        self.r = r
    }

    /// The six that share a side with it, from the east anticlockwise.
    public var neighbours: [Hexagon] {
        [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)].map { Hexagon(q: q + $0.0, r: r + $0.1) }
    }

    /// From the south, in each row from the west.
    public static func < (left: Hexagon, right: Hexagon) -> Bool {
        left.r != right.r ? left.r < right.r : left.q < right.q
    }
}

/// Regular hexagons that cover the plane, a corner of each pointing north.
///
/// Axial coordinates and rounding as Red Blob Games (Patel 2013, "Hexagonal grids"), with north up. Hexagons of one side have
/// the same distance to all six neighbours, which squares have not (Birch, Oom and Beecham 2007,
/// doi:10.1016/j.ecolmodel.2007.03.041).
public struct HexagonGrid: Sendable, Hashable {
    /// The side in metres; the hexagon is √3 sides wide and 2 sides high.
    public let side: Double
    /// The middle of hexagon (0, 0).
    public let origin: PlanePoint

    /// Hexagons of this side around an origin; a fixed origin keeps cells the same from month to month.
    public init(side: Double, origin: PlanePoint) throws(SpaceError) {
        try SpaceChecks.positive(side, "The side of a hexagon")
        try SpaceChecks.finite([origin])
        self.side = side
        self.origin = origin
    }

    private static let root3 = 3.0.squareRoot()

    /// The area of one hexagon in square metres.
    public var cellArea: Double { 1.5 * Self.root3 * side * side }

    /// The middle of a hexagon.
    public func centre(of cell: Hexagon) -> PlanePoint {
        let (q, r) = (Double(cell.q), Double(cell.r))
        return PlanePoint(x: origin.x + side * Self.root3 * (q + r / 2), y: origin.y + side * 1.5 * r)
    }

    /// The six corners, from the north-east anticlockwise.
    public func corners(of cell: Hexagon) -> [PlanePoint] {
        let middle = centre(of: cell)
        let half = side * Self.root3 / 2
        return [(half, 0.5), (0, 1), (-half, 0.5), (-half, -0.5), (0, -1), (half, -0.5)].map {
            PlanePoint(x: middle.x + $0.0, y: middle.y + $0.1 * side)
        }
    }

    /// The hexagon that a place lies in; nil when it lies too far away to be counted to, or nowhere.
    public func cell(at point: PlanePoint) -> Hexagon? {
        let x = (point.x - origin.x) / side
        let y = (point.y - origin.y) / side
        let q: Double = x / Self.root3 - y / 3
        let r: Double = 2 * y / 3
        // Beyond this whole numbers of cells are no longer exact.
        guard abs(q) < 0x1p50, abs(r) < 0x1p50 else { return nil }
        let s = -q - r
        var (roundQ, roundR) = (q.rounded(), r.rounded())
        let roundS = s.rounded()
        let (dq, dr, ds) = (abs(roundQ - q), abs(roundR - r), abs(roundS - s))
        if dq > dr, dq > ds {
            roundQ = -roundR - roundS
        } else if dr > ds {
            roundR = -roundQ - roundS
        }
        return Hexagon(q: Int(roundQ), r: Int(roundR))
    }

    /// How many events lie in each hexagon that has any, from the south-west.
    public func counts(of events: [PlanePoint]) throws(SpaceError) -> [(cell: Hexagon, count: Int)] {
        var counts: [Hexagon: Int] = [:]
        for (index, event) in events.enumerated() {
            guard let cell = cell(at: event) else { throw .notFinite(what: "Point", position: index) }
            counts[cell, default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The hexagons whose middle lies in a window, so that those without events are counted as 0 and not forgotten.
    public func cells(in window: StudyWindow) throws(SpaceError) -> [Hexagon] {
        let bounds = window.bounds
        try SpaceChecks.finite([bounds.minX, bounds.minY, bounds.maxX, bounds.maxY], "Side of the window")
        let expected = max(bounds.area / cellArea, max(bounds.width, bounds.height) / side)
        guard expected <= Double(Raster.largestCellCount), cell(at: PlanePoint(x: bounds.minX, y: bounds.minY)) != nil
        else { throw .gridTooLarge(cells: Int(min(expected, 1e18)), limit: Raster.largestCellCount) }
        let firstRow = ((bounds.minY - origin.y) / (1.5 * side)).rounded(.down)
        let lastRow = ((bounds.maxY - origin.y) / (1.5 * side)).rounded(.up)
        var cells: [Hexagon] = []
        for r in Int(firstRow)...Int(lastRow) {
            let shift = Double(r) / 2
            let first = ((bounds.minX - origin.x) / (side * Self.root3) - shift).rounded(.down)
            let last = ((bounds.maxX - origin.x) / (side * Self.root3) - shift).rounded(.up)
            for q in Int(first)...Int(last) where window.contains(centre(of: Hexagon(q: q, r: r))) {
                cells.append(Hexagon(q: q, r: r))
            }
        }
        return cells
    }
}
