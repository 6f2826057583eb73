/// How much a button asks to be pressed.
package enum ButtonKind: Sendable, CaseIterable {
    /// The one thing the page is for.
    case main
    /// Anything else a person may do here.
    case secondary
    /// What cannot be taken back.
    case warning

    /// The classes that draw it.
    var classes: String {
        switch self {
        case .main: "ui-btn"
        case .secondary: "ui-btn ui-btn--secondary"
        case .warning: "ui-btn ui-btn--warning"
        }
    }
}

/// A button that sends its form.
package func button(_ label: String, _ kind: ButtonKind = .main, hidden: String = "") -> HTML {
    """
    <button type="submit" class="\(kind.classes)">\(label)\(!hidden.isEmpty, hiddenText(" " + hidden))</button>
    """
}

/// A button that sends its form with a name and a value, so that the server knows which was pressed.
package func button(
    _ label: String, _ kind: ButtonKind, name: String, value: String, hidden: String = ""
) -> HTML {
    """
    <button type="submit" class="\(kind.classes)" name="\(name)" value="\(value)">\(label)\
    \(!hidden.isEmpty, hiddenText(" " + hidden))</button>
    """
}

/// The same, pressed by a single key as well while the page's box for keys is ticked (`keysBox`).
package func button(
    _ label: String, _ kind: ButtonKind, name: String, value: String, key: Character
) -> HTML {
    """
    <button type="submit" class="\(kind.classes)" name="\(name)" value="\(value)" data-key="\(String(key))">\(label)\
    <kbd aria-hidden="true">\(String(key))</kbd></button>
    """
}

/// Says which keys press which button, and lets them be switched off: somebody may press one without meaning to.
package func keysBox(_ words: String) -> HTML {
    """
    <p class="ui-keys"><label><input type="checkbox" data-keys checked> \(words)</label></p>
    """
}

/// A button of the form around it that looks like a link, such as "Change" where answers travel in the form.
package func linkButton(_ label: String, name: String, value: String, hidden: String = "") -> HTML {
    """
    <button type="submit" class="ui-linkbtn" name="\(name)" value="\(value)">\(label)\
    \(!hidden.isEmpty, hiddenText(" " + hidden))</button>
    """
}

/// A link that looks like a button, for going somewhere.
package func buttonLink(_ label: String, _ link: Link, _ kind: ButtonKind = .main, hidden: String = "") -> HTML {
    """
    <a class="\(kind.classes)" href="\(link)">\(label)\(!hidden.isEmpty, hiddenText(" " + hidden))</a>
    """
}

/// The large button that starts a journey, with its arrow.
package func startButton(_ label: String, _ link: Link) -> HTML {
    #"<a class="ui-btn ui-btn--start" href="\#(link)">\#(label) \#(Icon.arrow.svg)</a>"#
}

/// Buttons and links side by side.
package func buttonGroup(_ items: HTML...) -> HTML {
    #"<div class="ui-btns">\#(items.joined(by: " "))</div>"#
}

/// A link to a page of this site; `hidden` words make repeated links tell apart.
package func anchor(_ label: String, _ link: Link, hidden: String = "") -> HTML {
    #"<a href="\#(link)">\#(label)\#(!hidden.isEmpty, hiddenText(" " + hidden))</a>"#
}

/// A telephone number that a phone can ring.
package func phoneLink(_ number: String) -> HTML {
    let digits = number.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
    return #"<a href="tel:\#(digits)">\#(number)</a>"#
}

/// A form that changes something: `token` is the hidden field the server needs, `autosave` where drafts are kept.
package func postForm(to action: Link, token: HTML, autosave: Link? = nil, body: HTML) -> HTML {
    let saved: HTML = autosave == nil ? .empty : #"<p class="ui-saved" data-saved aria-live="polite"></p>"#
    return """
        <form method="post" action="\(action)" novalidate\(attribute("data-autosave", autosave?.text))>
        \(token)\(body)\(saved)
        </form>
        """
}

/// A form that sends a file, of up to `mostBytes`; the hidden fields stand before it, so that they are read first.
package func uploadForm(to action: Link, token: HTML, mostBytes: Int, body: HTML) -> HTML {
    """
    <form method="post" action="\(action)" enctype="multipart/form-data" novalidate data-upload="\(mostBytes)">
    \(token)\(body)
    </form>
    """
}

/// A small form that is one button looking like a link: signing out, removing, undoing.
package func linkButton(_ label: String, to action: Link, token: HTML, hidden: String = "") -> HTML {
    """
    <form class="ui-inline" method="post" action="\(action)">\(token)<button type="submit" class="ui-linkbtn">\(label)\
    \(!hidden.isEmpty, hiddenText(" " + hidden))</button></form>
    """
}
