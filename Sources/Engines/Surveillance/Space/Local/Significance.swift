import Statistics

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
        do {
            return try adjusted(p, correction).map { $0.map { $0 <= level } ?? false }
        } catch {
            throw .setting(name: "A p value", value: p.compactMap { $0 }.max() ?? 0, rule: "each lies between 0 and 1")
        }
    }

    private static func adjusted(_ p: [Double?], _ correction: Correction) throws -> [Double?] {
        switch correction {
        case .none: p
        case .bonferroni: try MultipleTesting.bonferroni.adjusted(p)
        case .falseDiscoveryRate: try MultipleTesting.benjaminiHochberg.adjusted(p)
        }
    }
}
