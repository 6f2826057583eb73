import Governance
import Kernel
import Storage
import Web
import Wording

/// Finding a young person, and the lists of those one works with.
func searchRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/young-people", .searchPeople, audit: .list, SearchHandlers.start),
        // Names never stand in an address, where histories and logs would keep them: a search is sent, not linked.
        house.route(.post, "/young-people", .searchPeople, audit: .list, SearchHandlers.find),
    ]
}

enum SearchHandlers {
    /// More matches than this are a sign to say more.
    static let most = 25

    static func start(_ visit: Visit) async throws -> Answer {
        let lists = try await visit.record { tx in
            let lists = try PeopleLists.lists(for: visit, in: tx)
            let shown = lists.reduce(0) { $0 + $1.hits.count }
            try visit.note(.searchPeople, "own lists, \(shown) shown", in: tx)
            return lists
        }
        return visit.page(SearchPages.start(visit, form: FormView(), lists: lists))
    }

    static func find(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        let search: SearchForm
        do {
            search = try SearchForm(form, on: visit.today)
        } catch {
            return visit.page(
                SearchPages.start(visit, form: FormView(form, errors: error), lists: []), status: 422)
        }
        let hits = try await visit.record { tx in
            let hits = try visit.hits(try tx.matches(search, most: 200), most: most, in: tx)
            try visit.note(.searchPeople, "\(hits.count) shown, purpose: \(search.purpose.words)", in: tx)
            return hits
        }
        return visit.page(
            SearchPages.results(visit, form: FormView(form), hits: hits, isCut: hits.count == most))
    }
}

/// Whom the start page lists.
enum PeopleLists {
    static func lists(for visit: Visit, in tx: Transaction) throws -> [PeopleList] {
        let caseload: [CaseloadLine<Person>] = try tx.caseload(of: visit.worker, at: visit.now, most: 300)
        let own = caseload.filter { $0.kind != .meeting }.map(\.subject)
        let meeting = caseload.filter { $0.kind == .meeting }.map(\.subject)
        let opened: [ID<Person>] = try tx.opened(
            by: visit.worker.id, since: visit.now.adding(days: -14), most: 10)
        let lists = [
            PeopleList(
                id: "mine", heading: "Young people I work with", hits: try hits(own, visit, tx),
                empty: emptyState(
                    "Nobody yet", "Young people appear here when you are their lead professional or join their team.")),
            PeopleList(
                id: "meeting", heading: "On the meeting list", hits: try hits(meeting, visit, tx),
                empty: emptyState("Nobody on the list", "Young people appear here while the daily meeting is about them.")),
            PeopleList(
                id: "recent", heading: "Opened by me in the last 14 days", hits: try hits(opened, visit, tx),
                empty: emptyState("Nothing opened lately", "Records you open are listed here, so you can go back.")),
        ]
        let isOnHub = visit.worker.agency.isOnHub
        return lists.filter { $0.id != "meeting" || isOnHub || !$0.hits.isEmpty }
    }

    /// Each record once, in the order given, as far as this worker may see it now.
    private static func hits(_ ids: [ID<Person>], _ visit: Visit, _ tx: Transaction) throws -> [PersonHit] {
        var seen: Set<ID<Person>> = []
        let matches = ids.filter { seen.insert($0).inserted }.map { PersonMatch(person: $0, reasons: [], score: 0) }
        return try visit.hits(matches, most: 60, in: tx).filter { $0.person != nil }
    }
}
