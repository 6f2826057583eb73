import Foundation

/// What people have decided, which the engine follows and never overturns.
public struct Decisions: Codable, Sendable, Equatable {
    /// Two records, by their ids.
    public struct Pair: Codable, Sendable, Hashable {
        /// One record.
        public var a: String
        /// The other record.
        public var b: String

        /// Makes a pair of ids.
        public init(_ a: String, _ b: String) {
            self.a = a
            self.b = b
        }
    }

    /// Pairs a person has said are one person.
    public var must: [Pair]
    /// Pairs a person has said are two people.
    public var cannot: [Pair]
    /// Records already confirmed to belong to a cluster, by record id.
    public var standing: [String: String]

    /// Makes a set of decisions.
    public init(must: [Pair] = [], cannot: [Pair] = [], standing: [String: String] = [:]) {
        self.must = must
        self.cannot = cannot
        self.standing = standing
    }
}

/// Two records that were compared, by their places in the table, with the evidence.
public struct ScoredPair: Sendable, Equatable {
    /// The place of one record in the table.
    public var a: Int32
    /// The place of the other; always the larger.
    public var b: Int32
    /// The logarithm to base 2 of the odds that they are one person.
    public var weight: Float
    /// The levels, four bits a comparison, the first comparison lowest.
    public var vector: UInt64

    /// The probability that the two are one person, taken as a pair.
    public var probability: Double { Odds.probability(log2: Double(weight)) }
}

/// A link the engine would have made from the evidence but for something that cannot be true.
public struct Refusal: Sendable, Equatable {
    /// What forbade the link.
    public enum Reason: Sendable, Equatable {
        /// Two different valid values of an identifier a person has only one of.
        case identifiers(field: String)
        /// Two live rows of a source that holds one for each person.
        case onePerPerson(source: String)
        /// A person decided that these are two people.
        case decision
        /// The records belong to two clusters a person has confirmed.
        case standing
        /// Taken as wholes the two clusters are more likely two people.
        case evidence
    }

    /// The place of one record in the table.
    public var a: Int32
    /// The place of the other.
    public var b: Int32
    /// The weight of the pair.
    public var weight: Float
    /// What forbade it.
    public var reason: Reason
}

/// A link that alone holds two parts of a cluster together, and weakly.
public struct WeakBridge: Sendable, Equatable {
    /// The cluster it is in.
    public var cluster: Int32
    /// The record on one side.
    public var a: Int32
    /// The record on the other side.
    public var b: Int32
    /// The evidence between the two sides, as log2 odds.
    public var weight: Float
}

/// What one blocking rule found.
public struct BlockingReport: Codable, Sendable, Equatable {
    /// A block that was too large to compare in full.
    public struct Skipped: Codable, Sendable, Equatable {
        /// Its size in records.
        public var records: Int
        /// The pairs that this rule therefore never compared.
        public var pairs: Int
        /// A record of the block, by its place in the table, so that its key can be shown.
        public var example: Int32
    }

    /// The rule.
    public var rule: String
    /// The pairs it found that no earlier rule had.
    public var pairs: Int
    /// The size of its largest block.
    public var largestBlock: Int
    /// The number of blocks above the cap that were split by a further key.
    public var refinedBlocks: Int
    /// The pairs not compared because a block was too large even so.
    public var skippedPairs: Int
    /// The largest of those blocks.
    public var skipped: [Skipped]
}

/// What a full run would change if confirmed records were free to move.
public struct StandingChange: Sendable, Equatable {
    /// The record, by its place in the table.
    public var record: Int32
    /// The cluster it is confirmed in.
    public var from: String
    /// The cluster the evidence alone would put it in; nil for one of its own.
    public var to: String?
}

/// The answer of a run.
public struct LinkageResult: Sendable {
    /// What was learnt, or the model that was given.
    public var model: LinkageModel
    /// Pairs at or above the probability to ask from, strongest first.
    public var pairs: [ScoredPair]
    /// For every record the number of its cluster, from 0 in the order of each cluster's first record.
    public var clusters: [Int32]
    /// The id of each cluster, which a later run keeps as long as most of its records stay.
    public var clusterIDs: [String]
    /// Links that were refused, strongest first.
    public var refusals: [Refusal]
    /// Links worth a person's look, weakest first.
    public var bridges: [WeakBridge]
    /// What evidence alone would change in what people have confirmed.
    public var changes: [StandingChange]
    /// What each blocking rule found.
    public var blocking: [BlockingReport]
    /// The number of pairs compared.
    public var comparedPairs: Int
}

/// Odds and probabilities.
enum Odds {
    /// The probability of an event whose odds have this logarithm to base 2.
    static func probability(log2 weight: Double) -> Double {
        1 / (1 + exp2(-weight))
    }
}
