/// Where learning starts, and what stands for a level that no pair shows.
///
/// Round figures from the literature on administrative data (Harron, Goldstein and Dibben 2015, "Methodological
/// Developments in Data Linkage", ch. 2): one in twenty values of a person differs, most of those slightly. They carry the
/// weight of a few pairs, so that data of any size overrule them.
enum Priors {
    /// The number of pairs the priors of one comparison weigh as much as.
    static let weight = 2.0

    /// Probabilities by code, `missing` first, which has none.
    static func same(_ kind: ComparisonKind) -> [Double] {
        switch kind {
        case .forename: [0, 0.85, 0.005, 0.02, 0.03, 0.03, 0.015, 0.01, 0.005, 0.01, 0.005, 0.005, 0.01, 0.005]
        case .surname: [0, 0.88, 0.03, 0.01, 0.03, 0.01, 0.005, 0.005, 0.03]
        case .middleNames: [0, 0.85, 0.05, 0.05, 0.05]
        case .dateOfBirth: [0, 0.94, 0.01, 0.02, 0.01, 0.01, 0.005, 0.005]
        case .sex: [0, 0.98, 0.02]
        case .place: [0, 0.6, 0.05, 0.02, 0.03, 0.05, 0.05, 0.2]
        case .identifier: [0, 0.95, 0.02, 0.03]
        case .localID: [0, 0.9, 0.1]
        case .category: [0, 0.85, 0.05, 0.1]
        }
    }

    /// Twins' numbers, mistaken for each other's once in fifty; other comparisons are as in a household.
    static func twin(_ kind: ComparisonKind) -> [Double] {
        switch kind {
        case .identifier: [0, 0.02, 0.005, 0.975]
        case .localID: [0, 0.02, 0.98]
        default: household(kind)
        }
    }

    static func household(_ kind: ComparisonKind) -> [Double] {
        switch kind {
        case .forename: [0, 0.005, 0.001, 0.01, 0.002, 0.01, 0.01, 0.01, 0.005, 0.01, 0.01, 0.037, 0.6, 0.29]
        case .surname: [0, 0.85, 0.05, 0.005, 0.01, 0.005, 0.005, 0.015, 0.06]
        case .middleNames: [0, 0.05, 0.05, 0.05, 0.85]
        case .dateOfBirth: [0, 0.03, 0.002, 0.003, 0.005, 0.03, 0.85, 0.08]
        case .sex: [0, 0.5, 0.5]
        case .place: [0, 0.8, 0.05, 0.01, 0.02, 0.02, 0.03, 0.07]
        case .identifier: [0, 0.005, 0.005, 0.99]
        case .localID: [0, 0.005, 0.995]
        case .category: [0, 0.7, 0.05, 0.25]
        }
    }
}
