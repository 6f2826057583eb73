import Governance
import Kernel
import Storage

/// Where harm happens, or the line that does it: shared by all young people it touches.
package struct Context: Sendable, Equatable {
    package enum Sort: String, Sendable, CaseIterable, Storable {
        case place, line

        package var end: End { self == .place ? .place : .line }
        var plural: String { self == .place ? "Places" : "Lines" }
        var noun: String { self == .place ? "place" : "line" }
    }

    package var name: String
    /// What kind of place; empty for a line.
    package var kind: String
    /// Address or area, or where a line comes from.
    package var area: String
    /// The numbers a line uses.
    package var numbers: String
    /// What a line sells.
    package var drugs: String
    package var status: String
    package var firstSeen: Day?
    package var lastSeen: Day?
    /// What makes it dangerous, and for whom.
    package var risks: String

    package init(
        name: String, kind: String = "", area: String, numbers: String = "", drugs: String = "", status: String,
        firstSeen: Day?, lastSeen: Day?, risks: String
    ) {
        self.name = name
        self.kind = kind
        self.area = area
        self.numbers = numbers
        self.drugs = drugs
        self.status = status
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.risks = risks
    }
}

/// A version of a place or line, with who wrote it and why.
package struct WrittenContext: Sendable, FromRow {
    package let id: ID<Context>
    package let sort: Context.Sort
    package let context: Context
    package let version: Int
    package let reason: String
    package let author: Author

    package init(row: Row) throws {
        id = try row["context_id"]
        sort = try row["sort"]
        context = Context(
            name: try row["name"], kind: try row["kind"], area: try row["area"], numbers: try row["numbers"],
            drugs: try row["drugs"], status: try row["status"], firstSeen: try row["first_seen"],
            lastSeen: try row["last_seen"], risks: try row["risks"])
        version = try row["version"]
        reason = try row["reason"]
        author = try Author(row: row)
    }
}

/// What a place or line is called, where something leads to it.
package struct ContextName: Sendable, Equatable {
    package let id: ID<Context>
    package let sort: Context.Sort
    package let name: String

    init(id: ID<Context>, sort: Context.Sort, name: String) {
        self.id = id
        self.sort = sort
        self.name = name
    }

    /// Nil where the connection leads to somebody.
    init?(connection row: Row) throws {
        let id: ID<Context>? = try row["context_id"]
        let sort: Context.Sort? = try row["context_sort"]
        let name: String? = try row["context_name"]
        guard let id, let sort, let name else { return nil }
        self.init(id: id, sort: sort, name: name)
    }
}

extension Context {
    static let table = Table(
        "context", indexes: [["sort"]], appendOnly: true,
        columns: [
            .text("id"), .text("sort", allowed: Sort.allCases.map(\.rawValue)),
            .text("made_by", references: "worker"), .integer("made_at"),
        ])

    static let versionTable = Table(
        "context_version", unique: [["context_id", "version"]], appendOnly: true,
        columns: [
            .text("id"), .text("context_id", references: "context"), .integer("version"), .text("name", .freeText),
            .text("kind"), .text("area", .contact), .text("numbers", .contact), .text("drugs", .offence),
            .text("status"), .text("first_seen", optional: true), .text("last_seen", optional: true),
            .text("risks", .freeText), .text("reason", .freeText), .text("made_by", references: "worker"),
            .integer("made_at"),
        ])
}

extension Transaction {
    /// Makes a place or a line, with its first version.
    package func add(
        _ context: Context, as id: ID<Context>, sort: Context.Sort, by worker: ID<Worker>, at now: Instant
    ) throws {
        try run("INSERT INTO context (id, sort, made_by, made_at) VALUES (\(id), \(sort), \(worker), \(now))")
        try keep(context, as: 1, of: id, because: "", by: worker, at: now)
    }

    /// Keeps a version; the ones before it stay.
    func keep(
        _ context: Context, as version: Int, of id: ID<Context>, because reason: String, by worker: ID<Worker>,
        at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO context_version (id, context_id, version, name, kind, area, numbers, drugs, status, first_seen,
                last_seen, risks, reason, made_by, made_at)
            VALUES (\(ID<WrittenContext>.make()), \(id), \(version), \(context.name), \(context.kind),
                \(context.area), \(context.numbers), \(context.drugs), \(context.status), \(context.firstSeen),
                \(context.lastSeen), \(context.risks), \(reason), \(worker), \(now))
            """)
    }

    private static let contexts: SQL = """
        SELECT v.*, x.sort, \(sql: Author.columns)
        FROM context x JOIN context_version v ON v.context_id = x.id
            JOIN worker w ON w.id = v.made_by JOIN agency a ON a.id = w.agency_id
        """

    /// Every place or line as it stands, by name.
    package func contexts(_ sort: Context.Sort) throws -> [WrittenContext] {
        try all(
            """
            \(sql: Self.contexts) WHERE x.sort = \(sort) AND v.version = (
                SELECT MAX(l.version) FROM context_version l WHERE l.context_id = x.id)
            ORDER BY v.name, x.id
            """)
    }

    /// Every version of one place or line, the latest first; empty where there is none of that sort.
    func versions(of id: ID<Context>, sort: Context.Sort) throws -> [WrittenContext] {
        try all("\(sql: Self.contexts) WHERE x.id = \(id) AND x.sort = \(sort) ORDER BY v.version DESC")
    }
}
