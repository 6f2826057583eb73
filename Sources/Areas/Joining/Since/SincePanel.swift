import Governance
import Kernel
import People
import Storage
import Web
import Wording

/// What changed on a record since this worker last looked, for the side of its overview.
///
/// - Parameter others: Parts of the chronology whose entries carry the time they came to be known.
/// - Returns: The panel; showing it counts as a look.
package func sincePanel(_ others: [ChronologySource]) -> RecordPanel {
    RecordPanel { tx, grant in
        let look = try tx.look(grant)
        guard let before = look.before else { return SincePages.first }
        let frame = try tx.frame(grant, at: grant.at)
        return SincePages.card(try tx.sinceNews(frame, after: before, others: others), since: before, at: grant.at)
    }
}

enum SincePages {
    /// How many lines the card has before it only counts.
    static let most = 10

    static var first: HTML {
        sideCard("Since you last looked", id: "since", body: "<p>This is your first look at this record.</p>")
    }

    static func card(_ news: [RecordNews], since before: Instant, at now: Instant) -> HTML {
        let lines = news.prefix(most).map { one -> HTML in
            "\(anchor(one.words, one.link)), \(one.at.day.spoken(from: now.day))"
        }
        let more = news.count - lines.count
        let rest: HTML = more > 0 ? "<p>And \(more) more.</p>" : .empty
        let list = lines.isEmpty ? "<p>Nothing new that you can see.</p>" : bullets(lines)
        return sideCard(
            "Since you last looked", id: "since",
            body: """
                <p class="ui-small">You last looked on \(before.long).</p>\(list)\(rest)
                """)
    }
}
