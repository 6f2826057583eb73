import Foundation
import Threads

/// The sum of kernels at the middle of each cell, kernel by kernel.
struct DirectSum: Sendable {
    let kernel: DensityKernel
    let raster: Raster
    let points: [PlanePoint]
    let weights: [Double]
    let threads: Int
    /// Kernels are cut off beyond this many metres.
    let reach: Double

    /// Sums per square metre.
    func run() -> [Double] {
        // A fixed number of parts, added in order, so that threads do not change the rounding.
        let parts = 8
        let size = max(1, (points.count + parts - 1) / parts)
        let sums = SharedWork.parts(of: points.count, size: size, threads: threads, sum)
        var total = Array(repeating: 0.0, count: raster.count)
        for sum in sums {
            for cell in total.indices { total[cell] += sum[cell] }
        }
        return total
    }

    private func sum(_ part: Range<Int>) -> [Double] {
        var grid = Array(repeating: 0.0, count: raster.count)
        var across = Array(repeating: 0.0, count: raster.columns)
        grid.withUnsafeMutableBufferPointer { grid in
            across.withUnsafeMutableBufferPointer { across in
                for index in part { add(points[index], weights[index], grid, across) }
            }
        }
        return grid
    }

    private func add(
        _ point: PlanePoint, _ weight: Double, _ grid: UnsafeMutableBufferPointer<Double>,
        _ across: UnsafeMutableBufferPointer<Double>
    ) {
        guard let columns = range(point.x, raster.minX, raster.cellWidth, raster.columns),
            let rows = range(point.y, raster.minY, raster.cellHeight, raster.rows)
        else { return }
        switch kernel {
        case .gaussian(let sigma):
            let scale = -0.5 / (sigma * sigma)
            let peak = weight / (2 * .pi * sigma * sigma)
            for column in columns {
                let dx = raster.minX + (Double(column) + 0.5) * raster.cellWidth - point.x
                across[column] = exp(scale * dx * dx)
            }
            for row in rows {
                let dy = raster.minY + (Double(row) + 0.5) * raster.cellHeight - point.y
                let height = peak * exp(scale * dy * dy)
                let start = row * raster.columns
                for column in columns { grid[start + column] += height * across[column] }
            }
        case .quartic(let radius):
            let peak = 3 * weight / (.pi * radius * radius)
            for column in columns {
                let dx = (raster.minX + (Double(column) + 0.5) * raster.cellWidth - point.x) / radius
                across[column] = dx * dx
            }
            for row in rows {
                let dy = (raster.minY + (Double(row) + 0.5) * raster.cellHeight - point.y) / radius
                let rest = 1 - dy * dy
                let start = row * raster.columns
                for column in columns {
                    let height = max(0, rest - across[column])
                    grid[start + column] += peak * height * height
                }
            }
        }
    }

    /// The cells whose middle lies within reach.
    private func range(_ place: Double, _ origin: Double, _ size: Double, _ count: Int) -> Range<Int>? {
        let low = ((place - reach - origin) / size - 0.5).rounded(.up)
        let high = ((place + reach - origin) / size - 0.5).rounded(.down)
        let first = Int(max(0, min(low, Double(count))))
        let last = Int(max(-1, min(high, Double(count - 1))))
        return first <= last ? first..<last + 1 : nil
    }
}
