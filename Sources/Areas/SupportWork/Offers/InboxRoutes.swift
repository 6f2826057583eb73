import Casework
import Governance
import Kernel
import People
import Providers
import Storage
import Tasks
import Web

/// Offers from the provider's side: what they need to answer, and no more.
struct InboxDesk: Sendable {
    let settings = OfferSettings.standard

    func list(_ visit: Visit) async throws -> Answer {
        let settings = settings
        let (open, answered, names) = try await visit.record { tx in
            try tx.lapseOffers(settings, at: visit.now)
            let agency = visit.worker.agency.id
            let mine = try Self.isMine(visit, in: tx)
            let open = try tx.offers(to: agency, open: true, most: 200).filter(mine)
            let answered = try tx.offers(to: agency, open: false, most: 30).filter(mine)
            let names = try tx.pathways(on: visit.today).map { ($0.pathway.id, $0.pathway.name) }
            try visit.note(.answerOffer, "\(open.count) offers shown", in: tx)
            return (open, answered, Dictionary(names, uniquingKeysWith: { first, _ in first }))
        }
        return visit.page(Page("Offers", body: InboxPages.list(open, answered, names: names, on: visit.today)))
    }

    /// A mentor sees what is offered to them; everybody else what is offered to their agency.
    private static func isMine(_ visit: Visit, in tx: Transaction) throws -> (WrittenOffer) -> Bool {
        guard try tx.isMentorAccount(visit.worker) else { return { _ in true } }
        let own = Set(try tx.mentors().filter { $0.terms.worker == visit.worker.id }.map(\.id))
        return { $0.offer.mentor.map(own.contains) ?? false }
    }

    /// The offer the address names, for those who may answer it.
    private func named(_ visit: Visit, in tx: Transaction) throws -> WrittenOffer {
        let id: ID<Offer> = try visit.request.id("offer")
        guard let written = try tx.offer(id) else { throw Problem.notFound }
        if written.offer.agency == nil {
            // Whoever offered it to an organisation with no account here puts in what it said.
            guard Policy.allows(visit.worker.role, .offerSupport),
                try visit.visible(of: written.person, in: tx).contains(.plan)
            else { throw Problem.notFound }
        } else {
            guard written.offer.agency == visit.worker.agency.id, try Self.isMine(visit, in: tx)(written) else {
                throw Problem.notFound
            }
        }
        try visit.note(.answerOffer, on: written.person, "offer without a name", in: tx)
        return written
    }

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let (pages, title) = try await visit.record { tx -> (InboxPages, String) in
            let written = try named(visit, in: tx)
            let pathway = try tx.pathway(written.pathway, version: written.pathwayVersion)?.pathway
            let workers = try tx.workers().filter {
                !$0.isDisabled && $0.agency.id == written.offer.agency && Policy.allows($0.role, .recordSupport)
            }
            let mentors = try tx.mentors().filter {
                $0.agency.id == written.offer.agency && $0.mayBeAsked(on: visit.today)
            }
            let pages = InboxPages(
                written: written, pathway: pathway?.name ?? written.pathway, about: pathway?.about ?? "",
                age: try tx.age(of: written.person, on: visit.today), ask: try tx.ask(for: written.offer.support)?.ask,
                workers: workers, mentors: mentors, form: form, token: visit.token, now: visit.now)
            return (pages, pathway?.name ?? "Offer")
        }
        return visit.page(
            Page("Offer: \(title)", back: "/offers", hasErrors: !form.errors.isEmpty, body: pages.body), status: status)
    }

    func answer(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        let settings = settings
        do {
            return try await visit.submit { tx in
                let written = try named(visit, in: tx)
                guard written.offer.status == .open, !written.offer.hasLapsed(at: visit.now) else {
                    throw Problem.conflict(
                        what: "This offer was answered or ran out meanwhile: \(written.offer.status.name.lowercased())."
                    )
                }
                return form["answer"] == "yes"
                    ? try accept(written, visit, in: tx) : try decline(written, visit, settings, in: tx)
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }

    private func accept(_ written: WrittenOffer, _ visit: Visit, in tx: Transaction) throws -> (Link, String?) {
        var reading = FormReading(visit.request.form)
        let worker = try tx.workers().first { $0.id.text == visit.request.form["worker"] && !$0.isDisabled }
        if written.offer.agency != nil, worker?.agency.id != written.offer.agency {
            reading.complain("worker", "Choose who of your agency will give it")
        }
        let mentor = try tx.mentors().first { $0.id.text == visit.request.form["mentor"] }
        if let mentor, !mentor.mayBeAsked(on: visit.today) {
            reading.complain("mentor", "\(mentor.name) cannot be asked now: vetting or references are not in date")
        }
        let words = reading.text("words", limit: 1000)
        guard reading.errors.isEmpty,
            let pathway = try tx.pathway(written.pathway, version: written.pathwayVersion)?.pathway
        else { throw reading.errors }
        var offer = written.offer
        offer.status = .accepted
        offer.words = words
        offer.answeredBy = visit.worker.id
        offer.answeredAt = visit.now
        guard try tx.answer(offer) else { throw Problem.conflict(what: "Somebody answered at the same moment.") }
        try tx.accept(
            written, given: written.offer.agency == nil ? nil : worker, mentor: mentor?.id, by: visit.worker,
            at: visit.now, pathway: pathway, calendar: visit.house.calendar)
        try tx.endTask("offer \(offer.id)", how: "Accepted", by: visit.worker.id, at: visit.now)
        try tx.tell(offer.madeBy, .answer, key: "answer \(offer.id)", at: visit.now)
        try visit.note(.answerOffer, on: written.person, "accepted", in: tx)
        let link: Link =
            try visit.visible(of: written.person, in: tx).contains(.plan)
            ? SupportPart.overview.link(offer.support) : "/offers"
        return (link, "Thank you. You can now see who they are and how to reach them.")
    }

    private func decline(
        _ written: WrittenOffer, _ visit: Visit, _ settings: OfferSettings, in tx: Transaction
    ) throws -> (Link, String?) {
        var reading = FormReading(visit.request.form)
        let reason = settings.decline(visit.request.form["reason"])
        if visit.request.form["answer"] != "no" { reading.complain("answer", "Choose yes or no") }
        if reason == nil { reading.complain("reason", "Choose why: it decides what happens next") }
        let words = reading.text("words", limit: 1000)
        if reason?.next == .hub, words.isEmpty {
            reading.complain("words", "Say what worries you, so that the hub can act")
        }
        guard let reason, reading.errors.isEmpty else { throw reading.errors }
        var offer = written.offer
        offer.status = .declined
        offer.declineReason = reason.id
        offer.words = words
        offer.answeredBy = visit.worker.id
        offer.answeredAt = visit.now
        guard try tx.answer(offer) else { throw Problem.conflict(what: "Somebody answered at the same moment.") }
        try tx.endTask("offer \(offer.id)", how: "Declined", by: visit.worker.id, at: visit.now)
        try tx.tell(offer.madeBy, .answer, key: "answer \(offer.id)", at: visit.now)
        try tx.goOn(
            after: try tx.offer(offer.id) ?? written, next: reason.next, why: reason.name, by: visit.worker.id,
            at: visit.now)
        return ("/offers", "Thank you for saying so. \(reason.next.words).")
    }

    func withdraw(_ visit: Visit) async throws -> Answer {
        let id: ID<Offer> = try visit.request.id("offer")
        return try await visit.submit { tx in
            guard let written = try tx.offer(id) else { throw Problem.notFound }
            let grant = try visit.grant(.offerSupport, on: written.person, "offer withdrawn", in: tx)
            guard let support = try tx.support(written.offer.support, grant)?.support else { throw Problem.notFound }
            var offer = written.offer
            offer.status = .withdrawn
            offer.answeredBy = visit.worker.id
            offer.answeredAt = visit.now
            guard try tx.answer(offer) else {
                throw Problem.conflict(what: "It was answered meanwhile. Look at the offers again.")
            }
            try tx.endTask("offer \(offer.id)", how: "Withdrawn", by: visit.worker.id, at: visit.now)
            try tx.move(support, "Offer to \(written.to) withdrawn", why: "", by: visit.worker.id, at: visit.now)
            return (SupportPart.offers.link(support.id), "The offer is withdrawn, and they are not asked any more.")
        }
    }
}

extension Transaction {
    /// A young person's age alone, for those who are asked before they may know who it is.
    func age(of person: ID<Person>, on day: Day) throws -> Int? {
        let born: Day? = try value("SELECT born FROM person WHERE id = \(person)")
        return born.map { $0.age(on: day) }
    }
}

func inboxRoutes(_ house: House) -> [Route] {
    let desk = InboxDesk()
    return [
        house.route(.get, "/offers", .answerOffer, audit: .list, desk.list),
        house.route(.get, "/offers/{offer}", .answerOffer, audit: .view, desk.show),
        house.route(.post, "/offers/{offer}", .answerOffer, audit: .change, desk.answer),
        house.route(.post, "/offers/{offer}/withdraw", .offerSupport, audit: .change, desk.withdraw),
    ]
}
