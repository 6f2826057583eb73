import Governance
import Kernel
import Statistics
import Web

/// Small areas by the people who live there and their rate, inside the limits chance would give.
struct FunnelView: Sendable {
    let map: MapView
    let funnel: Funnel
    /// The areas in the funnel, each with its people.
    let units: [(line: AreaCounts.Line, people: Double, count: Int)]
    /// How many areas are left out because their number may not be shown.
    let hidden: Int

    /// Nil without people, or with too few areas whose numbers may be shown.
    init?(_ map: MapView, people: [String: Double]) {
        let counted = map.counts.lines.compactMap { line -> (line: AreaCounts.Line, people: Double, count: Int)? in
            guard let count = line.count.value, let living = people[line.code], living > 0 else { return nil }
            return (line, living, count)
        }
        let years = Double(map.counts.months.all.count) / 12
        guard counted.count >= 5, counted.contains(where: { $0.count > 0 }),
            let funnel = try? Funnel(
                counted.map { Funnel.Unit(count: Double($0.count), denominator: $0.people * years) },
                kind: .rate(per: 1000), rule: .additive)
        else { return nil }
        self.map = map
        self.funnel = funnel
        units = counted
        hidden = map.counts.lines.count { $0.count.value == nil }
    }

    private var years: Double { Double(map.counts.months.all.count) / 12 }

    private var far: Int {
        funnel.places.count { place in
            if case .outside998(.above) = place?.position { return true }
            return false
        }
    }

    /// "Three of 40 areas lie above what chance would give".
    var finding: String {
        far == 0
            ? "No area lies far above what its size and chance would give"
            : "\(far) of \(units.count) areas \(far == 1 ? "lies" : "lie") far above what size and chance would give"
    }

    var figure: FunnelFigure {
        let frame = ChartFrame(
            id: "funnel", title: finding,
            subtitle:
                "\(map.measure.title), for each 1,000 aged 10 to 24 a year, by how many live there. \(map.span). \(shown).",
            description: "\(shown). \(finding). The numbers are in the table.", level: 2)
        let points = zip(units, funnel.places).compactMap { unit, place -> FunnelFigure.Point? in
            guard let place else { return nil }
            let (out, isAbove) = Self.out(place.position)
            let rate = SmallArea.rate(.exact(unit.count), people: unit.people, months: map.counts.months)
            let range = rate.map {
                " (\(decimal($0.interval.lower, places: 1)) to \(decimal($0.interval.upper, places: 1)))"
            }
            return FunnelFigure.Point(
                name: unit.line.name, size: unit.people, value: place.value,
                words: decimal(place.value, places: 1) + (range ?? ""), link: InsightLink.place(unit.line.code),
                out: out, isAbove: isAbove)
        }
        let largest = units.map(\.people).max() ?? 1
        let limits = (1...60).compactMap { step -> FunnelFigure.Limit? in
            let size = largest * Double(step) / 60
            return funnel.limits(denominator: size * years).map {
                FunnelFigure.Limit(
                    size: size,
                    values: [
                        $0.ninetyNineEight.lower, $0.ninetyFive.lower, $0.ninetyFive.upper, $0.ninetyNineEight.upper,
                    ])
            }
        }
        var figure = FunnelFigure(
            frame: frame, points: points, limits: limits, middle: funnel.target, sizeName: "People aged 10 to 24",
            valueName: "For each 1,000 a year")
        figure.words = words
        return figure
    }

    /// "12 of 16 areas"
    private var shown: String {
        hidden == 0 ? "\(units.count) areas" : "\(units.count) of \(units.count + hidden) areas"
    }

    private static func out(_ position: Funnel.Position) -> (Int, Bool) {
        switch position {
        case .inside: (0, false)
        case .outside95(let side): (1, side == .above)
        case .outside998(let side): (2, side == .above)
        }
    }

    private var words: HTML {
        let left: HTML =
            hidden == 0
            ? .empty
            : HTML(
                "Left out, because their numbers are too small to show: \(hidden) \(hidden == 1 ? "area" : "areas"). ")
        return """
            <p class="ui-measure">\(left)Small areas scatter widely by chance alone, so limits are wide on the left. They \
            are widened for the scatter all areas share (Spiegelhalter 2005). This does not rank places: an area outside \
            is one to look into.</p>
            """
    }
}
