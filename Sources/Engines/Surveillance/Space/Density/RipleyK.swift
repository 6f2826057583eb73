import Foundation
import Threads

/// Ripley's K function with his isotropic correction: the area in which as many others would lie by chance as do lie
/// within each distance.
///
/// A pair counts for the inverse of the share of the circle about one through the other that lies in the window: 1 less the
/// angles that the window's sides cover within the circle.
///
/// Ripley 1977, doi:10.1111/j.2517-6161.1977.tb01615.x; as spatstat `Kest(correction = "isotropic")`, with its greatest
/// distance and its limit of 100 on a weight.
struct RipleyK: Sendable {
    private static let largestWeight = 100.0

    /// From 0 to the largest in equal steps.
    let distances: [Double]
    /// K at each distance, in square metres.
    let values: [Double]

    /// The largest distance: a quarter of the shorter side, or where 1,000 events are to be expected within.
    var largest: Double { distances[distances.count - 1] }

    init(_ points: [PlanePoint], window: StudyWindow, steps: Int, threads: Int) {
        let count = Double(points.count)
        let largest = min(
            min(window.bounds.width, window.bounds.height) / 4, (1000 * window.area / (.pi * count)).squareRoot())
        let step = largest / Double(steps - 1)
        distances = (0..<steps).map { Double($0) * step }
        let tree = PointTree(points)
        let sides = window.sides
        let rounding = WindowIndex.rounding(of: window)
        let parts = SharedWork.parts(of: points.count, size: 64, threads: threads) { part in
            var weights = Array(repeating: 0.0, count: steps)
            for index in part {
                let centre = points[index]
                let near = sides.filter { Chord(of: $0, about: centre, within: largest) != nil }
                let inside = SidesAround(near.isEmpty ? [] : sides, centre, rounding: rounding).inside(window)
                let round = SidesAround(near, centre, rounding: rounding)
                tree.visit(within: largest, of: centre) { other, squared in
                    guard other != index else { return }
                    let distance = squared.squareRoot()
                    let outside = round.chords(within: distance).reduce(0) { $0 + $1.angle } / (2 * .pi)
                    let share = inside - outside
                    // Events on one spot count from the first step on, so that they are part of a step of K.
                    let place = max(1, min(steps - 1, Int((distance / step).rounded(.up))))
                    weights[place] += 1 / max(share, 1 / Self.largestWeight)
                }
            }
            return weights
        }
        var sum: Double = 0
        values = (0..<steps).map { place in
            for part in parts { sum += part[place] }
            return sum * window.area / (count * (count - 1))
        }
    }

    /// Berman and Diggle's second term: K's steps weighted by the overlap of two circles of this radius.
    func overlap(at place: Int) -> Double {
        let radius = distances[place]
        var sum: Double = 0
        for step in 0..<distances.count - 1 where distances[step] < 2 * radius {
            let x = distances[step] / (2 * radius)
            sum += (acos(x) - x * (1 - x * x).squareRoot()) * (values[step + 1] - values[step])
        }
        return 2 * radius * radius * sum
    }
}
