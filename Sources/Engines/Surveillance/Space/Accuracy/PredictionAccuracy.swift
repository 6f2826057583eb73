/// How well a hot-spot map said where later events were: the back-test of any map.
///
/// Chainey, Tompson and Uhlig 2008, doi:10.1057/palgrave.sj.8350066. The highest cells of the map are taken until they make
/// up the share of the area asked for, and the events of later months in them are counted.
public struct PredictionAccuracy: Sendable, Equatable {
    /// The share of the area that the highest cells were to make up.
    public let areaShare: Double
    /// The share of later events in them: the hit rate.
    public let hitRate: Double
    /// Hit rate over area share: 1 is no better than chance, 10 means ten times as many as chance would have caught.
    public let index: Double
    /// Index over the highest index that any map could have had with the same cells (Hunt 2016): 1 is a perfect map.
    public let efficiency: Double
    /// Later events in all cells.
    public let events: Double

    /// One cell of the map that is tested.
    public struct Cell: Sendable, Equatable {
        /// What the map said: the higher, the more was to be expected. Any unit.
        public let score: Double
        /// In any one unit of area.
        public let area: Double
        /// Events in later months, which the map did not know.
        public let events: Double

        /// A cell as given.
        public init(score: Double, area: Double, events: Double) {
            self.score = score
            self.area = area
            self.events = events
        }
    }

    /// The test at one share of the area; nil when there are no later events to test with.
    ///
    /// The last cells taken, and cells of equal score among them, count in part, so that the order in which cells come
    /// makes no difference.
    public init?(of cells: [Cell], areaShare: Double) throws(SpaceError) {
        try SpaceChecks.share(areaShare, "The share of the area")
        try SpaceChecks.finite(cells.map(\.score), "Score")
        try SpaceChecks.notNegative(cells.map(\.area), "Area")
        try SpaceChecks.notNegative(cells.map(\.events), "Count")
        let total = cells.reduce(0) { $0 + $1.area }
        try SpaceChecks.positive(total, "The area of all cells")
        let all = cells.reduce(0) { $0 + $1.events }
        guard all > 0 else { return nil }
        let caught = Self.caught(cells, target: areaShare * total) { $0.score }
        // The best map ranks cells by how many events they turned out to have for their area.
        let best = Self.caught(cells, target: areaShare * total) { $0.area > 0 ? $0.events / $0.area : .infinity }
        self.areaShare = areaShare
        events = all
        hitRate = caught / all
        index = hitRate / areaShare
        efficiency = caught / best
    }

    /// Later events in the highest cells that together have the target area, ties in proportion.
    private static func caught(_ cells: [Cell], target: Double, rank: (Cell) -> Double) -> Double {
        let ranked = cells.map { (rank: rank($0), cell: $0) }.sorted { $0.rank > $1.rank }
        var (area, events): (Double, Double) = (0, 0)
        var start = 0
        while start < ranked.count {
            var end = start
            var (tiedArea, tiedEvents): (Double, Double) = (0, 0)
            while end < ranked.count, ranked[end].rank == ranked[start].rank {
                tiedArea += ranked[end].cell.area
                tiedEvents += ranked[end].cell.events
                end += 1
            }
            guard area + tiedArea <= target else {
                return events + tiedEvents * (target - area) / tiedArea
            }
            area += tiedArea
            events += tiedEvents
            start = end
        }
        return events
    }
}
