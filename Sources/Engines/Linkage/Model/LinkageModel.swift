/// What two records can be to each other.
public enum MatchClass: String, Codable, Sendable, Hashable, CaseIterable {
    /// One person.
    case same
    /// Two people of one household: brothers, sisters, twins.
    case household
    /// Two people with nothing to do with each other.
    case stranger
}

/// Everything learnt from a file that is needed to score its pairs again, or another file's.
///
/// Fellegi and Sunter 1969, doi:10.1080/01621459.1969.10501049: a pair's evidence is the ratio of the probability of
/// its comparison vector among pairs of one person to that among pairs of different people.
public struct LinkageModel: Codable, Sendable, Equatable {
    /// A level with its probability in each class.
    public struct LevelModel: Codable, Sendable, Equatable {
        /// Where a probability comes from.
        public enum Origin: String, Codable, Sendable {
            /// Exact, from how often each value occurs.
            case frequencies
            /// Counted on random pairs.
            case randomPairs
            /// Learnt by expectation and maximisation.
            case learnt
            /// Nobody showed the level: its prior alone.
            case prior
        }

        /// Which level.
        public var level: Level
        /// Its probability among pairs of one person (m in the literature).
        public var same: Double
        /// Its probability among pairs of one household.
        public var household: Double
        /// Its probability among random pairs (u in the literature).
        public var stranger: Double
        /// Where `same` comes from.
        public var sameOrigin: Origin
        /// Where `stranger` comes from.
        public var strangerOrigin: Origin
        /// Whether the weight depends on how common the value is.
        public var isFrequencyAdjusted: Bool
    }

    /// One comparison: a field, or fields that are weighed together, and its levels.
    public struct Comparison: Codable, Sendable, Equatable {
        /// The name, which is the field's where there is one.
        public var name: String
        /// How values are compared.
        public var kind: ComparisonKind
        /// The fields of the specification that are read.
        public var fields: [String]
        /// The levels in the order of their codes, without `missing`.
        public var levels: [LevelModel]
    }

    /// Probabilities of the levels among one person's pairs for one pair of agencies.
    public struct AgencyPair: Codable, Sendable, Equatable {
        /// The agencies, in alphabetical order.
        public var agencies: [String]
        /// The expected number of one person's pairs it was learnt from.
        public var pairs: Double
        /// For each comparison the `same` probabilities, shrunk to the pooled ones.
        public var same: [[Double]]
    }

    /// How the learning ended.
    public struct Convergence: Codable, Sendable, Equatable {
        /// Rounds of expectation and maximisation.
        public var rounds: Int
        /// The largest change of a probability in the last round.
        public var largestChange: Double
        /// Whether that change fell below the tolerance before the rounds ran out.
        public var hasConverged: Bool
    }

    /// How common a value is, for the weights that depend on it.
    public struct FrequencyTable: Codable, Sendable, Equatable {
        /// The number of records with a value.
        public var total: Double
        /// Values that occur more than once, with their counts.
        public var counts: [String: Double]
    }

    /// The version of this format.
    public var version: Int
    /// The specification it was learnt with.
    public var spec: LinkageSpec
    /// The number of records it was learnt from.
    public var records: Int
    /// The share of all pairs that are one person's.
    public var sameShare: Double
    /// The share of all pairs that are two people of one household; nought with two classes.
    public var householdShare: Double
    /// The comparisons, in the order of the vector.
    public var comparisons: [Comparison]
    /// Error rates for pairs of agencies.
    public var agencyPairs: [AgencyPair]
    /// Frequencies by comparison name.
    public var frequencies: [String: FrequencyTable]
    /// How the learning ended.
    public var convergence: Convergence
}
