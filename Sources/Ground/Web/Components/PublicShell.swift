/// The pages anybody may open: no marking, a way out always in view, and a tab that gives nothing away.
package struct PublicShell: Sendable {
    package let theme: Theme
    package let assets: Assets
    /// Where the partnership's name leads.
    package let home: Link
    /// At the foot: privacy, safety, accessibility, signing in.
    package let footer: [NavItem]

    package init(theme: Theme, assets: Assets, home: Link, footer: [NavItem]) {
        self.theme = theme
        self.assets = assets
        self.home = home
        self.footer = footer
    }

    /// The whole document.
    package func document(_ page: Page) -> HTML {
        let width = "ui-width ui-width--text"
        let body: HTML = """
            \(Shell.skipLinks(also: skipToExit))
            <header>\(Shell.demonstration(theme))<div class="ui-header ui-header--public">\
            <div class="\(width) ui-header__in">\
            <a class="ui-brand" href="\(home)">\(Icon.ring)<span>\(theme.name)<small>\(theme.tagline)</small></span></a>
            <p class="ui-header__call">Call \(phoneLink(theme.phone)) <small>\(theme.phoneHours)</small></p>\
            </div></div></header>
            \(safeBar(page.back))
            \(Shell.main(page, width: width, before: .empty))
            \(Shell.footer(footer, width: width, words: runBy))
            """
        return Shell.document(
            title: Shell.title("Local support", page, theme), assets: assets, appearance: .device, kind: "ui-public",
            body: body)
    }

    private var runBy: HTML {
        "This service is run by \(theme.name). It is not part of GOV.UK or the NHS."
    }

    private var skipToExit: HTML {
        #"<a href="/exit" class="ui-skip" rel="nofollow noreferrer" data-exit>Exit this page</a>"#
    }

    private func safeBar(_ back: Link?) -> HTML {
        let backLink: HTML = back.map { #"<a class="ui-back" href="\#($0)">Back</a>"# } ?? .empty
        return """
            <section class="ui-safebar" aria-label="Leave this page quickly"><div class="ui-width ui-width--text">\
            <div>\(backLink)</div><div class="ui-safebar__right">\
            <span class="ui-js-only">Press <kbd>Shift</kbd> 3 times, or</span>\
            <a href="/exit" class="ui-btn ui-btn--warning" rel="nofollow noreferrer" data-exit>\
            \(hiddenText("Emergency: "))Exit this page</a></div></div></section>
            """
    }
}
