/// How much harm an event of each code does, as published by others and imported: no weight is known to this program.
///
/// For example the Cambridge Crime Harm Index (days of prison at the sentencing guideline's starting point) or the
/// weights of the Crime Severity Score of the Office for National Statistics.
public struct HarmWeights: Sendable, Equatable {
    /// The weight of each code.
    public let weights: [String: Double]

    /// Takes weights of 0 or more.
    public init(_ weights: [String: Double]) throws(CountError) {
        for (code, weight) in weights { try Count.notNegative(weight, "The weight of \(code)") }
        self.weights = weights
    }

    /// What was added up, and what could not be.
    public struct Total: Sendable, Equatable {
        /// The harm of all events whose code has a weight.
        public let harm: Double
        /// How many events those are.
        public let counted: Double
        /// Codes that have no weight, and how many events they have: most first, then by code. Left out of the harm.
        public let withoutWeight: [CodeCount]

        /// The share of events whose code has a weight; nil without events.
        public var shareCounted: Double? {
            let all = counted + withoutWeight.reduce(0) { $0 + $1.count }
            return all > 0 ? counted / all : nil
        }
    }

    /// Events of a code.
    public struct CodeCount: Sendable, Equatable {
        /// The code.
        public let code: String
        /// How many events.
        public let count: Double
    }

    /// The harm of events by code.
    public func total(_ counts: [String: Double]) throws(CountError) -> Total {
        var harm: Double = 0
        var counted: Double = 0
        var without: [CodeCount] = []
        // In a fixed order, so that the sum is the same to its last digit each time.
        for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
            try Count.notNegative(count, "The count of \(code)")
            if let weight = weights[code] {
                harm += weight * count
                counted += count
            } else if count > 0 {
                without.append(CodeCount(code: code, count: count))
            }
        }
        without.sort { ($1.count, $0.code) < ($0.count, $1.code) }
        return Total(harm: harm, counted: counted, withoutWeight: without)
    }
}
