/// Assaults treated in A&E beside assaults with injury that police recorded, for one group, place or hour.
///
/// Nobody is matched: the two are counts of overlapping but different people, and the share says how much police could
/// know of at most, not whom.
public struct SeenByPolice: Sendable, Equatable {
    /// What can be said.
    public enum Finding: Sendable, Equatable {
        /// Nobody was treated, so there is no share.
        case nobodyTreated
        /// The share of treated assaults that police can know of, with Wilson's interval.
        case share(Estimate)
        /// Police recorded more than were treated: no share, but police-recorded for each treated, with its exact
        /// interval. Both counts vary, so the interval is that of a ratio of two Poisson counts.
        case morePolice(ratio: Estimate)
    }

    /// Assaults with injury recorded by police.
    public let police: Int
    /// Assaults treated in A&E.
    public let treated: Int
    /// What can be said.
    public let finding: Finding

    /// Compares the two counts.
    public init(police: Int, treated: Int, confidence: Confidence = .ninetyFive) throws(CountError) {
        try Count.notNegative(Double(police), "The police count")
        try Count.notNegative(Double(treated), "The A&E count")
        self.police = police
        self.treated = treated
        guard treated > 0 else {
            finding = .nobodyTreated
            return
        }
        guard police > treated else {
            finding = .share(try Proportion(police, of: treated).estimate(confidence: confidence))
            return
        }
        let comparison = try RateComparison(first: police, of: 1, second: treated, of: 1)
        let value = Double(police) / Double(treated)
        guard let range = comparison.ratioInterval(confidence: confidence), let upper = range.upper else {
            finding = .nobodyTreated
            return
        }
        finding = .morePolice(ratio: Estimate(value, Interval(range.lower, upper)))
    }

    /// The finding in a sentence that stays true whichever count is larger.
    public var words: String {
        switch finding {
        case .nobodyTreated: "No assault was treated in A&E, so no share can be told."
        case .share(let estimate):
            "Police recorded \(police) assaults with injury for \(treated) treated in A&E: at most "
                + "\(Self.inHundred(estimate.value)) in 100 (\(Self.inHundred(estimate.interval.lower)) to "
                + "\(Self.inHundred(estimate.interval.upper))) can be known to both."
        case .morePolice:
            "Police recorded more assaults with injury (\(police)) than were treated in A&E (\(treated)): "
                + "how many are known to both cannot be told from these counts."
        }
    }

    private static func inHundred(_ share: Double) -> Int {
        Int((share * 100).rounded())
    }
}
