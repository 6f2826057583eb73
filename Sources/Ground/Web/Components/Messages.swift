/// What a message means, always said in words as well as colour.
package enum Tone: String, Sendable, CaseIterable {
    case danger, warn, info, good
}

/// The list of what is wrong, before a form: each entry leads to its field.
package func errorSummary(_ errors: FieldErrors, scope: String = "") -> HTML {
    guard !errors.isEmpty else { return .empty }
    let items = errors.list.map { error -> HTML in
        """
        <li><a href="#\(elementID(scope + error.field))">\(error.message)</a></li>
        """
    }
    return """
        <div class="ui-errors" data-errors><div role="alert"><h2 class="ui-errors__title">There is a problem</h2>
        <ul>\(items)</ul></div></div>
        """
}

/// What a notification banner tells.
package enum NoticeKind: String, Sendable, CaseIterable {
    /// Something was done.
    case success
    /// Something to know before going on.
    case important

    /// The word in the coloured head.
    var title: String {
        switch self {
        case .success: "Done"
        case .important: "Important"
        }
    }
}

/// A banner shown once after an action; `id` tells two on one page apart.
package func notice(
    _ kind: NoticeKind, _ headline: String, body: HTML = .empty, id: String = "notice"
) -> HTML {
    let role = kind == .success ? "alert" : "region"
    return """
        <div class="ui-notice ui-notice--\(kind.rawValue)" role="\(role)" aria-labelledby="\(elementID(id))-title">\
        <h2 class="ui-notice__title" id="\(elementID(id))-title">\(kind.title)</h2>\
        <div class="ui-notice__body"><p class="ui-notice__head">\(headline)</p>\(body)</div></div>

        """
}

/// A box that stands out from the text around it; its heading says what the colour means.
package func callout(_ tone: Tone, _ heading: String, _ body: HTML) -> HTML {
    #"<div class="ui-callout ui-callout--\#(tone.rawValue)"><h2>\#(heading)</h2>\#(body)</div>"#
}

/// More, for those who want it.
package func details(_ summary: String, isOpen: Bool = false, _ body: HTML) -> HTML {
    """
    <details class="ui-details"\(isOpen, " open")><summary>\(summary)</summary><div class="ui-details__in">\(body)</div>\
    </details>
    """
}

/// A list with nothing in it: what would be here, and the next step.
package func emptyState(_ headline: String, _ body: HTML, action: HTML = .empty) -> HTML {
    """
    <div class="ui-empty"><p class="ui-empty__head">\(headline)</p><p>\(body)</p>\(action)</div>
    """
}

/// A whole page that has to be read before going on, such as the one before the first question.
package func interruption(_ title: String, body: HTML, action: HTML) -> HTML {
    """
    <div class="ui-interruption"><h1 class="ui-h1">\(title)</h1>
    \(body)
    <div class="ui-btns">\(action)</div></div>
    """
}

/// The end of a journey: what happened, and the reference to keep.
package func confirmation(_ title: String, referenceLabel: String, reference: String) -> HTML {
    """
    <div class="ui-confirmation"><h1 class="ui-h1">\(title)</h1><p>\(referenceLabel)<br>\
    <strong class="ui-confirmation__ref">\(reference)</strong></p></div>
    """
}

/// Work held back until a person has looked at it, with the reason and what can be done.
package func quarantine(_ headline: String, reason: HTML, action: HTML) -> HTML {
    """
    <section class="ui-quarantine" aria-label="Held back"><h2>\(Icon.lock.svg)\(headline)</h2>
    \(reason)<div class="ui-btns">\(action)</div></section>
    """
}

/// A page that says that something did not work: what happened, what was kept, what to do.
package func errorPage(_ title: String, body: HTML, reference: String?) -> HTML {
    let line: HTML = reference.map { "<p>Tell us this reference if you call: <strong>\($0)</strong></p>" } ?? .empty
    return #"<div class="ui-prose"><h1 class="ui-h1">\#(title)</h1>\#(body)\#(line)</div>"#
}
