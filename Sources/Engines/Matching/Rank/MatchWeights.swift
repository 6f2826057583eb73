/// What a service or mentor is judged by.
public enum Criterion: String, Sendable, CaseIterable, Codable, Hashable {
    /// How much of what is needed it helps with.
    case needs
    /// How near it is.
    case distance
    /// How many hours both have.
    case hours
    /// A language in common.
    case language
    /// What the young person would like.
    case wishes
    /// Whether they know and trust it already.
    case trust
    /// How soon it can begin.
    case wait
}

/// How much each criterion counts: data, so that a partnership can set and date its own.
public struct MatchWeights: Sendable, Equatable, Codable {
    /// The weight of each criterion; one without a weight does not count.
    public var weights: [Criterion: Double]
    /// The distance in metres at which nearness counts nothing, where no limit of their own is known.
    public var farMetres: Double
    /// The wait in days at which soonness counts nothing.
    public var longWaitDays: Double
    /// The hours a week in common at which hours count in full.
    public var enoughHours: Int

    /// Makes weights.
    public init(weights: [Criterion: Double], farMetres: Double, longWaitDays: Double, enoughHours: Int) {
        self.weights = weights
        self.farMetres = farMetres
        self.longWaitDays = longWaitDays
        self.enoughHours = enoughHours
    }

    /// Where a partnership can begin: a judgement of ours and not a finding, to be changed with practitioners.
    ///
    /// Needs count as much as the next two together; then what the young person wishes and whom they trust, for being
    /// persistent and trusted is what the services of the founding report say works. 4,828 metres is the three miles
    /// of section 444(5) of the Education Act 1996; three weeks is the wait of the issue that asked for this; two hours
    /// are one session with the way there and back.
    public static let standard = MatchWeights(
        weights: [.needs: 4, .wishes: 2, .trust: 2, .distance: 2, .hours: 2, .language: 2, .wait: 1],
        farMetres: 4_828, longWaitDays: 21, enoughHours: 2)

    func weight(_ criterion: Criterion) -> Double {
        let weight = weights[criterion] ?? 0
        return weight.isFinite ? max(weight, 0) : 0
    }
}
