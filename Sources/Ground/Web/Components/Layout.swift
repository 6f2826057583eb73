/// How the columns of a page share its width; all become one column on a phone.
package enum ColumnSplit: String, Sendable, CaseIterable {
    /// A record and what stands beside it.
    case mainAside = "main-aside"
    /// A public page and other ways to get help.
    case start
    /// Two of the same width.
    case half
    /// A map and what it shows, five to four.
    case map
}

/// Two columns side by side.
package func columns(_ split: ColumnSplit, _ first: HTML, _ second: HTML) -> HTML {
    """
    <div class="ui-cols ui-cols--\(split.rawValue)"><div>\(first)</div>
    <div class="ui-stack">\(second)</div></div>
    """
}

/// Two columns of which the second is a landmark of its own, named by `label`.
package func columns(_ split: ColumnSplit, _ first: HTML, aside second: HTML, label: String) -> HTML {
    """
    <div class="ui-cols ui-cols--\(split.rawValue)"><div>\(first)</div>
    <aside class="ui-stack" aria-label="\(label)">\(second)</aside></div>
    """
}

/// The head of a page: its one `h1`, a line under it, and what can be done here.
package func pageHead(_ title: String, lead: HTML = .empty, actions: HTML = .empty) -> HTML {
    """
    <div class="ui-pagehead"><div><h1 class="ui-h1">\(title)</h1>\
    \(!lead.isEmpty, #"<p class="ui-muted ui-m0">\#(lead)</p>"#)</div>\(actions)</div>
    """
}

/// A card: a headed part of a page on its own surface.
package func card(_ title: String, id: String, actions: HTML = .empty, body: HTML) -> HTML {
    """
    <section class="ui-card" aria-labelledby="\(elementID(id))"><div class="ui-card__head">\
    <h2 class="ui-h2" id="\(elementID(id))">\(title)</h2>\(actions)</div>
    \(body)</section>
    """
}

/// A smaller card for the side column.
package func sideCard(_ title: String, id: String, body: HTML) -> HTML {
    """
    <section class="ui-card ui-card--side" aria-labelledby="\(elementID(id))">\
    <h2 class="ui-h3" id="\(elementID(id))">\(title)</h2>
    \(body)</section>
    """
}

/// A card with no heading of its own, for what brings one along, such as a chart.
package func plainCard(_ body: HTML) -> HTML {
    #"<div class="ui-card">\#(body)</div>"#
}

/// Text of several paragraphs, kept to a comfortable width.
package func prose(_ body: HTML) -> HTML {
    #"<div class="ui-prose">\#(body)</div>"#
}

/// What somebody wrote, kept as they wrote it: a paragraph for each blank line, line breaks inside.
package func paragraphs(_ text: String) -> HTML {
    let blocks = text.split(separator: "\n\n").map { block in
        let lines = block.split(separator: "\n").map { HTML(String($0)) }
        return "<p>\(lines.joined(by: "<br>"))</p>" as HTML
    }
    return blocks.joined(by: "\n")
}

/// A plain list with bullets.
package func bullets(_ items: [HTML]) -> HTML {
    #"<ul class="ui-bullets">\#(items.map { "<li>\($0)</li>" as HTML })</ul>"#
}

/// Where this page sits: links back up, above the heading.
package func breadcrumb(_ steps: [NavItem]) -> HTML {
    """
    <nav class="ui-crumb" aria-label="Breadcrumb"><ol>\
    \(steps.map { "<li>\(anchor($0.label, $0.link))</li>" as HTML })</ol></nav>
    """
}
