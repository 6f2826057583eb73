import Foundation

extension BoxMoments {
    /// Adds the moments of a polygon's own area, so that summing gives the part of each kernel that lies inside.
    ///
    /// Along lines at Gauss's nodes of strips between which no corner lies, the parts inside are intervals, whose moments in
    /// each box are exact. Strips are made so thin that no side runs more than half a sigma along x in one.
    mutating func add(_ polygon: PlanePolygon) {
        let edges = (0...boxRows).map { originY + Double($0) * boxHeight }
        var full = FullBoxes(row: 0, degree: plan.degree, columns: boxColumns)
        PolygonStrips(polygon).forEach(edges: edges, along: sigma / 2) { strip, sides in
            let row = Int(((0.5 * (strip.lowerBound + strip.upperBound) - originY) / boxHeight).rounded(.down))
            guard row >= 0, row < boxRows else { return }
            if row != full.row {
                spread(full)
                full = FullBoxes(row: row, degree: plan.degree, columns: boxColumns)
            }
            let half = 0.5 * (strip.upperBound - strip.lowerBound)
            for (node, weight) in GaussLegendre.eight {
                let y: Double = strip.lowerBound + half * (1 + node)
                let rise = (y - originY - (Double(row) + 0.5) * boxHeight) / sigma
                let powers = Self.powers(of: rise, degree: plan.degree).map { $0 * weight * half }
                let crossings = sides.map { PolygonStrips.crossing($0, y) }.sorted()
                for place in stride(from: 0, to: crossings.count - 1, by: 2) {
                    add(crossings[place], crossings[place + 1], powers, &full)
                }
            }
        }
        spread(full)
    }

    /// Boxes that lines cross from side to side, as steps along the row: all of them have the same moments of x.
    private struct FullBoxes {
        let row: Int
        var steps: [[Double]]

        init(row: Int, degree: Int, columns: Int) {
            self.row = row
            steps = Array(repeating: Array(repeating: 0, count: columns + 1), count: degree + 1)
        }
    }

    private static func powers(of value: Double, degree: Int) -> [Double] {
        var powers = [1.0]
        for n in 1...max(1, degree) { powers.append(powers[n - 1] * value / Double(n)) }
        return powers
    }

    /// One interval of a line: its ends lie in boxes of their own, what is between is full.
    private mutating func add(_ from: Double, _ to: Double, _ powers: [Double], _ full: inout FullBoxes) {
        let first = Int(max(0, min(Double(boxColumns), ((from - originX) / boxWidth).rounded(.down))))
        let last = Int(max(-1, min(Double(boxColumns - 1), ((to - originX) / boxWidth).rounded(.down))))
        guard first <= last else { return }
        let left = originX + Double(first) * boxWidth
        let right = originX + Double(last) * boxWidth
        addPart(max(from, left), min(to, left + boxWidth), first, powers, full.row)
        guard last > first else { return }
        addPart(right, min(to, right + boxWidth), last, powers, full.row)
        guard last > first + 1 else { return }
        for b in 0...plan.degree {
            full.steps[b][first + 1] += powers[b]
            full.steps[b][last] -= powers[b]
        }
    }

    private mutating func addPart(_ from: Double, _ to: Double, _ column: Int, _ powers: [Double], _ row: Int) {
        let middle = originX + (Double(column) + 0.5) * boxWidth
        let moments = integrals((from - middle) / sigma, (to - middle) / sigma)
        add(moments, powers, column, row)
    }

    /// σ ∫ uᵃ/a! du between two places, in units of sigma.
    private func integrals(_ from: Double, _ to: Double) -> [Double] {
        let high = Self.powers(of: to, degree: plan.degree + 1)
        let low = Self.powers(of: from, degree: plan.degree + 1)
        return (0...plan.degree).map { sigma * (high[$0 + 1] - low[$0 + 1]) }
    }

    private mutating func add(_ across: [Double], _ up: [Double], _ column: Int, _ row: Int) {
        let box = row * boxColumns + column
        occupied[box] = true
        var place = box * plan.terms
        for b in 0...plan.degree {
            for a in 0...(plan.degree - b) { values[place + a] += across[a] * up[b] }
            place += plan.degree - b + 1
        }
    }

    private mutating func spread(_ full: FullBoxes) {
        let half = 0.5 * boxWidth / sigma
        let across = integrals(-half, half)
        var running = Array(repeating: 0.0, count: plan.degree + 1)
        for column in 0..<boxColumns {
            for b in 0...plan.degree { running[b] += full.steps[b][column] }
            // Between the last step up and the first step down at least one line is full.
            if running[0] > 0 { add(across, running, column, full.row) }
        }
    }
}
