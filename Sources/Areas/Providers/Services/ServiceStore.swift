import Governance
import Kernel
import Storage

extension Service {
    static let table = Table(
        "service",
        columns: [
            .text("id"), .integer("version"), .text("places_id", optional: true), .text("source"),
            .integer("created_at"),
        ])

    static let versionTable = Table(
        "service_version", unique: [["service_id", "version"]], appendOnly: true,
        columns: [
            .text("id"), .text("service_id", references: "service"), .integer("version"), .text("name"),
            .text("summary"), .text("status", allowed: Status.allCases.map(\.rawValue)), .text("organisation"),
            .text("organisation_words"), .text("organisation_uid"),
            .text("agency_id", optional: true, references: "agency"), .text("url"), .text("email"), .text("phone"),
            .text("address"), .integer("minimum_age", optional: true), .integer("maximum_age", optional: true),
            // One to a line, as the lists below.
            .text("genders"), .text("areas"), .text("needs"), .text("languages"), .text("levels"), .text("hours"),
            .text("route"), .text("route_words"), .text("cost"), .real("amount", optional: true),
            .integer("funded_places", optional: true), .text("assured", optional: true), .text("assurer", .staff),
            .text("alert"), .text("accreditations"), .text("notes", .freeText), .flag("is_public"),
            .flag("is_archived"), .integer("recorded_at"),
            .text("recorded_by", .staff, optional: true, references: "worker"), .text("reason"),
        ])

    static let placesTable = Table(
        "service_places", indexes: [["service_id"]], appendOnly: true,
        columns: [
            .text("id"), .text("service_id", references: "service"), .integer("free"), .integer("waiting"),
            .integer("wait_days", optional: true), .integer("said_at"),
            .text("said_by", .staff, optional: true, references: "worker"),
        ])

    /// What `init(row:)` reads, from `service s`, `service_version v`, `worker w`, `service_places p` and `worker q`.
    fileprivate static let columns: SQL = """
        s.id, s.source, v.version, v.name, v.summary, v.status, v.organisation, v.organisation_words, v.organisation_uid,
        v.agency_id, v.url, v.email, v.phone, v.address, v.minimum_age, v.maximum_age, v.genders, v.areas, v.needs,
        v.languages, v.levels, v.hours, v.route, v.route_words, v.cost, v.amount, v.funded_places, v.assured, v.assurer,
        v.alert, v.accreditations, v.notes, v.is_public, v.is_archived, v.recorded_at, v.recorded_by,
        w.name AS recorded_name, v.reason, p.free, p.waiting, p.wait_days, p.said_at, q.name AS said_name
        """
}

extension Service: FromRow {
    package init(row: Row) throws {
        func lines(_ column: String) throws -> [String] {
            let text: String = try row[column]
            return text.keptLines
        }
        var terms = Terms()
        terms.name = try row["name"]
        terms.summary = try row["summary"]
        terms.status = try row["status"]
        terms.organisation = try row["organisation"]
        terms.organisationWords = try row["organisation_words"]
        terms.organisationID = try row["organisation_uid"]
        terms.agency = try row["agency_id"]
        terms.url = try row["url"]
        terms.email = try row["email"]
        terms.phone = try row["phone"]
        terms.address = try row["address"]
        terms.minimumAge = try row["minimum_age"]
        terms.maximumAge = try row["maximum_age"]
        terms.genders = try lines("genders")
        terms.areas = try lines("areas")
        terms.needs = try lines("needs")
        terms.languages = try lines("languages")
        terms.levels = try lines("levels")
        terms.hours = try row["hours"]
        terms.route = try row["route"]
        terms.routeWords = try row["route_words"]
        terms.cost = try row["cost"]
        terms.amount = try row["amount"]
        terms.fundedPlaces = try row["funded_places"]
        terms.assured = try row["assured"]
        terms.assurer = try row["assurer"]
        terms.alert = try row["alert"]
        terms.accreditations = try row["accreditations"]
        terms.notes = try row["notes"]
        terms.isPublic = try row["is_public"]
        terms.isArchived = try row["is_archived"]
        id = try row["id"]
        version = try row["version"]
        self.terms = terms
        recordedAt = try row["recorded_at"]
        recordedBy = try row["recorded_by"]
        recordedName = try row["recorded_name"]
        reason = try row["reason"]
        source = try row["source"]
        let free: Int? = try row["free"]
        let (waiting, waitDays, saidAt): (Int?, Int?, Instant?) = (
            try row["waiting"], try row["wait_days"], try row["said_at"]
        )
        let saidBy: String? = try row["said_name"]
        if let free, let saidAt {
            places = ServicePlaces(
                free: free, waiting: waiting ?? 0, waitDays: waitDays, saidAt: saidAt, saidBy: saidBy)
        } else {
            places = nil
        }
    }
}

extension Transaction {
    /// Every service, archived or not, by name.
    package func services() throws -> [Service] {
        try services("v.version = s.version").sorted { ($0.name.folded, $0.id) < ($1.name.folded, $1.id) }
    }

    package func service(_ id: ID<Service>) throws -> Service? {
        try services("v.version = s.version AND s.id = \(id)").first
    }

    /// Every version of a service, the newest first.
    package func versions(of id: ID<Service>) throws -> [Service] {
        try services("s.id = \(id)").sorted { $0.version > $1.version }
    }

    /// Those a need fits, by name.
    package func services(_ filter: ServiceFilter) throws -> [Service] {
        try services().filter(filter.fits)
    }

    private func services(_ condition: SQL) throws -> [Service] {
        try all(
            """
            SELECT \(sql: Service.columns) FROM service s JOIN service_version v ON v.service_id = s.id
            LEFT JOIN worker w ON w.id = v.recorded_by LEFT JOIN service_places p ON p.id = s.places_id
            LEFT JOIN worker q ON q.id = p.said_by WHERE \(sql: condition)
            """)
    }

    /// Adds a service; a new identifier is made unless it brings one.
    @discardableResult
    package func add(
        _ terms: Service.Terms, id: ID<Service>? = nil, source: String, by worker: ID<Worker>?, because reason: String,
        at now: Instant
    ) throws -> ID<Service> {
        let id = try id ?? freshServiceID()
        try run(
            "INSERT INTO service (id, version, source, created_at) VALUES (\(id), 1, \(source), \(now))")
        try insert(terms, of: id, version: 1, by: worker, because: reason, at: now)
        return id
    }

    /// Supersedes what is said of a service. False when it is no longer as the writer saw it.
    package func change(
        _ id: ID<Service>, to terms: Service.Terms, from version: Int, by worker: ID<Worker>?, because reason: String,
        at now: Instant
    ) throws -> Bool {
        let moved = try run("UPDATE service SET version = \(version + 1) WHERE id = \(id) AND version = \(version)")
        guard moved == 1 else { return false }
        try insert(terms, of: id, version: version + 1, by: worker, because: reason, at: now)
        return true
    }

    /// Says how many places there are now; what was said before stays.
    package func sayPlaces(
        of id: ID<Service>, free: Int, waiting: Int, waitDays: Int?, by worker: ID<Worker>?, at now: Instant
    ) throws {
        let place = ID<ServicePlaces>.make()
        try run(
            """
            INSERT INTO service_places (id, service_id, free, waiting, wait_days, said_at, said_by)
            VALUES (\(place), \(id), \(free), \(waiting), \(waitDays), \(now), \(worker))
            """)
        try run("UPDATE service SET places_id = \(place) WHERE id = \(id)")
    }

    /// What was said of a service's places, the latest first.
    package func placesSaid(of id: ID<Service>, most: Int) throws -> [ServicePlaces] {
        try rows(
            """
            SELECT p.free, p.waiting, p.wait_days, p.said_at, w.name AS said_name FROM service_places p
            LEFT JOIN worker w ON w.id = p.said_by WHERE p.service_id = \(id) ORDER BY p.said_at DESC, p.id LIMIT \(most)
            """
        ).map { row in
            ServicePlaces(
                free: try row["free"], waiting: try row["waiting"], waitDays: try row["wait_days"],
                saidAt: try row["said_at"], saidBy: try row["said_name"])
        }
    }

    private func freshServiceID() throws -> ID<Service> {
        guard let id = ID<Service>(StableUUID.of("service \(ID<Service>.make())")) else {
            throw StorageError.damaged("A UUID could not be made.")
        }
        return id
    }

    private func insert(
        _ terms: Service.Terms, of id: ID<Service>, version: Int, by worker: ID<Worker>?, because reason: String,
        at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO service_version (id, service_id, version, name, summary, status, organisation,
                organisation_words, organisation_uid, agency_id, url, email, phone, address, minimum_age, maximum_age,
                genders, areas, needs, languages, levels, hours, route, route_words, cost, amount, funded_places,
                assured, assurer, alert, accreditations, notes, is_public, is_archived, recorded_at, recorded_by, reason)
            VALUES (\(ID<Service.Terms>.make()), \(id), \(version), \(terms.name), \(terms.summary), \(terms.status),
                \(terms.organisation), \(terms.organisationWords), \(terms.organisationID), \(terms.agency),
                \(terms.url), \(terms.email), \(terms.phone), \(terms.address), \(terms.minimumAge),
                \(terms.maximumAge), \(terms.genders.kept), \(terms.areas.kept), \(terms.needs.kept),
                \(terms.languages.kept), \(terms.levels.kept), \(terms.hours), \(terms.route), \(terms.routeWords),
                \(terms.cost), \(terms.amount), \(terms.fundedPlaces), \(terms.assured), \(terms.assurer),
                \(terms.alert), \(terms.accreditations), \(terms.notes), \(terms.isPublic), \(terms.isArchived),
                \(now), \(worker), \(reason))
            """)
    }
}
