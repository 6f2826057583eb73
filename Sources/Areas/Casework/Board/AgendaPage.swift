import FrontDoor
import Governance
import Kernel
import People
import Web

/// The meeting's agenda for paper: each referral in order, with room to think and nothing to press.
struct AgendaPage: Sendable {
    let reading: BoardReading
    let now: Instant

    var page: Page {
        let title = "Agenda, \(now.day.withWeekday)"
        let lanes = Board(reading.items, on: now.day).lanes.filter { !$0.items.isEmpty }
        let start = "\(reading.meeting.meeting.start.clock), \(reading.meeting.chair ?? "no chair set yet")"
        let body: HTML =
            lanes.isEmpty
            ? emptyState("No referrals waiting", "No referrals waiting. New ones appear here as they arrive.")
            : lanes.map(lane).joined()
        return Page(
            title, back: "/hub",
            body: """
                \(pageHead(title, lead: HTML(start), actions: anchor("Back to the board", "/hub")))
                <p>\(HubSettings.standard.statement)</p>
                \(body)
                """)
    }

    private func lane(_ lane: Board.Lane) -> HTML {
        let heading = HubSettings.standard.level(lane.tone)?.heading ?? lane.tone.word
        return card(heading, id: "agenda-\(lane.tone.rawValue)", body: lane.items.map(item).joined())
    }

    private func item(_ item: BoardItem) -> HTML {
        let clock = item.clock(at: now)
        let rows = [
            SummaryRow("From", HTML(item.isOpen ? item.source : "")),
            SummaryRow("Why we are worried", bullets(item.worries.map { HTML($0) })),
            SummaryRow("What helps", HTML(item.showsConcerns ? item.line.helps.joined(separator: ". ") : "")),
            SummaryRow("Already involved", agencyList(item.badges)),
            SummaryRow("Proposed", HTML(item.showsConcerns ? item.line.proposed : "")),
        ]
        return """
            <h3 class="ui-h3">\(item.name(on: now.day)), \(item.line.reference)</h3>
            <p class="ui-small">\(clock.words). \(clock.due)</p>\(summaryList(rows))
            """
    }
}
