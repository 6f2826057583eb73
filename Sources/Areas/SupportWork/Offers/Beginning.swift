import Casework
import Governance
import Kernel
import People
import Storage
import Web

/// The young person's own yes, with which support begins.
package struct Agreement: Sendable, FromRow {
    /// Who said it, and how it was heard.
    package let heardFrom: String
    /// Under 16: whether they understood enough to decide for themselves, or who decided with them.
    package let understanding: String
    package let toldAboutSharing: Bool
    package let objection: String
    package let by: String
    package let at: Instant

    package init(row: Row) throws {
        heardFrom = try row["heard_from"]
        understanding = try row["understanding"]
        toldAboutSharing = try row["told_about_sharing"]
        objection = try row["objection"]
        by = try row["by_name"]
        at = try row["at"]
    }

    static let table = Table(
        "support_agreement", indexes: [["support_id"]], appendOnly: true,
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .text("heard_from", .freeText),
            .text("understanding", .freeText), .flag("told_about_sharing"), .text("objection", .freeText),
            .text("by_id", references: "worker"), .integer("at"),
        ])
}

extension Transaction {
    /// Keeps the young person's yes, told what is shared, and that support began with it.
    package func begin(
        _ support: Support, heardFrom: String, understanding: String, objection: String, by worker: Worker,
        at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO support_agreement (id, support_id, heard_from, understanding, told_about_sharing, objection, by_id,
                at)
            VALUES (\(ID<Agreement>.make()), \(support.id), \(heardFrom), \(understanding), \(true), \(objection),
                \(worker.id), \(now))
            """)
        try move(support, "Began", why: heardFrom, by: worker.id, at: now)
    }

    /// What the young person agreed to when support began, for somebody who was let in.
    package func agreement(to support: Support, _ grant: Grant<Person>) throws -> Agreement? {
        guard grant.shows(.plan), grant.subject == support.person else { return nil }
        return try first(
            """
            SELECT a.heard_from, a.understanding, a.told_about_sharing, a.objection, a.at, w.name AS by_name
            FROM support_agreement a JOIN worker w ON w.id = a.by_id
            WHERE a.support_id = \(support.id) ORDER BY a.at DESC LIMIT 1
            """)
    }
}

/// Where support begins, or does not because the young person said no.
struct BeginningDesk: Sendable {
    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let frame = try await visit.record { tx in try visit.readSupport(.recordSupport, "beginning", in: tx) }
        guard frame.support.status == .accepted else {
            throw Problem.conflict(what: "This support is \(frame.support.status.name.lowercased()).")
        }
        return frame.page(
            visit, .overview, title: "Begin support", hasErrors: !form.errors.isEmpty, status: status,
            body: """
                \(form.summary())\(card("Does \(frame.record.firstName) want this?", id: "begin", body: postForm(
                    to: "/support/\(frame.support.id)/begin", token: visit.token, body: fields(form, visit))))
                """)
    }

    private func fields(_ form: FormView, _ visit: Visit) -> HTML {
        let yes: HTML = """
            \(form.text("heard_from", label: "Who said so, and how?", hint: "Such as: Ilya, when we met at the library"))\
            \(form.text("understanding", label: "Under 16: do they understand enough to decide, or who decided with them?"))\
            \(form.checkbox("told", label: "They were told what is shared with whom, and why"))\
            \(form.text("objection", label: "Anything they do not want shared"))\
            \(form.date("started", legend: "Support begins on"))
            """
        let no: HTML = form.textarea(
            "why_not", label: "What did they say?", hint: "Nothing is lost by a no: it can be offered again", rows: 2,
            limit: 1000)
        return """
            \(form.radios("agrees", legend: "Their answer", options: [
                Choice("yes", "Yes", reveals: yes), Choice("no", "No, or not now", reveals: no),
            ]))\(button("Keep their answer"))
            """
    }

    func begin(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let frame = try visit.readSupport(.recordSupport, "begun", in: tx)
                guard frame.support.status == .accepted else {
                    throw Problem.conflict(what: "Somebody kept their answer meanwhile.")
                }
                return form["agrees"] == "yes" ? try yes(visit, frame, in: tx) : try no(visit, frame, in: tx)
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }

    private func yes(_ visit: Visit, _ frame: SupportFrame, in tx: Transaction) throws -> (Link, String?) {
        var reading = FormReading(visit.request.form)
        let heard = reading.required("heard_from", limit: 500, "Say who agreed, and how you heard it")
        let understanding = reading.text("understanding", limit: 500)
        if let age = frame.record.person.age(on: visit.today), age < 16, understanding.isEmpty {
            reading.complain(
                "understanding", "They are \(age). Say whether they understand enough, or who decided with them")
        }
        let told = visit.request.form["told"] == "yes"
        if !told { reading.complain("told", "Tell them first what is shared with whom, and why") }
        let objection = reading.text("objection", limit: 500)
        let started = reading.day("started")
        if started == nil { reading.complain("started", "Enter the day on which support begins") }
        if let started, started > visit.today { reading.complain("started", "Enter today or a day before it") }
        if let started, started < frame.support.openedAt.day {
            reading.complain(
                "started", "It was decided on \(frame.support.openedAt.day.long). It cannot have begun before")
        }
        guard let started, reading.errors.isEmpty else { throw reading.errors }
        var support = frame.support
        support.status = .active
        support.startedOn = started
        try tx.begin(
            support, heardFrom: heard, understanding: understanding, objection: objection, by: visit.worker,
            at: visit.now)
        try tx.remind(
            of: support, frame.pathway, from: .started, at: London.instant(started, hour: 9, minute: 0),
            by: visit.worker, calendar: visit.house.calendar)
        try tx.remindOfEnding(support, frame.pathway, by: visit.worker, at: visit.now)
        if let first = ReviewClock.next(after: started, every: frame.pathway.reviewWeeks) {
            try tx.remindOfReview(support, due: first, by: visit.worker, at: visit.now)
        }
        return (SupportPart.overview.link(support.id), "Support has begun.")
    }

    private func no(_ visit: Visit, _ frame: SupportFrame, in tx: Transaction) throws -> (Link, String?) {
        var reading = FormReading(visit.request.form)
        if visit.request.form["agrees"] != "no" { reading.complain("agrees", "Choose yes or no") }
        let why = reading.required("why_not", limit: 1000, "Write what they said")
        guard reading.errors.isEmpty else { throw reading.errors }
        var support = frame.support
        support.status = .withdrawn
        support.endedOn = visit.today
        try tx.move(support, "They said no, or not now", why: why, by: visit.worker.id, at: visit.now)
        try tx.endEveryTask(of: support, how: "Support did not begin", by: visit.worker.id, at: visit.now)
        try tx.stepAway(from: support, at: visit.now)
        // Whoever would have given it may not see the record any more; whoever offered it goes on from there.
        let isGiver = visit.worker.id == support.worker || visit.worker.agency.id == support.agency
        return (
            isGiver ? "/home" : SupportPart.overview.link(support.id), "Their answer is kept. It can be offered again."
        )
    }
}

func beginningRoutes(_ house: House) -> [Route] {
    let desk = BeginningDesk()
    return [
        house.route(.get, "/support/{support}/begin", .recordSupport, audit: .view, desk.show),
        house.route(.post, "/support/{support}/begin", .recordSupport, audit: .change, desk.begin),
    ]
}

/// The way on from the overview: to the offers while nobody has said yes, to the beginning once somebody has.
let beginningCard = SupportCard { tx, frame, _ in
    switch frame.support.status {
    case .seeking:
        return callout(
            .warn, "Nobody has said yes yet",
            "<p>\(anchor("See who could help", SupportPart.offers.link(frame.support.id)))</p>")
    case .accepted:
        return callout(
            .info, "A place is there",
            """
            <p>\(frame.written.giver) said yes. Ask the young person, then \
            \(anchor("put in their answer", "/support/\(frame.support.id)/begin")).</p>
            """)
    case .active:
        guard let agreed = try tx.agreement(to: frame.support, frame.grant) else { return .empty }
        return card(
            "They said yes", id: "agreement",
            body: """
                <p>\(agreed.heardFrom)</p>\(agreed.understanding.isEmpty ? .empty : "<p>\(agreed.understanding)</p>")\
                \(agreed.objection.isEmpty ? .empty : "<p>They do not want shared: \(agreed.objection)</p>")\
                <p class="ui-small">\(agreed.by), \(agreed.at.long)</p>
                """)
    case .ended, .withdrawn: return .empty
    }
}
