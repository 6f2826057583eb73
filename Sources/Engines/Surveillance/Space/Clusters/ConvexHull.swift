/// The tightest ring without dents around points.
enum ConvexHull {
    /// The corners anticlockwise from the westernmost, by Andrew's monotone chain (1979,
    /// doi:10.1016/0020-0190(79)90072-3); points on a side are left out. Points on one line or spot give their ends.
    static func around(_ points: [PlanePoint]) -> [PlanePoint] {
        let sorted = Array(Set(points)).sorted { $0.x != $1.x ? $0.x < $1.x : $0.y < $1.y }
        guard sorted.count > 2 else { return sorted }
        let lower = chain(sorted)
        let upper = chain(sorted.reversed())
        return lower.dropLast() + upper.dropLast()
    }

    private static func chain(_ points: [PlanePoint]) -> [PlanePoint] {
        var chain: [PlanePoint] = []
        for point in points {
            while chain.count >= 2, turn(chain[chain.count - 2], chain[chain.count - 1], point) <= 0 {
                chain.removeLast()
            }
            chain.append(point)
        }
        return chain
    }

    /// Above 0 when the way from the first over the second to the third turns left.
    private static func turn(_ a: PlanePoint, _ b: PlanePoint, _ c: PlanePoint) -> Double {
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
}
