import Foundation
import Governance
import Kernel
import Storage

extension Pathway {
    private struct List: Decodable {
        let version: String
        let pathways: [Pathway]
    }

    /// The first version of every kind, from a dated list.
    package static let shipped: [PathwayVersion] = {
        let list: List = Resource.load("pathways")
        guard let starts = Day(list.version) else { preconditionFailure("pathways.json has no day for its version.") }
        return list.pathways.map { PathwayVersion(pathway: $0, number: 1, starts: starts, reason: "") }
    }()

    static let versionTable = Table(
        "pathway_version", unique: [["pathway", "number"]], appendOnly: true,
        columns: [
            .text("id"), .text("pathway"), .text("name"), .integer("number"), .text("starts"), .text("body"),
            .text("reason"),
            .text("made_by", references: "worker"), .integer("made_at"),
        ])
}

extension PathwayVersion: FromRow {
    package init(row: Row) throws {
        let body: String = try row["body"]
        guard let pathway = try? JSONDecoder().decode(Pathway.self, from: Data(body.utf8)) else {
            throw StorageError.damaged("A version of a pathway cannot be read.")
        }
        self.init(
            pathway: pathway, number: try row["number"], starts: try row["starts"], reason: try row["reason"])
    }
}

extension Transaction {
    /// The version of every pathway that is used on a day, by name.
    package func pathways(on day: Day) throws -> [PathwayVersion] {
        let made: [PathwayVersion] = try all(
            "SELECT body, number, starts, reason FROM pathway_version WHERE starts <= \(day) ORDER BY number")
        var used = Dictionary(Pathway.shipped.map { ($0.pathway.id, $0) }, uniquingKeysWith: { first, _ in first })
        for version in made { used[version.pathway.id] = version }
        return used.values.sorted { ($0.pathway.name, $0.pathway.id) < ($1.pathway.name, $1.pathway.id) }
    }

    /// The version of a pathway that is used on a day.
    package func pathway(_ id: String, on day: Day) throws -> PathwayVersion? {
        try pathways(on: day).first { $0.pathway.id == id }
    }

    /// Every version of a pathway, the first one first; empty when there is no such pathway.
    package func versions(of id: String) throws -> [PathwayVersion] {
        let made: [PathwayVersion] = try all(
            "SELECT body, number, starts, reason FROM pathway_version WHERE pathway = \(id) ORDER BY number")
        return Pathway.shipped.filter { $0.pathway.id == id } + made
    }

    /// Keeps a new version of a pathway, and tells its number.
    package func keep(
        _ pathway: Pathway, from starts: Day, because reason: String, by worker: ID<Worker>, at now: Instant
    ) throws -> Int {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let number = (try versions(of: pathway.id).last?.number ?? 0) + 1
        try run(
            """
            INSERT INTO pathway_version (id, pathway, name, number, starts, body, reason, made_by, made_at)
            VALUES (\(ID<Pathway>.make()), \(pathway.id), \(pathway.name), \(number), \(starts),
                \(String(decoding: try encoder.encode(pathway), as: UTF8.self)), \(reason), \(worker), \(now))
            """)
        return number
    }

    /// A version by its number, for a support that began under it.
    package func pathway(_ id: String, version number: Int) throws -> PathwayVersion? {
        if number == 1, let first = Pathway.shipped.first(where: { $0.pathway.id == id }) { return first }
        return try first(
            """
            SELECT body, number, starts, reason FROM pathway_version WHERE pathway = \(id) AND number = \(number)
            """)
    }
}
