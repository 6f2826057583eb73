/// Nelder and Mead's search for a least value, which needs no slopes and bears walls.
///
/// Nelder and Mead 1965, doi:10.1093/comjnl/7.4.308, with their coefficients 1, 2, ½ and ½. A place outside what is
/// allowed has the value infinity.
struct Simplex {
    private var corners: [(x: [Double], value: Double)]
    private let value: ([Double]) -> Double

    /// The least value found from a start, the first corners a given step away along each coordinate.
    static func minimum(
        from start: [Double], steps: [Double], evaluations: Int, of value: @escaping ([Double]) -> Double
    ) -> (x: [Double], value: Double) {
        var search = Simplex(start: start, steps: steps, value: value)
        var left = evaluations - search.corners.count
        while left > 0, !search.isSettled { left -= search.move() }
        return search.corners[0]
    }

    private init(start: [Double], steps: [Double], value: @escaping ([Double]) -> Double) {
        self.value = value
        corners = [(start, value(start))]
        for place in start.indices {
            var corner = start
            corner[place] += steps[place]
            var height = value(corner)
            if height == .infinity {
                corner[place] = start[place] - steps[place]
                height = value(corner)
            }
            corners.append((corner, height))
        }
        sort()
    }

    private mutating func sort() { corners.sort { $0.value < $1.value } }

    private var isSettled: Bool {
        guard let worst = corners.last else { return true }
        return worst.value - corners[0].value <= 1e-12 * (abs(corners[0].value) + 1e-12)
    }

    /// One step of the search; returns how many places were looked at.
    private mutating func move() -> Int {
        let last = corners.count - 1
        let worst = corners[last]
        var centre = [Double](repeating: 0, count: worst.x.count)
        for corner in corners.dropLast() {
            for place in centre.indices { centre[place] += corner.x[place] / Double(last) }
        }
        let reflected = along(centre, worst.x, 1)
        if reflected.value < corners[0].value {
            let expanded = along(centre, worst.x, 2)
            replaceWorst(expanded.value < reflected.value ? expanded : reflected)
            return 2
        }
        if reflected.value < corners[last - 1].value {
            replaceWorst(reflected)
            return 1
        }
        let isOutside = reflected.value < worst.value
        let contracted = along(centre, worst.x, isOutside ? 0.5 : -0.5)
        if contracted.value < min(reflected.value, worst.value) {
            replaceWorst(contracted)
            return 2
        }
        return 2 + shrink()
    }

    private func along(_ centre: [Double], _ worst: [Double], _ share: Double) -> (x: [Double], value: Double) {
        let x = zip(centre, worst).map { $0 + share * ($0 - $1) }
        return (x, value(x))
    }

    private mutating func replaceWorst(_ corner: (x: [Double], value: Double)) {
        corners[corners.count - 1] = corner
        sort()
    }

    private mutating func shrink() -> Int {
        let best = corners[0].x
        for place in corners.indices.dropFirst() {
            let x = zip(best, corners[place].x).map { ($0 + $1) / 2 }
            corners[place] = (x, value(x))
        }
        sort()
        return corners.count - 1
    }
}
