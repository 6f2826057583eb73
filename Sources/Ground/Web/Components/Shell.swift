/// The addresses of what every page loads, each with the hash of its content in it.
package struct Assets: Sendable {
    /// `/static/….css` and so on.
    package let css: String
    package let js: String
    package let icon: String

    package init(css: String, js: String, icon: String) {
        self.css = css
        self.js = js
        self.icon = icon
    }
}

/// A place in a menu, with how many things wait there.
package struct NavItem: Sendable {
    package let label: String
    package let link: Link
    package let count: Int?
    package let isCurrent: Bool

    package init(_ label: String, _ link: Link, count: Int? = nil, isCurrent: Bool = false) {
        self.label = label
        self.link = link
        self.count = count
        self.isCurrent = isCurrent
    }
}

/// Light or dark: what the device says, or what a person chose in display settings.
package enum Appearance: String, Sendable, CaseIterable {
    /// As chosen; `device` unless somebody chose.
    case device, light, dark

    /// The attribute on the document that says so.
    var attribute: HTML {
        switch self {
        case .device: .empty
        case .light, .dark: #" data-theme="\#(rawValue)""#
        }
    }
}

/// What is on a page, before a shell is put around it.
package struct Page: Sendable {
    /// What the page is, as a person would say it. Public tabs never show it.
    package var title: String
    /// Markup across the whole window above the body: a hero, an identity bar.
    package var band: HTML
    /// What the page is for, from its `h1` on unless the band has that.
    package var body: HTML
    /// The page before this one, in a journey of questions.
    package var back: Link?
    /// Says "Error:" in the tab before anything else.
    package var hasErrors: Bool
    /// The reference that a printed copy carries, such as "YP-2047".
    package var reference: String?

    package init(
        _ title: String, band: HTML = .empty, back: Link? = nil, hasErrors: Bool = false, reference: String? = nil,
        body: HTML
    ) {
        self.title = title
        self.band = band
        self.body = body
        self.back = back
        self.hasErrors = hasErrors
        self.reference = reference
    }
}

/// The pages around signing in and the pages that say something went wrong: a name and nothing to press.
package struct PlainShell: Sendable {
    package let theme: Theme
    package let assets: Assets

    package init(theme: Theme, assets: Assets) {
        self.theme = theme
        self.assets = assets
    }

    /// The whole document.
    package func document(_ page: Page) -> HTML {
        let body: HTML = """
            \(Shell.skipLinks())
            <header>\(Shell.demonstration(theme))<div class="ui-header"><div class="ui-width ui-width--text \
            ui-header__in"><span class="ui-brand">\(Icon.ring)<span>\(theme.name)</span></span></div></div></header>
            \(Shell.main(page, width: "ui-width ui-width--text", before: .empty))
            <footer class="ui-footer"><div class="ui-width ui-width--text"><p>If you are stuck, call \
            \(phoneLink(theme.phone)), \(theme.phoneHours).</p></div></footer>
            """
        return Shell.document(
            title: Shell.title(page.title, page, theme), assets: assets, appearance: .device, kind: "ui-plain",
            body: body)
    }
}

/// What the three shells share.
enum Shell {
    /// The document around a body.
    static func document(title: String, assets: Assets, appearance: Appearance, kind: String, body: HTML) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="en-GB"\(appearance.attribute)>
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title)</title>
        <meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
        <meta name="theme-color" content="#08364a"><link rel="icon" href="\(assets.icon)" type="image/svg+xml">
        <link rel="stylesheet" href="\(assets.css)"><script src="\(assets.js)" defer></script></head>
        <body class="\(kind)">
        \(body)
        </body></html>

        """
    }

    /// The words in the tab.
    static func title(_ words: String, _ page: Page, _ theme: Theme) -> String {
        "\(page.hasErrors ? "Error: " : "")\(words) – \(theme.shortName)"
    }

    /// The first stops of the keyboard.
    static func skipLinks(also more: HTML = .empty) -> HTML {
        """
        <nav aria-label="Skip links"><a href="#main-content" class="ui-skip">Skip to main content</a>\(more)</nav>
        """
    }

    /// Says what here is invented, where anything is.
    static func demonstration(_ theme: Theme) -> HTML {
        guard theme.isDemonstration else { return .empty }
        return #"<p class="ui-demo"><span class="ui-width">\#(theme.demonstrationWords)</span></p>"#
    }

    /// The page itself between header and footer.
    static func main(_ page: Page, width: String, before: HTML) -> HTML {
        """
        <main id="main-content" tabindex="-1">\(page.band)\
        <div class="ui-main"><div class="\(width)">
        \(before)\(page.body)
        </div></div></main>
        """
    }

    /// Links and a line at the foot.
    static func footer(_ items: [NavItem], width: String, words: HTML) -> HTML {
        """
        <footer class="ui-footer"><div class="\(width)"><nav aria-label="Footer"><ul>\
        \(items.map { "<li>\(anchor($0.label, $0.link))</li>" as HTML })</ul></nav><p>\(words)</p></div></footer>
        """
    }
}

/// A document that stands alone, to be made into a PDF: its style in it, no script, nothing to fetch.
///
/// `stylesheet` is `StaticFiles.stylesheet`.
package func standaloneDocument(title: String, stylesheet: HTML, body: HTML) -> HTML {
    """
    <!DOCTYPE html>
    <html lang="en-GB" data-theme="light">
    <head><meta charset="utf-8"><title>\(title)</title><style>\(stylesheet)</style></head>
    <body class="ui-staff"><main>\(body)</main></body></html>

    """
}
