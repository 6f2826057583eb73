import Foundation
import Threads

/// Densities at the events themselves, exact: those within reach are found by a tree.
struct PointDensity {
    private let points: [PlanePoint]
    private let kernel: DensityKernel
    private let tree: PointTree
    private let masses: [Double]
    private let threads: Int

    init(_ points: [PlanePoint], kernel: DensityKernel, window: StudyWindow, threads: Int) {
        self.init(points, tree: PointTree(points), kernel: kernel, window: window, threads: threads)
    }

    init(_ points: [PlanePoint], tree: PointTree, kernel: DensityKernel, window: StudyWindow, threads: Int) {
        self.points = points
        self.kernel = kernel
        self.tree = tree
        self.threads = threads
        masses = EdgeMass(kernel, window).masses(at: points, threads: threads)
    }

    /// Per square metre.
    func densities(edge: EdgeCorrection, leavingOut: Bool) -> [Double] {
        let parts = SharedWork.parts(of: points.count, size: 64, threads: threads) { part in
            part.map { index in
                var sum: Double = 0
                tree.visit(within: kernel.reach, of: points[index]) { other, squared in
                    if leavingOut, other == index { return }
                    let height = kernel.density(squared: squared)
                    sum += edge == .diggle ? height / masses[other] : height
                }
                return edge == .uniform ? sum / masses[index] : sum
            }
        }
        return Array(parts.joined())
    }
}
