import Governance
import Kernel
import Providers

/// The town's services, mentors and advocates as they are shipped.
struct Helpers: Sendable {
    static let shipped = Helpers(
        services: (Library.read("services") as Services).services, mentors: Library.read("mentors"))

    let services: [Offer]
    let mentors: Mentors

    private struct Services: Decodable {
        let services: [Offer]
    }

    /// What was last said of a service's places.
    struct Places: Sendable, Decodable {
        let free: Int
        let waiting: Int
        let wait: Int?
        let daysAgo: Int
    }

    struct Offer: Sendable, Decodable {
        let name: String
        let summary: String
        let agency: String?
        let organisation: String?
        let organisationWords: String?
        let needs: [String]
        /// Youngest and oldest.
        let ages: [Int]
        let areas: [String]
        let levels: [String]
        let genders: [String]?
        let languages: [String]?
        /// By weekday or span of weekdays, as people write hours.
        let hours: [String: String]
        let route: String
        let routeWords: String?
        let url: String
        let email: String
        let phone: String?
        let cost: String
        let amount: Double
        let funded: Int?
        let places: Places?
        /// Days ago.
        let assured: Int?
        let alert: String?
        let accreditations: String?
        let notes: String?
        let isPublic: Bool
        /// Why it was archived.
        let archived: String?
    }

    struct Course: Sendable, Decodable {
        let name: String
        let daysAgo: Int
    }

    struct Helper: Sendable, Decodable {
        let name: String
        let agency: String
        let worker: String?
        let kind: String
        let paid: Bool
        let gender: String
        let languages: [String]
        let areas: [String]
        let hours: [String: String]
        let most: Int
        let elsewhere: Int
        let vetting: String
        let vettedDaysAgo: Int?
        let references: Int
        let referencesDaysAgo: Int?
        let training: [Course]
        let supervisedEvery: Int
        let supervisedDaysAgo: Int?
        let lived: String?
        let limits: String?
    }

    struct Mentors: Sendable, Decodable {
        /// By agency.
        let supervisors: [String: String]
        let mentors: [Helper]
    }
}

extension Helpers.Offer {
    func terms(_ staff: Staff, today: Day) -> Service.Terms {
        var terms = Service.Terms()
        terms.name = name
        terms.summary = summary
        let owner = agency.map { staff.agency($0) }
        terms.run(by: owner, named: organisation ?? "")
        terms.organisationWords = organisationWords ?? ""
        terms.needs = needs
        (terms.minimumAge, terms.maximumAge) = (ages[0], ages[1])
        terms.areas = areas
        terms.levels = levels
        terms.genders = genders ?? []
        terms.languages = languages ?? []
        terms.hours = OpeningTimes(typed: hours)
        terms.route = route
        terms.routeWords = routeWords ?? ""
        (terms.url, terms.email, terms.phone) = (url, email, phone ?? "")
        terms.cost = cost
        terms.amount = amount
        terms.fundedPlaces = funded
        terms.assured = assured.map { today.adding(days: -$0) }
        terms.assurer = terms.assured == nil ? "" : "quality@eastmere.example"
        terms.alert = alert ?? ""
        terms.accreditations = accreditations ?? ""
        terms.notes = notes ?? ""
        terms.isPublic = isPublic
        return terms
    }
}

extension Helpers.Helper {
    func terms(_ staff: Staff, supervisor: String, today: Day) -> Mentor.Terms {
        guard let kind = Mentor.Kind(rawValue: kind) else { preconditionFailure("\(name) is no “\(kind)”.") }
        var terms = Mentor.Terms(agency: staff.agency(agency).id)
        terms.name = name
        terms.worker = worker.map { staff[$0].id }
        terms.kind = kind
        terms.isPaid = paid
        terms.gender = gender
        terms.languages = languages
        terms.areas = areas
        terms.hours = OpeningTimes(typed: hours)
        terms.mostAtOnce = most
        terms.elsewhere = elsewhere
        terms.vetting = vetting
        terms.vetted = vettedDaysAgo.map { today.adding(days: -$0) }
        terms.references = references
        terms.referencesOn = referencesDaysAgo.map { today.adding(days: -$0) }
        terms.training = training.map { "\($0.name), \(today.adding(days: -$0.daysAgo).long)" }
        terms.supervisor = supervisor
        terms.supervisedEvery = supervisedEvery
        terms.lastSupervised = supervisedDaysAgo.map { today.adding(days: -$0) }
        terms.livedExperience = lived ?? ""
        terms.limits = limits ?? ""
        return terms
    }
}
