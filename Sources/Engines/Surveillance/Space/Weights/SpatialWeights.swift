/// Which areas are neighbours, and how much each counts: the W of spatial statistics, kept as compressed rows.
///
/// An area is never its own neighbour here; Gi* adds it with weight 1 itself. Areas may be neighbours one way only, as
/// among nearest neighbours. An area without neighbours is an island: it takes part in means, but has no local statistic.
public struct SpatialWeights: Sendable, Equatable {
    /// How the weights of one area's neighbours are scaled.
    public enum Style: String, Sendable, CaseIterable {
        /// Every neighbour counts 1 (spdep "B", esda "b").
        case binary
        /// Neighbours of an area share a weight of 1 in proportion to what was given (spdep "W", esda "r").
        case rowStandardised
        /// As given, distances turned into weights for instance; 1 where nothing was given.
        case asGiven
    }

    /// How the weights are scaled.
    public let style: Style
    /// Where each area's neighbours start in `neighbours`; one longer than the areas are many.
    public let starts: [Int]
    /// The neighbours of all areas one after the other, each area's from the smallest index up.
    public let neighbours: [Int32]
    /// What was given for each neighbour; nil where every one counts the same.
    let given: [Double]?
    /// What a given weight is multiplied by, for each area.
    let scales: [Double]

    /// How many areas there are.
    public var count: Int { starts.count - 1 }

    /// The areas without neighbours.
    public var islands: [Int] { (0..<count).filter { starts[$0] == starts[$0 + 1] } }

    /// Neighbours with equal weights from lists of indices from 0, one list for each area.
    public init(neighbours lists: [[Int]], style: Style) throws(SpaceError) {
        try self.init(lists: lists, weights: nil, style: style)
    }

    /// Neighbours with weights of their own, in the same order; a neighbour of weight 0 is left out.
    public init(neighbours lists: [[Int]], weights: [[Double]], style: Style) throws(SpaceError) {
        try SpaceChecks.length(weights.count, of: "lists of weights", for: lists.count)
        for (list, row) in zip(lists, weights) {
            try SpaceChecks.length(row.count, of: "weights of one area", for: list.count)
            try SpaceChecks.notNegative(row, "Weight")
        }
        try self.init(lists: lists, weights: weights, style: style)
    }

    private init(lists: [[Int]], weights: [[Double]]?, style: Style) throws(SpaceError) {
        var starts = [0]
        starts.reserveCapacity(lists.count + 1)
        var all: [Int32] = []
        var given: [Double] = []
        for (area, list) in lists.enumerated() {
            var row: [(neighbour: Int, weight: Double)] = []
            for (place, neighbour) in list.enumerated() {
                let weight = weights?[area][place] ?? 1
                guard neighbour >= 0, neighbour < lists.count else {
                    throw .noSuchArea(area: area, neighbour: neighbour, areas: lists.count)
                }
                guard neighbour != area else { throw .ownNeighbour(area: area) }
                if weight > 0 { row.append((neighbour, weight)) }
            }
            row.sort { $0.neighbour < $1.neighbour }
            for place in row.indices.dropFirst() where row[place].neighbour == row[place - 1].neighbour {
                throw .neighbourTwice(area: area, neighbour: row[place].neighbour)
            }
            all.append(contentsOf: row.map { Int32($0.neighbour) })
            if weights != nil { given.append(contentsOf: row.map(\.weight)) }
            starts.append(all.count)
        }
        self.init(starts: starts, neighbours: all, given: weights == nil ? nil : given, style: style)
    }

    /// Rows already in order and checked.
    init(starts: [Int], neighbours: [Int32], given: [Double]?, style: Style) {
        self.style = style
        self.starts = starts
        self.neighbours = neighbours
        self.given = style == .binary ? nil : given
        switch style {
        case .binary, .asGiven:
            scales = Array(repeating: 1, count: starts.count - 1)
        case .rowStandardised:
            scales = (0..<starts.count - 1).map { area in
                let sum = Self.sum(given, starts[area]..<starts[area + 1])
                return sum > 0 ? 1 / sum : 0
            }
        }
    }

    /// The same neighbours, scaled in another way. Weights that were given are lost once made binary.
    public func styled(_ style: Style) -> SpatialWeights {
        SpatialWeights(starts: starts, neighbours: neighbours, given: given, style: style)
    }

    /// The neighbours of one area, from the smallest index up.
    public func neighbours(of area: Int) -> [Int] {
        neighbours[starts[area]..<starts[area + 1]].map(Int.init)
    }

    /// The weights of one area's neighbours, in the same order.
    public func weights(of area: Int) -> [Double] {
        (starts[area]..<starts[area + 1]).map { weight(at: $0, of: area) }
    }

    /// How many neighbours an area has.
    public func neighbourCount(of area: Int) -> Int { starts[area + 1] - starts[area] }

    /// The weight at a place of `neighbours`, which belongs to `area`.
    @inline(__always)
    func weight(at place: Int, of area: Int) -> Double {
        (given?[place] ?? 1) * scales[area]
    }

    private static func sum(_ given: [Double]?, _ places: Range<Int>) -> Double {
        guard let given else { return Double(places.count) }
        return given[places].reduce(0, +)
    }

    /// What the neighbours of an area weigh together as given, before scaling.
    func givenSum(of area: Int) -> Double {
        Self.sum(given, starts[area]..<starts[area + 1])
    }

    /// The squares of what the neighbours of an area weigh as given, together.
    func givenSquares(of area: Int) -> Double {
        let places = starts[area]..<starts[area + 1]
        guard let given else { return Double(places.count) }
        return given[places].reduce(0) { $0 + $1 * $1 }
    }

    /// The sum of the neighbours' values, each times its weight as given, before scaling.
    @inline(__always)
    func givenLag(of area: Int, _ values: UnsafeBufferPointer<Double>) -> Double {
        var sum: Double = 0
        if let given {
            for place in starts[area]..<starts[area + 1] { sum += given[place] * values[Int(neighbours[place])] }
        } else {
            for place in starts[area]..<starts[area + 1] { sum += values[Int(neighbours[place])] }
        }
        return sum
    }

    /// The weighted sums of the neighbours' values, one for each area (the spatial lag); 0 for islands.
    public func lag(_ values: [Double]) throws(SpaceError) -> [Double] {
        try SpaceChecks.length(values.count, of: "values", for: count)
        return values.withUnsafeBufferPointer { values in
            (0..<count).map { givenLag(of: $0, values) * scales[$0] }
        }
    }
}
