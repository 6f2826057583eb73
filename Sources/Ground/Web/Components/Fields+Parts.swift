extension FormView {
    /// The pieces every field is put together from.
    struct Parts {
        let id: String
        let hint: HTML
        let error: HTML
        let describedBy: HTML
        let isWrong: Bool
    }

    /// The hint, the error and what ties both to the field called `name`.
    func parts(_ name: String, hint: String, message: String? = nil, also more: [String] = []) -> Parts {
        let id = elementID(scope + name)
        let message = message ?? errors.message(for: name)
        var described: [String] = []
        if !hint.isEmpty { described.append("\(id)-hint") }
        if message != nil { described.append("\(id)-error") }
        let invalid: HTML = message == nil ? .empty : #" aria-invalid="true""#
        return Parts(
            id: id, hint: hint.isEmpty ? .empty : #"<div class="ui-hint" id="\#(id)-hint">\#(hint)</div>"#,
            error: FormView.errorLine(id, message),
            describedBy: attribute("aria-describedby", ids: described + more) + invalid, isWrong: message != nil)
    }

    private static func errorLine(_ id: String, _ message: String?) -> HTML {
        guard let message else { return .empty }
        return #"<p class="ui-error" id="\#(id)-error">\#(hiddenText("Error: "))\#(message)</p>"#
    }

    /// A field with the space around it, and the edge that marks a wrong one.
    func wrap(_ parts: Parts, _ body: HTML) -> HTML {
        """
        <div class="ui-field\(parts.isWrong, " ui-field--error")">\(body)</div>

        """
    }

    /// The words before one field.
    static func label(_ words: String, for id: String, _ style: LabelStyle) -> HTML {
        let label: HTML = #"<label class="\#(style.classes)" for="\#(id)">\#(captioned(words, style))</label>"#
        if case .page = style { return #"<h1 class="ui-labelwrap">\#(label)</h1>"# }
        return label
    }

    /// The words before several.
    static func legend(_ words: String, _ style: LabelStyle) -> HTML {
        if case .page(let caption) = style {
            return """
                <legend class="\(style.classes)">\(!caption.isEmpty, captionLine(caption))\
                <h1 class="ui-labelwrap">\(words)</h1></legend>
                """
        }
        return #"<legend class="\#(style.classes)">\#(words)</legend>"#
    }

    private static func captioned(_ words: String, _ style: LabelStyle) -> HTML {
        if case .page(let caption) = style, !caption.isEmpty { return "\(captionLine(caption))\(words)" }
        return HTML(words)
    }

    private static func captionLine(_ caption: String) -> HTML {
        #"<span class="ui-caption">\#(caption)</span>"#
    }
}
