/// The four rules of NHS "Making Data Count", read over the points of one segment.
///
/// As NHSRplotthedots 0.2 (`ptd_calculate_point_type`): a run is of seven points, two in three counts points between the
/// near and the process limit with all three on one side, and a point at the centre line ends a shift. A missing point
/// ends every run: seven points in a row are seven points with data in successive periods.
struct SpecialCauseRules {
    /// Points in a row that make a shift or a trend.
    static let run = 7

    private let values: [Double?]
    private let limits: [PointLimits?]
    private var causes: [SpecialCauses]
    private var trendDirections: [CauseDirection?]
    private var sides: [Int8]

    /// Reads the rules over a segment's points.
    init(values: [Double?], limits: [PointLimits?]) {
        self.values = values
        self.limits = limits
        causes = Array(repeating: [], count: values.count)
        trendDirections = Array(repeating: nil, count: values.count)
        sides = Array(repeating: 0, count: values.count)
        for stretch in stretches() {
            markOutside(stretch)
            markShifts(stretch)
            markTrends(stretch)
            markTwoInThree(stretch)
        }
    }

    /// Every rule a point breaks.
    func causes(at index: Int) -> SpecialCauses { causes[index] }

    /// Which way the rule that names a point points.
    func direction(at index: Int) -> CauseDirection? {
        switch causes[index].first {
        case .trend: trendDirections[index]
        case .outside, .twoInThree, .shift: sides[index] > 0 ? .high : .low
        case nil: nil
        }
    }

    /// Points in a row that have both a value and limits.
    private func stretches() -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start: Int?
        for index in 0...values.count {
            let here = index < values.count && values[index] != nil && limits[index] != nil
            if here {
                if start == nil { start = index }
            } else if let first = start {
                found.append(first..<index)
                start = nil
            }
        }
        return found
    }

    private mutating func markOutside(_ stretch: Range<Int>) {
        for index in stretch {
            guard let value = values[index], let lines = limits[index] else { continue }
            sides[index] = Self.sign(value, of: lines.centre)
            if Self.sign(value, of: lines.upper) > 0 || Self.sign(value, of: lines.lower) < 0 {
                causes[index].insert(.outside)
            }
        }
    }

    private mutating func markShifts(_ stretch: Range<Int>) {
        var start = stretch.lowerBound
        for index in stretch {
            if sides[index] != sides[start] { start = index }
            guard sides[index] != 0 else { continue }
            mark(.shift, from: start, to: index)
        }
    }

    private mutating func markTrends(_ stretch: Range<Int>) {
        var start = stretch.lowerBound
        var last = 0
        for index in stretch.dropFirst() {
            let step = self.step(to: index)
            if step != last || step == 0 { start = index - 1 }
            last = step
            mark(.trend, from: start, to: index)
        }
        for index in stretch where causes[index].contains(.trend) {
            // A point where a rise and a fall meet belongs to what follows it, as in NHSRplotthedots.
            let followed = index + 1 < stretch.upperBound && causes[index + 1].contains(.trend)
            trendDirections[index] = step(to: followed ? index + 1 : index) > 0 ? .high : .low
        }
    }

    /// Marks all of a run when it becomes long enough, then each point that lengthens it.
    private mutating func mark(_ cause: SpecialCauses, from start: Int, to index: Int) {
        let length = index - start + 1
        guard length >= Self.run else { return }
        let members = length == Self.run ? start...index : index...index
        for member in members { causes[member].insert(cause) }
    }

    private func step(to index: Int) -> Int {
        guard index > 0, let here = values[index], let before = values[index - 1] else { return 0 }
        return here > before ? 1 : here < before ? -1 : 0
    }

    private mutating func markTwoInThree(_ stretch: Range<Int>) {
        guard stretch.count >= 3 else { return }
        let near = stretch.map(isNear)
        for first in stretch.dropLast(2) {
            let three = first..<(first + 3)
            guard sides[first] != 0, three.allSatisfy({ sides[$0] == sides[first] }) else { continue }
            guard three.count(where: { near[$0 - stretch.lowerBound] }) >= 2 else { continue }
            for index in three where near[index - stretch.lowerBound] { causes[index].insert(.twoInThree) }
        }
    }

    private func isNear(_ index: Int) -> Bool {
        guard !causes[index].contains(.outside), let value = values[index], let lines = limits[index] else {
            return false
        }
        return Self.sign(value, of: lines.nearUpper) > 0 || Self.sign(value, of: lines.nearLower) < 0
    }

    /// Above, at or below a line, where a difference of rounding alone counts as at it.
    private static func sign(_ value: Double, of line: Double) -> Int8 {
        let difference = value - line
        // A dozen units in the last place: constant series must not look shifted by the rounding of their mean.
        let rounding = 12 * max(value.magnitude, line.magnitude).ulp
        if difference.magnitude <= rounding { return 0 }
        return difference > 0 ? 1 : -1
    }
}
