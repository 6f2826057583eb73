import Casework
import Governance
import Kernel
import People
import Storage
import Tasks
import Web

/// The supports a worker gives, or those of their agency: who, where it is, when they met, what is next.
func caseloadRoutes(_ house: House) -> [Route] {
    [house.route(.get, "/support/mine", .seeSupport, audit: .list, CaseloadDesk().show)]
}

/// One support on a caseload, with what matters this week.
private struct CaseloadRow: Sendable {
    let support: Support
    let name: String
    let pathway: String
    let worker: String
    let lastMet: Day?
    let triesSince: Int
    let review: Day?
}

private struct CaseloadDesk: Sendable {
    func show(_ visit: Visit) async throws -> Answer {
        let isTeam = visit.request.query["view"] == "team"
        let (rows, isMentor) = try await visit.record { tx in
            let isMentor = try tx.isMentorAccount(visit.worker)
            return (try read(isTeam && !isMentor, visit, in: tx), isMentor)
        }
        let shownTeam = isTeam && !isMentor
        var views = [NavItem("Mine", "/support/mine", isCurrent: !shownTeam)]
        if !isMentor {
            views.append(NavItem("\(visit.worker.agency.name)’s", "/support/mine?view=team", isCurrent: shownTeam))
        }
        let body: HTML =
            rows.isEmpty
            ? emptyState("No support here", "<p>What you say yes to under Offers shows here until it ends.</p>")
            : table(rows, isTeam: shownTeam, on: visit.today)
        return visit.page(
            Page(
                "Young people I support",
                body: """
                    \(pageHead("Young people I support", lead: "Those nobody has met for longest come first"))\
                    \(subNavigation("Whose", views))\(body)
                    """))
    }

    private func read(_ isTeam: Bool, _ visit: Visit, in tx: Transaction) throws -> [CaseloadRow] {
        let worker = isTeam ? nil : visit.worker.id
        let open = try tx.openSupports(of: isTeam ? visit.worker.agency.id : nil, worker: worker)
        let grant: ListGrant<Person> = try visit.listGrant(
            .seeSupport, on: open.map(\.support.person), "caseload", in: tx)
        let people = try tx.people(grant)
        let names = Dictionary(
            try tx.pathways(on: visit.today).map { ($0.pathway.id, $0.pathway.name) }, uniquingKeysWith: { a, _ in a })
        let met = try tx.lastContacts(of: worker)
        let reviews = try tx.dueDays(open.map { "review \($0.support.id)" })
        return open.compactMap { written in
            let support = written.support
            guard grant.shows(.plan, of: support.person), let person = people[support.person] else { return nil }
            return CaseloadRow(
                support: support, name: person.nameAndAge(on: visit.today),
                pathway: names[support.pathway] ?? support.pathway, worker: written.worker ?? "Nobody yet",
                lastMet: met[support.id]?.held?.day, triesSince: met[support.id]?.triesSince ?? 0,
                review: reviews["review \(support.id)"])
        }.sorted {
            ($0.lastMet ?? $0.support.openedAt.day, $0.support.id) < (
                $1.lastMet ?? $1.support.openedAt.day, $1.support.id
            )
        }
    }

    private func table(_ rows: [CaseloadRow], isTeam: Bool, on today: Day) -> HTML {
        var columns: [TableColumn] = [
            .init("Young person"), .init("Support", .sentences), .init("Where it is"), .init("Last met"),
            .init("Review"),
        ]
        if isTeam { columns.insert(.init("Worker"), at: 2) }
        let cells = rows.map { row -> [HTML] in
            var cells: [HTML] = [
                anchor(row.name, SupportPart.overview.link(row.support.id)), HTML(row.pathway),
                HTML(SupportPages.when(row.support, on: today)), met(row, on: today), review(row, on: today),
            ]
            if isTeam { cells.insert(HTML(row.worker), at: 2) }
            return cells
        }
        return card(
            "Open supports", id: "caseload",
            body: dataTable("Open supports", isCaptionHidden: true, columns: columns, rows: cells))
    }

    private func met(_ row: CaseloadRow, on today: Day) -> HTML {
        let tries = row.triesSince == 0 ? "" : row.triesSince == 1 ? ", 1 try since" : ", \(row.triesSince) tries since"
        guard let last = row.lastMet else { return "Not yet\(tries)" }
        let days = today.number - last.number
        let words = "\(days == 0 ? "Today" : days == 1 ? "Yesterday" : "\(days) days ago")\(tries)"
        return days > ContactLists.standard.quietDays ? tag(words, .warn) : HTML(words)
    }

    private func review(_ row: CaseloadRow, on today: Day) -> HTML {
        guard let due = row.review else { return "–" }
        return due < today ? tag("Overdue since \(due.long)", .warn) : HTML(due.long)
    }
}
