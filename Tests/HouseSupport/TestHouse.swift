import Composition
import Crypto
import Foundation
import Governance
import Kernel
import Logging
import Storage
import Web

/// The whole program in this process: a database, agencies, and a worker of every role.
package struct TestHouse: Sendable {
    package let store: TemporaryDatabase
    package let site: Site
    package let keys: Keys
    package let agencies: [AgencyKind: Agency]
    package let workers: [Role: Worker]
    /// A Tuesday at ten in the morning, in winter.
    package let now: Instant

    package var database: any Database { store.database }

    /// A fresh house in a database of its own; it logs nowhere unless a logger is given.
    package static func make(logger given: Logger? = nil) async throws -> TestHouse {
        try await make(in: TemporaryDatabase.make(Composed.migrations), logger: given)
    }

    /// The same in PostgreSQL.
    package static func makeOnPostgres() async throws -> TestHouse {
        try await make(in: TemporaryDatabase.makeOnPostgres(Composed.migrations), logger: nil)
    }

    private static func make(in store: TemporaryDatabase, logger given: Logger?) async throws -> TestHouse {
        let keys = Keys(master: SymmetricKey(data: Data(repeating: 3, count: 32)))
        let theme = Theme(
            name: "Eastmere Violence Prevention Partnership", shortName: "Eastmere", tagline: "Working together",
            phone: "01632 960144", phoneHours: "weekdays 8am to 8pm", isDemonstration: true)
        var silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        silent.logLevel = .critical
        let logger = given ?? silent
        let now = Instant(milliseconds: 1_764_064_800_000)
        var agencies: [AgencyKind: Agency] = [:]
        for kind in AgencyKind.allCases {
            agencies[kind] = Agency(id: .make(), name: "Eastmere \(kind.name)", kind: kind, isOnHub: kind != .voluntary)
        }
        var workers: [Role: Worker] = [:]
        for role in Role.allCases {
            guard let agency = agencies[kind(of: role)] else { continue }
            workers[role] = Worker(
                id: .make(), name: "Test \(role.name)", email: "\(role.rawValue)@eastmere.example", role: role,
                agency: agency, jobTitle: role.name, isDisabled: false)
        }
        let (allAgencies, allWorkers) = (Array(agencies.values), Array(workers.values))
        try await store.database.write { tx in
            for agency in allAgencies { try tx.insert(agency) }
            for worker in allWorkers { try tx.insert(worker, at: now) }
        }
        let site = Composed.site(
            store.database, keys: keys, theme: theme, logger: logger, filesFolder: store.folder + "/files")
        return TestHouse(store: store, site: site, keys: keys, agencies: agencies, workers: workers, now: now)
    }

    /// Each role at an agency of its own kind, so that no two share a need to know by accident.
    private static func kind(of role: Role) -> AgencyKind {
        switch role {
        case .leadPractitioner: .youthJustice
        case .panelMember: .health
        case .hubCoordinator, .analyst, .boardMember, .privacyOfficer, .administrator: .partnership
        case .referrer: .education
        case .provider: .voluntary
        }
    }

    /// Somebody with nothing open yet.
    package func browser() -> Browser { Browser(site, now: now) }

    /// A browser in which the worker of this role is signed in.
    package func browser(as role: Role) async throws -> Browser {
        let browser = browser()
        guard let worker = workers[role] else { return browser }
        await browser.open("/sign-in")
        await browser.send("/sign-in/demonstration", [("worker", worker.id.text)])
        return browser
    }
}
