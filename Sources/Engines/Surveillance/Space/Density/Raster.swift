/// A grid of equal cells laid over a map, counted from the south-west.
public struct Raster: Sendable, Hashable {
    /// The most cells a raster may have: a map of 4,096 by 4,096, whose numbers fill 128 MB.
    public static let largestCellCount = 1 << 24

    /// The western side in metres.
    public let minX: Double
    /// The southern side in metres.
    public let minY: Double
    /// From west to east of one cell, in metres.
    public let cellWidth: Double
    /// From south to north of one cell, in metres.
    public let cellHeight: Double
    /// How many cells lie from west to east.
    public let columns: Int
    /// How many cells lie from south to north.
    public let rows: Int

    /// So many columns and rows over a rectangle, as spatstat's `dimyx`.
    public init(over bounds: PlaneRectangle, columns: Int, rows: Int) throws(SpaceError) {
        try SpaceChecks.atLeast(1, columns, "The number of columns")
        try SpaceChecks.atLeast(1, rows, "The number of rows")
        try SpaceChecks.positive(bounds.width, "The width of the map")
        try SpaceChecks.positive(bounds.height, "The height of the map")
        let cells = columns.multipliedReportingOverflow(by: rows)
        guard !cells.overflow, cells.partialValue <= Self.largestCellCount else {
            throw .gridTooLarge(cells: cells.overflow ? .max : cells.partialValue, limit: Self.largestCellCount)
        }
        minX = bounds.minX
        minY = bounds.minY
        cellWidth = bounds.width / Double(columns)
        cellHeight = bounds.height / Double(rows)
        self.columns = columns
        self.rows = rows
    }

    /// Square cells of this many metres that cover a rectangle; the last may reach beyond it.
    public init(over bounds: PlaneRectangle, cell: Double) throws(SpaceError) {
        try SpaceChecks.positive(cell, "The side of a cell")
        try SpaceChecks.finite([bounds.minX, bounds.minY, bounds.maxX, bounds.maxY], "Side of the map")
        let (across, up) = ((bounds.width / cell).rounded(.up), (bounds.height / cell).rounded(.up))
        guard across * up <= Double(Self.largestCellCount) else {
            throw .gridTooLarge(cells: Int(min(across * up, 1e18)), limit: Self.largestCellCount)
        }
        let (columns, rows) = (max(1, Int(across)), max(1, Int(up)))
        try self.init(
            over: PlaneRectangle(
                minX: bounds.minX, minY: bounds.minY, maxX: bounds.minX + cell * Double(columns),
                maxY: bounds.minY + cell * Double(rows)), columns: columns, rows: rows)
    }

    /// How many cells there are.
    public var count: Int { columns * rows }
    /// The area of one cell in square metres.
    public var cellArea: Double { cellWidth * cellHeight }

    /// The middle of a cell.
    public func centre(column: Int, row: Int) -> PlanePoint {
        PlanePoint(x: minX + (Double(column) + 0.5) * cellWidth, y: minY + (Double(row) + 0.5) * cellHeight)
    }

    /// The number of a cell: rows from the south, in each row from the west.
    public func index(column: Int, row: Int) -> Int { row * columns + column }
}

/// A number for each cell of a raster that lies in the window.
public struct DensityMap: Sendable, Equatable {
    /// Where the cells lie.
    public let raster: Raster
    /// Events per square kilometre at the middle of each cell; 0 outside the window.
    public let values: [Double]
    /// Whether the middle of each cell lies in the window.
    public let isInside: [Bool]
    /// How many of the events given lie outside the window and were left out.
    public let eventsOutside: Int
    /// The error of the sum over kernels at any place is at most this share of the sum that kernels √2 as wide give;
    /// 0 where the sum is exact but for rounding. Edge correction divides the sum, and its error, by the part inside.
    public let relativeErrorBound: Double

    /// The density at the middle of a cell; nil outside the window.
    public func value(column: Int, row: Int) -> Double? {
        let index = raster.index(column: column, row: row)
        return isInside[index] ? values[index] : nil
    }

    /// The events the map adds up to: density times area, over the cells whose middle lies in the window.
    public var total: Double {
        values.reduce(0, +) * raster.cellArea / KernelDensity.squareMetresPerSquareKilometre
    }
}
