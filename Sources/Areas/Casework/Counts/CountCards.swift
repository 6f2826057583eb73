import FrontDoor
import Governance
import Kernel
import Storage
import Web
import Wording

/// The hub's numbers on the home page.
struct CountCards: Sendable {
    let counts: ReferralCounts
    let audience: CountAudience
    let now: Instant
    private let rule = Suppression.standard

    init(_ counts: ReferralCounts, audience: CountAudience, now: Instant) {
        self.counts = counts
        self.audience = audience
        self.now = now
    }

    private var year: FinancialYear { FinancialYear(of: now.day) }

    /// Only the hub's own coordinators know the young people behind the counts.
    static func audience(of role: Role) -> CountAudience { role == .hubCoordinator ? .team : .outside }

    var html: HTML { "\(shares)\(months)\(sources)" }

    // MARK: The share decided in time

    private var shares: HTML {
        let today = now.day
        let lastMonth = today.adding(days: -today.day)
        return card(
            "Decided within one working day", id: "share",
            body: factsStrip([
                fact("This month", today), fact("Last month, \(lastMonth.monthName)", lastMonth),
            ]))
    }

    private func fact(_ label: String, _ day: Day) -> (label: String, value: String, note: String) {
        let share = counts.decidedInTime(inMonthOf: day, at: now)
        let target = HubSettings.standard.target(on: day).map { ". Target \($0)%" } ?? ""
        guard share.whole > 0 else { return (label, "None due", "") }
        guard audience == .outside else {
            return (label, "\(share.percent ?? 0)%", "\(grouped(share.part)) of \(grouped(share.whole))\(target)")
        }
        // Worked from rounded counts, as the rule asks; nothing is said where either is small.
        guard let part = rule.protect(share.part, for: audience).value, part > 0,
            let whole = rule.protect(share.whole, for: audience).value,
            rule.protect(share.whole - share.part, for: audience) != .few
        else { return (label, "Not shown", "Too few to show\(target)") }
        return (label, "\(min(100, part * 100 / whole))%", "About \(part) of \(whole)\(target)")
    }

    // MARK: By month

    private var months: HTML {
        let (this, last) = (counts.byMonth(year), counts.byMonth(year.before))
        let shownNow = rule.protect(Array(this.prefix(monthsSoFar)), for: audience)
        let shownBefore = rule.protect(last, for: audience)
        let rows = year.months.prefix(12).enumerated().map { index, day in
            MonthCount(
                day.monthName, now: index < monthsSoFar ? shownNow.cells[index].value : nil,
                before: shownBefore.cells[index].value)
        }
        return plainCard(
            """
            \(MonthBars(
                id: "referrals-by-month", title: monthsTitle(this, last, shownNow.total, shownBefore.total),
                subtitle: "Referrals a month, this partnership, April to March. Joined reports count once.",
                description: "Referrals in each month since April beside the same months a year before. The numbers are in the table.",
                nowLabel: year.name, beforeLabel: year.before.name, missing: "Not shown or not yet", months: Array(rows)
            ).html)\(note)
            """)
    }

    /// Months that have begun.
    private var monthsSoFar: Int { (now.day.month + 8) % 12 + 1 }

    private func monthsTitle(_ this: [Int], _ last: [Int], _ now: ShownCount, _ before: ShownCount) -> String {
        guard audience == .team else {
            return "\(sentence(rule.words(now))) referrals since April; \(rule.words(before)) in all of the year before"
        }
        let soFar = this.prefix(monthsSoFar - 1).reduce(0, +)
        let same = last.prefix(monthsSoFar - 1).reduce(0, +)
        guard same > 0, monthsSoFar > 1 else { return "\(Words.plural(this.reduce(0, +), "referral")) since April" }
        let change = soFar == same ? "as many as" : soFar > same ? "more than" : "fewer than"
        return
            "\(Words.plural(soFar, "referral")) in the full months since April, \(change) the \(Words.number(same)) a year before"
    }

    private func sentence(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }

    private var note: HTML {
        audience == .team
            ? .empty
            : """
            <p class="ui-small">Counts of \(rule.smallest) to \(rule.largest) are hidden, others are to the nearest \
            \(rule.roundTo), so that nobody can be picked out.</p>
            """
    }

    // MARK: By source

    private var sources: HTML {
        let groups = ReferralSource.groups
        let span = year.boundaries
        let earlier = year.before.boundaries
        let this = rule.protect(counts.bySource(groups, span[0]..<span[12]), for: audience)
        let last = rule.protect(counts.bySource(groups, earlier[0]..<earlier[12]), for: audience)
        var rows = groups.indices.map { index -> [HTML] in
            [HTML(groups[index]), HTML(rule.words(this.cells[index])), HTML(rule.words(last.cells[index]))]
        }
        rows.append(["<strong>All</strong>", HTML(rule.words(this.total)), HTML(rule.words(last.total))])
        return card(
            "Who tells us", id: "sources",
            body: """
                \(dataTable(
                    "Referrals by who told us", isCaptionHidden: true,
                    columns: [
                        TableColumn("From"), TableColumn("Since April \(year.start)", .figures),
                        TableColumn("\(year.before.name), whole year", .figures),
                    ],
                    rows: rows))\(note)
                """)
    }
}

/// What waits at the hub, for its coordinators.
struct WaitingCard: Sendable {
    let waiting: Int
    let dueToday: Int
    let overdue: Int

    init(_ lines: [BoardLine], _ awaited: [ID<Referral>: Awaited], calendar: WorkingCalendar, at now: Instant) {
        let today = now.day
        let back = lines.filter { line in
            guard line.status == .moreInformation, let wait = awaited[line.id] else { return true }
            return wait.isBack(on: today)
        }
        let dues = back.map { BoardItem.due($0, awaited[$0.id], .standard, calendar) }
        waiting = back.count
        overdue = dues.count { $0 < now }
        dueToday = dues.count { $0 >= now && $0.day == today }
    }

    var html: HTML {
        card(
            "The daily meeting", id: "hub", actions: anchor("Open the board", "/hub"),
            body: tiles([
                tile("Waiting", value: "\(waiting)", "On the list to decide"),
                tile("Due today", value: "\(dueToday)", "By the end of today"),
                tile("Overdue", value: "\(overdue)", overdue == 0 ? "None" : "Take these first"),
            ]))
    }
}

/// What agencies have to do, for the coordinator to chase and for each to see its own.
enum ActionCards {
    static func mine(_ counts: [ActionCount], _ agency: String) -> HTML {
        guard let mine = counts.first(where: { $0.agency == agency }) else { return .empty }
        let late: HTML = mine.overdue == 0 ? .empty : " \(tag("\(mine.overdue) overdue", .warn))"
        return card(
            "Actions of \(agency)", id: "actions",
            body: "<p>\(Words.plural(mine.open, "action")) to do.\(late) \(anchor("See them", "/actions"))</p>")
    }

    static func chase(_ counts: [ActionCount]) -> HTML {
        let late = counts.filter { $0.overdue > 0 }
        let all = Link(stringLiteral: "/actions").with(query: [("agency", "all")])
        guard !late.isEmpty else { return .empty }
        return card(
            "Actions to chase", id: "chase", actions: anchor("See them", all, hidden: "every agency’s"),
            body: dataTable(
                "Overdue actions by agency", isCaptionHidden: true,
                columns: [TableColumn("Agency"), TableColumn("Overdue", .figures), TableColumn("To do", .figures)],
                rows: late.map { [HTML($0.agency), HTML("\($0.overdue)"), HTML("\($0.open)")] }))
    }
}
