import Governance
import Kernel
import Surveillance

/// A measure by small area over a span of months, as one audience may see it.
package struct AreaCounts: Sendable {
    /// What is shown of each area.
    package enum Figure: String, Sendable, CaseIterable {
        case number
        /// For each 1,000 people who live there, of `AreaCounts.ages`.
        case rate

        package var name: String { self == .number ? "Number" : "For each 1,000 who live there" }
    }

    /// One area.
    package struct Line: Sendable {
        package let code: String
        package let name: String
        package let count: ShownCount
        /// For each 1,000 people a year; nil where it may not be shown or nobody is known to live there.
        package let rate: Double?
        /// What hot spots are worked out from: what is shown, hidden counts in the middle of what they can be.
        package let weight: Double
    }

    package let lines: [Line]
    package let total: ShownCount
    package let unplaced: ShownCount
    package let months: ClosedRange<Month>
    package let figure: Figure

    /// Whom a rate is for: those whom violence between young people reaches first (UI guide, screen 5).
    package static let ages = 10...24

    /// - `hidesMonth`: whether a month among them is too small to show; what they come to together may not be told then.
    package init(
        _ book: AreaBook, _ counts: [String: Int], total: Int, hidesMonth: Bool, people: [String: Double],
        months: ClosedRange<Month>, figure: Figure, for audience: CountAudience
    ) {
        let rule = Suppression.partner
        let known = book.areas.map { counts[$0.code] ?? 0 }
        let rest = max(0, total - known.reduce(0, +))
        let shown = rule.protect(parts: known + [rest], isWholeKnown: !hidesMonth, for: audience)
        let middle = Self.middle(shown, rule)
        let years = Double(months.all.count) / 12
        lines = zip(book.areas, shown.cells).map { area, count in
            let residents = people[area.code] ?? 0
            let rate = count.value.flatMap { residents > 0 ? Double($0) * 1000 / residents / years : nil }
            let amount = count.value.map(Double.init) ?? middle
            return Line(
                code: area.code, name: area.name, count: count, rate: rate,
                weight: figure == .number ? amount : residents > 0 ? amount * 1000 / residents / years : 0)
        }
        self.total = shown.total
        unplaced = shown.cells.last ?? .exact(0)
        self.months = months
        self.figure = figure
    }

    /// What each hidden count is taken for: an equal part of what the shown total leaves for them, or the middle of
    /// what a small count can be. Only what is on the page goes into it.
    private static func middle(_ shown: ShownCounts, _ rule: Suppression) -> Double {
        let hidden = shown.cells.count { $0.value == nil }
        guard hidden > 0 else { return 0 }
        guard let total = shown.total.value else { return Double(rule.smallest + rule.largest) / 2 }
        return Double(total - shown.cells.compactMap(\.value).reduce(0, +)) / Double(hidden)
    }

    /// What an area's shade stands for: the count or the rate; nil where it may not be shown.
    package func value(_ line: Line) -> Double? {
        figure == .number ? line.count.value.map(Double.init) : line.rate
    }
}

/// Which areas lie together with more than chance would put there: Getis–Ord Gi*, false discoveries held to 5 in 100.
package struct HotSpots: Sendable {
    /// For each area, whether it is part of a hot spot.
    package let hot: [Bool]
    /// How far above what chance gives each area's surroundings lie, in standard deviations; nil for islands.
    package let z: [Double?]

    /// At most this share of the marked areas are expected to be marked by chance.
    package static let level = 0.05

    /// None where values are all alike, or there are too few areas.
    package init(_ values: [Double], neighbours: [[Int]]) {
        var hot = [Bool](repeating: false, count: values.count)
        var z = [Double?](repeating: nil, count: values.count)
        if let weights = try? SpatialWeights(neighbours: neighbours, style: .binary),
            let found = try? GetisOrd(.giStar, of: values, weights: weights, permutation: nil),
            let marked = try? LocalSignificance.marked(
                found.areas.map { $0?.p }, level: Self.level, correction: .falseDiscoveryRate)
        {
            z = found.areas.map { $0?.z }
            hot = zip(marked, z).map { $0 && ($1 ?? 0) > 0 }
        }
        self.hot = hot
        self.z = z
    }

    /// The hot areas in groups that touch, largest first.
    package func groups(_ neighbours: [[Int]]) -> [[Int]] {
        var left = Set(hot.indices.filter { hot[$0] })
        var groups: [[Int]] = []
        while let start = left.min() {
            var group: [Int] = []
            var queue = [start]
            left.remove(start)
            while let area = queue.popLast() {
                group.append(area)
                for near in neighbours[area] where left.remove(near) != nil { queue.append(near) }
            }
            groups.append(group.sorted())
        }
        return groups.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }
}
