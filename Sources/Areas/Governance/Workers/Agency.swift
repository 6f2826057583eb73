import Kernel
import Storage

/// The part of the partnership an agency belongs to: decides its badge, and which information is its own.
package enum AgencyKind: String, Sendable, CaseIterable, Storable {
    case socialCare, police, health, education, youthJustice, voluntary, housing, partnership

    package var name: String {
        switch self {
        case .socialCare: "Social care"
        case .police: "Police"
        case .health: "Health"
        case .education: "Education"
        case .youthJustice: "Youth justice"
        case .voluntary: "Voluntary"
        case .housing: "Housing"
        case .partnership: "The hub"
        }
    }

    /// Two letters that stand beside the name, never instead of it.
    package var code: String {
        switch self {
        case .socialCare: "SC"
        case .police: "PO"
        case .health: "HE"
        case .education: "ED"
        case .youthJustice: "YJ"
        case .voluntary: "VC"
        case .housing: "HO"
        case .partnership: "HU"
        }
    }
}

/// One organisation of the partnership.
package struct Agency: Sendable, Hashable {
    package let id: ID<Agency>
    package let name: String
    package let kind: AgencyKind
    /// Sits at the daily meeting.
    package let isOnHub: Bool

    package init(id: ID<Agency>, name: String, kind: AgencyKind, isOnHub: Bool) {
        self.id = id
        self.name = name
        self.kind = kind
        self.isOnHub = isOnHub
    }
}

extension Agency: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        kind = try row["kind"]
        isOnHub = try row["on_hub"]
    }

    static let table = Table(
        "agency", unique: [["name"]],
        columns: [
            .text("id"), .text("name"), .text("kind", allowed: AgencyKind.allCases.map(\.rawValue)), .integer("on_hub"),
        ])
}

extension Transaction {
    package func insert(_ agency: Agency) throws {
        try run(
            """
            INSERT INTO agency (id, name, kind, on_hub)
            VALUES (\(agency.id), \(agency.name), \(agency.kind), \(agency.isOnHub))
            """)
    }

    /// Every agency, by name.
    package func agencies() throws -> [Agency] {
        try all("SELECT id, name, kind, on_hub FROM agency ORDER BY name")
    }

    package func agency(_ id: ID<Agency>) throws -> Agency? {
        try first("SELECT id, name, kind, on_hub FROM agency WHERE id = \(id)")
    }
}
