import Governance
import Kernel
import People
import Storage
import Web

/// What meetings said about one young person, and asking one to speak about them.
func personPanelRoutes(_ house: House) -> [Route] {
    let desk = PersonPanelDesk()
    let path = "/young-people/{person}/panels"
    return [
        house.route(.get, path, .seePanels, audit: .view, desk.show),
        house.route(.post, path, .seePanels, audit: .change, desk.ask),
    ]
}

/// One time a meeting spoke about a young person.
struct SpokenAbout: Sendable, FromRow {
    let item: ID<PanelItem>
    let panel: ID<Panel>
    let kind: String
    let day: Day
    let outcome: WrittenOutcome?
    let agency: String
    let agencyKind: AgencyKind

    init(row: Row) throws {
        item = try row["item_id"]
        panel = try row["panel_id"]
        kind = try row["kind"]
        day = try row["on_day"]
        let number: Int? = try row["number"]
        outcome = number == nil ? nil : try WrittenOutcome(row: row)
        agency = try row["agency_name"]
        agencyKind = try row["agency_kind"]
    }
}

extension Transaction {
    /// The meetings that spoke or will speak about a young person, the latest first, for somebody who may see decisions.
    func spokenAbout(_ grant: Grant<Person>) throws -> [SpokenAbout] {
        guard grant.shows(.decisions) else { return [] }
        return try all(
            """
            SELECT i.id AS item_id, i.panel_id, p.kind, p.on_day, o.number, o.outcome, o.reason, o.risk_before,
                o.risk_after, o.risk_reason, o.voice, o.voice_words, o.parent, o.parent_words, o.next_on, o.at,
                w.name AS by_name, a.name AS agency_name, a.kind AS agency_kind
            FROM panel_item i JOIN panel p ON p.id = i.panel_id
                LEFT JOIN panel_outcome o ON o.item_id = i.id AND NOT EXISTS (
                    SELECT 1 FROM panel_outcome n WHERE n.item_id = o.item_id AND n.number > o.number)
                LEFT JOIN worker w ON w.id = o.by_id
                JOIN worker m ON m.id = p.made_by JOIN agency a ON a.id = m.agency_id
            WHERE i.person_id = \(grant.subject) AND i.taken_off = '' AND p.status <> \(PanelStatus.cancelled)
                AND NOT EXISTS (SELECT 1 FROM panel_conflict c WHERE c.item_id = i.id AND c.by_id = \(grant.worker))
            ORDER BY p.on_day DESC, i.id
            """)
    }
}

/// The handlers behind a young person's meetings.
struct PersonPanelDesk: Sendable {
    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let (frame, spoken) = try await visit.record { tx in
            let grant = try visit.grant(.seePanels, on: person, "panels and discussions", in: tx)
            return (try tx.frame(grant, at: visit.now), try tx.spokenAbout(grant))
        }
        return frame.page(
            visit, .overview, title: "Panels and discussions", hasErrors: !form.errors.isEmpty, status: status,
            body: "\(form.summary())\(table(spoken))\(asking(person, form, visit))")
    }

    private func table(_ spoken: [SpokenAbout]) -> HTML {
        guard !spoken.isEmpty else {
            return card(
                "Meetings", id: "meetings",
                body: emptyState(
                    "No panel has spoken about them", "<p>The daily meeting’s decisions are in the chronology.</p>"))
        }
        let rows = spoken.map { one -> [HTML] in
            let kind = PanelLists.standard.kind(one.kind)
            let decided = one.outcome.map { kind?.outcome($0.outcome.outcome)?.name ?? $0.outcome.outcome }
            return [
                anchor("\(kind?.short ?? one.kind), \(one.day.long)", "/panels/items/\(one.item)"),
                HTML(decided ?? "Not decided yet"), HTML(one.outcome?.outcome.reason ?? ""),
                HTML(one.outcome?.outcome.next?.long ?? ""),
            ]
        }
        return card(
            "Meetings", id: "meetings",
            body: dataTable(
                "Meetings, the latest first", isCaptionHidden: true,
                columns: [
                    .init("Meeting", .sentences), .init("Decided", .sentences), .init("Why", .sentences),
                    .init("Look again by"),
                ], rows: rows))
    }

    private func asking(_ person: ID<Person>, _ form: FormView, _ visit: Visit) -> HTML {
        let kinds = PanelLists.standard.kinds.map { Choice($0.id, $0.name, hint: $0.about) }
        return card(
            "Ask a meeting to speak about them", id: "ask",
            body: postForm(
                to: "/young-people/\(person)/panels", token: visit.token,
                body: """
                    \(callout(.warn, "If somebody is in danger now", "<p>Call 999. A meeting is not quick enough.</p>"))\
                    \(form.radios("kind", legend: "Which meeting?", options: kinds))\
                    \(form.radios("sort", legend: "They are", options: ItemSort.ofPeople.map { Choice($0.rawValue, $0.name) }))\
                    \(form.textarea("why", label: "Why now?", style: .strong, rows: 3, limit: 1000, wording: "/wording/check"))\
                    \(buttonGroup(button("Ask for it"), anchor("Back to the record", "/young-people/\(person)")))
                    """))
    }

    func ask(_ visit: Visit) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                _ = try visit.grant(.seePanels, on: person, "asked for a meeting", in: tx)
                var reading = FormReading(form)
                let kind = PanelLists.standard.kind(form["kind"])
                if kind == nil { reading.complain("kind", "Choose which meeting") }
                let sort: ItemSort? = reading.choice("sort", "Say whether they are harmed, or may be causing harm")
                if let sort, !ItemSort.ofPeople.contains(sort) { reading.complain("sort", "Choose one of the two") }
                let why = reading.required("why", limit: 1000, "Say why now")
                guard let kind, let sort, reading.errors.isEmpty else { throw reading.errors }
                try tx.ask(person, as: sort, at: kind.id, because: why, by: visit.worker.id, now: visit.now)
                return (
                    "/young-people/\(person)/panels",
                    "Asked for. Whoever runs the meetings sees it, and puts it on the next agenda."
                )
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }
}
