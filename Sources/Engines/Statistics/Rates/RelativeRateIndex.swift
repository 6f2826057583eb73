/// How often a decision falls on one group beside another: 1 is parity.
///
/// The index of the US Office of Juvenile Justice and Delinquency Prevention: events over base of the group, over the
/// same of the reference group. The best base of a decision is the stage before it (arrests for charges), the
/// population only for the first.
public struct RelativeRateIndex: Sendable, Equatable {
    /// A group at one stage.
    public struct Group: Sendable, Equatable {
        /// How often the decision fell on it.
        public let events: Int
        /// How many it could have fallen on.
        public let base: Int

        /// Makes a group.
        public init(events: Int, base: Int) {
            self.events = events
            self.base = base
        }
    }

    /// What can be said.
    public enum Finding: Sendable, Equatable {
        /// Fewer events in either group than the given minimum, so no index is told.
        case tooFew(minimum: Int)
        /// The index with its interval.
        case index(Estimate)
    }

    /// The group asked about.
    public let group: Group
    /// The group it is compared with.
    public let reference: Group
    /// What can be said.
    public let finding: Finding
    /// The share of the group less the share of the reference, in percentage points; nil with too few events.
    public let gapInPoints: Double?

    /// Works out the index; 5 events in each group are the usual minimum.
    public init(
        group: Group, reference: Group, minimumEvents: Int, confidence: Confidence = .ninetyFive
    ) throws(CountError) {
        for part in [group, reference] {
            try Count.notNegative(Double(part.events), "The number of events")
            try Count.base(Double(part.base), "The base of a group")
            guard part.events <= part.base else {
                throw .partAboveWhole(part: Double(part.events), whole: Double(part.base))
            }
        }
        self.group = group
        self.reference = reference
        guard min(group.events, reference.events) >= max(minimumEvents, 1) else {
            finding = .tooFew(minimum: max(minimumEvents, 1))
            gapInPoints = nil
            return
        }
        let one = try Proportion(group.events, of: group.base)
        let two = try Proportion(reference.events, of: reference.base)
        guard let ratio = ProportionComparison(one, two).riskRatio(confidence: confidence) else {
            finding = .tooFew(minimum: max(minimumEvents, 1))
            gapInPoints = nil
            return
        }
        finding = .index(ratio)
        gapInPoints = (one.share - two.share) * 100
    }

    /// How many times more or less often, never below 1: an index of 0.5 is 2 times less. Nil with too few events.
    public var times: (factor: Double, isMore: Bool)? {
        guard case .index(let estimate) = finding else { return nil }
        return estimate.value >= 1 ? (estimate.value, true) : (1 / estimate.value, false)
    }

    /// True when the interval leaves out parity.
    public var isClear: Bool {
        guard case .index(let estimate) = finding else { return false }
        return !estimate.interval.contains(1)
    }
}
