/// Where the words of a mark stand on a chart, so that none runs off the edge or over another.
struct MarkSign: Equatable {
    let x: Double
    /// Cut at a word where there is no room for all of them; the whole stands under the chart.
    let words: String
    /// Whether the words stand left of their line.
    let isBefore: Bool
    /// Its row from the top; nil where there is no room, and only the line is drawn.
    let row: Int?

    static let rowHeight = 15.0
    static let gap = 6.0
    private static let mostRows = 4
    /// About what a letter takes at the size marks are written in, and the fewest worth writing.
    private static let letter = 6.9
    private static let fewest = 8

    /// The signs of marks at places across, each in the first row in which it is free.
    static func all(
        _ marks: [ControlFigure.Mark], at places: [Double], within room: ClosedRange<Double>
    ) -> [MarkSign] {
        var taken = [[ClosedRange<Double>]](repeating: [], count: mostRows)
        return zip(marks, places).map { mark, x in
            let (before, after) = (x - gap - room.lowerBound, room.upperBound - x - gap)
            let isBefore = before > after
            let words = short(mark, letters: Int(max(before, after) / letter))
            let width = Double(words.count) * letter
            let span = isBefore ? (x - gap - width)...x : x...(x + gap + width)
            let row = taken.indices.first { row in !taken[row].contains { $0.overlaps(span) } }
            guard let row, !words.isEmpty else { return MarkSign(x: x, words: "", isBefore: isBefore, row: nil) }
            taken[row].append(span)
            return MarkSign(x: x, words: words, isBefore: isBefore, row: row)
        }
    }

    /// "A&E navigators start, Mar 2025", or as many of its words as fit with the date.
    private static func short(_ mark: ControlFigure.Mark, letters: Int) -> String {
        let said = mark.words.hasSuffix(".") ? String(mark.words.dropLast()) : mark.words
        let whole = "\(said), \(mark.when)"
        guard whole.count > letters else { return whole }
        let most = letters - mark.when.count - 3
        guard most >= fewest else { return letters >= mark.when.count ? mark.when : "" }
        let cut = said.prefix(most)
        let atWord = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
        return "\(atWord)…, \(mark.when)"
    }
}
