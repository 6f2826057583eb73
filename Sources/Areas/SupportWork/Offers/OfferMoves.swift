import Casework
import Governance
import Kernel
import People
import Providers
import Storage
import Tasks
import Web

/// What an answer to an offer sets going. Every step is in the history, and nothing moves in silence.
extension Transaction {
    /// A provider said yes: they are let in, and what the pathway asks for next has its day.
    func accept(
        _ written: WrittenOffer, given worker: Worker?, mentor: ID<Mentor>?, by answerer: Worker, at now: Instant,
        pathway: Pathway, calendar: WorkingCalendar
    ) throws {
        guard var support = try supportWithoutGrant(written.offer.support) else { throw Problem.notFound }
        guard support.status == .seeking else {
            throw Problem.conflict(what: "A place was found meanwhile. Nothing was changed.")
        }
        support.status = .accepted
        support.agency = written.offer.agency
        support.service = written.offer.service
        support.mentor = mentor ?? written.offer.mentor
        support.worker = worker?.id
        support.acceptedAt = now
        try move(support, "\(written.to) said yes", why: written.offer.words, by: answerer.id, at: now)
        if let agency = support.agency {
            try involve(agency, as: .provider, with: support.person, why: "Gives support: \(pathway.name)", at: now)
        }
        if let worker {
            try involve(worker, as: .team, with: support.person, why: "Gives support: \(pathway.name)", at: now)
        }
        for other in try offers(for: support.id) where other.offer.status == .open {
            var offer = other.offer
            offer.status = .withdrawn
            offer.words = "Somebody else had a place first"
            offer.answeredAt = now
            _ = try answer(offer)
        }
        try endTask("place \(support.id)", how: "A place was found", by: answerer.id, at: now)
        try remind(of: support, pathway, from: .accepted, at: now, by: answerer, calendar: calendar)
    }

    /// The milestones counted from one step, as tasks of whoever gives the help.
    func remind(
        of support: Support, _ pathway: Pathway, from start: Pathway.Milestone.Start, at moment: Instant,
        by worker: Worker, calendar: WorkingCalendar
    ) throws {
        for due in PathwayDates(pathway, calendar: calendar).milestones(from: start, at: moment) {
            try add(
                StoredTask(
                    key: "\(due.id) \(support.id)", person: support.person, what: due.name,
                    link: SupportPart.overview.link(support.id).text, agency: support.agency ?? worker.agency.id,
                    worker: support.worker, due: due.at.day, askedBy: worker.id, at: moment))
        }
    }

    /// A support as its provider's answer changes it: they have no grant before they said yes.
    func supportWithoutGrant(_ id: ID<Support>) throws -> Support? {
        try first("SELECT * FROM support WHERE id = \(id)")
    }

    /// A provider said no, or nobody answered: whoever offered it is told what comes next.
    func goOn(
        after written: WrittenOffer, next: OfferSettings.Decline.Next, why: String, by answerer: ID<Worker>?,
        at now: Instant
    )
        throws
    {
        guard let support = try supportWithoutGrant(written.offer.support), support.status == .seeking else { return }
        try move(support, "\(written.to): \(why)", why: written.offer.words, by: answerer, at: now)
        let offerer = try worker(written.offer.madeBy)
        guard let agency = next == .hub ? try hubAgency() ?? offerer?.agency.id : offerer?.agency.id else { return }
        try add(
            StoredTask(
                key: "place \(support.id)", person: support.person, what: next.words,
                link: SupportPart.offers.link(support.id).text, agency: agency,
                worker: next == .hub ? nil : offerer?.id, due: now.day, askedBy: answerer, at: now))
    }

    /// The agency the hub coordinators work for.
    private func hubAgency() throws -> ID<Agency>? {
        try workers().first { $0.role == .hubCoordinator && !$0.isDisabled }?.agency.id
    }
}
