/// Whose record this is, across the top of every page of it.
package struct IdentityBar: Sendable {
    package let name: String
    /// Two letters in a circle, for the eye only.
    package let initials: String
    /// Age, pronouns and the name they like.
    package let line: String
    package let facts: [(label: String, value: HTML)]
    package let actions: HTML
    /// The record's own menu, from `subNavigation`.
    package let navigation: HTML

    package init(
        name: String, initials: String, line: String, facts: [(label: String, value: HTML)], actions: HTML,
        navigation: HTML
    ) {
        self.name = name
        self.initials = initials
        self.line = line
        self.facts = facts
        self.actions = actions
        self.navigation = navigation
    }

    /// The bar, for a page's `band`.
    package var html: HTML {
        let rows = facts.map { "<div><dt>\($0.label)</dt><dd>\($0.value)</dd></div>" as HTML }
        return """
            <div class="ui-id"><div class="ui-width"><div class="ui-id__in"><div><div class="ui-id__name">\
            <span class="ui-id__mono" aria-hidden="true">\(initials)</span><div><h1 class="ui-h1">\(name)</h1>\
            <p class="ui-muted">\(line)</p></div></div>
            <dl>\(rows)</dl></div>
            \(actions)</div>
            \(navigation)</div></div>
            """
    }
}

/// The risk somebody agreed, when, and what helps: never the one without the other.
package struct RiskBanner: Sendable {
    package let level: RiskTone
    /// What is being done to the young person, and by whom.
    package let headline: String
    /// When it was agreed and when to look again.
    package let dated: String
    /// "Keeping Kai safe now", "What is going well".
    package let lists: [(heading: String, items: [HTML])]

    package init(level: RiskTone, headline: String, dated: String, lists: [(heading: String, items: [HTML])]) {
        self.level = level
        self.headline = headline
        self.dated = dated
        self.lists = lists
    }

    /// The banner itself.
    package var html: HTML {
        let columns = lists.map { list -> HTML in
            "<div><h3>\(list.heading)</h3><ul>\(list.items.map { "<li>\($0)</li>" as HTML })</ul></div>\n"
        }
        let words = level == .unset ? "Risk not set yet" : "\(level.word) risk"
        return """
            <section class="ui-risk ui-risk--\(level.rawValue)" aria-labelledby="risk-headline"><div>\
            \(riskTag(level, words: words))<h2 id="risk-headline">\(headline)</h2><p class="ui-muted">\(dated)</p></div>
            \(columns)</section>
            """
    }
}

/// A phrase that could read as blame, and words that say who is responsible.
package struct LanguageFinding: Encodable, Sendable, Equatable {
    package let phrase: String
    package let alternative: String
    package let reason: String

    package init(phrase: String, alternative: String, reason: String) {
        self.phrase = phrase
        self.alternative = alternative
        self.reason = reason
    }
}

/// What the language check found: suggestions, never rules.
///
/// Encoded as JSON it is what the page's script draws while somebody writes; as `html` it goes into a text area's
/// `found`.
package struct LanguageHints: Encodable, Sendable, Equatable {
    /// "3 phrases could read as blaming Kai".
    package let title: String
    /// That nobody has to change anything.
    package let intro: String
    package let findings: [LanguageFinding]

    package init(_ findings: [LanguageFinding], title: String) {
        self.title = title
        intro = "You can save without changing anything. These are suggestions, not rules."
        self.findings = findings
    }

    /// The panel's content; nothing when nothing was found.
    package var html: HTML { findings.isEmpty ? .empty : languagePanel(self) }
}

private func languagePanel(_ hints: LanguageHints) -> HTML {
    let items = hints.findings.map { finding -> HTML in
        """
        <div><dt><mark>\(finding.phrase)</mark></dt><dd>Try: <strong>“\(finding.alternative)”</strong> \
        \(finding.reason)</dd></div>

        """
    }
    return """
        <p class="ui-lang__title">\(hints.title)</p><p>\(hints.intro)</p>
        <dl>\(items)</dl>
        """
}

/// What a young person said, in their own words.
package func quotation(_ words: String, by: String) -> HTML {
    #"<blockquote class="ui-quote">“\#(words)”<footer>\#(by)</footer></blockquote>"#
}
