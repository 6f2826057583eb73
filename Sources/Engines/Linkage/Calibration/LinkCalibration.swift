/// How often links of some weight turned out wrong when people looked, said in words.
///
/// The decisions are joined with the model's own word, put in as a few invented decisions at each weight, so that where
/// nobody has looked the answer is the model's and where many have it is theirs; the fit may only rise with the weight
/// (Zadrozny and Elkan 2002, doi:10.1145/775047.775151). Which pairs were put before people does not bias this as long
/// as the choice went by the weight.
public struct LinkCalibration: Codable, Sendable, Equatable {
    /// A pair people have decided on.
    public struct Decision: Codable, Sendable, Equatable {
        /// The weight the model gave it, as log2 odds.
        public let weight: Double
        /// Whether people said it is one person.
        public let isSame: Bool

        /// Makes a decision.
        public init(weight: Double, isSame: Bool) {
            self.weight = weight
            self.isSame = isSame
        }
    }

    /// How likely a link of some weight is to be wrong.
    public struct Estimate: Codable, Sendable, Equatable {
        /// The share of such links that are wrong.
        public let wrong: Double
        /// The range the share plausibly lies in (Wilson's, 95 %).
        public let low: Double
        /// The upper end of the range.
        public let high: Double
        /// The decisions of people it rests on, beside the model's word.
        public let decisions: Int
    }

    private let fit: IsotonicRegression
    private let weights: [Double]
    /// How many decisions of people the model's word counts as, for each bit of weight.
    public let modelCounts: Double

    /// Joins decisions with the model's word, which counts as `modelCounts` decisions for each bit of weight.
    ///
    /// With one, three people who look at links of one strength already outweigh the model.
    public init(_ decisions: [Decision], modelCounts: Double) {
        self.modelCounts = modelCounts
        var points = decisions.map { (x: $0.weight, y: $0.isSame ? 1.0 : 0.0, weight: 1.0) }
        for bit in -20...40 {
            let odds = Double(bit)
            points.append((x: odds, y: Odds.probability(log2: odds), weight: modelCounts))
        }
        fit = IsotonicRegression(points)
        weights = decisions.map(\.weight).sorted()
    }

    /// How likely a link of this weight is to be wrong.
    public func estimate(weight: Double) -> Estimate {
        let same = fit.value(at: weight) ?? Odds.probability(log2: weight)
        let wrong = 1 - same
        // What the estimate rests on: the step it lies in, or the two it lies between, in the shares they are mixed.
        let total = max(support(at: weight), modelCounts)
        let range = Proportion.interval(count: wrong * total, total: total) ?? 0...1
        return Estimate(
            wrong: wrong, low: range.lowerBound, high: range.upperBound, decisions: decisions(around: weight))
    }

    /// The calibrated probability that a link of this weight is one person.
    public func probability(weight: Double) -> Double {
        1 - estimate(weight: weight).wrong
    }

    private func support(at weight: Double) -> Double {
        guard let (step, next) = steps(around: weight) else { return 0 }
        guard let next else { return step.weight }
        let share = (weight - step.to) / (next.from - step.to)
        return step.weight * (1 - share) + next.weight * share
    }

    private func decisions(around weight: Double) -> Int {
        guard let (step, next) = steps(around: weight) else { return 0 }
        let range = step.from...(next?.to ?? step.to)
        return weights.reduce(0) { $0 + (range.contains($1) ? 1 : 0) }
    }

    private func steps(around weight: Double) -> (IsotonicRegression.Step, IsotonicRegression.Step?)? {
        guard let place = fit.steps.lastIndex(where: { $0.from <= weight }) else {
            return fit.steps.first.map { ($0, nil) }
        }
        let step = fit.steps[place]
        guard weight > step.to, place + 1 < fit.steps.count else { return (step, nil) }
        return (step, fit.steps[place + 1])
    }
}

extension LinkCalibration.Estimate {
    /// The estimate in a sentence a practitioner can use.
    public var words: String {
        let basis =
            decisions == 0
            ? "This is the model's own word: nobody has checked links like this yet."
            : decisions == 1
                ? "One checked link stands behind this."
                : "\(decisions) checked links stand behind this."
        guard decisions > 0 else { return "\(Self.sentence(wrong)) \(basis)" }
        return "\(Self.sentence(wrong)) \(basis) The true figure could be \(Self.share(low)), or \(Self.share(high))."
    }

    private static func sentence(_ wrong: Double) -> String {
        let said = share(wrong)
        let opening = said.first?.isNumber == true ? "About \(said)" : Self.capital(said)
        return "\(opening) links like this are wrong."
    }

    private static func capital(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }

    /// A share in words: 1 in 50, 2 in 3, nearly all.
    static func share(_ share: Double) -> String {
        if share < 0.001 { return "fewer than 1 in 1,000" }
        if share > 0.95 { return "nearly all" }
        if share > 0.55 {
            let parts: [(Double, String)] = [
                (0.9, "9 in 10"), (0.8, "4 in 5"), (0.75, "3 in 4"), (2.0 / 3, "2 in 3"), (0.6, "3 in 5"),
            ]
            return parts.min { abs($0.0 - share) < abs($1.0 - share) }?.1 ?? "most"
        }
        let rounds: [Double] = [2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500, 750, 1000]
        // The round number nearest in proportion, so that 1 in 45 is not said as 1 in 30.
        let nearest = rounds.min { ratio($0 * share) < ratio($1 * share) } ?? 2
        return nearest == 1000 ? "1 in 1,000" : "1 in \(Int(nearest))"
    }

    private static func ratio(_ number: Double) -> Double {
        max(number, 1 / number)
    }
}
