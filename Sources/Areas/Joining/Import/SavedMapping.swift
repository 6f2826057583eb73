import Feeds
import Governance
import Kernel
import Storage

/// A mapping one agency's files are read by, kept by this partnership. A change is a new dated version.
package struct SavedMapping: Sendable {
    package let agency: ID<Agency>
    package let mapping: Mapping

    static let table = Table(
        "feed_mapping", unique: [["agency_id", "name", "version"]], appendOnly: true,
        columns: [
            .text("id"), .text("agency_id", references: "agency"), .text("name"), .text("version"),
            .text("body"), .text("worker_id", .staff, optional: true), .integer("created_at"),
        ])
}

extension Transaction {
    /// The feeds an agency's files can be read by: its own, each in its newest version, then those that come with the
    /// program.
    package func mappings(for agency: ID<Agency>) throws -> [Mapping] {
        let bodies: [String] = try values(
            """
            SELECT m.body FROM feed_mapping m WHERE m.agency_id = \(agency) AND m.version =
                (SELECT MAX(o.version) FROM feed_mapping o WHERE o.agency_id = m.agency_id AND o.name = m.name)
            ORDER BY m.name
            """)
        let own: [Mapping] = try bodies.compactMap { try Stored.value($0) }
        let names = Set(own.map(\.name))
        return own + Mapping.shipped.filter { !names.contains($0.name) }
    }

    func saveMapping(_ mapping: Mapping, for agency: ID<Agency>, by worker: ID<Worker>?, at now: Instant) throws {
        try run(
            """
            INSERT INTO feed_mapping (id, agency_id, name, version, body, worker_id, created_at)
            VALUES (\(ID<SavedMapping>.make()), \(agency), \(mapping.name), \(mapping.version),
                \(try Stored.text(mapping)), \(worker), \(now))
            """)
    }

    /// The version a mapping saved today gets: the day, and a number from the second on that day.
    func nextVersion(of name: String, for agency: ID<Agency>, on day: Day) throws -> String {
        let versions: [String] = try values(
            "SELECT version FROM feed_mapping WHERE agency_id = \(agency) AND name = \(name)")
        let today = versions.count { $0.hasPrefix(day.description) }
        return today == 0 ? day.description : "\(day.description).\(today + 1)"
    }
}
