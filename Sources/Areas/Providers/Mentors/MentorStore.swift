import Governance
import Kernel
import Storage

extension Mentor {
    static let table = Table("mentor", columns: [.text("id"), .integer("version"), .integer("created_at")])

    static let versionTable = Table(
        "mentor_version", unique: [["mentor_id", "version"]], indexes: [["worker_id"]],
        columns: [
            .text("id"), .text("mentor_id", references: "mentor"), .integer("version"), .text("name", .staff),
            .text("agency_id", references: "agency"), .text("worker_id", .staff, optional: true, references: "worker"),
            .text("kind", allowed: Kind.allCases.map(\.rawValue)), .flag("is_paid"), .text("gender", .staff),
            .text("languages"), .text("areas"), .text("hours"), .integer("most_at_once"), .integer("elsewhere"),
            .text("limits", .freeText), .text("lived_experience", .special), .text("vetting", .staff),
            .text("vetted", .staff, optional: true), .integer("reference_count", .staff),
            .text("references_on", .staff, optional: true), .text("training", .staff), .text("supervisor", .staff),
            .integer("supervised_every", optional: true), .text("last_supervised", .staff, optional: true),
            .text("notes", .freeText), .flag("is_archived"), .integer("recorded_at"),
            .text("recorded_by", .staff, optional: true, references: "worker"), .text("reason"),
        ])
}

extension Mentor: FromRow {
    package init(row: Row) throws {
        func lines(_ column: String) throws -> [String] {
            let text: String = try row[column]
            return text.keptLines
        }
        let agency = Agency(
            id: try row["agency_id"], name: try row["agency_name"], kind: try row["agency_kind"],
            isOnHub: try row["on_hub"])
        var terms = Terms(agency: agency.id)
        terms.name = try row["name"]
        terms.worker = try row["worker_id"]
        terms.kind = try row["kind"]
        terms.isPaid = try row["is_paid"]
        terms.gender = try row["gender"]
        terms.languages = try lines("languages")
        terms.areas = try lines("areas")
        terms.hours = try row["hours"]
        terms.mostAtOnce = try row["most_at_once"]
        terms.elsewhere = try row["elsewhere"]
        terms.limits = try row["limits"]
        terms.livedExperience = try row["lived_experience"]
        terms.vetting = try row["vetting"]
        terms.vetted = try row["vetted"]
        terms.references = try row["reference_count"]
        terms.referencesOn = try row["references_on"]
        terms.training = try lines("training")
        terms.supervisor = try row["supervisor"]
        terms.supervisedEvery = try row["supervised_every"]
        terms.lastSupervised = try row["last_supervised"]
        terms.notes = try row["notes"]
        terms.isArchived = try row["is_archived"]
        id = try row["id"]
        version = try row["version"]
        self.terms = terms
        self.agency = agency
        recordedAt = try row["recorded_at"]
        recordedName = try row["recorded_name"]
        reason = try row["reason"]
    }
}

/// What somebody looks for in a mentor; whatever is empty does not count.
package struct MentorFilter: Sendable, Equatable {
    package var area = ""
    package var language = ""
    package var gender = ""
    package var evenings = false
    package var weekends = false
    package var hasPlaces = false

    package init() {}

    package func fits(_ mentor: Mentor, places: Int) -> Bool {
        (area.isEmpty || mentor.serves(area)) && (language.isEmpty || mentor.speaks(language))
            && (gender.isEmpty || mentor.terms.gender == gender) && (!evenings || mentor.terms.hours.hasEvenings)
            && (!weekends || mentor.terms.hours.hasWeekends) && (!hasPlaces || places > 0)
    }
}

extension Transaction {
    /// Every mentor and advocate, archived or not, by name.
    package func mentors() throws -> [Mentor] {
        try mentors("v.version = m.version").sorted { ($0.name.folded, $0.id) < ($1.name.folded, $1.id) }
    }

    package func mentor(_ id: ID<Mentor>) throws -> Mentor? {
        try mentors("v.version = m.version AND m.id = \(id)").first
    }

    /// Every version of what is said of a mentor, the newest first.
    package func versions(of id: ID<Mentor>) throws -> [Mentor] {
        try mentors("m.id = \(id)").sorted { $0.version > $1.version }
    }

    /// Whether a worker is a mentor in the directory themselves.
    package func isMentor(_ worker: ID<Worker>) throws -> Bool {
        try count(
            """
            SELECT COUNT(*) FROM mentor m JOIN mentor_version v ON v.mentor_id = m.id AND v.version = m.version
            WHERE v.worker_id = \(worker) AND v.is_archived = 0
            """) > 0
    }

    /// Mentors who may be asked today and have a place, each with how many; the most places first.
    package func mentorsWithPlaces(
        _ filter: MentorFilter, _ hooks: ProviderHooks, on today: Day
    ) throws -> [(mentor: Mentor, places: Int)] {
        let load = try hooks.load(self)
        return try mentors().filter { $0.mayBeAsked(on: today) }
            .map { (mentor: $0, places: $0.places(supporting: load[$0.id] ?? 0)) }
            .filter { $0.places > 0 && filter.fits($0.mentor, places: $0.places) }
            .sorted { ($1.places, $0.mentor.name.folded) < ($0.places, $1.mentor.name.folded) }
    }

    private func mentors(_ condition: SQL) throws -> [Mentor] {
        try all(
            """
            SELECT m.id, v.version, v.name, v.agency_id, a.name AS agency_name, a.kind AS agency_kind, a.on_hub,
                v.worker_id, v.kind, v.is_paid, v.gender, v.languages, v.areas, v.hours, v.most_at_once, v.elsewhere,
                v.limits, v.lived_experience, v.vetting, v.vetted, v.reference_count, v.references_on, v.training,
                v.supervisor, v.supervised_every, v.last_supervised, v.notes, v.is_archived, v.recorded_at,
                w.name AS recorded_name, v.reason
            FROM mentor m JOIN mentor_version v ON v.mentor_id = m.id JOIN agency a ON a.id = v.agency_id
            LEFT JOIN worker w ON w.id = v.recorded_by WHERE \(sql: condition)
            """)
    }

    @discardableResult
    package func add(
        _ terms: Mentor.Terms, by worker: ID<Worker>?, because reason: String, at now: Instant
    ) throws -> ID<Mentor> {
        let id = ID<Mentor>.make()
        try run("INSERT INTO mentor (id, version, created_at) VALUES (\(id), 1, \(now))")
        try insert(terms, of: id, version: 1, by: worker, because: reason, at: now)
        return id
    }

    /// Supersedes what is said of a mentor. False when it is no longer as the writer saw it.
    package func change(
        _ id: ID<Mentor>, to terms: Mentor.Terms, from version: Int, by worker: ID<Worker>?, because reason: String,
        at now: Instant
    ) throws -> Bool {
        let moved = try run("UPDATE mentor SET version = \(version + 1) WHERE id = \(id) AND version = \(version)")
        guard moved == 1 else { return false }
        try insert(terms, of: id, version: version + 1, by: worker, because: reason, at: now)
        return true
    }

    /// Says of every account this entry ever named whether it is a mentor's now: an advocate's is not.
    private func sayAccounts(of id: ID<Mentor>, at now: Instant) throws {
        let named: [ID<Worker>] = try values(
            "SELECT DISTINCT worker_id FROM mentor_version WHERE mentor_id = \(id) AND worker_id IS NOT NULL")
        for account in named {
            let entries = try count(
                """
                SELECT COUNT(*) FROM mentor m JOIN mentor_version v ON v.mentor_id = m.id AND v.version = m.version
                WHERE v.worker_id = \(account) AND v.kind = \(Mentor.Kind.mentor) AND v.is_archived = 0
                """)
            try setMentorAccount(account, entries > 0, at: now)
        }
    }

    private func insert(
        _ terms: Mentor.Terms, of id: ID<Mentor>, version: Int, by worker: ID<Worker>?, because reason: String,
        at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO mentor_version (id, mentor_id, version, name, agency_id, worker_id, kind, is_paid, gender,
                languages, areas, hours, most_at_once, elsewhere, limits, lived_experience, vetting, vetted,
                reference_count, references_on, training, supervisor, supervised_every, last_supervised, notes,
                is_archived, recorded_at, recorded_by, reason)
            VALUES (\(ID<Mentor.Terms>.make()), \(id), \(version), \(terms.name), \(terms.agency), \(terms.worker),
                \(terms.kind), \(terms.isPaid), \(terms.gender), \(terms.languages.kept), \(terms.areas.kept),
                \(terms.hours), \(terms.mostAtOnce), \(terms.elsewhere), \(terms.limits), \(terms.livedExperience),
                \(terms.vetting), \(terms.vetted), \(terms.references), \(terms.referencesOn),
                \(terms.training.kept), \(terms.supervisor), \(terms.supervisedEvery), \(terms.lastSupervised),
                \(terms.notes), \(terms.isArchived), \(now), \(worker), \(reason))
            """)
        try sayAccounts(of: id, at: now)
    }
}
