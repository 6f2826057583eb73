import Governance
import Kernel
import Matching
import Providers
import Storage

/// The services and mentors a support could be offered to, ranked with their reasons.
struct Candidates: Sendable {
    let services: [ID<Service>: Service]
    let mentors: [ID<Mentor>: Mentor]
    let ranking: Ranking

    /// Reads the directory and ranks it for what is asked. It proposes; a person chooses.
    init(_ ask: Ask, load: [ID<Mentor>: Int], on today: Day, in tx: Transaction) throws {
        self.init(ask, from: try HelpDirectory(load: load, in: tx), on: today)
    }

    /// Ranks a directory that was read before, for lists.
    init(_ ask: Ask, from directory: HelpDirectory, on today: Day) {
        services = directory.services
        mentors = directory.mentors
        ranking = Ranking(of: directory.provisions, for: ask, today: today.number, weights: .standard)
    }

    /// Whose answer an offer to this one needs, nil for an organisation with no account here.
    func agency(of id: String) -> ID<Agency>? {
        if let service = ID<Service>(id).flatMap({ services[$0] }) { return service.terms.agency }
        return ID<Mentor>(id).flatMap { mentors[$0] }?.agency.id
    }

    /// What stands against relying on it today, in words; nil when nothing does.
    func warning(of id: String, on today: Day) -> String? {
        if let service = ID<Service>(id).flatMap({ services[$0] }) { return service.assuranceWarning(on: today) }
        return ID<Mentor>(id).flatMap { mentors[$0] }?.vettingWarning(on: today)
    }
}
