import Governance
import Kernel
import Storage
import Web

/// Finding young people, and everything on one's record.
///
/// - Parameters:
///   - house: The partnership.
///   - chronology: Where entries come from, `notesChronology()` among them.
///   - panels: Cards other areas add beside the overview's chronology.
///   - changed: What other areas do when an entry was written or amended, in the same transaction.
/// - Returns: The routes, for the site.
package func peopleRoutes(
    _ house: House, chronology: [ChronologySource], panels: [RecordPanel], changed: @escaping NoteChanged
) -> [Route] {
    let handlers = RecordHandlers(sources: chronology, panels: panels)
    let pages = [
        house.route(.get, "/young-people/{person}", .viewRecord, audit: .view, handlers.overview),
        house.route(.get, "/young-people/{person}/chronology", .viewRecord, audit: .view, handlers.chronology),
        house.route(.get, "/young-people/{person}/print", .viewRecord, audit: .export, handlers.print),
        house.route(.get, "/young-people/{person}/access", .viewRecord, audit: .view, handlers.access),
    ]
    return searchRoutes(house) + pages + noteRoutes(house, changed: changed) + tieRoutes(house) + detailsRoutes(house)
}

/// The pages that show a record.
struct RecordHandlers: Sendable {
    let sources: [ChronologySource]
    let panels: [RecordPanel]

    /// Entries on the overview, and on a page of the whole chronology.
    static let few = 8
    static let many = 50

    func overview(_ visit: Visit) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let view = try await visit.record { tx in
            let grant = try visit.grant(.viewRecord, on: id, "overview", in: tx)
            let frame = try tx.frame(grant, at: visit.now)
            let chronology = try tx.newestChronology(sources, frame, most: Self.few)
            try visit.noteSharing(chronology, of: id, in: tx)
            return RecordView(
                frame: frame, chronology: chronology,
                missing: try tx.openMissing(grant), ties: try tx.ties(grant),
                draft: try tx.draft(on: id, by: visit.worker.id), panels: try panels.map { try $0.body(tx, grant) })
        }
        return view.frame.page(visit, .overview, title: "", body: view.html(visit))
    }

    func chronology(_ visit: Visit) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let (frame, chronology) = try await visit.record { tx in
            let grant = try visit.grant(.viewRecord, on: id, "chronology", in: tx)
            let chronology = try tx.chronology(sources, grant)
            try visit.noteSharing(chronology, of: id, in: tx)
            return (try tx.frame(grant, at: visit.now), chronology)
        }
        var errors = FieldErrors()
        let filter = ChronologyFilter(visit.request.query, into: &errors)
        let shown = chronology.entries.filter(filter.shows)
        let pages = max(1, (shown.count + Self.many - 1) / Self.many)
        let page = min(max(Int(visit.request.query["page"]) ?? 1, 1), pages)
        let slice = shown.dropFirst((page - 1) * Self.many).prefix(Self.many)
        let form = FormView(visit.request.query, errors: errors)
        let link: (Int) -> Link = { number in
            RecordPart.chronology.link(id).with(query: filter.query() + [("page", String(number))])
        }
        let count = shown.isEmpty ? "" : "Showing \(slice.startIndex + 1) to \(slice.endIndex) of \(shown.count)"
        let list =
            shown.isEmpty
            ? emptyState("Nothing here", "Nothing matches. Take a filter off, or add what happened.")
            : "\(ChronologyPages.timeline(slice, links: true))\(pagination(page: page, of: pages, link: link))"
        let body: HTML = """
            \(form.summary())\(ChronologyPages.held(chronology))\
            \(card(
                "What has happened", id: "chronology",
                actions: #"<span class="ui-small">\#(count)</span>"#,
                body: "\(ChronologyPages.filter(filter, form: form, all: chronology.entries, person: id))\(list)"))
            """
        return frame.page(
            visit, .chronology, title: "Chronology", hasErrors: !errors.isEmpty, status: errors.isEmpty ? 200 : 422,
            body: body)
    }

    func print(_ visit: Visit) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let view = try await visit.record { tx in
            let grant = try visit.grant(.viewRecord, on: id, "print view", in: tx)
            let chronology = try tx.chronology(sources, grant)
            try visit.noteSharing(chronology, of: id, in: tx)
            return RecordView(
                frame: try tx.frame(grant, at: visit.now), chronology: chronology,
                missing: try tx.openMissing(grant), ties: try tx.ties(grant), draft: nil, panels: [])
        }
        return view.frame.page(visit, .chronology, title: "To print", body: view.paper(visit))
    }

    func access(_ visit: Visit) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let frame = try await visit.record { tx in
            try tx.frame(try visit.grant(.viewRecord, on: id, "who can see this", in: tx), at: visit.now)
        }
        return frame.page(visit, .access, title: "Sharing and access", body: AccessPages.body(frame, visit))
    }
}

extension Visit {
    /// Names in the audit the sharing agreements under which a page's information passed to this worker.
    package func noteAgreements(_ agreements: [String], of person: ID<Person>, in tx: Transaction) throws {
        guard !agreements.isEmpty else { return }
        try note(.viewRecord, on: person, "agencies’ information under \(agreements.joined(separator: ", "))", in: tx)
    }

    /// Names in the audit the sharing agreements under which a chronology's entries passed to this worker.
    func noteSharing(_ chronology: Chronology, of person: ID<Person>, in tx: Transaction) throws {
        try noteAgreements(chronology.agreements, of: person, in: tx)
    }
}

/// Everything the overview shows, as read in one transaction.
struct RecordView: Sendable {
    let frame: RecordFrame
    let chronology: Chronology
    let missing: [WrittenNote]
    let ties: [WrittenTie]
    let draft: NoteDraft?
    let panels: [HTML]

    func html(_ visit: Visit) -> HTML {
        let side: HTML = """
            \(RecordCards.judgement(frame))\(panels)\(RecordCards.ties(ties, frame))\
            \(RecordCards.access(frame, visit.worker))
            """
        return """
            \(RecordCards.safeContact(frame))\(RecordCards.missing(missing, frame, now: visit.now))\
            \(RecordCards.risk(frame, on: visit.today))
            \(columns(.mainAside, main(visit), aside: side, label: "Beside the chronology"))
            """
    }

    private func main(_ visit: Visit) -> HTML {
        let few = chronology.entries.prefix(RecordHandlers.few)
        let link = RecordPart.chronology.link(frame.person.id)
        let count: HTML = """
            <span class="ui-small">Showing \(few.count) of \(chronology.total). \
            \(anchor("Filter or see all", link))</span>
            """
        let composer = Policy.allows(visit.worker.role, .addToRecord) ? compose(visit) : .empty
        let isWhole = frame.grant.shows(.decisions) && chronology.isWhole
        let list =
            few.isEmpty
            ? emptyState(
                isWhole ? "Nothing yet" : "Nothing you can see yet",
                "What happens is written here, with who said so. Add the first entry above.")
            : ChronologyPages.timeline(few, links: true)
        return card(
            "What has happened", id: "happened", actions: few.isEmpty ? .empty : count,
            body: "\(composer)\(list)\(ChronologyPages.held(chronology))")
    }

    private func compose(_ visit: Visit) -> HTML {
        #"<div class="ui-compose">\#(NotePages.quick(visit, frame, draft: draft))</div>"#
    }

    /// The whole record for A4: everything open, nothing to press.
    func paper(_ visit: Visit) -> HTML {
        let entries = chronology.entries
        let list =
            entries.isEmpty
            ? "<p>Nothing you can see is written here yet.</p>" : ChronologyPages.timeline(entries[...], links: false)
        return """
            \(RecordCards.safeContact(frame))\(RecordCards.missing(missing, frame, now: visit.now))\
            \(RecordCards.risk(frame, on: visit.today))\(RecordCards.judgement(frame))
            \(card("People around \(frame.firstName)", id: "around", body: TiePages.table(ties, frame, visit.today)))
            \(card(
                "What has happened", id: "happened",
                actions: #"<span class="ui-small">\#(entries.count) entries, newest first</span>"#, body: list))
            \(ChronologyPages.held(chronology))
            """
    }
}
