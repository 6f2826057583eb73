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
/// its comparison vector among pairs of one person to that among pairs of different people. It holds probabilities only,
/// no names: how common a value is, is counted in the table that is scored.
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
        /// Its probability among twins.
        public var twin: Double
        /// Its probability among random pairs (u in the literature).
        public var stranger: Double
        /// Where `same` comes from.
        public var sameOrigin: Origin
        /// Where `stranger` comes from.
        public var strangerOrigin: Origin
        /// The average chance of agreement for which the value's own frequency is put; nil if the weight is fixed.
        public var frequencyBase: Double?

        /// Makes a level with its probabilities.
        public init(
            level: Level, same: Double, household: Double, stranger: Double, twin: Double? = nil,
            sameOrigin: Origin = .learnt,
            strangerOrigin: Origin = .randomPairs, frequencyBase: Double? = nil
        ) {
            self.level = level
            self.same = same
            self.household = household
            self.twin = twin ?? household
            self.stranger = stranger
            self.sameOrigin = sameOrigin
            self.strangerOrigin = strangerOrigin
            self.frequencyBase = frequencyBase
        }
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

        /// Makes a comparison.
        public init(name: String, kind: ComparisonKind, fields: [String], levels: [LevelModel]) {
            self.name = name
            self.kind = kind
            self.fields = fields
            self.levels = levels
        }
    }

    /// Probabilities of the levels among one person's pairs for one pair of agencies.
    public struct AgencyPair: Codable, Sendable, Equatable {
        /// The agencies, in alphabetical order.
        public var agencies: [String]
        /// The expected number of one person's pairs it was learnt from.
        public var pairs: Double
        /// For each comparison the `same` probabilities, shrunk to the pooled ones.
        public var same: [[Double]]
        /// log2 of how much likelier than with all agencies a pair is one person's rather than a household's; nil in models
        /// learnt before it was.
        public var againstHousehold: Double?

        /// Makes the rates of a pair of agencies.
        public init(agencies: [String], pairs: Double, same: [[Double]], againstHousehold: Double? = nil) {
            self.agencies = agencies
            self.pairs = pairs
            self.same = same
            self.againstHousehold = againstHousehold
        }
    }

    /// How the learning ended.
    public struct Convergence: Codable, Sendable, Equatable {
        /// Rounds of expectation and maximisation.
        public var rounds: Int
        /// The largest change of a probability in the last round.
        public var largestChange: Double
        /// Whether that change fell below the tolerance before the rounds ran out.
        public var hasConverged: Bool

        /// Makes a report.
        public init(rounds: Int, largestChange: Double, hasConverged: Bool) {
            self.rounds = rounds
            self.largestChange = largestChange
            self.hasConverged = hasConverged
        }
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
    /// The share of one person's pairs in which one record gives a brother's or sister's particulars.
    public var borrowedShare: Double
    /// By one person's pairs, the pairs in which the other is a brother or sister who gave the same particulars.
    public var lentShare: Double
    /// The share of a household's pairs that are twins.
    public var twinShare: Double
    /// The comparisons, in the order of the vector.
    public var comparisons: [Comparison]
    /// Error rates for pairs of agencies.
    public var agencyPairs: [AgencyPair]
    /// How the learning ended.
    public var convergence: Convergence

    /// The version of the format this engine writes.
    public static let currentVersion: Int = 1

    /// Makes a model from its parts.
    public init(
        spec: LinkageSpec, records: Int, sameShare: Double, householdShare: Double, borrowedShare: Double = 0,
        lentShare: Double = 0,
        twinShare: Double = 0, comparisons: [Comparison],
        agencyPairs: [AgencyPair] = [], convergence: Convergence
    ) {
        version = Self.currentVersion
        self.spec = spec
        self.records = records
        self.sameShare = sameShare
        self.householdShare = householdShare
        self.borrowedShare = borrowedShare
        self.lentShare = lentShare
        self.twinShare = twinShare
        self.comparisons = comparisons
        self.agencyPairs = agencyPairs
        self.convergence = convergence
    }
}
