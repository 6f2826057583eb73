/// Which of many areas stand out once it is counted that many were tested.
public enum LocalSignificance {
    /// How a level is shared among many tests.
    public enum Correction: String, Sendable, CaseIterable {
        /// Each test at the level: 5 in 100 quiet areas will be marked.
        case none
        /// At most this share of the marked areas are expected to be false (Benjamini and Hochberg 1995).
        case falseDiscoveryRate
        /// At most this probability of any false mark at all.
        case bonferroni
    }

    /// Marks the areas whose p is small enough; those without a p are never marked and are not counted as tests.
    public static func marked(
        _ p: [Double?], level: Double, correction: Correction
    ) throws(SpaceError) -> [Bool] {
        guard level > 0, level < 1 else {
            throw .setting(name: "The level of significance", value: level, rule: "it must lie between 0 and 1")
        }
        guard let threshold = threshold(p.compactMap { $0 }, level, correction) else {
            return Array(repeating: false, count: p.count)
        }
        return p.map { $0.map { $0 <= threshold } ?? false }
    }

    /// The largest p that is marked, as esda `fdr` gives it; nil where none may be.
    private static func threshold(_ p: [Double], _ level: Double, _ correction: Correction) -> Double? {
        guard !p.isEmpty else { return nil }
        switch correction {
        case .none: return level
        case .bonferroni: return level / Double(p.count)
        case .falseDiscoveryRate:
            let sorted = p.sorted()
            let last = sorted.indices.last { sorted[$0] <= level * Double($0 + 1) / Double(sorted.count) }
            return last.map { sorted[$0] }
        }
    }
}
