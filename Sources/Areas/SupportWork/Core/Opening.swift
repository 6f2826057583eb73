import Casework
import Governance
import Kernel
import People
import Storage
import Tasks
import Web

/// Support that needs no decision of the daily meeting, such as an interview when somebody is back: whoever may offer
/// support begins it, with the reason.
struct OpeningDesk: Sendable {
    /// The pathways that begin so.
    static func pathways(on day: Day, in tx: Transaction) throws -> [PathwayVersion] {
        try tx.pathways(on: day).filter { !$0.pathway.atHub }
    }

    /// The form, on the page of a young person's supports.
    static func card(_ form: FormView, of person: ID<Person>, among pathways: [PathwayVersion], token: HTML) -> HTML {
        let choices = pathways.map { Choice($0.pathway.id, $0.pathway.name, hint: $0.pathway.about) }
        return Web.card(
            "Begin without the meeting", id: "begin",
            body: details(
                "Some support needs no decision of the daily meeting", isOpen: !form.errors.isEmpty,
                postForm(
                    to: "/young-people/\(person)/support", token: token,
                    body: """
                        \(form.radios("pathway", legend: "Which?", options: choices))\
                        \(form.textarea("why", label: "Why now?", style: .strong, rows: 2, limit: 1000, wording: "/wording/check"))\
                        \(button("Begin it", .secondary))
                        """)))
    }

    func open(_ visit: Visit) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        do {
            return try await visit.submit { tx in
                let grant = try visit.grant(.offerSupport, on: person, "support begun without the meeting", in: tx)
                guard grant.shows(.plan) else { throw Problem.notFound }
                var reading = FormReading(visit.request.form)
                let chosen = try Self.pathways(on: visit.today, in: tx).first {
                    $0.pathway.id == visit.request.form["pathway"]
                }
                if chosen == nil { reading.complain("pathway", "Choose which support it is") }
                let why = reading.required("why", limit: 1000, "Say why now")
                if let chosen,
                    try tx.supports(grant).contains(where: {
                        $0.support.pathway == chosen.pathway.id && $0.support.status.isOpen
                    })
                {
                    reading.complain("pathway", "\(chosen.pathway.name) is open for them already")
                }
                guard let chosen, reading.errors.isEmpty else { throw reading.errors }
                let support = Support(
                    person: person, pathway: chosen.pathway.id, pathwayVersion: chosen.number, openedAt: visit.now)
                try tx.insert(support, why: why, by: visit.worker.id, at: visit.now)
                try tx.remindOfPlace(support, by: visit.worker, at: visit.now)
                return (
                    SupportPart.offers.link(support.id), "It is begun. Now say what is needed and offer it to somebody."
                )
            }
        } catch let errors as FieldErrors {
            return try await SupportHandlers.list(visit, FormView(visit.request.form, errors: errors), status: 422)
        }
    }
}

extension Transaction {
    /// Puts finding a place on the list of whoever decided for support.
    func remindOfPlace(_ support: Support, by worker: Worker, at now: Instant) throws {
        try add(
            StoredTask(
                key: "place \(support.id)", person: support.person, what: "Find a place for support that was decided",
                link: SupportPart.offers.link(support.id).text, agency: worker.agency.id, worker: worker.id,
                due: now.day.adding(days: OfferSettings.standard.alarmDays), askedBy: worker.id, at: now))
    }
}
