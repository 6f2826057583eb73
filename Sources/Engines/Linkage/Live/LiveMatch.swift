/// A record that stands beside one that is looked for, and what speaks for and against their being one person.
public struct LiveMatch: Sendable, Equatable {
    /// The record that stands.
    public var id: String
    /// The evidence, whose weight orders the matches.
    public var explanation: Explanation
}

extension LiveIndex {
    /// The records a look-up finds for one that is not kept, each by itself whatever it is clustered with.
    ///
    /// - Parameters:
    ///   - source: Where the record comes from; its error rates are the pooled ones where the index does not know it.
    ///   - values: The record, by the names of the specification's fields.
    ///   - least: The weight below which a record is left out.
    ///   - most: How many are given, likeliest first.
    /// - Returns: The matches, likeliest first.
    /// - Throws: When the record cannot be read by the index's specification.
    /// - Complexity: Some twenty searches and a few dozen comparisons.
    public mutating func matches(
        source: String, values: [String: String], from least: Double, most: Int
    ) throws(LinkageError) -> [LiveMatch] {
        let place = try stage(id: "", source: source, values: values)
        defer { unstage() }
        let found = table.withView { view in
            weighed(place, against: candidates(place, view), view).filter { $0.explanation.weight >= least }
        }
        return Array(found.sorted { ($1.explanation.weight, $0.id) < ($0.explanation.weight, $1.id) }.prefix(most))
    }

    /// The evidence between a record that is not kept and records that stand, in the order asked.
    ///
    /// - Returns: One match for each identifier the index knows.
    public mutating func weigh(
        source: String, values: [String: String], against ids: [String]
    ) throws(LinkageError) -> [LiveMatch] {
        let others = ids.compactMap { self.place(of: $0) }
        let place = try stage(id: "", source: source, values: values)
        defer { unstage() }
        return table.withView { view in weighed(place, against: others, view) }
    }

    private func weighed(_ place: Int, against others: [Int], _ view: TableView) -> [LiveMatch] {
        let terms = TermReader(view: view, plan: plan, frequencies: frequencies)
        var comparer = Comparer(view: view, plan: plan, memoBits: 6)
        return others.map { other in
            let vector = comparer.vector(other, place)
            return LiveMatch(
                id: table.id(other), explanation: Explanation(vector, other, place, terms, by: scorer, plan))
        }
    }
}
