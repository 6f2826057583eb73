/// Corrections of p values when many tests are made at once, as R's `p.adjust`.
public enum MultipleTesting: Sendable, CaseIterable {
    /// Holds the share of false alarms among all alarms (Benjamini and Hochberg 1995).
    case benjaminiHochberg
    /// Holds the chance of any false alarm, the plainest way.
    case bonferroni
    /// Holds the chance of any false alarm, and misses less than Bonferroni's (Holm 1979).
    case holm

    /// The corrected p values, in the order given; those without a test stay without, and are not counted.
    public func adjusted(_ pValues: [Double?]) throws(CountError) -> [Double?] {
        let tested = pValues.indices.filter { pValues[$0] != nil }
        let values = tested.compactMap { pValues[$0] }
        if let bad = values.first(where: { !($0 >= 0 && $0 <= 1) }) {
            throw .badShare(what: "A p value", value: bad)
        }
        var result = pValues
        for (place, value) in zip(tested, corrected(values)) { result[place] = value }
        return result
    }

    private func corrected(_ values: [Double]) -> [Double] {
        let count = Double(values.count)
        switch self {
        case .bonferroni: return values.map { min(1, $0 * count) }
        case .holm:
            return inOrder(values) { sorted in
                var largest: Double = 0
                return sorted.enumerated().map { rank, value in
                    largest = max(largest, min(1, (count - Double(rank)) * value))
                    return largest
                }
            }
        case .benjaminiHochberg:
            return inOrder(values) { sorted in
                var smallest: Double = 1
                return sorted.enumerated().reversed().map { rank, value in
                    smallest = min(smallest, count / Double(rank + 1) * value)
                    return smallest
                }.reversed()
            }
        }
    }

    /// Corrects the values in rising order and puts them back in their places.
    private func inOrder(_ values: [Double], _ correct: ([Double]) -> [Double]) -> [Double] {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var result = values
        for (place, value) in zip(order, correct(order.map { values[$0] })) { result[place] = value }
        return result
    }
}
