import Governance
import Kernel
import Matching
import Providers
import Storage

/// Every service and mentor that could be asked today, as the engine sees them; read once for a page.
struct HelpDirectory: Sendable {
    let services: [ID<Service>: Service]
    let mentors: [ID<Mentor>: Mentor]
    let provisions: [Provision]

    init(load: [ID<Mentor>: Int], in tx: Transaction) throws {
        let running = try tx.services().filter { $0.isRunning }
        // Vetting that lapsed is told as a reason against, so that it can be renewed.
        let here = try tx.mentors().filter(\.isReady)
        services = Dictionary(running.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        mentors = Dictionary(here.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        provisions = running.map(Self.provision) + here.map { Self.provision($0, load: load[$0.id] ?? 0) }
    }

    private static func provision(_ service: Service) -> Provision {
        var provision = Provision(id: service.id.text, name: service.name, kind: .service, vetting: .byService)
        let terms = service.terms
        provision.meets = Set(terms.needs)
        provision.youngest = terms.minimumAge
        provision.oldest = terms.maximumAge
        provision.genders = terms.genders.isEmpty ? nil : Set(terms.genders)
        let levels = terms.levels.compactMap { Int($0) }
        if let least = levels.min(), let most = levels.max() { provision.levels = least...most }
        provision.serves = terms.areas.isEmpty ? nil : Set(terms.areas.map(\.folded))
        provision.meetsIn = provision.serves
        provision.hours = Self.hours(terms.hours)
        provision.languages = terms.languages.isEmpty ? nil : Set(terms.languages)
        provision.places = service.placesNow
        provision.waitDays = service.waitDays.map { Double($0) }
        return provision
    }

    private static func provision(_ mentor: Mentor, load: Int) -> Provision {
        let terms = mentor.terms
        let vetting: Provision.Vetting =
            mentor.vettingLapses.map { .until(day: $0.number - 1) } ?? .notRecorded
        var provision = Provision(id: mentor.id.text, name: mentor.name, kind: .mentor, vetting: vetting)
        provision.serves = terms.areas.isEmpty ? nil : Set(terms.areas.map(\.folded))
        provision.meetsIn = provision.serves
        provision.hours = Self.hours(terms.hours)
        provision.languages = terms.languages.isEmpty ? nil : Set(terms.languages)
        provision.workerSexes = terms.gender.isEmpty ? nil : [terms.gender]
        provision.places = mentor.places(supporting: load)
        return provision
    }

    private static func hours(_ times: OpeningTimes) -> WeekHours? {
        if times.isUnsaid { return nil }
        let open = (1...7).flatMap { weekday in
            (0..<24).filter { times.isOpen(weekday: weekday, minute: $0 * 60 + 30) }.map { (weekday - 1) * 24 + $0 }
        }
        return WeekHours(hours: Set(open))
    }
}
