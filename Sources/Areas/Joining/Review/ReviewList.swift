import Governance
import Kernel
import People
import Storage
import Web
import Wording

/// The questions as this worker may see them, and how the day goes.
struct ReviewList: Sendable {
    struct Line: Sendable {
        let item: ReviewItem
        let names: String
        let agencies: [Agency]
        let hanging: Int
        let needsTwo: Bool
        let outcome: ReviewRules.Outcome
        let isMine: Bool
    }

    let lines: [Line]
    /// Those about records that are closed to this worker: said as a number to those let in by nobody, never as names.
    let closed: Int
    /// Those that wait behind the ones listed.
    let beyond: Int
    let doneToday: Int
    let goal: Int

    /// "12 of 40 today".
    var progress: String { "\(doneToday) of \(max(goal, doneToday)) today" }

    /// What this worker has still to answer.
    var toDo: [Line] { lines.filter { $0.outcome != .disputed && !$0.isMine } }
    var disputed: [Line] { lines.filter { $0.outcome == .disputed } }
    var waiting: [Line] { lines.filter { $0.outcome == .waiting && $0.isMine } }
    var unsure: [Line] { lines.filter { $0.outcome == .open && $0.isMine } }
}

/// What the list is narrowed to.
struct ReviewFilter: Sendable {
    let cause: ReviewItem.Cause?
    let agency: ID<Agency>?

    init(_ query: Form) {
        cause = ReviewItem.Cause(rawValue: query["cause"])
        agency = ID(query["agency"])
    }

    func shows(_ line: ReviewList.Line) -> Bool {
        if let cause, line.item.cause != cause { return false }
        if let agency, !line.agencies.contains(where: { $0.id == agency }) { return false }
        return true
    }

    var query: [(name: String, value: String)] {
        (cause.map { [("cause", $0.rawValue)] } ?? []) + (agency.map { [("agency", $0.text)] } ?? [])
    }
}

extension Visit {
    /// More than one sitting's questions; the most useful come first.
    static var mostReviewed: Int { 200 }

    /// The open questions this worker may answer, most useful first; one audit line for the list.
    func reviewList(in tx: Transaction) throws -> ReviewList {
        let items = try tx.reviewItems(in: [.open, .disputed], most: Self.mostReviewed)
        let records = Array(Set(items.flatMap { [$0.left, $0.right] })).sorted()
        let links = try tx.links(of: records)
        let found = try tx.sourceRecords(records)
        let grant: ListGrant<Person> = try listGrant(
            .reviewLinks, on: links.values.map(\.person), "possible links", in: tx)
        let agencies = try Dictionary(tx.agencies().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let sharing = try tx.sharing(on: today)
        let people = Array(Set(links.values.map(\.person))).sorted()
        let needing = try tx.needingTwo(people)
        var lines: [ReviewList.Line] = []
        var closed = 0
        for item in items {
            let sides = [item.left, item.right]
            let persons = sides.compactMap { links[$0]?.person }
            if persons.contains(where: grant.isHidden) { continue }
            guard persons.allSatisfy({ grant.shows(.identity, of: $0) }) else {
                closed += 1
                continue
            }
            let answers = try tx.decisions(on: item)
            let needsTwo = persons.contains(where: needing.contains)
            lines.append(
                ReviewList.Line(
                    item: item,
                    names: sides.map { name(found[$0], agencies, sharing) }.joined(separator: " and "),
                    agencies: sides.compactMap { found[$0].flatMap { agencies[$0.agency] } },
                    hanging: try persons.map { try tx.links(to: $0).count }.reduce(0, +), needsTwo: needsTwo,
                    outcome: ReviewRules.outcome(
                        of: answers.map { ReviewRules.Answer(worker: $0.worker, verdict: $0.verdict) },
                        needsTwo: needsTwo),
                    isMine: answers.contains { $0.worker == worker.id }))
        }
        let midnight = London.instant(today, hour: 0, minute: 0)
        return ReviewList(
            lines: lines, closed: closed, beyond: max(0, try tx.openReviewItems() - items.count),
            doneToday: try tx.decided(by: worker.id, since: midnight),
            goal: LinkSettings.standard.dailyGoal)
    }

    private func name(_ record: SourceRecord?, _ agencies: [ID<Agency>: Agency], _ sharing: Sharing) -> String {
        guard let record, let agency = agencies[record.agency] else { return "Name not known" }
        let isOurs = agency.kind == .partnership
        guard isOurs || sharing.covers(.identity, from: agency.id, to: worker.agency.id).isCovered else {
            return "Name not shown"
        }
        let name = [record.forename, record.surname].filter { !$0.isEmpty }.joined(separator: " ")
        return name.isEmpty ? "Name not known" : name
    }
}

/// The review list as a page.
enum ReviewListPage {
    static func page(_ list: ReviewList, filter: ReviewFilter, agencies: [Agency], unlinked: Int) -> Page {
        let shown = list.toDo.filter(filter.shows)
        let main: HTML =
            shown.isEmpty
            ? empty(list, unlinked)
            : "\(start(shown))\(table("Most useful first", shown))"
        return Page(
            "Review possible links",
            body: """
                \(pageHead(
                    "Review possible links", lead: "Is this one young person or two? Most useful first.",
                    actions: anchor("How the linking does", "/links")))
                \(panels(list))\(filterBox(list, filter, agencies))
                \(card("To answer", id: "to-do", body: main))
                \(section("Answered differently by two people", "disputed", list.disputed))
                \(section("Waiting for a second person", "waiting", list.waiting))
                \(section("Not sure", "unsure", list.unsure))
                \(closed(list.closed))
                """)
    }

    private static func start(_ lines: [ReviewList.Line]) -> HTML {
        guard let first = lines.first else { return .empty }
        return "<p>\(buttonLink("Start with the first", "/review/\(first.item.id)"))</p>"
    }

    private static func panels(_ list: ReviewList) -> HTML {
        panelStrip(
            "How the day goes",
            [
                (
                    "Answered by you",
                    "\(bigNumber(list.progress))\(progressBar(list.doneToday, of: max(list.goal, list.doneToday)))"
                ),
                (
                    "Still to answer",
                    "\(bigNumber(Words.number(list.toDo.count + list.beyond)))\(beyond(list))"
                ),
                (
                    "For two people",
                    "\(bigNumber(Words.number(list.toDo.count { $0.needsTwo })))<p>Their records carry a risk flag.</p>"
                ),
            ])
    }

    private static func beyond(_ list: ReviewList) -> HTML {
        list.beyond == 0
            ? .empty
            : "<p>The \(Words.number(list.toDo.count)) most useful are listed. As they are answered, others come up.</p>"
    }

    private static func filterBox(_ list: ReviewList, _ filter: ReviewFilter, _ agencies: [Agency]) -> HTML {
        let form = FormView(Form(filter.query))
        let named = agencies.filter { agency in list.lines.contains { $0.agencies.contains(agency) } }
        let fields: HTML = """
            \(form.select(
                "cause", label: "Why it is asked",
                options: [Choice("", "Any")] + ReviewItem.Cause.allCases.map { Choice($0.rawValue, $0.words) }))
            \(form.select(
                "agency", label: "Agency", options: [Choice("", "Any")] + named.map { Choice($0.id.text, $0.name) }))
            """
        var chips: [FilterChip] = []
        let link: Link = "/review"
        if let cause = filter.cause {
            chips.append(FilterChip(cause.words, without: link.with(query: filter.query.filter { $0.name != "cause" })))
        }
        if let agency = filter.agency.flatMap({ id in agencies.first { $0.id == id } }) {
            let rest = filter.query.filter { $0.name != "agency" }
            chips.append(FilterChip(agency.name, without: link.with(query: rest)))
        }
        return Web.filterBox(
            action: "/review", label: "Narrow the list", fields: fields, chips: chips, clear: "/review")
    }

    private static func section(_ title: String, _ id: String, _ lines: [ReviewList.Line]) -> HTML {
        lines.isEmpty ? .empty : card(title, id: id, body: table(title, lines))
    }

    private static func table(_ caption: String, _ lines: [ReviewList.Line]) -> HTML {
        let columns = [
            TableColumn("The two records"), TableColumn("Agencies"), TableColumn("Why it is asked"),
            TableColumn("How likely, by the engine"), TableColumn("Records that hang on it", .figures),
            TableColumn("Who answers"),
        ]
        return dataTable(
            caption, isCaptionHidden: true, columns: columns,
            rows: lines.map { line in
                [
                    anchor(line.names, "/review/\(line.item.id)"),
                    agencyList(line.agencies.map { AgencyBadge($0.kind.badge, $0.name) }),
                    HTML(line.item.cause.words), HTML(Odds.words(line.item.probability, isCalibrated: true)),
                    "\(line.hanging)", line.needsTwo ? tag("Two people", .info) : "One person",
                ]
            })
    }

    private static func empty(_ list: ReviewList, _ unlinked: Int) -> HTML {
        if !list.toDo.isEmpty {
            return emptyState("Nothing with these filters", "Take a filter off to see the others.")
        }
        if unlinked > 0 {
            return emptyState(
                "No questions yet",
                "\(Words.plural(unlinked, "record")) from agencies’ files wait to be linked. Questions come from there.",
                action: anchor("Go to linking", "/links"))
        }
        return emptyState(
            "Nothing to answer",
            "Questions appear here when a linking run finds two records that may be one young person.")
    }

    private static func closed(_ count: Int) -> HTML {
        count == 0
            ? .empty
            : """
            <p class="ui-small">\(Words.plural(count, "more question")) about records only named people can open. They \
            answer them.</p>
            """
    }
}
