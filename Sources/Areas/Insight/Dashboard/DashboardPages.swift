import Governance
import Kernel
import Web

/// "How we are doing": the headline measures, the one that changed most, and what is done about places.
struct DashboardPages {
    let partnership: String
    let lines: [MeasurePages.Line]
    /// What other parts of Insight add under the tiles: the map's hot spots, what we are doing.
    let panels: [HTML]

    private var tiles: [MeasurePages.Line] { Self.headlines(lines) }

    /// As many tiles as are headline measures: those that have figures, in the order of importance; where one has none
    /// yet, the next measure that has some stands at the end.
    static func headlines(_ lines: [MeasurePages.Line]) -> [MeasurePages.Line] {
        let most = lines.count { $0.measure.tile != nil }
        let (first, others) = (lines.filter { $0.measure.tile != nil }, lines.filter { $0.measure.tile == nil })
        let inOrder = first.sorted { ($0.measure.tile ?? 0) < ($1.measure.tile ?? 0) } + others
        return Array(inOrder.filter { $0.reading.series.newest != nil }.prefix(most))
    }

    /// Headline measures without a figure, by name.
    private var waiting: HTML {
        let names = lines.filter { $0.measure.tile != nil && $0.reading.series.newest == nil }.map(\.measure.title)
        guard !names.isEmpty, !tiles.isEmpty else { return .empty }
        return """
            <p class="ui-muted">No figures yet for: \(names.joined(separator: "; ")). \
            \(anchor("Where the figures come from", InsightLink.data))</p>
            """
    }

    /// The newest month most tiles have a figure for.
    private var month: Month? { tiles.compactMap { $0.reading.series.newest?.month }.max() }

    private func first(_ state: PointState) -> MeasurePages.Line? {
        tiles.first { $0.reading.variation?.state == state }
    }

    /// The page's one finding: what got worse first, then what got better.
    private var finding: HTML {
        let worse = first(.concern).map { "\($0.measure.title): \($0.reading.sentence)" }
        let better = first(.improve).map { "\($0.measure.title): \($0.reading.sentence)" }
        let said = [worse, better].compactMap(\.self)
        guard !said.isEmpty else { return "No headline measure has changed more than chance would have it." }
        return HTML(said.joined(separator: " "))
    }

    var html: HTML {
        let title = month.map { "How \(partnership) is doing: \($0.name)" } ?? "How \(partnership) is doing"
        return """
            \(pageHead(title, lead: finding, actions: buttonGroup(buttonLink("Board pack", InsightLink.pack, .secondary))))
            \(subNavigation("Insight", InsightLink.tabs(InsightLink.dashboard)))
            <h2 class="ui-vh">Headline measures</h2>
            \(tiles.isEmpty ? .empty : "\(Web.tiles(tiles.map { Self.tile($0).html }))\(waiting)\(processSymbolKey())")
            \(feature)
            \(panels)
            \(sources)
            """
    }

    static func tile(_ line: MeasurePages.Line) -> MeasureTile {
        let newest = line.reading.series.newest
        return MeasureTile(
            title: line.measure.title, link: InsightLink.measure(line.measure.id), value: newest?.words ?? "No figure",
            unit: newest.map { "in \(monthWords($0.month, line))" } ?? "yet", variation: line.reading.variation,
            assurance: line.reading.assurance, spark: line.reading.spark, sentence: line.reading.sentence,
            late: line.late?.words)
    }

    /// "October", with its year where that is not plain from the day the figures were worked out.
    private static func monthWords(_ month: Month, _ line: MeasurePages.Line) -> String {
        guard let counted = line.countedAt, Month(counted.day).number - month.number < 12 else { return month.name }
        return month.firstDay.monthName
    }

    /// The chart of the measure that calls for a look: what got worse, else what got better, else the first.
    private var feature: HTML {
        guard let line = first(.concern) ?? first(.improve) ?? tiles.first(where: { $0.reading.chart != nil }),
            let figure = line.reading.figure(MeasurePages.frame(line, level: 2), months: 24)
        else {
            return emptyState(
                "No figures have come yet.",
                "Once agencies' files of events or counts are kept, this page fills by itself.",
                action: anchor("See where the figures come from", InsightLink.data))
        }
        return figure.html
    }

    private var sources: HTML {
        let names = Set(tiles.map(\.measure.source)).sorted().joined(separator: "; ")
        let newest = lines.compactMap(\.countedAt).max()
        guard !names.isEmpty else { return .empty }
        return """
            <p class="ui-muted">Sources: \(names). \(newest.map { "Worked out \($0.long). " } ?? "")\
            \(anchor("How each measure is worked out", InsightLink.measures))</p>
            """
    }
}
