import Kernel

/// A service as Open Referral UK 3.0 writes it (HSDS-UK-3.0); what nobody has said is left out.
struct OpenService: Encodable, Sendable {
    struct Organization: Encodable, Sendable {
        let id: String
        let name: String
        let description: String
    }

    struct Schedule: Encodable, Sendable {
        let id: String
        let freq: String
        let interval: Int
        let byday: String
        let opens_at: String
        let closes_at: String
    }

    struct Area: Encodable, Sendable {
        let id: String
        let name: String
        let service_area: String
    }

    struct Language: Encodable, Sendable {
        let id: String
        let name: String
        let code: String
    }

    struct Cost: Encodable, Sendable {
        let id: String
        let option: String?
        let amount: Double?
        let amount_description: String?
    }

    struct Term: Encodable, Sendable {
        let id: String
        let name: String
        let description: String
        let taxonomy: String
    }

    struct Attribute: Encodable, Sendable {
        let id: String
        let link_type: String
        let taxonomy_term: Term
    }

    /// Our own extension: what somebody needs to know before they send a young person there.
    struct Capacity: Encodable, Sendable {
        let funded_places: Int?
        let places_now: Int?
        let waiting: Int?
        let wait_days: Int?
        let said_at: String?
        let genders: [String]
        let levels: [String]
        let referral_route: String?
        let evenings: Bool
        let weekends: Bool
    }

    let id: String
    let name: String
    let description: String?
    let url: String?
    let email: String?
    let status: String
    let fees: String?
    let accreditations: String?
    let minimum_age: Int?
    let maximum_age: Int?
    let assured_date: String?
    let assurer_email: String?
    let alert: String?
    let last_modified: String
    let organization: Organization?
    var schedules: [Schedule]?
    var service_areas: [Area]?
    var languages: [Language]?
    var cost_options: [Cost]?
    var attributes: [Attribute]?
    let capacity: Capacity
}

extension OpenService {
    /// What the list holds of each: only fields there can be one of.
    init(_ service: Service) {
        let terms = service.terms
        func said(_ text: String) -> String? { text.isEmpty ? nil : text }
        id = service.id.text
        name = terms.name
        description = said(terms.summary)
        url = said(terms.url)
        email = said(terms.email)
        status = terms.status.rawValue
        fees = said(terms.cost)
        accreditations = said(terms.accreditations)
        minimum_age = terms.minimumAge
        maximum_age = terms.maximumAge
        assured_date = terms.assured?.description
        assurer_email = said(terms.assurer)
        alert = said(terms.alert)
        last_modified = OpenService.changed(service).iso
        organization =
            terms.organisation.isEmpty
            ? nil
            : Organization(
                id: terms.organisationID, name: terms.organisation,
                description: said(terms.organisationWords) ?? terms.organisation)
        capacity = Capacity(
            funded_places: terms.fundedPlaces, places_now: service.places?.free, waiting: service.places?.waiting,
            wait_days: service.places?.waitDays, said_at: service.places?.saidAt.iso, genders: terms.genders,
            levels: terms.levels, referral_route: said(terms.route), evenings: terms.hours.hasEvenings,
            weekends: terms.hours.hasWeekends)
    }

    /// The whole service, with everything nested in it.
    init(full service: Service) {
        self.init(service)
        let (terms, lists) = (service.terms, DirectoryLists.shipped)
        func part(_ kind: String, _ name: String) -> String { StableUUID.of("\(kind) \(service.id) \(name)") }
        schedules = OpenService.schedules(of: terms.hours, part)
        service_areas = terms.areas.map { Area(id: part("area", $0), name: $0, service_area: $0) }
        languages = terms.languages.map { code in
            Language(id: part("language", code), name: lists.languages.name(of: code), code: code)
        }
        if terms.amount != nil || !terms.cost.isEmpty {
            cost_options = [
                Cost(
                    id: part("cost", ""), option: nil, amount: terms.amount,
                    amount_description: terms.cost.isEmpty ? nil : terms.cost)
            ]
        }
        attributes = terms.needs.map { code in
            let name = lists.needs.name(of: code)
            return Attribute(
                id: part("need", code), link_type: "service",
                taxonomy_term: Term(
                    id: OpenService.termID(code), name: name, description: name, taxonomy: OpenService.taxonomy))
        }
    }

    /// When anything that is published of it last changed.
    static func changed(_ service: Service) -> Instant {
        max(service.recordedAt, service.places?.saidAt ?? service.recordedAt)
    }

    static let taxonomy = "Breakwater needs"
    static let taxonomyID = StableUUID.of("taxonomy needs")

    static func termID(_ need: String) -> String { StableUUID.of("need \(need)") }

    /// One schedule for each span of hours, with the days that have it.
    private static func schedules(of hours: OpeningTimes, _ part: (String, String) -> String) -> [Schedule] {
        let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        var days: [OpeningTimes.Span: [String]] = [:]
        for weekday in 1...7 {
            for span in hours.days[weekday] ?? [] { days[span, default: []].append(codes[weekday - 1]) }
        }
        return days.sorted { $0.key < $1.key }.map { span, days in
            Schedule(
                id: part("schedule", "\(span.opens)-\(span.closes)"), freq: "WEEKLY", interval: 1,
                byday: days.joined(separator: ","), opens_at: time(span.opens), closes_at: time(span.closes))
        }
    }

    /// "18:00:00"; the end of the day is written as its last second.
    private static func time(_ minute: Int) -> String {
        if minute == 24 * 60 { return "23:59:59" }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minute / 60)):\(two(minute % 60)):00"
    }
}

/// Only what `minimal=true` asks for.
struct MinimalService: Encodable, Sendable {
    let id: String
    let last_modified: String

    init(_ service: Service) {
        id = service.id.text
        last_modified = OpenService.changed(service).iso
    }
}

/// One page of a list, as the API document's `Page` says.
struct OpenPage<Content: Encodable & Sendable>: Encodable, Sendable {
    let total_items: Int
    let total_pages: Int
    let page_number: Int
    let size: Int
    let first_page: Bool
    let last_page: Bool
    let empty: Bool
    let contents: [Content]

    /// The services of one page, counted from 1; a page after the last is empty.
    init(_ all: [Service], page number: Int, of most: Int, _ content: (Service) -> Content) {
        let pages = max(1, (all.count + most - 1) / most)
        let start = min(all.count, (number - 1) * most)
        let shown = all[start..<min(all.count, start + most)]
        total_items = all.count
        total_pages = pages
        page_number = number
        size = shown.count
        first_page = number == 1
        last_page = number >= pages
        empty = shown.isEmpty
        contents = shown.map(content)
    }
}
