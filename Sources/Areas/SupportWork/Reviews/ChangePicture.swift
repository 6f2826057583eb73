import Governance
import Kernel
import Web

/// From the first score to the last on each ladder: a ring, dots on the way, and a disc, diamond or square at the end.
struct ChangePicture {
    let changes: [LadderChange]
    let name: String
    let scorer: Scorer
    let csv: Link?

    /// "5 of 8 areas are better than at the start".
    var finding: String {
        let better = changes.filter { $0.change > 0 }.count
        let all = changes.count == 1 ? "1 area is" : "\(changes.count) areas are"
        return better == 0
            ? "None of the \(changes.count) areas scored twice is better yet"
            : "\(better) of \(all) better than at the start"
    }

    var html: HTML {
        let words = changes.map { "\(ladderName($0)): from \($0.first) to \($0.last)" }.joined(separator: ". ")
        let frame = ChartFrame(
            id: "change-\(scorer.rawValue)", title: finding,
            subtitle: "Scored 1 to 10 by \(scorer == .youngPerson ? name : "the worker")",
            description: "\(words).", csv: csv)
        let rows = changes.map { one -> [HTML] in
            [
                "\(ladderName(one))", "\(one.first)", "\(one.between.map { String($0) }.joined(separator: ", "))",
                "\(one.last)",
                "\(one.change > 0 ? "+\(one.change)" : one.change == 0 ? "same" : "−\(-one.change)")",
                one.isMeaningful ? "Yes" : "No",
            ]
        }
        let table = dataTable(
            finding, isCaptionHidden: true,
            columns: [
                .init("Area"), .init("First", .figures), .init("Between", .figures), .init("Latest", .figures),
                .init("Change", .figures), .init("Two steps or more"),
            ], rows: rows)
        return frame.html(
            wide: drawing(frame, "wide", width: 620),
            narrow: drawing(frame, "narrow", width: 330),
            words: """
                <p class="ui-small">A change of two steps or more is said to mean something by convention. It is not \
                evidence of cause: some things get better by themselves.</p>
                """, table: table)
    }

    private func ladderName(_ change: LadderChange) -> String {
        SupportLists.ladders.first { $0.id == change.ladder }?.name ?? change.ladder
    }

    private func drawing(_ frame: ChartFrame, _ size: HTML, width: Int) -> HTML {
        let right = width - 46
        let height = 34 + 43 * changes.count
        func x(_ score: Int) -> String { format(8 + Double(score - 1) / 9 * Double(right - 8)) }
        let grid = [1, 3, 5, 7, 9, 10].map { step -> HTML in
            """
            <line x1="\(x(step))" y1="22" x2="\(x(step))" y2="\(height - 4)" class="grid"/>\
            <text x="\(x(step))" y="15" class="t-sm" text-anchor="middle">\(step)</text>
            """
        }
        let rows = changes.enumerated().map { index, one -> HTML in
            let y = 60 + 43 * index
            let way = one.change > 0 ? "up" : one.change < 0 ? "down" : "same"
            let line: HTML =
                one.change == 0
                ? .empty
                : #"<line x1="\#(x(one.first))" y1="\#(y)" x2="\#(x(one.last))" y2="\#(y)" class="seg-\#(way)"/>"#
            let start: HTML = one.change == 0 ? .empty : #"<circle class="d0" cx="\#(x(one.first))" cy="\#(y)" r="6"/>"#
            let dots = one.between.map { #"<circle class="d1" cx="\#(x($0))" cy="\#(y)" r="3.5"/>"# as HTML }
            let said = one.change > 0 ? "+\(one.change)" : one.change == 0 ? "same" : "−\(-one.change)"
            return """
                <text x="0" y="\(y - 13)" class="t-strong">\(ladderName(one))</text>\(line)\(start)\(dots)\
                \(end(one, at: x(one.last), y))<text x="\(width)" y="\(y + 5)" class="t-strong" text-anchor="end">\(said)</text>
                """
        }
        return frame.picture(size, width: width, height: height, "\(grid)\(rows)")
    }

    /// Better is a disc, worse a diamond, the same a square: the shape says it without the colour.
    private func end(_ change: LadderChange, at x: String, _ y: Int) -> HTML {
        if change.change > 0 { return #"<circle class="d2-up" cx="\#(x)" cy="\#(y)" r="7.5"/>"# }
        let transform: HTML = #"transform="translate(\#(x) \#(y))""#
        return change.change < 0
            ? #"<path class="d2-down" d="M0 -9l9 9l-9 9l-9 -9Z" \#(transform)/>"#
            : #"<path class="d2-same" d="M-7 -7h14v14h-14Z" \#(transform)/>"#
    }

    private func format(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
