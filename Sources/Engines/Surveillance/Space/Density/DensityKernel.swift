import Foundation

/// The shape that each event is spread over.
public enum DensityKernel: Sendable, Hashable {
    /// A normal distribution in both directions; sigma, its standard deviation, in metres (spatstat's `sigma`).
    case gaussian(sigma: Double)
    /// Quartic, or biweight, as CrimeStat and ArcGIS have it: nothing beyond the radius, in metres.
    ///
    /// Its standard deviation in either direction is radius/√8, which is what spatstat calls sigma.
    case quartic(radius: Double)

    /// Sigma, or the radius, in metres.
    public var bandwidth: Double {
        switch self {
        case .gaussian(let sigma): sigma
        case .quartic(let radius): radius
        }
    }

    /// Beyond this many metres the kernel is 0, for a Gaussian because no smaller number can be written.
    var reach: Double {
        switch self {
        case .gaussian(let sigma): 38.7 * sigma
        case .quartic(let radius): radius
        }
    }

    /// The density per square metre at the square of a distance.
    func density(squared: Double) -> Double {
        switch self {
        case .gaussian(let sigma):
            return exp(-0.5 * squared / (sigma * sigma)) / (2 * .pi * sigma * sigma)
        case .quartic(let radius):
            let rest = 1 - squared / (radius * radius)
            return rest > 0 ? 3 / (.pi * radius * radius) * rest * rest : 0
        }
    }

    func check() throws(SpaceError) {
        try SpaceChecks.positive(bandwidth, "The bandwidth")
    }
}

/// How density near the edge of the window is mended, where part of each kernel falls outside.
public enum EdgeCorrection: String, Sendable, CaseIterable {
    /// Not at all: density is too low near the edge.
    case none
    /// The density at a place is divided by the part of a kernel there that lies inside (spatstat's default).
    case uniform
    /// Each event is divided by the part of its own kernel that lies inside, so that the total is kept (Jones 1993, Diggle
    /// 2010; spatstat `diggle = TRUE`).
    case diggle
}
