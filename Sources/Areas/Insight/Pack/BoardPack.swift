import Governance
import Kernel
import Storage
import Web

/// The board's papers: every headline measure with its chart and its numbers, and the map, as partners outside the
/// team may see them.
struct BoardPack: Sendable {
    let partnership: String
    let isDemonstration: Bool
    let made: Instant
    let lines: [MeasurePages.Line]
    let map: MapView?

    var title: String { "How \(partnership) is doing: board pack, \(made.day.monthName) \(made.day.year)" }

    /// The pack's own pages, the same on screen and on paper.
    var html: HTML {
        let tiles = DashboardPages.headlines(lines)
        return """
            \(isDemonstration, #"<p class="ui-muted"><strong>Demonstration.</strong></p>"#)
            <h1 class="ui-h1">\(title)</h1>
            <p class="ui-muted">Made \(made.long). Counts of \(Suppression.partner.smallest) to \
            \(Suppression.partner.largest) are hidden. No one can be identified in it.</p>
            <h2 class="ui-h2">Headline measures</h2>
            \(Web.tiles(tiles.map { DashboardPages.tile($0).html }))
            \(lines.map(measure))
            \(mapPart)
            """
    }

    private func measure(_ line: MeasurePages.Line) -> HTML {
        var frame = MeasurePages.frame(line, level: 3)
        frame.csv = nil
        frame.isOpen = true
        let late: HTML = line.late.map { "<p><strong>\($0.words)</strong></p>" as HTML } ?? .empty
        let beware: HTML = line.measure.caveats.isEmpty ? .empty : bullets(line.measure.caveats.map { HTML($0) })
        guard let figure = line.reading.figure(frame, months: 36) else {
            return "<section><h2 class=\"ui-h2\">\(line.measure.title)</h2><p>No figures have come yet.</p></section>"
        }
        return """
            <section><h2 class="ui-h2">\(line.measure.title)</h2><p>\(line.measure.definition)</p>\(late)\(figure.html)\
            \(beware)</section>
            """
    }

    private var mapPart: HTML {
        guard let map else { return .empty }
        var picture = map.picture(level: 3, isSmall: true)
        picture.frame.csv = nil
        picture.frame.isOpen = true
        return "<section><h2 class=\"ui-h2\">Where</h2>\(picture.html)\(MapPages.notPerson)</section>"
    }
}

extension Transaction {
    /// The pack as the board may see it, whoever asks.
    func boardPack(_ house: House, shelf: AreaShelf, at now: Instant) throws -> BoardPack {
        let placed = try placedMeasures()
        let wish = MapWish(
            measure: placed.first?.id ?? "", figure: .number, showsSchools: false, showsActions: false, zoom: 1,
            middle: nil)
        let lines = try Measure.shipped.map { try line($0, for: .outside, on: now.day) }
        return BoardPack(
            partnership: house.theme.shortName, isDemonstration: house.theme.isDemonstration, made: now,
            lines: lines.filter { $0.reading.chart != nil || $0.measure.tile != nil },
            map: try mapView(wish, placed, for: .outside, shelf: shelf, in: self))
    }
}
