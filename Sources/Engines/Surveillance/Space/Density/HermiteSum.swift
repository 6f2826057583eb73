import Foundation
import Threads

/// The moments of what lies in each box, about the box's middle in units of sigma, divided by the factorials.
struct BoxMoments {
    let plan: HermitePlan
    let raster: Raster
    let sigma: Double
    /// Boxes start this many boxes west and south of the raster, so that points just outside count.
    let marginX: Int
    let marginY: Int
    let boxColumns: Int
    let boxRows: Int
    /// The terms of each box: for each power of y, those of x.
    var values: [Double]
    /// Whether anything lies in each box.
    var occupied: [Bool]

    init(plan: HermitePlan, raster: Raster, sigma: Double) {
        self.plan = plan
        self.raster = raster
        self.sigma = sigma
        marginX = (plan.reachX + plan.boxSide - 1) / plan.boxSide
        marginY = (plan.reachY + plan.boxSide - 1) / plan.boxSide
        boxColumns = (raster.columns + plan.boxSide - 1) / plan.boxSide + 2 * marginX
        boxRows = (raster.rows + plan.boxSide - 1) / plan.boxSide + 2 * marginY
        values = Array(repeating: 0, count: boxColumns * boxRows * plan.terms)
        occupied = Array(repeating: false, count: boxColumns * boxRows)
    }

    /// Sides of a box in metres.
    var boxWidth: Double { Double(plan.boxSide) * raster.cellWidth }
    var boxHeight: Double { Double(plan.boxSide) * raster.cellHeight }
    /// The south-western corner of the first box.
    var originX: Double { raster.minX - Double(marginX) * boxWidth }
    var originY: Double { raster.minY - Double(marginY) * boxHeight }

    mutating func add(_ points: [PlanePoint], _ weights: [Double]) {
        let degree = plan.degree
        let terms = plan.terms
        let inverse = (1...degree + 1).map { 1 / Double($0) }
        let (count, height) = (boxColumns, boxRows)
        let (west, south, across, up) = (originX, originY, boxWidth, boxHeight)
        let scale = 1 / sigma
        var powers = Array(repeating: 0.0, count: degree + 1)
        values.withUnsafeMutableBufferPointer { values in
            for (point, weight) in zip(points, weights) {
                let column = ((point.x - west) / across).rounded(.down)
                let row = ((point.y - south) / up).rounded(.down)
                guard column >= 0, row >= 0, column < Double(count), row < Double(height) else { continue }
                let dx = (point.x - west - (column + 0.5) * across) * scale
                var dy = weight
                let dyUnit = (point.y - south - (row + 0.5) * up) * scale
                let box = Int(row) * count + Int(column)
                occupied[box] = true
                powers[0] = 1
                for a in 0..<degree { powers[a + 1] = powers[a] * dx * inverse[a] }
                var place = box * terms
                for b in 0...degree {
                    for a in 0...(degree - b) { values[place + a] += powers[a] * dy }
                    place += degree - b + 1
                    dy *= dyUnit * inverse[b]
                }
            }
        }
    }
}

/// A Gaussian sum at the middle of each cell from the moments of boxes: first along rows, then along columns.
struct HermiteSum {
    let moments: BoxMoments
    let threads: Int

    private var plan: HermitePlan { moments.plan }
    private var raster: Raster { moments.raster }

    /// Sums per square metre.
    func run() -> [Double] {
        let across = template(raster.cellWidth, plan.reachX)
        let up = template(raster.cellHeight, plan.reachY)
        let rows = SharedWork.map(moments.boxRows, threads: threads) { spread($0, across) }
        let parts = SharedWork.parts(of: raster.rows, size: 16, threads: threads) { gather($0, rows, up) }
        return Array(parts.joined())
    }

    /// Heₙ(u) exp(−u²/2)/(√(2π) σ) for each degree, from `reach` cells before a box to `reach` cells after it, one after
    /// the other.
    private func template(_ cell: Double, _ reach: Int) -> [Double] {
        let sigma = moments.sigma
        let side = plan.boxSide
        let length = 2 * reach + side
        var all = Array(repeating: 0.0, count: length * (plan.degree + 1))
        for place in 0..<length {
            let u: Double = (Double(place - reach) + 0.5 - 0.5 * Double(side)) * cell / sigma
            let normal = exp(-0.5 * u * u) / ((2 * Double.pi).squareRoot() * sigma)
            var (previous, current): (Double, Double) = (0, normal)
            for degree in 0...plan.degree {
                all[degree * length + place] = current
                (previous, current) = (current, u * current - Double(degree) * previous)
            }
        }
        return all
    }

    /// For each power of y, the row of sums along x from one row of boxes; empty when nothing lies there.
    private func spread(_ boxRow: Int, _ template: [Double]) -> [Double] {
        let boxes = boxRow * moments.boxColumns..<(boxRow + 1) * moments.boxColumns
        guard boxes.contains(where: { moments.occupied[$0] }) else { return [] }
        let (columns, degree, terms) = (raster.columns, plan.degree, plan.terms)
        var sums = Array(repeating: 0.0, count: (degree + 1) * columns)
        let length = 2 * plan.reachX + plan.boxSide
        sums.withUnsafeMutableBufferPointer { sums in
            template.withUnsafeBufferPointer { template in
                for box in boxes where moments.occupied[box] {
                    let start = (box - boxes.lowerBound - moments.marginX) * plan.boxSide - plan.reachX
                    let first = max(0, start)
                    let last = min(columns, start + length)
                    guard first < last else { continue }
                    var place = box * terms
                    for b in 0...degree {
                        Rows.add(
                            moments.values, from: place, count: degree - b + 1, rows: template, length: length,
                            offset: first - start, to: sums, at: b * columns + first, width: last - first)
                        place += degree - b + 1
                    }
                }
            }
        }
        return sums
    }

    /// For each row of the raster in a part, what all rows of boxes give.
    private func gather(_ part: Range<Int>, _ boxRows: [[Double]], _ template: [Double]) -> [Double] {
        let columns = raster.columns
        let length = 2 * plan.reachY + plan.boxSide
        var sums = Array(repeating: 0.0, count: part.count * columns)
        sums.withUnsafeMutableBufferPointer { sums in
            for (boxRow, values) in boxRows.enumerated() where !values.isEmpty {
                let start = (boxRow - moments.marginY) * plan.boxSide - plan.reachY
                let (first, last) = (max(part.lowerBound, start), min(part.upperBound, start + length))
                guard first < last else { continue }
                values.withUnsafeBufferPointer { values in
                    for row in first..<last {
                        let factors = (0...plan.degree).map { template[$0 * length + row - start] }
                        Rows.add(
                            factors, from: 0, count: factors.count, rows: values, length: columns, offset: 0, to: sums,
                            at: (row - part.lowerBound) * columns, width: columns)
                    }
                }
            }
        }
        return sums
    }
}

/// Rows times factors added to a row, four at a time, as reading and writing the sum costs more than multiplying.
private enum Rows {
    @inline(__always)
    static func add(
        _ factors: [Double], from first: Int, count: Int, rows: UnsafeBufferPointer<Double>, length: Int, offset: Int,
        to sums: UnsafeMutableBufferPointer<Double>, at target: Int, width: Int
    ) {
        var row = 0
        while row + 4 <= count {
            let (f0, f1) = (factors[first + row], factors[first + row + 1])
            let (f2, f3) = (factors[first + row + 2], factors[first + row + 3])
            let start = row * length + offset
            for place in 0..<width {
                let low: Double = f0 * rows[start + place] + f1 * rows[start + length + place]
                let high: Double = f2 * rows[start + 2 * length + place] + f3 * rows[start + 3 * length + place]
                sums[target + place] += low + high
            }
            row += 4
        }
        while row < count {
            let factor = factors[first + row]
            let start = row * length + offset
            for place in 0..<width { sums[target + place] += factor * rows[start + place] }
            row += 1
        }
    }
}
