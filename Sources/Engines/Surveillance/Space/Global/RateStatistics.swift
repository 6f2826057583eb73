extension SpatialWeights {
    /// The weights among the areas kept, renumbered in order; who loses every neighbour becomes an island.
    public func keeping(_ kept: [Bool]) throws(SpaceError) -> SpatialWeights {
        try SpaceChecks.length(kept.count, of: "marks", for: count)
        var numbers = Array(repeating: Int32(-1), count: count)
        var next: Int32 = 0
        for area in 0..<count where kept[area] {
            numbers[area] = next
            next += 1
        }
        var starts = [0]
        var all: [Int32] = []
        var weightsGiven: [Double] = []
        for area in 0..<count where kept[area] {
            for place in self.starts[area]..<self.starts[area + 1] where kept[Int(neighbours[place])] {
                all.append(numbers[Int(neighbours[place])])
                if let given { weightsGiven.append(given[place]) }
            }
            starts.append(all.count)
        }
        return SpatialWeights(
            starts: starts, neighbours: all, given: given == nil ? nil : weightsGiven, style: style)
    }
}

extension GlobalMoran {
    /// Moran's I of rates, allowing for populations that differ; areas where nobody lives are left out of the map.
    ///
    /// The empirical Bayes index of Assunção and Reis 1999, as esda `Moran_Rate`; nil when there are no events.
    public init?(
        events: [Double], population: [Double], weights: SpatialWeights, permutation: PermutationSettings?
    ) throws(SpaceError) {
        let rates = try EmpiricalBayes.standardised(events: events, population: population)
        let known = rates.compactMap { $0 }
        guard !known.isEmpty else { return nil }
        try self.init(of: known, weights: try weights.keeping(rates.map { $0 != nil }), permutation: permutation)
    }
}

extension LocalMoran {
    /// Local Moran's I of rates, allowing for populations that differ, as esda `Moran_Local_Rate`.
    ///
    /// An area where nobody lives has no statistic and is nobody's neighbour.
    public init(
        events: [Double], population: [Double], weights: SpatialWeights, null: Null, permutation: PermutationSettings?
    ) throws(SpaceError) {
        let rates = try EmpiricalBayes.standardised(events: events, population: population)
        let known = rates.compactMap { $0 }
        guard !known.isEmpty else {
            self.init(areas: rates.map { _ in nil }, islands: weights.islands)
            return
        }
        let kept = try weights.keeping(rates.map { $0 != nil })
        let among = try LocalMoran(of: known, weights: kept, null: null, permutation: permutation)
        let places = rates.indices.filter { rates[$0] != nil }
        var areas: [Area?] = Array(repeating: nil, count: rates.count)
        for (place, area) in zip(places, among.areas) { areas[place] = area }
        self.init(areas: areas, islands: among.islands.map { places[$0] })
    }
}
