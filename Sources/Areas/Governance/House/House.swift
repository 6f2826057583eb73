import Kernel
import Logging
import Storage
import Web
import Wording

/// A place in the main menu, shown to those whose role may go there.
package struct MenuEntry: Sendable {
    package let label: String
    package let link: Link
    package let action: Action
    /// How many things wait there for this worker.
    package let count: (@Sendable (Transaction, Worker, Instant) throws -> Int)?

    package init(
        _ label: String, _ link: Link, action: Action,
        count: (@Sendable (Transaction, Worker, Instant) throws -> Int)? = nil
    ) {
        self.label = label
        self.link = link
        self.action = action
        self.count = count
    }
}

/// A card on the home page, made by an area for those whose role has use for it.
package struct HomeCard: Sendable {
    package let action: Action
    package let body: @Sendable (Transaction, Worker, Instant) throws -> HTML

    package init(action: Action, body: @escaping @Sendable (Transaction, Worker, Instant) throws -> HTML) {
        self.action = action
        self.body = body
    }
}

/// Everything one partnership's pages stand on, put together once, in the program.
package struct House: Sendable {
    package let database: any Database
    package let theme: Theme
    package let assets: Assets
    package let keys: Keys
    package let audit: Audit
    package let passwords: Passwords
    package let calendar: WorkingCalendar
    package let language: LanguageCheck
    package let logger: Logger
    let forms = RateLimit(most: 240)
    package var menu: [MenuEntry] = []
    package var home: [HomeCard] = []
    /// Where agencies' files wait, sealed, until they are decided about; without one none can be sent.
    package var filesFolder: String?
    /// The longest file a page takes; the command line takes any.
    package var mostFileBytes = 200_000_000
    /// Who can be signed in as with one click, in a demonstration only.
    package var demonstration: @Sendable (Transaction) throws -> [DemonstrationWorker] = { _ in [] }
    /// Whether there is a record at all under an identifier; only the area that keeps records knows.
    package var recordExists: @Sendable (Transaction, String) throws -> Bool = { _, _ in true }

    package init(
        database: any Database, theme: Theme, assets: Assets, keys: Keys, passwords: Passwords, logger: Logger
    ) {
        self.database = database
        self.theme = theme
        self.assets = assets
        self.keys = keys
        self.passwords = passwords
        self.logger = logger
        audit = Audit(key: keys.audit)
        calendar = .england
        language = .standard
    }

    package var publicFooter: [NavItem] {
        [
            NavItem("How we use information", "/how-we-use-information"),
            NavItem("Stay safe online", "/stay-safe-online"),
            NavItem("Accessibility", "/accessibility"), NavItem("For professionals: sign in", "/sign-in"),
        ]
    }

    package var publicShell: PublicShell {
        PublicShell(theme: theme, assets: assets, home: "/", footer: publicFooter)
    }

    package var plainShell: PlainShell {
        PlainShell(theme: theme, assets: assets)
    }

    /// The page for anything that went wrong.
    package func problemPage(_ words: ProblemWords) -> HTML {
        let body: HTML = """
            <p>\(words.happened)</p><p>\(words.next)</p>
            <p>If someone is in danger now, call <a href="tel:999">999</a>.</p>
            <p><a href="/">Go to the start page</a></p>
            """
        return plainShell.document(
            Page(words.title, body: errorPage(words.title, body: body, reference: words.reference)))
    }
}
