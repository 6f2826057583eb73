import Governance
import Kernel
import Storage

/// A service in the directory as its newest version says it. Its identifier is a UUID, as Open Referral asks.
package struct Service: Sendable {
    package let id: ID<Service>
    package var version: Int
    package var terms: Terms
    /// What was last said of its places.
    package var places: ServicePlaces?
    package let recordedAt: Instant
    package let recordedBy: ID<Worker>?
    package let recordedName: String?
    package let reason: String
    /// The file it came from, when it was imported.
    package let source: String

    /// Whether a service is there at all, in Open Referral's words.
    package enum Status: String, Sendable, CaseIterable, Storable {
        case active, inactive, defunct
        case closed = "temporarily closed"

        package var name: String {
            switch self {
            case .active: "Open"
            case .inactive: "Not running now"
            case .defunct: "Ended"
            case .closed: "Closed for a while"
            }
        }
    }

    /// Everything people say of a service; each change makes a new version.
    package struct Terms: Sendable, Equatable {
        package var name = ""
        package var summary = ""
        package var status = Status.active
        /// The organisation's name; the agency's own where it is one of ours.
        package var organisation = ""
        package var organisationWords = ""
        package var organisationID = ""
        package var agency: ID<Agency>?
        package var url = ""
        package var email = ""
        package var phone = ""
        package var address = ""
        package var minimumAge: Int?
        package var maximumAge: Int?
        /// Whom it is for; empty when for everybody. Codes of `DirectoryLists`, as those below.
        package var genders: [String] = []
        /// Places it serves, in words or by postcode district; empty when the whole partnership's area.
        package var areas: [String] = []
        package var needs: [String] = []
        package var languages: [String] = []
        package var levels: [String] = []
        package var hours = OpeningTimes()
        package var route = ""
        package var routeWords = ""
        package var cost = ""
        /// Pounds, when it costs somebody something; 0 is free.
        package var amount: Double?
        /// How many places are paid for; nil when it has no limit or nobody has said.
        package var fundedPlaces: Int?
        package var assured: Day?
        package var assurer = ""
        package var alert = ""
        package var accreditations = ""
        package var notes = ""
        /// Published for everybody at `/services`.
        package var isPublic = false
        package var isArchived = false

        package init() {}

        /// Says whose it is: an agency of ours, or another organisation by its name.
        package mutating func run(by owner: Agency?, named name: String) {
            let isNew = organisation != (owner?.name ?? name) || organisationID.isEmpty
            agency = owner?.id
            organisation = owner?.name ?? name
            if let owner {
                organisationID = StableUUID.of("agency \(owner.id)")
            } else if isNew {
                organisationID = StableUUID.of("organisation \(name.folded)")
            }
        }
    }

    package var name: String { terms.name }

    /// It can be chosen for somebody: running, and not archived.
    package var isRunning: Bool { terms.status == .active && !terms.isArchived }

    /// Where everybody may read of it.
    package var isPublished: Bool { terms.isPublic && !terms.isArchived }

    /// How many could start now, as last said; nil when nobody has said. A service at its limit has 0.
    package var placesNow: Int? { places?.free }

    package var hasPlaces: Bool { isRunning && (placesNow ?? 0) > 0 }

    /// The days from being asked to beginning, as last said.
    package var waitDays: Int? { places?.waitDays }

    package func takes(age: Int) -> Bool {
        (terms.minimumAge ?? 0) <= age && age <= (terms.maximumAge ?? 150)
    }

    /// Whether it serves a place: by the place's name, or by the postcode district that begins it.
    package func serves(_ area: String) -> Bool { Areas.serve(terms.areas, area) }

    /// Whether somebody there can speak it. Where no language is said, English alone.
    package func speaks(_ language: String) -> Bool {
        terms.languages.isEmpty ? language == "en" : terms.languages.contains(language)
    }

    package func isFor(gender: String) -> Bool { terms.genders.isEmpty || terms.genders.contains(gender) }

    /// Why its quality is not vouched for today, in words; nil when it is.
    package func assuranceWarning(on today: Day) -> String? {
        guard let assured = terms.assured else { return "Never assured" }
        let late = assured.adding(months: DirectoryLists.shipped.assuredMonths)
        return late < today ? "Not assured since \(assured.long)" : nil
    }
}

/// What was said of a service's places at one time; the next word does not overwrite it.
package struct ServicePlaces: Sendable, Equatable {
    package let free: Int
    package let waiting: Int
    package let waitDays: Int?
    package let saidAt: Instant
    package let saidBy: String?

    /// Whether it is too long ago to rely on.
    package func isOld(at now: Instant) -> Bool {
        now.seconds(since: saidAt) > DirectoryLists.shipped.placesDays * 86_400
    }
}

/// Where services and mentors work, in words.
package enum Areas {
    /// Whether a list of areas takes in a place; an empty list is the whole partnership's area.
    ///
    /// "EM2" and "EM2 Harbour and Quayside" both take in "EM2 4AB"; names compare without case or accents.
    package static func serve(_ areas: [String], _ place: String) -> Bool {
        let wanted = place.folded
        guard !areas.isEmpty, !wanted.isEmpty else { return true }
        return areas.contains { area in
            let own = area.folded
            guard own != wanted, let head = own.split(separator: " ").first, isDistrict(head) else {
                return own == wanted
            }
            return wanted.split(separator: " ").first == head
        }
    }

    /// A postcode's first half, such as "em2".
    private static func isDistrict(_ word: Substring) -> Bool {
        guard (2...4).contains(word.count), let first = word.first, first.isLetter else { return false }
        return word.contains(where: \.isNumber) && word.allSatisfy { $0.isLetter || $0.isNumber }
    }
}

/// What other areas know that the directory has to ask: filled in where the areas are put together.
package struct ProviderHooks: Sendable {
    /// What is open and depends on a service, each in words; empty when it may be archived.
    package var openOn: @Sendable (Transaction, ID<Service>) throws -> [String]
    /// How many young people each mentor supports now.
    package var load: @Sendable (Transaction) throws -> [ID<Mentor>: Int]

    package init(
        openOn: @escaping @Sendable (Transaction, ID<Service>) throws -> [String],
        load: @escaping @Sendable (Transaction) throws -> [ID<Mentor>: Int]
    ) {
        self.openOn = openOn
        self.load = load
    }

    /// Nothing depends on anything, as long as no area keeps support.
    package static let none = ProviderHooks(openOn: { _, _ in [] }, load: { _ in [:] })
}
