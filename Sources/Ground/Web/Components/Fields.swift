/// How a field's label or legend reads on the page.
package enum LabelStyle: Sendable {
    /// As the words around it.
    case plain
    /// Bold, as the head of a part of a longer form.
    case strong
    /// The question is the page's own heading, with a few words above it when given.
    case page(caption: String)

    /// The classes that draw it.
    var classes: String {
        switch self {
        case .plain: "ui-label"
        case .strong: "ui-label ui-label--strong"
        case .page: "ui-label ui-label--page"
        }
    }
}

/// What a one-line field takes, so that phones show the right keyboard.
package enum TextKind: Sendable, CaseIterable {
    case text, email, telephone, number, password, code

    /// What tells the browser so.
    var attributes: HTML {
        switch self {
        case .text: #"type="text""#
        case .email: #"type="email" spellcheck="false" autocapitalize="none""#
        case .telephone: #"type="tel""#
        case .number: #"type="text" inputmode="numeric""#
        case .password: #"type="password" spellcheck="false" autocapitalize="none""#
        case .code: #"type="text" inputmode="numeric" spellcheck="false""#
        }
    }
}

/// How wide a field is: about as many characters as it expects.
package enum FieldWidth: String, Sendable, CaseIterable {
    case full, half
    /// About so many characters.
    case twenty = "20"
    case ten = "10"
    case five = "5"
}

/// A form as a page shows it: what was typed and what was wrong with it, so that fields read like sentences.
///
/// `form.text("name", label: "Their name", hint: "Anything you know")`
package struct FormView: Sendable {
    /// What was typed, or what is known already.
    package let form: Form
    /// What was wrong with it.
    package let errors: FieldErrors
    /// Put before every identifier, for a page with more than one form.
    package let scope: String

    package init(_ form: Form = Form(), errors: FieldErrors = FieldErrors(), scope: String = "") {
        self.form = form
        self.errors = errors
        self.scope = scope
    }

    /// What is wrong, before the form.
    package func summary() -> HTML {
        errorSummary(errors, scope: scope)
    }

    /// A one-line field.
    package func text(
        _ name: String, label: String, hint: String = "", style: LabelStyle = .plain, kind: TextKind = .text,
        width: FieldWidth = .full, autocomplete: String = "off"
    ) -> HTML {
        let parts = parts(name, hint: hint)
        // A password is never sent back to the page it was typed on.
        let value = kind == .password ? nil : form[name]
        return wrap(
            parts,
            """
            \(FormView.label(label, for: parts.id, style))\(parts.hint)\(parts.error)
            <input class="ui-input ui-input--\(width.rawValue)" \(kind.attributes) id="\(parts.id)" name="\(name)"\
            \(attribute("value", value == "" ? nil : value)) autocomplete="\(autocomplete)"\(parts.describedBy)>
            """)
    }

    /// A field for several lines, with what the language check found when `wording` says where to ask.
    package func textarea(
        _ name: String, label: String, hint: String = "", style: LabelStyle = .plain, rows: Int = 4,
        limit: Int? = nil, wording: Link? = nil, found: HTML = .empty
    ) -> HTML {
        var more: [String] = []
        let id = elementID(scope + name)
        if limit != nil { more.append("\(id)-limit") }
        if wording != nil { more.append("\(id)-lang") }
        let parts = parts(name, hint: hint, also: more)
        let limitText: HTML =
            limit.map { #"<p class="ui-hint ui-limit" id="\#(id)-limit">Up to \#(grouped($0)) characters</p>"# }
            ?? .empty
        let language: HTML =
            wording == nil
            ? .empty : #"<div class="ui-lang" id="\#(id)-lang" role="status">\#(found)</div>"#
        return wrap(
            parts,
            """
            \(FormView.label(label, for: parts.id, style))\(parts.hint)\(parts.error)
            <textarea class="ui-textarea" id="\(parts.id)" name="\(name)" rows="\(rows)"\
            \(attribute("data-wording", wording?.text))\(attribute("data-limit", limit.map { String($0) }))\
            \(parts.describedBy)>
            \(form[name])</textarea>\(limitText)\(language)
            """)
    }

    /// A list to pick one from; the first entry is what nothing picked means.
    package func select(
        _ name: String, label: String, hint: String = "", style: LabelStyle = .plain, options: [Choice]
    ) -> HTML {
        let parts = parts(name, hint: hint)
        let items = options.map { option -> HTML in
            let isChosen = form[name] == option.value
            return #"<option value="\#(option.value)"\#(isChosen, " selected")>\#(option.label)</option>"#
        }
        return wrap(
            parts,
            """
            \(FormView.label(label, for: parts.id, style))\(parts.hint)\(parts.error)
            <select class="ui-select" id="\(parts.id)" name="\(name)"\(parts.describedBy)>\(items)</select>
            """)
    }

    /// A file to send.
    package func file(_ name: String, label: String, hint: String = "", accept: String) -> HTML {
        let parts = parts(name, hint: hint)
        return wrap(
            parts,
            """
            \(FormView.label(label, for: parts.id, .plain))\(parts.hint)\(parts.error)
            <input class="ui-file" type="file" id="\(parts.id)" name="\(name)" accept="\(accept)"\(parts.describedBy)>
            """)
    }

    /// A search box with its button, in one row.
    package func search(_ name: String, label: String, hint: String = "", button words: String = "Search") -> HTML {
        let parts = parts(name, hint: hint)
        return wrap(
            parts,
            """
            \(FormView.label(label, for: parts.id, .strong))\(parts.hint)\(parts.error)
            <div class="ui-search"><input class="ui-input" type="search" id="\(parts.id)" name="\(name)"\
            \(attribute("value", form[name].isEmpty ? nil : form[name])) autocomplete="off" spellcheck="false"\
            \(parts.describedBy)>\(button(words))</div>
            """)
    }

    /// What the form carries along unseen, as it came.
    package func hidden(_ name: String) -> HTML {
        FormView.hidden(name, form[name])
    }

    /// A value the page adds unseen.
    package static func hidden(_ name: String, _ value: String) -> HTML {
        #"<input type="hidden" name="\#(name)" value="\#(value)">"#
    }
}
