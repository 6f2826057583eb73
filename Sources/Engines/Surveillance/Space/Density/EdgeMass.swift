import Foundation
import Threads

/// The part of a kernel that lies inside a window.
///
/// In polar coordinates about the kernel's centre, ∫ k over the window is 1 inside, less (1/2π)∮ T(r) dθ along the sides,
/// where T(r) is the part of the kernel beyond r: exp(−r²/2σ²) for a Gaussian, (1 − r²/h²)³ for a quartic. Only the sides
/// near the centre count. For a rectangle the Gaussian's is a product of normal probabilities.
struct EdgeMass: Sendable {
    private let kernel: DensityKernel
    private let window: StudyWindow
    private let sides: [(from: PlanePoint, to: PlanePoint)]
    /// Beyond this T is below the rounding of 1.
    private let reach: Double
    private let rounding: Double

    init(_ kernel: DensityKernel, _ window: StudyWindow) {
        self.kernel = kernel
        self.window = window
        sides = window.sides
        rounding = WindowIndex.rounding(of: window)
        switch kernel {
        case .gaussian(let sigma): reach = 8.6 * sigma
        case .quartic(let radius): reach = radius
        }
    }

    /// A place inside has a part above 0 and at most 1: rounding must not make it anything else.
    static func bounded(_ mass: Double) -> Double {
        min(1, max(mass, Double.leastNormalMagnitude.squareRoot()))
    }

    /// The parts for kernels centred on events of the window.
    func masses(at points: [PlanePoint], threads: Int) -> [Double] {
        let parts = SharedWork.parts(of: points.count, size: 256, threads: threads) { part in
            part.map { Self.bounded(mass(at: points[$0])) }
        }
        return Array(parts.joined())
    }

    /// The part for a kernel centred on a place.
    func mass(at point: PlanePoint) -> Double {
        if case .rectangle(let box) = window, case .gaussian(let sigma) = kernel {
            return Self.between(box.minX, box.maxX, point.x, sigma) * Self.between(box.minY, box.maxY, point.y, sigma)
        }
        let round = SidesAround(sides, point, rounding: rounding)
        var lost: Double = 0
        for chord in round.chords(within: reach) { lost += turn(chord) }
        return round.inside(window) - lost / (2 * .pi)
    }

    /// The part for a kernel on the middle of each cell.
    func masses(on raster: Raster, inside: [Bool], threads: Int) -> [Double] {
        let rows = SharedWork.parts(of: raster.rows, size: 8, threads: threads) { part in
            massRows(raster, part, inside)
        }
        return Array(rows.joined())
    }

    private func massRows(_ raster: Raster, _ part: Range<Int>, _ inside: [Bool]) -> [Double] {
        if case .rectangle(let box) = window, case .gaussian(let sigma) = kernel {
            let across = (0..<raster.columns).map { column in
                Self.between(box.minX, box.maxX, raster.centre(column: column, row: 0).x, sigma)
            }
            return part.flatMap { row in
                let up = Self.between(box.minY, box.maxY, raster.centre(column: 0, row: row).y, sigma)
                return across.map { $0 * up }
            }
        }
        let first = part.lowerBound * raster.columns
        var masses = inside[first..<part.upperBound * raster.columns].map { $0 ? 1.0 : 0 }
        for side in sides {
            let columns = Self.cells(side.from.x, side.to.x, reach, raster.minX, raster.cellWidth, raster.columns)
            let rows = Self.cells(side.from.y, side.to.y, reach, raster.minY, raster.cellHeight, raster.rows)
            for row in rows.clamped(to: part) {
                for column in columns {
                    let centre = raster.centre(column: column, row: row)
                    guard let chord = Chord(of: side, about: centre, within: reach) else { continue }
                    let place = raster.index(column: column, row: row) - first
                    masses[place] -= chord.offset > rounding ? turn(chord) / (2 * .pi) : .infinity
                }
            }
        }
        // Those on a side are told apart by all sides together.
        for place in masses.indices where !masses[place].isFinite {
            let (column, row) = ((first + place) % raster.columns, (first + place) / raster.columns)
            masses[place] = mass(at: raster.centre(column: column, row: row))
        }
        return masses.map(Self.bounded)
    }

    /// The cells near enough to a side along one direction.
    private static func cells(
        _ from: Double, _ to: Double, _ reach: Double, _ origin: Double, _ size: Double, _ count: Int
    ) -> Range<Int> {
        let low = ((min(from, to) - reach - origin) / size).rounded(.down)
        let high = ((max(from, to) + reach - origin) / size).rounded(.up)
        let first = Int(max(0, min(low, Double(count))))
        return first..<max(first, Int(max(0, min(high, Double(count)))))
    }

    private static func between(_ low: Double, _ high: Double, _ centre: Double, _ sigma: Double) -> Double {
        let scale = 0.5.squareRoot() / sigma
        return 0.5 * (erf((high - centre) * scale) - erf((low - centre) * scale))
    }

    /// ∫ T(r) dθ along the part of a side within reach: positive when the place is on its left.
    private func turn(_ chord: Chord) -> Double {
        let integral: Double
        switch kernel {
        case .gaussian(let sigma):
            integral = Self.gaussianTurn(chord.offset / sigma, chord.low / sigma, chord.high / sigma)
        case .quartic(let radius):
            let offset = chord.offset / radius
            integral = Self.quarticTurn(offset, chord.high / radius) - Self.quarticTurn(offset, chord.low / radius)
        }
        return chord.isOnLeft ? integral : -integral
    }

    /// ∫ exp(−r²/2) dθ from `low` to `high` along a line at distance `offset`, in units of sigma.
    ///
    /// With s = p sinh v the angle is dv/cosh v, smooth however near the line passes.
    private static func gaussianTurn(_ offset: Double, _ low: Double, _ high: Double) -> Double {
        let (first, last) = (asinh(low / offset), asinh(high / offset))
        let panels = max(1, Int((last - first).rounded(.up)))
        let width = (last - first) / Double(panels)
        var sum: Double = 0
        for panel in 0..<panels {
            let middle: Double = first + (Double(panel) + 0.5) * width
            for (node, weight) in GaussLegendre.eight {
                let c = cosh(middle + 0.5 * width * node)
                sum += weight * exp(-0.5 * offset * offset * c * c) / c
            }
        }
        return 0.5 * width * sum
    }

    /// The integral of (1 − r²)³ dθ up to `s` along a line at distance `p`, in units of the radius.
    private static func quarticTurn(_ p: Double, _ s: Double) -> Double {
        let (p2, s2) = (p * p, s * s)
        let first: Double = -3
        let second: Double = 3 * (p2 + s2 / 3)
        let third: Double = -(p2 * p2 + 2 * p2 * s2 / 3 + s2 * s2 / 5)
        return atan2(s, p) + p * s * (first + second + third)
    }
}
