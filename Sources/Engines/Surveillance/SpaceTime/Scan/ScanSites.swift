import Threads

/// Points with one or more places each, and for each point the circles about it.
///
/// A circle cannot part two places that stand on one point, so they are one site. Sites at the same distance from a
/// centre join in the order of x, then y, one after the other, as SaTScan lets them.
struct ScanSites: Sendable {
    /// The places of each site.
    let members: [[Int]]
    let points: [ScanPlace]

    var count: Int { members.count }

    /// Sites in the order of their first place.
    init(_ places: [ScanPlace]) {
        var siteOf: [Key: Int] = [:]
        var members: [[Int]] = []
        var points: [ScanPlace] = []
        for (index, place) in places.enumerated() {
            let key = Key(x: place.x, y: place.y)
            if let site = siteOf[key] {
                members[site].append(index)
            } else {
                siteOf[key] = members.count
                members.append([index])
                points.append(place)
            }
        }
        self.members = members
        self.points = points
    }

    /// All places as one site, for a purely temporal scan.
    init(wholeAreaOf places: [ScanPlace]) {
        members = [Array(places.indices)]
        points = [ScanPlace(x: 0, y: 0)]
    }

    private struct Key: Hashable {
        let x: Double
        let y: Double
    }

    /// Sums of values given by place and column, by site and column.
    func summed<Value: AdditiveArithmetic>(_ values: [Value], columns: Int) -> [Value] {
        var sums = [Value](repeating: .zero, count: count * columns)
        for (site, places) in members.enumerated() {
            for place in places {
                for column in 0..<columns { sums[site * columns + column] += values[place * columns + column] }
            }
        }
        return sums
    }

    /// For each site the sites that join its circle, itself first, up to a share of the weights and a radius.
    func circles(weights: [Double], share: Double, radius: Double?, threads: Int) -> [[Int32]] {
        let limit = weights.reduce(0, +) * share
        // A share that is met exactly must not be lost to rounding of the sums.
        let most = limit * (1 + 1e-12)
        return SharedWork.map(count, threads: threads) { centre in
            circle(about: centre, weights: weights, most: most, radius: radius)
        }
    }

    private func circle(about centre: Int, weights: [Double], most: Double, radius: Double?) -> [Int32] {
        let middle = points[centre]
        var nearest = points.indices.map { (squaredDistance(middle, points[$0]), Int32($0)) }
        if let radius { nearest.removeAll { $0.0 > radius * radius } }
        nearest.sort { one, other in
            if one.0 != other.0 { return one.0 < other.0 }
            let (a, b) = (points[Int(one.1)], points[Int(other.1)])
            return (a.x, a.y) < (b.x, b.y)
        }
        var held = 0.0
        var circle: [Int32] = []
        for (_, site) in nearest {
            held += weights[Int(site)]
            if held > most { break }
            circle.append(site)
        }
        return circle
    }

    private func squaredDistance(_ a: ScanPlace, _ b: ScanPlace) -> Double {
        (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
    }

    /// The distance between two sites.
    func distance(_ one: Int, _ other: Int) -> Double { squaredDistance(points[one], points[other]).squareRoot() }
}
