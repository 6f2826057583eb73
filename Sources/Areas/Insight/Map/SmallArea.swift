import Feeds
import Governance
import Kernel
import Statistics
import Storage

/// One small area as an audience may see it: the same protected counts the map shows, and what is known of the place.
struct SmallArea: Sendable {
    /// One measure here, over the newest year it has.
    struct Figure: Sendable {
        let measure: Measure
        let months: ClosedRange<Month>
        let count: ShownCount
        /// For each 1,000 people of `AreaCounts.ages` a year, with its interval; nil where it may not be shown.
        let rate: Estimate?
        /// The same for all areas together.
        let whole: ShownCount
        let wholeRate: Estimate?
        let isHot: Bool
    }

    /// One measure month by month, for the team only.
    struct Monthly: Sendable {
        let measure: Measure
        let values: [MeasureValue]
    }

    let area: Area
    let set: BoundarySet
    let people: Double?
    let decile: Int?
    let figures: [Figure]
    let schools: [String]
    let neighbours: [Area]
    let actions: [PlaceAction]
    /// The areas of another year it was made of, where figures by those cannot be put here.
    let redrawn: [(code: String, year: Int)]
    /// Empty for everyone but the team.
    let monthly: [Monthly]

    /// A rate for each 1,000 people a year of a count that may be shown.
    static func rate(_ count: ShownCount, people: Double, months: ClosedRange<Month>) -> Estimate? {
        guard let value = count.value, people > 0 else { return nil }
        let years = Double(months.all.count) / 12
        return try? CrudeRate(count: Double(value), population: people * years, per: 1000).estimate
    }
}

extension Transaction {
    /// A small area by its code; nil for a code that is not one of the boundaries in use.
    func smallArea(_ code: String, for audience: CountAudience, shelf: AreaShelf) throws -> SmallArea? {
        guard let book = try shelf.book(in: self), let place = book.place(of: code) else { return nil }
        let people = try population(AreaCounts.ages, boundaryYear: book.set.year)
        let here = people[code].flatMap { $0 > 0 ? $0 : nil }
        let everyone = book.areas.compactMap { people[$0.code] }.reduce(0, +)
        let placed = try placedMeasures()
        let figures = try placed.compactMap { measure -> SmallArea.Figure? in
            let wish = MapWish(
                measure: measure.id, figure: people.isEmpty ? .number : .rate, showsSchools: false,
                showsActions: false, zoom: 1, middle: nil)
            guard let view = try mapView(wish, placed, for: audience, shelf: shelf, in: self) else { return nil }
            let counts = view.counts
            return SmallArea.Figure(
                measure: measure, months: counts.months, count: counts.lines[place].count,
                rate: here.flatMap { SmallArea.rate(counts.lines[place].count, people: $0, months: counts.months) },
                whole: counts.total,
                wholeRate: SmallArea.rate(counts.total, people: everyone, months: counts.months),
                isHot: view.hot.hot[place])
        }
        return SmallArea(
            area: book.areas[place], set: book.set, people: here,
            decile: try self.figures("imd-decile", boundaryYear: book.set.year)[code].map { Int($0) },
            figures: figures, schools: try namedPlaces("school").filter { $0.area == code }.map(\.name),
            neighbours: book.neighbours[place].map { book.areas[$0] },
            actions: try placeActions().filter { $0.areas.contains(code) },
            redrawn: try AreaCode(code).map { area in
                try passages(to: book.set.year).redrawn(into: area).map { ($0.code.text, $0.year) }
            } ?? [],
            monthly: audience == .team ? try monthly(code, of: placed) : [])
    }

    /// An area's months: nought where figures came and none of them lies here.
    private func monthly(_ code: String, of placed: [Measure]) throws -> [SmallArea.Monthly] {
        try placed.map { measure in
            let here = try values(of: measure.id, area: code)
            let found = Dictionary(here.map { ($0.month, $0.numerator) }, uniquingKeysWith: { first, _ in first })
            let all = try values(of: measure.id).suffix(12).map { value in
                MeasureValue(month: value.month, numerator: value.numerator == nil ? nil : found[value.month] ?? 0)
            }
            return SmallArea.Monthly(measure: measure, values: Array(all))
        }
    }
}
