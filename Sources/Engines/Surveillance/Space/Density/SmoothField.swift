/// Values between the middles of cells, where what they are of is smooth.
///
/// Lagrange's interpolation over six cells either way, exact for polynomials of degree 5. Its error falls as the sixth
/// power of cell over sigma: with four cells to a sigma it moves no density by more than 10⁻⁵ of the largest (a test).
struct SmoothField {
    private static let width = 6

    private let raster: Raster

    /// Nil when cells are too large for what is as fine as `finest` metres.
    init?(raster: Raster, finest: Double) {
        guard raster.columns >= Self.width, raster.rows >= Self.width,
            finest >= 4 * max(raster.cellWidth, raster.cellHeight)
        else { return nil }
        self.raster = raster
    }

    /// The value at a place; nil outside the raster.
    func value(of values: [Double], at point: PlanePoint) -> Double? {
        let x = (point.x - raster.minX) / raster.cellWidth - 0.5
        let y = (point.y - raster.minY) / raster.cellHeight - 0.5
        guard x >= -0.5, y >= -0.5, x <= Double(raster.columns) - 0.5, y <= Double(raster.rows) - 0.5 else {
            return nil
        }
        let (column, across) = Self.stencil(x, raster.columns)
        let (row, up) = Self.stencil(y, raster.rows)
        var sum: Double = 0
        for (step, weight) in up.enumerated() {
            let start = raster.index(column: column, row: row + step)
            var line: Double = 0
            for (place, share) in across.enumerated() { line += share * values[start + place] }
            sum += weight * line
        }
        return sum
    }

    /// The first of six cells around a place, and the weight of each.
    private static func stencil(_ place: Double, _ count: Int) -> (first: Int, weights: [Double]) {
        let first = max(0, min(count - width, Int(place.rounded(.down)) - width / 2 + 1))
        let t = place - Double(first)
        let weights = (0..<width).map { node -> Double in
            (0..<width).reduce(1.0) { product, other in
                other == node ? product : product * (t - Double(other)) / Double(node - other)
            }
        }
        return (first, weights)
    }
}
