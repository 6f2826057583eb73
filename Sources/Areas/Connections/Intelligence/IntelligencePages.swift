import Governance
import Kernel
import Web

/// The pages of intelligence.
enum IntelligencePages {
    /// What is held: never its words, which stand on a page of their own so that each reading is recorded.
    static func list(_ held: [HeldIntelligence], reader: Reader, today: Day) -> HTML {
        guard !held.isEmpty else { return "<p>Nothing is held that you may be told of.</p>" }
        let rows = held.map { item -> [HTML] in
            let isReadable = item.reach(of: reader) == .read
            let way: HTML =
                isReadable
                ? anchor("Read it", "/intelligence/\(item.id)", hidden: "received \(item.receivedOn.long)")
                : "Something is held. Ask \(item.author.agency)."
            return [
                isReadable ? HTML(item.receivedOn.long) : "Not shown", isReadable ? HTML(item.gradeCode) : "Not shown",
                HTML(item.author.agency), isReadable ? standing(item, today) : .empty, way,
            ]
        }
        return dataTable(
            "Intelligence held, the newest first", isCaptionHidden: true,
            columns: [.init("Received"), .init("Grade"), .init("Held by"), .init("Current?"), .init("Read")],
            rows: rows)
    }

    private static func standing(_ item: HeldIntelligence, _ today: Day) -> HTML {
        item.lookAgainBy < today
            ? tag("Lapsed: ask again", .warn) : HTML("Look again by \(item.lookAgainBy.long)")
    }

    /// One item in full, for those its handling names.
    static func words(_ item: Intelligence, _ held: HeldIntelligence, showsSource: Bool, today: Day) -> HTML {
        let conditions: HTML =
            item.handling.code == .conditions
            ? callout(
                .warn, "Only under these conditions",
                """
                <p>\(item.handling.conditions)</p><p>\(item.handling.copies ? "It may be printed, or used in a pack, by those who may read it." : "It may not be printed, copied or put into any pack.")</p>
                """) : .empty
        var rows = [
            SummaryRow("What was told", paragraphs(item.text)), SummaryRow("Grade", HTML(held.gradeCode)),
            SummaryRow("Received", HTML(item.receivedOn.long)), SummaryRow("Whether it stands", standing(held, today)),
            SummaryRow("Written by", "\(held.author.name), \(held.author.agency), \(held.author.at.long)"),
        ]
        if showsSource, !item.source.isEmpty { rows.append(SummaryRow("Who told it", HTML(item.source))) }
        let body: HTML = """
            \(conditions)\(summaryCard("Intelligence \(held.gradeCode)", id: "item", rows: rows))\
            <p class="ui-small">That you read this has been recorded.</p>
            """
        // What may not be copied does not leave the screen by the browser's own print either.
        return held.mayBeCopied ? body : #"<div class="ui-noprint">\#(body)</div>"#
    }

    /// What others are told.
    static func told(_ held: HeldIntelligence) -> HTML {
        emptyState(
            "Something is held",
            "Its conditions do not let you read it. Ask \(held.author.agency), and say why you need to know.")
    }
}
