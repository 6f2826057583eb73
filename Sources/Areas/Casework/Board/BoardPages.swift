import FrontDoor
import Governance
import Kernel
import People
import Web
import Wording

/// The daily meeting's board as a page.
struct BoardPage: Sendable {
    let reading: BoardReading
    let filter: BoardFilter
    let worker: Worker
    let now: Instant

    private let board: Board
    private let shown: Board

    init(_ reading: BoardReading, filter: BoardFilter, worker: Worker, now: Instant) {
        self.reading = reading
        self.filter = filter
        self.worker = worker
        self.now = now
        board = Board(reading.items, on: now.day)
        shown = Board(reading.items.filter(filter.shows), on: now.day)
    }

    private var today: Day { now.day }
    private var standing: [DecidedItem] { reading.decided.filter { !$0.isSuperseded } }

    var page: Page {
        Page(
            "Daily meeting, \(today.withWeekday)",
            body: """
                \(head)\(panels)\(BoardFilterBox(items: reading.items, filter: filter).html)
                \(lanes)\(waitingCard)\(decidedCard)
                """)
    }

    private var head: HTML {
        let chair = reading.meeting.chair.map { "chaired by \($0)" } ?? "no chair set yet"
        let lead = "\(reading.meeting.meeting.start.clock), \(chair). Referrals are shown in the order to discuss them."
        let add: HTML =
            Policy.allows(worker.role, .enterReferral)
            ? buttonLink("Add a referral", "/referrals/enter", .secondary) : .empty
        return pageHead(
            "Daily meeting, \(today.withWeekday)", lead: HTML(lead),
            actions: buttonGroup(add, anchor("Print agenda", "/hub/agenda"), anchor("Minutes", "/hub/minutes")))
    }

    // MARK: Progress

    private var panels: HTML {
        let decided = Set(standing.map(\.written.decision.referral)).count
        let total = decided + board.toDecide
        return panelStrip(
            "Today’s meeting",
            [
                (
                    "Decided so far",
                    "\(bigNumber("\(decided) of \(total)"))\(progressBar(decided, of: total))"
                ),
                ("Decided within one working day, this month", share),
                ("In the room", room),
            ])
    }

    private var share: HTML {
        let share = reading.share
        let target = HubSettings.standard.target(on: today).map { " Target \($0)%." } ?? ""
        guard let percent = share.percent else { return "<p>None due yet this month.\(target)</p>" }
        return "\(bigNumber("\(percent)%"))<p>\(grouped(share.part)) of \(grouped(share.whole)).\(target)</p>"
    }

    private var room: HTML {
        let here = reading.meeting.here
        let missing = reading.meeting.missing.map(\.name)
        let list: HTML = here.isEmpty ? "<p>Nobody is marked as here yet.</p>" : agencyList(here.map(\.badge))
        let notHere: HTML = "<p><strong>Not here yet:</strong> \(Words.list(missing)).</p>"
        let change: HTML =
            Policy.allows(worker.role, .runMeeting)
            ? "<p>\(anchor("Change who is here and who chairs", "/hub/meeting"))</p>" : .empty
        return "\(list)\(!missing.isEmpty, notHere)\(change)"
    }

    // MARK: Lanes

    private var lanes: HTML {
        if board.toDecide == 0 {
            return emptyState("No referrals waiting", "No referrals waiting. New ones appear here as they arrive.")
        }
        if shown.toDecide == 0 {
            return emptyState(
                "Nothing matches the filter", "\(Words.plural(board.toDecide, "referral")) to decide without it.",
                action: anchor("Clear all filters", "/hub"))
        }
        return shown.lanes.filter { !$0.items.isEmpty }.map(lane).joined()
    }

    private func lane(_ lane: Board.Lane) -> HTML {
        let level = HubSettings.standard.level(lane.tone)
        return LaneView(
            level: lane.tone, heading: "\(level?.heading ?? lane.tone.word): \(lane.items.count) to decide",
            advice: level?.advice ?? "", rows: lane.items.map(row)
        ).html
    }

    private func row(_ item: BoardItem) -> ReferralRowView {
        ReferralRowView(
            clock: item.clock(at: now), name: item.name(on: today), link: link(item), lines: lines(item),
            worries: item.worries, helps: item.showsConcerns ? item.line.helps.joined(separator: ". ") : "",
            involved: item.badges, proposed: item.showsConcerns ? item.line.proposed : "", actions: actions(item))
    }

    private func link(_ item: BoardItem) -> Link {
        if item.line.person == nil { return "/desk/\(item.line.id)" }
        return "/hub/\(item.line.id)"
    }

    private func lines(_ item: BoardItem) -> [String] {
        var first = [item.line.reference]
        if let pronouns = item.person?.pronouns, !pronouns.isEmpty { first.append(pronouns) }
        var lines = [first.joined(separator: ", ")]
        if item.isOpen { lines.append("From \(item.source), \(item.line.receivedAt.day.spoken(from: today))") }
        if item.line.status == .moreInformation { lines.append("Back: more information was asked for") }
        return lines
    }

    private func actions(_ item: BoardItem) -> [(label: String, link: Link)] {
        guard item.isOpen else {
            return item.line.person == nil ? [("Open at the desk", "/desk/\(item.line.id)")] : []
        }
        if Policy.allows(worker.role, .decideReferral) {
            return [
                ("Record decision", "/hub/\(item.line.id)/decide"), ("Change risk level", "/hub/\(item.line.id)/risk"),
            ]
        }
        return [("Add what we know", "/hub/\(item.line.id)#add-information")]
    }

    // MARK: What else the meeting has to know

    private var waitingCard: HTML {
        guard !shown.waiting.isEmpty else { return .empty }
        let rows = shown.waiting.map { item -> [HTML] in
            let name = item.name(on: today)
            return [
                item.isOpen ? anchor(name, "/hub/\(item.line.id)") : HTML(name), riskTag(item.level.tone),
                HTML(item.awaited?.from ?? ""),
                HTML(item.awaited.map { $0.by.spoken(from: today) } ?? ""),
            ]
        }
        return card(
            "Waiting for information", id: "awaited",
            body: dataTable(
                "Waiting for information", isCaptionHidden: true,
                columns: [
                    TableColumn("Young person"), TableColumn("Risk"), TableColumn("Asked"),
                    TableColumn("Back on the list by"),
                ],
                rows: rows))
    }

    private var decidedCard: HTML {
        let title = London.minuteOfDay(now) < 12 * 60 ? "Decided this morning" : "Decided today"
        guard !standing.isEmpty else {
            return card(
                title, id: "decided", body: emptyState("Nothing yet", "Decisions appear here as they are made."))
        }
        let rows = standing.map { DecidedRow(item: $0, today: today).cells }
        return card(
            title, id: "decided", actions: anchor("Minutes of today", "/hub/minutes/\(today)"),
            body: dataTable(title, isCaptionHidden: true, columns: DecidedRow.columns, rows: rows))
    }
}

/// A decision as a line of a table.
struct DecidedRow: Sendable {
    let item: DecidedItem
    let today: Day

    static let columns = [
        TableColumn("Young person"), TableColumn("Risk"), TableColumn("Decision"), TableColumn("Lead"),
        TableColumn("First contact by"),
    ]

    var cells: [HTML] {
        let decision = item.written.decision
        let name = item.person?.nameAndAge(on: today) ?? "Restricted record"
        return [
            anchor(name, "/hub/\(decision.referral)"), riskTag(decision.riskAfter.tone), HTML(item.written.title), lead,
            firstContact,
        ]
    }

    private var lead: HTML {
        if let lead = item.written.lead { return lead.badge.html }
        return HTML(item.written.informationFrom.map { "Asked \($0)" } ?? "None needed")
    }

    private var firstContact: HTML {
        let decision = item.written.decision
        if let by = decision.informationBy { return "Back on the list \(by.spoken(from: today))" }
        return HTML(decision.firstContactBy.map { $0.spokenAsHeading(from: today) } ?? "Not needed")
    }
}

extension BoardItem {
    /// The ring and its words.
    func clock(at now: Instant) -> ClockView {
        ClockView(
            secondsLeft: due.seconds(since: now), totalSeconds: max(due.seconds(since: line.receivedAt), 1),
            due: "Due \(due.day == now.day ? "today " : "")\(due.spoken(from: now))")
    }

    /// Who told us, as far as the reader may know: a professional's agency is no secret to the meeting.
    var source: String {
        switch line.channel {
        case .professional, .agencyFile, .partnership: line.sourceWords
        case .publicForm, .phone, .letter: showsSource ? line.sourceWords : line.channel.fromWords
        }
    }

    /// What worries us, or why it is not shown.
    var worries: [String] {
        if line.person != nil, !isOpen { return ["Only named people can open this. Ask the hub coordinator."] }
        if line.person == nil { return ["Nobody has said yet which young person it is."] }
        return showsConcerns ? line.concerns : ["What was told is not open to you."]
    }

    /// One badge for each agency, however many of its people are involved.
    var badges: [AgencyBadge] {
        involved.map { AgencyBadge($0.agencyKind.badge, $0.name) }.reduce(into: []) { badges, badge in
            if !badges.contains(badge) { badges.append(badge) }
        }
    }
}

extension Channel {
    /// After "From": says nothing of who it was.
    var fromWords: String {
        switch self {
        case .publicForm: "the public, online"
        case .phone: "a phone call"
        case .letter: "a letter or e-mail"
        case .professional, .agencyFile, .partnership: name
        }
    }
}

extension Agency {
    var badge: AgencyBadge { AgencyBadge(kind.badge, name) }
}

extension Day {
    /// "Today", "Thursday 26 November".
    func spokenAsHeading(from today: Day) -> String {
        switch number - today.number {
        case 0: "Today"
        case 1: "Tomorrow"
        default: withWeekday
        }
    }
}
