/// The services and mentors a person may choose from for one young person, best first, and those ruled out.
///
/// It proposes; a person chooses. Equal inputs give equal rankings, whatever order they come in.
public struct Ranking: Sendable, Equatable {
    /// One that may be offered, or may once its doubts are settled.
    public struct Candidate: Sendable, Equatable {
        /// The service or mentor.
        public let provision: Provision
        /// How well it fits, from 0 to 1.
        public let score: Double
        /// What speaks for and against it, strongest first; their contributions add up to the score less one half.
        public let reasons: [Reason]
        /// What must be settled before it is offered.
        public let doubts: [Doubt]

        /// True when whether it is safe is not known.
        public var hasSafetyDoubt: Bool { doubts.contains(where: \.isSafety) }
    }

    /// One that may not be offered.
    public struct Excluded: Sendable, Equatable {
        /// The service or mentor.
        public let provision: Provision
        /// Every reason why, safety first.
        public let exclusions: [Exclusion]
    }

    /// Whom it is for.
    public let ask: Ask
    /// Best first; those with a doubt about safety after all others.
    public let candidates: [Candidate]
    /// Those ruled out, by identifier.
    public let excluded: [Excluded]

    /// Ranks services and mentors; `today` is counted as their vetting is.
    public init(of provisions: [Provision], for ask: Ask, today: Int, weights: MatchWeights) {
        var candidates: [Candidate] = []
        var excluded: [Excluded] = []
        for provision in provisions {
            let eligibility = Eligibility(of: provision, for: ask, today: today)
            guard eligibility.exclusions.isEmpty else {
                excluded.append(Excluded(provision: provision, exclusions: eligibility.exclusions))
                continue
            }
            let scoring = Scoring(of: provision, for: ask, weights: weights)
            candidates.append(
                Candidate(
                    provision: provision, score: scoring.score, reasons: Self.strongestFirst(scoring.reasons),
                    doubts: eligibility.doubts))
        }
        self.ask = ask
        self.candidates = candidates.sorted(by: Self.comesFirst)
        self.excluded = excluded.sorted { $0.provision.id < $1.provision.id }
    }

    /// Safe before doubtful, then the better fit, then the identifier; differences beyond nine decimals are none.
    private static func comesFirst(_ one: Candidate, _ other: Candidate) -> Bool {
        if one.hasSafetyDoubt != other.hasSafetyDoubt { return other.hasSafetyDoubt }
        let (first, second) = (rounded(one.score), rounded(other.score))
        return first != second ? first > second : one.provision.id < other.provision.id
    }

    private static func rounded(_ score: Double) -> Double { (score * 1e9).rounded() }

    private static func strongestFirst(_ reasons: [Reason]) -> [Reason] {
        reasons.enumerated().sorted { one, other in
            let (first, second) = (rounded(abs(one.element.contribution)), rounded(abs(other.element.contribution)))
            return first != second ? first > second : one.offset < other.offset
        }.map(\.element)
    }
}
