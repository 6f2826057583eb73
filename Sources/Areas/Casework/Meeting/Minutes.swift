import FrontDoor
import Governance
import Kernel
import People
import Storage
import Web
import Wording

/// One young person in the minutes: what was told about them that day, and what was decided.
struct MinutedItem: Sendable {
    let reference: String
    let referral: ID<Referral>
    let person: Person?
    let information: [WrittenInformation]
    let decisions: [WrittenDecision]
}

/// A day's minutes, as far as their reader may see them.
struct Minutes: Sendable {
    let meeting: MeetingView
    let items: [MinutedItem]
    let actions: [ID<Decision>: [WrittenAction]]
    /// Young people who were discussed, and whose records are closed to this reader.
    let closed: Int
}

enum MinutesHandlers {
    static func list(_ visit: Visit) async throws -> Answer {
        let days = try await visit.record { tx in
            try visit.note(.viewBoard, "past meetings", in: tx)
            return try tx.pastMeetings(most: 120)
        }
        let rows = days.map { day, count -> [HTML] in
            [anchor(day.withWeekday + " \(day.year)", "/hub/minutes/\(day)"), HTML(Words.plural(count, "decision"))]
        }
        let body: HTML =
            rows.isEmpty
            ? emptyState("No meetings yet", "Minutes appear here after the first decision.")
            : dataTable(
                "Past meetings", isCaptionHidden: true,
                columns: [TableColumn("Meeting"), TableColumn("Decided")], rows: rows)
        return visit.page(
            Page(
                "Minutes", back: "/hub",
                body: """
                    \(breadcrumb([NavItem("Daily meeting", "/hub")]))\(pageHead("Minutes", lead: "Newest first"))
                    \(card("Meetings", id: "meetings", body: body))
                    """))
    }

    static func show(_ visit: Visit) async throws -> Answer {
        guard let day = Day(visit.request.parameters["day"] ?? "") else { throw Problem.notFound }
        let minutes = try await visit.record { tx in try visit.minutes(of: day, in: tx) }
        return visit.page(MinutesPage(minutes: minutes, visit: visit).page)
    }
}

extension Visit {
    /// Reads a day's minutes, with the one audit line that says how many young people were shown.
    func minutes(of day: Day, in tx: Transaction) throws -> Minutes {
        let people = Set(try tx.peopleDecided(on: day)).union(try tx.peopleToldAbout(on: day))
        let grant: ListGrant<Person> = try listGrant(.viewBoard, on: Array(people), "minutes of \(day)", in: tx)
        let known = try tx.people(grant)
        let decisions = Dictionary(grouping: try tx.decisions(on: day, grant)) { $0.decision.referral }
        let information = Dictionary(grouping: try tx.information(on: day, grant)) { $0.referral }
        let referrals = Set(decisions.keys).union(information.keys).sorted()
        let items = try tx.boardLines(of: referrals).map { line in
            MinutedItem(
                reference: line.reference, referral: line.id, person: line.person.flatMap { known[$0] },
                information: information[line.id] ?? [], decisions: decisions[line.id] ?? [])
        }
        let closed = people.count { known[$0] == nil && !grant.isHidden($0) }
        let ids = decisions.values.flatMap { $0 }.map(\.decision.id).sorted()
        return Minutes(
            meeting: try tx.minutedMeeting(on: day), items: items, actions: try tx.actions(of: ids), closed: closed)
    }
}

/// Minutes for paper: who was there, what each agency told, what was decided and why.
struct MinutesPage: Sendable {
    let minutes: Minutes
    let visit: Visit

    private var day: Day { minutes.meeting.meeting.day }

    var page: Page {
        let title = "Minutes, \(day.withWeekday) \(day.year)"
        let items: HTML =
            minutes.items.isEmpty
            ? emptyState("Nothing was decided", "Decisions and what agencies told appear here.")
            : minutes.items.map(item).joined()
        return Page(
            title, back: "/hub/minutes",
            body: """
                \(breadcrumb([NavItem("Daily meeting", "/hub"), NavItem("Minutes", "/hub/minutes")]))\(pageHead(title))
                \(card("The meeting", id: "meeting", body: meeting))\(items)\(closed)
                """)
    }

    private var meeting: HTML {
        let view = minutes.meeting
        let statement: HTML =
            view.meeting.statementRead ? "Read out: \(HubSettings.standard.statement)" : "Not marked as read out"
        return summaryList([
            SummaryRow("Started", HTML(view.meeting.start.clock)),
            SummaryRow("Chair", HTML(view.chair ?? "Not set")),
            SummaryRow("Present", view.here.isEmpty ? "Nobody was marked as here" : agencyList(view.here.map(\.badge))),
            SummaryRow("Not present", HTML(view.missing.isEmpty ? "None" : Words.list(view.missing.map(\.name)))),
            SummaryRow("Statement on confidence", statement),
            SummaryRow("Conflicts declared", view.conflicts.isEmpty ? "None" : MinutesPage.conflicts(view)),
        ])
    }

    static func conflicts(_ view: MeetingView) -> HTML {
        bullets(view.conflicts.map { "\($0.words) (written down by \($0.by) at \($0.at.clock))" })
    }

    private func item(_ item: MinutedItem) -> HTML {
        let name = item.person?.nameAndAge(on: day) ?? "Restricted record"
        let told: HTML =
            item.information.isEmpty
            ? .empty
            : "<h3 class=\"ui-h3\">What agencies told</h3>\(InformationView.list(item.information, visit.today))"
        let last = item.decisions.map(\.decision.number).max()
        let decided = item.decisions.map { written -> HTML in
            let heading = written.decision.number == last ? "Decision" : "Decision, superseded later that day"
            return """
                <h3 class="ui-h3">\(heading)</h3>\
                \(DecisionView.rows(written, minutes.actions[written.decision.id] ?? [], visit.today))
                """
        }
        return card(
            "\(name), \(item.reference)", id: "item-\(item.referral)",
            actions: anchor("Open", "/hub/\(item.referral)", hidden: name),
            body: "\(told)\(decided.joined())")
    }

    private var closed: HTML {
        guard minutes.closed > 0 else { return .empty }
        return "<p>\(Words.plural(minutes.closed, "young person")) more: the record is closed to you.</p>"
    }
}
