import Governance
import Kernel
import People
import Storage

/// How good a source is, and how what it says is known: the first two parts of a 3x5x2 grade.
package struct Grade: Sendable, Equatable {
    /// 1 to 3.
    package enum Source: String, Sendable, CaseIterable, Storable {
        case reliable = "1"
        case untested = "2"
        case unreliable = "3"
    }

    /// A to E.
    package enum Information: String, Sendable, CaseIterable, Storable {
        case direct = "A"
        case corroborated = "B"
        case indirect = "C"
        case unknown = "D"
        case doubted = "E"
    }

    package let source: Source
    package let information: Information

    package init(_ source: Source, _ information: Information) {
        self.source = source
        self.information = information
    }
}

/// Who asks to read something under handling conditions.
package struct Reader: Sendable, Equatable {
    package let worker: ID<Worker>
    package let agency: ID<Agency>
    package let role: Role

    package init(worker: ID<Worker>, agency: ID<Agency>, role: Role) {
        self.worker = worker
        self.agency = agency
        self.role = role
    }

    package init(_ worker: Worker) { self.init(worker: worker.id, agency: worker.agency.id, role: worker.role) }
    init(_ grant: Grant<Person>) { self.init(worker: grant.worker, agency: grant.agency.id, role: grant.role) }
}

/// What may be done with something that was told: the last part of a 3x5x2 grade, and the conditions in full.
package struct Handling: Sendable, Equatable {
    package enum Code: String, Sendable, CaseIterable, Storable {
        /// Lawful sharing permitted.
        case permitted = "P"
        /// Sharing permitted with conditions.
        case conditions = "C"
    }

    /// How far somebody may go.
    package enum Reach: Sendable, Equatable {
        case read
        /// They may be told that something is held, and nothing else of it.
        case told
        case nothing
    }

    package let code: Code
    /// The conditions in words: shown to whoever reads it.
    package let conditions: String
    /// Whose workers may read it; any agency's when empty.
    package let agencies: Set<ID<Agency>>
    /// Which roles may read it; any when empty.
    package let roles: Set<Role>
    /// Others may be told that something is held.
    package let tells: Bool
    /// It may go into prints and packs.
    package let copies: Bool

    package init(
        _ code: Code, conditions: String = "", agencies: Set<ID<Agency>> = [], roles: Set<Role> = [],
        tells: Bool = false, copies: Bool = false
    ) {
        self.code = code
        self.conditions = conditions
        self.agencies = agencies
        self.roles = roles
        self.tells = tells
        self.copies = copies
    }

    /// What somebody who may see the young person may see of this. Whoever wrote it may always read it back; an
    /// emergency opening changes nothing, because the conditions bind the hub as much as anybody.
    package func reach(of reader: Reader, author: ID<Worker>) -> Reach {
        switch code {
        case .permitted: return .read
        case .conditions:
            let namesSomebody = !agencies.isEmpty || !roles.isEmpty
            let isNamed =
                namesSomebody && (agencies.isEmpty || agencies.contains(reader.agency))
                && (roles.isEmpty || roles.contains(reader.role))
            if isNamed || reader.worker == author { return .read }
            return tells ? .told : .nothing
        }
    }

    /// Whether it may go where it is copied from: a print, a pack.
    package var mayBeCopied: Bool { code == .permitted || copies }

    /// The columns of a grade and of what may be done, wherever something graded is kept.
    package static func columns() -> [Column] {
        [
            .text("source_grade", allowed: Grade.Source.allCases.map(\.rawValue)),
            .text("information_grade", allowed: Grade.Information.allCases.map(\.rawValue)),
            .text("handling", allowed: Code.allCases.map(\.rawValue)), .text("conditions", .freeText),
            .text("reader_agencies"), .text("reader_roles"), .flag("tells"), .flag("copies"),
        ]
    }

    package var agencyList: String { agencies.map(\.text).sorted().joined(separator: ",") }
    package var roleList: String { roles.map(\.rawValue).sorted().joined(separator: ",") }
}

extension Grade: FromRow {
    package init(row: Row) throws {
        self.init(try row["source_grade"], try row["information_grade"])
    }

    /// "2/D/C".
    package func code(_ handling: Handling) -> String {
        "\(source.rawValue)/\(information.rawValue)/\(handling.code.rawValue)"
    }
}

extension Handling: FromRow {
    package init(row: Row) throws {
        let (agencies, roles): (String, String) = (try row["reader_agencies"], try row["reader_roles"])
        self.init(
            try row["handling"], conditions: try row["conditions"],
            agencies: Set(agencies.split(separator: ",").compactMap { ID($0) }),
            roles: Set(roles.split(separator: ",").compactMap { Role(rawValue: String($0)) }), tells: try row["tells"],
            copies: try row["copies"])
    }
}

/// Who wrote something down, and for whom.
package struct Author: Sendable, FromRow {
    package let id: ID<Worker>
    package let name: String
    package let agency: String
    package let agencyKind: AgencyKind
    package let at: Instant

    package init(row: Row) throws {
        id = try row["made_by"]
        name = try row["author_name"]
        agency = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        at = try row["made_at"]
    }

    static let columns: SQL = "w.name AS author_name, a.name AS agency_name, a.kind AS agency_kind"
}
