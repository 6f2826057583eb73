import Casework
import Governance
import Kernel
import Matching
import People
import Providers
import Storage
import Tasks
import Web

/// Offers from the support's side: what is asked for, who fits, the offer itself, and help meanwhile.
struct OfferDesk: Sendable {
    let settings = OfferSettings.standard

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let settings = settings
        let (frame, pages) = try await visit.record { tx -> (SupportFrame, OfferPages) in
            try tx.lapseOffers(settings, at: visit.now)
            let frame = try visit.readSupport(.seeSupport, "offers", in: tx)
            let mayOffer = Policy.allows(visit.worker.role, .offerSupport)
            let asked = try tx.ask(for: frame.support.id)?.ask
            let candidates =
                mayOffer && frame.support.status == .seeking
                ? try Candidates(
                    (asked ?? SupportAsk()).ask(for: frame.record.person, on: visit.today), load: tx.mentorLoad(),
                    on: visit.today, in: tx) : nil
            let names = try tx.pathways(on: visit.today).map { ($0.pathway.id, $0.pathway.name) }
            let pages = OfferPages(
                frame: frame, offers: try tx.offers(for: frame.support.id), ask: asked, candidates: candidates,
                mayOffer: mayOffer, form: form, token: visit.token, today: visit.today,
                interimNames: Dictionary(names, uniquingKeysWith: { first, _ in first }))
            return (frame, pages)
        }
        return frame.page(
            visit, .offers, title: "Offers", hasErrors: !form.errors.isEmpty, status: status, body: pages.body)
    }

    /// Does one change; what is wrong is said on the page, in the part it belongs to.
    private func change(
        _ visit: Visit, part: String, notice: String,
        _ work: @escaping @Sendable (SupportFrame, Transaction) throws -> Link
    ) async throws -> Answer {
        do {
            return try await visit.submit { tx in
                let frame = try visit.readSupport(.offerSupport, part, in: tx)
                guard frame.support.status == .seeking else {
                    throw Problem.conflict(
                        what: "This support is no longer looking for a place. Look at its page again.")
                }
                return (try work(frame, tx), notice)
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(visit.request.form, errors: errors, scope: "\(part)-"), status: 422)
        }
    }

    func ask(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "ask", notice: "Kept. Below is who fits.") { frame, tx in
            let all = try tx.services().map(\.id.text) + tx.mentors().map(\.id.text)
            let typed = try SupportAsk.read(visit.request.form, choices: all)
            let number = (try tx.ask(for: frame.support.id)?.number ?? 0) + 1
            try tx.keep(typed, for: frame.support.id, number: number, by: visit.worker.id, at: visit.now)
            return SupportPart.offers.link(frame.support.id)
        }
    }

    func offer(_ visit: Visit) async throws -> Answer {
        let settings = settings
        return try await change(visit, part: "offer", notice: "The offer is made. They see no name until they say yes.")
        {
            frame, tx in
            let asked = try tx.ask(for: frame.support.id)?.ask ?? SupportAsk()
            let candidates = try Candidates(
                asked.ask(for: frame.record.person, on: visit.today), load: tx.mentorLoad(), on: visit.today, in: tx)
            var reading = FormReading(visit.request.form)
            let chosen = candidates.ranking.candidates.firstIndex { $0.provision.id == visit.request.form["to"] }
            if chosen == nil {
                reading.complain("to", "Choose one that may be offered. Who is ruled out stands below with why")
            }
            let against = reading.text("against", limit: 500)
            if let chosen, chosen > 0, against.isEmpty {
                reading.complain("against", "Say why this one, when another fits better: it is kept with the offer")
            }
            let toKnow = reading.required("to_know", limit: 2000, "Say what they need to know to say yes or no")
            let person = frame.record.person
            for name in [person.givenName, person.familyName]
            where name.count > 2 && toKnow.folded.contains(name.folded) {
                reading.complain("to_know", "Leave out their name: it is told once the provider has said yes")
            }
            if try tx.offers(for: frame.support.id).contains(where: { $0.offer.status == .open }) {
                reading.complain("to", "An offer waits for an answer. Withdraw it first, or wait for it")
            }
            guard let chosen, reading.errors.isEmpty else { throw reading.errors }
            let id = candidates.ranking.candidates[chosen].provision.id
            let isMentor = candidates.ranking.candidates[chosen].provision.kind == .mentor
            let offer = Offer(
                id: .make(), support: frame.support.id, service: isMentor ? nil : ID<Service>(id),
                mentor: isMentor ? ID<Mentor>(id) : nil, agency: candidates.agency(of: id), rank: chosen + 1,
                againstRanking: against, toKnow: toKnow, madeBy: visit.worker.id, madeAt: visit.now,
                answerBy: visit.house.calendar.adding(settings.answerWorkingDays, to: visit.now), status: .open,
                declineReason: "", words: "", answeredBy: nil, answeredAt: nil)
            try tx.insert(offer)
            let name = candidates.ranking.candidates[chosen].provision.name
            try tx.move(frame.support, "Offered to \(name)", why: against, by: visit.worker.id, at: visit.now)
            if let agency = offer.agency {
                try tx.add(
                    StoredTask(
                        key: "offer \(offer.id)", person: nil, what: "Answer an offer", link: "/offers/\(offer.id)",
                        agency: agency, worker: nil, due: offer.answerBy.day, askedBy: visit.worker.id, at: visit.now))
            }
            return SupportPart.offers.link(frame.support.id)
        }
    }

    func interim(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "interim", notice: "Now offer it to somebody who can begin today.") { frame, tx in
            let id = visit.request.form["pathway"]
            guard frame.pathway.interim.contains(id), let version = try tx.pathway(id, on: visit.today) else {
                throw FieldErrors("pathway", "Choose what can begin today")
            }
            let meanwhile = Support(
                person: frame.support.person, referral: frame.support.referral, decision: frame.support.decision,
                pathway: id, pathwayVersion: version.number, openedAt: visit.now, interimFor: frame.support.id)
            try tx.insert(
                meanwhile, why: "Until there is a place: \(frame.pathway.name)", by: visit.worker.id, at: visit.now)
            if let asked = try tx.ask(for: frame.support.id)?.ask {
                try tx.keep(asked, for: meanwhile.id, number: 1, by: visit.worker.id, at: visit.now)
            }
            try tx.move(
                frame.support, "Help meanwhile: \(version.pathway.name)", why: "", by: visit.worker.id, at: visit.now)
            return SupportPart.offers.link(meanwhile.id)
        }
    }
}

extension OfferSettings {
    /// What follows when nobody answers: the next is asked.
    var lapsed: Decline.Next { .next }
}

func offerRoutes(_ house: House) -> [Route] {
    let desk = OfferDesk()
    return [
        house.route(.get, "/support/{support}/offers", .seeSupport, audit: .view, desk.show),
        house.route(.post, "/support/{support}/offers", .offerSupport, audit: .change, desk.offer),
        house.route(.post, "/support/{support}/ask", .offerSupport, audit: .change, desk.ask),
        house.route(.post, "/support/{support}/interim", .offerSupport, audit: .change, desk.interim),
    ] + inboxRoutes(house) + beginningRoutes(house) + waitingRoutes(house)
}
