/// Units compared with each other by size: which of them lie further out than chance would put them.
///
/// Spiegelhalter 2005, doi:10.1002/sim.1970. A funnel ranks nothing; it says which units to look into.
public struct Funnel: Sendable, Equatable {
    /// One unit: an area, a school, a hospital.
    public struct Unit: Sendable, Equatable {
        /// Its events; whole for a proportion.
        public let count: Double
        /// Its total, its expected events, or its people.
        public let denominator: Double

        /// Makes a unit.
        public init(count: Double, denominator: Double) {
            self.count = count
            self.denominator = denominator
        }
    }

    /// Which side of the limits.
    public enum Side: Sendable, Equatable {
        /// Fewer than chance would give.
        case below
        /// More.
        case above
    }

    /// Where a unit lies.
    public enum Position: Sendable, Equatable {
        /// Within the 95 % limits.
        case inside
        /// Outside the 95 % limits, within the 99.8 % limits: 1 unit in 20 lies here by chance.
        case outside95(Side)
        /// Outside the 99.8 % limits: 1 unit in 500 lies here by chance.
        case outside998(Side)
    }

    /// A unit in the funnel.
    public struct Place: Sendable, Equatable {
        /// Its share, ratio or rate, on the scale of the funnel.
        public let value: Double
        /// The limits at its size.
        public let limits: FunnelLimits
        /// Its distance from the target in standard deviations, widened as the limits are.
        public let score: Double
        /// The same from chance alone.
        public let scoreByChance: Double
        /// Where it lies.
        public let position: Position
    }

    /// What the values are.
    public let kind: FunnelKind
    /// The middle of the funnel, on the scale of its values.
    public let target: Double
    /// How the limits were widened.
    public let rule: OverdispersionRule
    /// How much the units scatter beyond chance.
    public let scatter: Overdispersion
    /// A place for each unit in the order given; nil for one without a denominator, which is left out of everything.
    public let places: [Place?]
    let maker: FunnelLimitMaker

    /// Puts units in a funnel.
    ///
    /// Without a target (per one, before any multiplier) a ratio's is 1, a proportion's and a rate's are those of all
    /// units together. A tenth of the scores at each end is drawn in before scatter is measured, as is usual.
    public init(
        _ units: [Unit], kind: FunnelKind, target: Double? = nil, rule: OverdispersionRule,
        winsorised: Double = 0.1
    ) throws(CountError) {
        try Self.check(units, kind, target: target, winsorised: winsorised)
        let used = units.filter { $0.denominator > 0 }
        guard !used.isEmpty else { throw .tooFew(what: "Units with a denominator", found: 0, needed: 1) }
        let middle = target ?? Self.pooled(used, kind)
        let deviations = used.compactMap { FunnelScore.deviation(kind, $0.denominator, middle) }
        let scores = zip(used, deviations).map { unit, deviation in
            FunnelScore.gap(kind, unit.count, unit.denominator, middle) / deviation
        }
        let scatter = FunnelScore.scatter(scores, deviations, winsorised: winsorised)
        let maker = FunnelLimitMaker(kind: kind, target: middle, rule: rule, scatter: scatter)
        self.kind = kind
        self.target = middle * kind.multiplier
        self.rule = rule
        self.scatter = scatter
        self.maker = maker
        places = units.map { $0.denominator > 0 ? Self.place($0, maker) : nil }
    }

    /// The limits for a unit of any size, to draw the funnel with; nil for a size of 0 or less.
    public func limits(denominator: Double) -> FunnelLimits? {
        denominator > 0 && denominator.isFinite ? maker.limits(denominator: denominator) : nil
    }

    private static func check(
        _ units: [Unit], _ kind: FunnelKind, target: Double?, winsorised: Double
    ) throws(CountError) {
        guard winsorised >= 0, winsorised < 0.5 else {
            throw .badShare(what: "The share to winsorise", value: winsorised)
        }
        if case .rate(let multiplier) = kind { try Count.base(multiplier, "The multiplier") }
        if let target { try Count.base(target, "The target") }
        if kind == .proportion, let target, target > 1 { throw .partAboveWhole(part: target, whole: 1) }
        for unit in units {
            try Count.notNegative(unit.count, "The count of a unit")
            try Count.notNegative(unit.denominator, "The denominator of a unit")
            if kind == .proportion, unit.count > unit.denominator {
                throw .partAboveWhole(part: unit.count, whole: unit.denominator)
            }
        }
    }

    private static func pooled(_ units: [Unit], _ kind: FunnelKind) -> Double {
        switch kind {
        case .ratio: 1
        case .proportion, .rate:
            units.reduce(0) { $0 + $1.count } / units.reduce(0) { $0 + $1.denominator }
        }
    }

    private static func place(_ unit: Unit, _ maker: FunnelLimitMaker) -> Place {
        let limits = maker.limits(denominator: unit.denominator)
        let value = unit.count / unit.denominator * maker.kind.multiplier
        let gap = FunnelScore.gap(maker.kind, unit.count, unit.denominator, maker.target)
        // Where nobody has the event, or everybody, nothing stands out.
        let chance = FunnelScore.deviation(maker.kind, unit.denominator, maker.target)
        let byChance = chance.map { gap / $0 } ?? 0
        let wide = chance.map { gap / widened($0, maker) } ?? 0
        return Place(
            value: value, limits: limits, score: wide, scoreByChance: byChance,
            position: position(value, limits))
    }

    private static func widened(_ chance: Double, _ maker: FunnelLimitMaker) -> Double {
        switch maker.rule {
        case .exact: chance
        case .additive: (chance * chance + maker.scatter.tauSquared).squareRoot()
        case .multiplicative: chance * max(maker.scatter.phi, 1).squareRoot()
        }
    }

    private static func position(_ value: Double, _ limits: FunnelLimits) -> Position {
        if value > limits.ninetyNineEight.upper { return .outside998(.above) }
        if value < limits.ninetyNineEight.lower { return .outside998(.below) }
        if value > limits.ninetyFive.upper { return .outside95(.above) }
        if value < limits.ninetyFive.lower { return .outside95(.below) }
        return .inside
    }
}
