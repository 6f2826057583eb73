import Governance
import Kernel
import Storage

/// A demonstration of places: real figures that were published for everybody, and nobody in it but three invented
/// workers who look at them.
package enum OpenPartnership {
    package static let name = "Places from open data"
    /// What every page of it says.
    package static let words = "Demonstration: the figures are real and published, the workers are invented"

    /// Opens it in an empty database.
    ///
    /// - Returns: The publisher of everything in it, and who may sign in.
    /// - Throws: `StorageError` when the database cannot take it.
    package static func open(in database: any Database, audit: Audit, at now: Instant) async throws -> (
        publisher: Agency, workers: [Worker]
    ) {
        let publisher = agency("Published data", .partnership)
        let hub = agency("Demonstration partnership", .partnership)
        let workers = [
            worker("Imogen Vale", .analyst, "Analyst", hub), worker("Tobias Wren", .hubCoordinator, "Coordinator", hub),
            worker("Rosalind Okoro", .boardMember, "Board member", hub),
        ]
        try await database.write { tx in
            try audit.append(
                Demonstration.firstLine("places from published data; the workers are invented", at: now), in: tx)
            for agency in [publisher, hub] { try tx.insert(agency) }
            for worker in workers { try tx.insert(worker, at: now) }
        }
        return (publisher, workers)
    }

    private static func agency(_ name: String, _ kind: AgencyKind) -> Agency {
        Agency(id: .make(), name: name, kind: kind, isOnHub: false)
    }

    private static func worker(_ name: String, _ role: Role, _ title: String, _ agency: Agency) -> Worker {
        let address = name.lowercased().replacing(" ", with: ".") + "@open-data.example"
        return Worker(
            id: .make(), name: name, email: address, role: role, agency: agency, jobTitle: title, isDisabled: false)
    }
}
