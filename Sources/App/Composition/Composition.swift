import Casework
import Connections
import FrontDoor
import Governance
import Insight
import Joining
import Kernel
import Logging
import Panels
import People
import Providers
import Resolutions
import Storage
import SupportWork
import Tasks
import Web

/// Where the areas are put together; nothing else in the program knows them all.
package enum Composed {
    /// Every step the schema took, area by area.
    package static let migrations: [Migration] =
        GovernanceSchema.migrations + PeopleSchema.migrations + JoiningSchema.migrations + TasksSchema.migrations
        + ConnectionsSchema.migrations + FrontDoorSchema.migrations + ProvidersSchema.migrations
        + CaseworkSchema.migrations + SupportSchema.migrations + ResolutionsSchema.migrations
        + PanelsSchema.migrations + InsightSchema.migrations

    package static func house(_ database: any Database, keys: Keys, theme: Theme, logger: Logger) -> (
        House, StaticFiles
    ) {
        let files = StaticFiles()
        let assets = Assets(
            css: files.address(of: "breakwater.css"), js: files.address(of: "breakwater.js"),
            icon: files.address(of: "icon.svg"))
        var house = House(
            database: database, theme: theme, assets: assets, keys: keys, passwords: Passwords(), logger: logger)
        house.menu = [
            MenuEntry("Home", "/home", action: .useAccount),
            MenuEntry("Triage", "/hub", action: .viewBoard, count: hubMenuCount),
            MenuEntry("Desk", "/desk", action: .handleReferral, count: frontDoorMenuCount),
            MenuEntry("Young people", "/young-people", action: .searchPeople),
            MenuEntry("Places", "/places", action: .seeConnections),
            MenuEntry("Lines", "/lines", action: .seeConnections),
            MenuEntry("Tasks", "/tasks", action: .keepTasks, count: taskMenuCount),
            MenuEntry("Offers", "/offers", action: .answerOffer),
            MenuEntry("Waiting", "/support/waiting", action: .offerSupport),
            MenuEntry("Directory", "/directory", action: .seeServices),
            MenuEntry("Panels", "/panels", action: .seePanels),
            MenuEntry("Actions", "/actions", action: .addToRecord),
            MenuEntry("Imports", "/imports", action: .importFigures, count: importMenuCount),
            MenuEntry("Review", "/review", action: .reviewLinks, count: reviewMenuCount),
            MenuEntry("My referrals", "/my-referrals", action: .followReferral),
            MenuEntry("Insight", "/insight", action: .seeMeasures, count: signalMenuCount),
            MenuEntry("Unmet needs", "/support/gaps", action: .seeMeasures),
            MenuEntry("What changed", "/support/outcomes", action: .seeMeasures),
            MenuEntry("Cohorts", "/cohorts", action: .seeCohorts),
            MenuEntry("Sharing", "/sharing", action: .seeFlows),
            MenuEntry("Access and alerts", "/access/alerts", action: .reviewAccess),
            MenuEntry("People and roles", "/people-and-roles", action: .manageWorkers),
            MenuEntry("E-mail", "/settings/mail", action: .manageWorkers),
            MenuEntry("Pathways", "/settings/pathways", action: .managePathways),
            MenuEntry("School list", "/settings/schools", action: .setWhatCounts),
        ]
        house.home =
            taskHomeCards() + caseworkHomeCards() + panelHomeCards() + supportHomeCards() + governanceHomeCards()
            + agreementHomeCards()
            + signalHomeCards()
        house.demonstration = demonstrationWorkers
        house.recordExists = { tx, id in try ID<Person>(id).map { try tx.personExists($0) } ?? false }
        return (house, files)
    }

    /// What a pathway's form chooses from.
    static let pathwayLists = PathwayLists(
        ladders: SupportLists.ladders.map { ($0.id, $0.name) },
        sessions: SupportLists.sessions.map { ($0.id, $0.name) })

    /// What the directory asks of the areas to its right.
    package static let providerHooks = supportProviderHooks

    /// What panels ask of areas they do not know.
    package static let panelHooks = PanelHooks(newLinks: { tx, since in
        try tx.newTies(since: since).merging(tx.newConnections(since: since), uniquingKeysWith: +)
    })

    /// What can go from one young person's record to another.
    package static let movables: [Movable] =
        peopleMovables() + connectionMovables() + frontDoorMovables() + supportMovables() + resolutionMovables()
        + taskMovables() + panelMovables()

    /// What links agencies' records: the engine, the database and the time.
    package static func linking(_ database: any Database, audit: Audit, logger: Logger) -> Linking {
        Linking(
            database: database, audit: audit, engine: .linkage(threads: 2), movables: movables, settings: .standard,
            logger: logger, clock: { .now })
    }

    /// What turns kept files into events and measures.
    package static func counting(_ database: any Database, keys: Keys) -> EventCounting {
        EventCounting(database: database, keys: keys, own: OwnCount.hub)
    }

    package static func routes(_ house: House, mail: MailSettings? = nil) -> [Route] {
        let linking = linking(house.database, audit: house.audit, logger: house.logger)
        let hub = [
            frontDoorChronology(), caseworkChronology(), supportChronology(), resolutionChronology(),
            connectionChronology(), panelChronology(),
        ]
        let chronology = [notesChronology(), sourceChronology()] + hub
        let signs = [screeningSigns()]
        let panels = [
            sincePanel(hub), riskPanel(signs: signs), linksPanel(house), meetingsPanel(), resolutionPanel(),
            connectionPanel(),
        ]
        return publicRoutes(house) + signInRoutes(house) + accountRoutes(house) + homeRoutes(house)
            + administrationRoutes(house)
            + peopleRoutes(
                house, chronology: chronology, panels: panels,
                changed: { try $0.followReturnInterview($1, by: $2, at: $3) })
            + connectionRoutes(house)
            + pictureRoutes(house, signs: signs) + schoolRoutes(house) + cohortRoutes(house, cohortSources(signs))
            + importRoutes(house) + professionalRoutes(house)
            + deskRoutes(house, known: KnownPeople(settings: .standard)) + screeningRoutes(house)
            + providerRoutes(house, hooks: providerHooks)
            + caseworkRoutes(house, pathways: pathwayLists, after: { try openSupport(for: $0, by: $1, at: $2, in: $3) })
            + mailRoutes(house, settings: mail) + taskRoutes(house) + supportRoutes(house) + resolutionRoutes(house)
            + panelRoutes(house, hooks: panelHooks)
            + accessRoutes(
                house, record: { (id: ID<Person>) in "/young-people/\(id)" }, exists: { try $0.personExists($1) },
                numbered: { try $0.person(numbered: $1) }, sharedPast: sharedPast)
            + linkRoutes(house, linking: linking, movables: movables) + reviewRoutes(house, movables: movables)
            + agreementRoutes(house) + flowRoutes(house) + insightRoutes(house)
            + sharingDecisionRoutes(house, record: { (id: ID<Person>) in "/young-people/\(id)" }) + healthRoutes(house)
    }

    /// The whole site. `filesFolder` is where agencies' files wait, nil where none can be sent.
    package static func site(
        _ database: any Database, keys: Keys, theme: Theme, logger: Logger, filesFolder: String? = nil,
        mostFileBytes: Int = 200_000_000, mail: MailSettings? = nil
    ) -> Site {
        var (house, files) = house(database, keys: keys, theme: theme, logger: logger)
        house.filesFolder = filesFolder
        house.mostFileBytes = mostFileBytes
        return Site(routes: routes(house, mail: mail), files: files, logger: logger) { [house] in house.problemPage($0)
        }
    }
}

/// What cohorts count, from the areas that know it.
private func cohortSources(_ signs: [SignSource]) -> CohortSources {
    CohortSources(
        referred: { tx, span, atHub in try tx.referredPeople(in: span, atHub: atHub) },
        firstHelp: { tx, people, end in try tx.firstHelp(for: people, before: end) }, signs: signs)
}

/// Whether the process lives and whether it can do its work: for whatever watches it. No detail to strangers.
func healthRoutes(_ house: House) -> [Route] {
    [
        house.open(.get, "/livez", because: "says only that the process answers") { _ in .plain("alive\n") },
        house.open(.get, "/readyz", because: "says only whether the database answers") { _ in
            do {
                _ = try await house.database.read { try $0.count("SELECT COUNT(*) FROM migration") }
                return .plain("ready\n")
            } catch {
                return .plain("not ready\n", status: 503)
            }
        },
    ]
}

/// Everyone a demonstration may be tried as: one worker or more of every role, in the order of their work.
private func demonstrationWorkers(_ tx: Transaction) throws -> [DemonstrationWorker] {
    try tx.workers().filter { !$0.isDisabled }.map { worker in
        DemonstrationWorker(id: worker.id, name: worker.name, words: "\(worker.role.name), \(worker.agency.name)")
    }
}
