import Kernel

/// The pages behind sign-in: marked, named, and saying what is special about this visit.
package struct StaffShell: Sendable {
    package var theme: Theme
    package var assets: Assets
    package var appearance: Appearance
    /// Who is signed in, and as what.
    package var worker: String
    package var role: String
    /// The main menu.
    package var menu: [NavItem]
    /// Beside the worker's name: search, account.
    package var tools: [NavItem]
    /// At the foot: help, words, display settings.
    package var footer: [NavItem]
    /// Where the sign-out button posts, and the hidden field that proves it was pressed here.
    package var signOut: Link
    package var token: HTML
    /// When this page was made: a printed copy says so.
    package var now: Instant
    /// Words on emergency access while it lasts; empty otherwise.
    package var breakGlass: HTML = .empty
    /// What the last action did, shown once.
    package var notice: HTML = .empty
    /// Seconds after which the visit ends unless something is done.
    package var secondsOpen: Int?
    /// Where the partnership's name leads.
    package var home: Link = "/"

    package init(
        theme: Theme, assets: Assets, appearance: Appearance, worker: String, role: String, menu: [NavItem],
        tools: [NavItem], footer: [NavItem], signOut: Link, token: HTML, now: Instant
    ) {
        self.theme = theme
        self.assets = assets
        self.appearance = appearance
        self.worker = worker
        self.role = role
        self.menu = menu
        self.tools = tools
        self.footer = footer
        self.signOut = signOut
        self.token = token
        self.now = now
    }

    /// The whole document.
    package func document(_ page: Page) -> HTML {
        let body: HTML = """
            \(Shell.skipLinks())
            <header><div class="ui-marking"><div class="ui-width"><strong>OFFICIAL–SENSITIVE</strong>\
            <span>Personal information. Your views and changes are recorded.</span></div></div>
            \(Shell.demonstration(theme))\(printHead(page))\
            <div class="ui-header"><div class="ui-width ui-header__in">\
            <a class="ui-brand" href="\(home)">\(Icon.ring)<span>\(theme.name)</span></a>
            <div class="ui-header__tools"><div class="ui-header__who">\(worker)<span>\(role)</span></div>\
            \(tools.map { anchor($0.label, $0.link) })\(linkButton("Sign out", to: signOut, token: token))\
            </div></div></div></header>
            <nav class="ui-nav" aria-label="Main"><div class="ui-width"><ul>\(menu.map(menuItem))</ul></div></nav>
            \(!breakGlass.isEmpty, breakGlassBanner)\(timeout)
            \(Shell.main(page, width: "ui-width", before: notice))
            \(Shell.footer(footer, width: "ui-width", words: footerWords))
            """
        return Shell.document(
            title: Shell.title(page.title, page, theme), assets: assets, appearance: appearance, kind: "ui-staff",
            body: body)
    }

    private func menuItem(_ item: NavItem) -> HTML {
        let count: HTML =
            item.count.flatMap { $0 > 0 ? $0 : nil }.map {
                #"<span class="ui-count">\#(grouped($0))\#(hiddenText(" waiting"))</span>"#
            } ?? .empty
        return """
            <li><a href="\(item.link)"\(item.isCurrent, #" aria-current="page""#)>\(item.label)\(count)</a></li>
            """
    }

    private var breakGlassBanner: HTML {
        """
        <section class="ui-glass" aria-label="Emergency access"><div class="ui-width">\(Icon.exclamation.svg)\
        <div>\(breakGlass)</div></div></section>
        """
    }

    private var timeout: HTML {
        guard let secondsOpen else { return .empty }
        return """
            <section class="ui-timeout" aria-label="Your visit is ending" data-timeout="\(secondsOpen)" hidden>\
            <div class="ui-width"><p role="alert">You will be signed out in 2 minutes. What you wrote is kept.</p>\
            <a class="ui-btn ui-btn--secondary" href="">Stay signed in</a></div></section>
            """
    }

    private func printHead(_ page: Page) -> HTML {
        """
        <p class="ui-printhead">Printed by \(worker), \(role), \(now.long).\
        \(page.reference != nil, " Reference \(page.reference ?? "").")</p>
        """
    }

    private var footerWords: HTML {
        "\(theme.name). Young people may ask to read what is written about them."
    }
}
