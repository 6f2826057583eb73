import Governance
import Kernel
import People
import Web
import Wording

/// The risk picture as a small card and as a page: words for each flag, never a score.
enum PicturePages {
    /// Beside the overview's chronology.
    static func panel(_ picture: RiskPicture, _ person: ID<Person>) -> HTML {
        sideCard(
            "Risk picture", id: "risk-picture",
            body: """
                \(summaryList(picture.lines.map { SummaryRow($0.flag.name, brief($0.answer)) }))
                <p class="ui-small">“Not known to us” is not “no”. \
                \(anchor("See the whole picture", RecordPart.picture.link(person)))</p>
                """)
    }

    private static func brief(_ answer: RiskAnswer) -> HTML {
        switch answer {
        case .yes(_, let last, let agencies, _):
            let others = agencies.count > 1 ? " and \(Words.plural(agencies.count - 1, "other source"))" : ""
            let when = last.at.written(to: last.precision.toDay)
            return "<strong>Yes</strong>, last \(when), \(agencies.first ?? "")\(others)"
        case .held: return "Not known to us: some of what is held is not shown to you"
        case .notKnown: return "Not known to us"
        }
    }

    static func body(_ picture: RiskPicture?, _ frame: RecordFrame) -> HTML {
        guard let picture else {
            return emptyState(
                "This part is not shown to you",
                "It is for those who take part in decisions. Ask the lead professional what you need to know.")
        }
        let columns = ["What", "What we know", "How often", "Last", "Who says so", "Not shown"].map { TableColumn($0) }
        return """
            \(card(
                "What is known of eight kinds of harm", id: "picture",
                body: """
                    <p>From agencies’ files, and from notes and screenings here. “Not known to us” is not “no”: nobody \
                    has told us, and that may be because nobody looked.</p>
                    \(dataTable(
                        "What is known of eight kinds of harm", isCaptionHidden: true, columns: columns,
                        rows: picture.lines.map(row)))
                    """))
            \(sharedUnder(picture.agreements))
            \(rules)
            """
    }

    private static func row(_ line: RiskPicture.Line) -> [HTML] {
        let what: HTML = "\(line.flag.name)<br><span class=\"ui-small\">\(line.flag.means)</span>"
        switch line.answer {
        case .yes(let count, let last, let agencies, let hidden):
            let ended: HTML? = last.until.map { "<br><span class=\"ui-small\">until \($0.day.long)</span>" }
            return [
                what, "<strong>Yes</strong>", count == 1 ? "once" : "\(count) times",
                "\(last.at.written(to: last.precision))\(ended)", HTML(Words.list(agencies)), asks(hidden),
            ]
        case .held(let hidden):
            return [what, "Not known to us", "–", "–", "–", asks(hidden)]
        case .notKnown:
            return [what, "Not known to us", "–", "–", "–", "–"]
        }
    }

    /// Whom to ask; said whether or not what is held is about this.
    private static func asks(_ hidden: [String]) -> HTML {
        hidden.isEmpty ? "–" : hidden.map { HTML($0) }.joined(by: "<br>")
    }

    private static var rules: HTML {
        let rules = RiskRules.standard
        return details(
            "How this is made",
            """
            <p>A dated list says which rows, notes and answers count as what. This is version \(rules.version).</p>
            <p>\(rules.source)</p>
            <p>Nothing is added up. A person decides what it means.</p>
            """)
    }

    /// The agreements a page's information passed under, small.
    static func sharedUnder(_ agreements: [String]) -> HTML {
        agreements.isEmpty ? .empty : #"<p class="ui-small">Shared under \#(Words.list(agreements)).</p>"#
    }
}

extension Precision {
    /// No finer than a day, for a line with little room.
    var toDay: Precision {
        switch self {
        case .minute, .hour: .day
        case .day, .month, .about: self
        }
    }
}
