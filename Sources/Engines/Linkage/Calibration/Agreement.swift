/// How far two who judged the same pairs agree, beyond what chance would give.
public struct Agreement: Codable, Sendable, Equatable {
    /// The pairs both judged.
    public let judged: Int
    /// Those they judged alike.
    public let agreed: Proportion
    /// Cohen's kappa (Cohen 1960, doi:10.1177/001316446002000104); nil when both always gave the one same answer.
    public let kappa: Double?
    /// The standard error of kappa, by Cohen's formula.
    public let kappaError: Double?

    /// Compares two judges' answers to the same questions, in the same order.
    public init<Answer: Hashable>(_ first: [Answer], _ second: [Answer]) {
        let pairs = Array(zip(first, second))
        judged = pairs.count
        agreed = Proportion(pairs.reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }, of: pairs.count)
        guard let share = agreed.share else {
            (kappa, kappaError) = (nil, nil)
            return
        }
        let total = Double(pairs.count)
        let byFirst = Dictionary(grouping: pairs, by: \.0).mapValues { Double($0.count) }
        let bySecond = Dictionary(grouping: pairs, by: \.1).mapValues { Double($0.count) }
        let products = byFirst.map { answer, count in count * bySecond[answer, default: 0] }.sorted()
        let chance = products.reduce(0, +) / (total * total)
        guard chance < 1 else {
            (kappa, kappaError) = (nil, nil)
            return
        }
        kappa = (share - chance) / (1 - chance)
        kappaError = (share * (1 - share) / (total * (1 - chance) * (1 - chance))).squareRoot()
    }
}
