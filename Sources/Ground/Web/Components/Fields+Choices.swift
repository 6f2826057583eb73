/// One of the answers to a question: what is stored, what is read, and what choosing it opens.
package struct Choice: Sendable {
    package let value: String
    package let label: String
    package let hint: String
    /// Shown only while this answer is chosen: further fields, usually.
    package let reveals: HTML

    package init(_ value: String, _ label: String, hint: String = "", reveals: HTML = .empty) {
        self.value = value
        self.label = label
        self.hint = hint
        self.reveals = reveals
    }
}

extension FormView {
    /// A question with one answer; `inline` sets short answers side by side.
    package func radios(
        _ name: String, legend: String, hint: String = "", style: LabelStyle = .strong, isInline: Bool = false,
        options: [Choice]
    ) -> HTML {
        let parts = parts(name, hint: hint)
        let items = options.enumerated().map { index, option in
            choice("radio", name, parts.id, at: index, option, isChosen: form[name] == option.value)
        }
        let body: HTML = #"<div class="ui-choices\#(isInline, " ui-choices--inline")">\#(items)</div>"#
        return group(parts, legend, style, body)
    }

    /// A question with any number of answers; choosing `none` unticks the others.
    package func checkboxes(
        _ name: String, legend: String, hint: String = "", style: LabelStyle = .strong, options: [Choice],
        none: Choice? = nil
    ) -> HTML {
        let parts = parts(name, hint: hint)
        let chosen = Set(form.all(name))
        let items = options.enumerated().map { index, option in
            choice("checkbox", name, parts.id, at: index, option, isChosen: chosen.contains(option.value))
        }
        let last: HTML =
            none.map { option in
                let item = choice(
                    "checkbox", name, parts.id, at: options.count, option,
                    isChosen: chosen.contains(option.value), more: " data-exclusive")
                return #"<div class="ui-choices__or">or</div>\#(item)"#
            } ?? .empty
        return group(parts, legend, style, #"<div class="ui-choices">\#(items)\#(last)</div>"#)
    }

    /// One box to tick on its own, such as an agreement.
    package func checkbox(_ name: String, label: String, hint: String = "", value: String = "yes") -> HTML {
        let parts = parts(name, hint: "")
        let item = choice(
            "checkbox", name, parts.id, at: 0, Choice(value, label, hint: hint),
            isChosen: form.all(name).contains(value), errorID: parts.isWrong ? "\(parts.id)-error" : nil)
        return wrap(parts, #"\#(parts.error)<div class="ui-choices">\#(item)</div>"#)
    }

    /// A date in three fields, sent as `name-day`, `name-month` and `name-year`; its errors carry the date's own name.
    package func date(_ name: String, legend: String, hint: String = "", style: LabelStyle = .strong) -> HTML {
        let part = ["-day", "-month", "-year"].first { errors.message(for: name + $0) != nil }
        let parts = parts(name, hint: hint, message: part.flatMap { errors.message(for: name + $0) })
        let isWhole = errors.message(for: name) != nil
        let inputs: [HTML] = [("day", "Day"), ("month", "Month"), ("year", "Year")].map { unit, label in
            // The first input carries the date's own id, so that the error summary leads to it.
            let id = unit == "day" ? parts.id : "\(parts.id)-\(unit)"
            let isWrong = isWhole || errors.message(for: "\(name)-\(unit)") != nil
            let value = form["\(name)-\(unit)"]
            return """
                <div><label class="ui-label" for="\(id)">\(label)</label><input class="ui-input ui-input--\(unit)" \
                type="text" inputmode="numeric" autocomplete="off" id="\(id)" name="\(name)-\(unit)"\
                \(attribute("value", value.isEmpty ? nil : value))\(isWrong, #" aria-invalid="true""#)></div>
                """
        }
        return group(parts, legend, style, #"<div class="ui-date">\#(inputs)</div>"#)
    }

    /// Fields that belong together under one legend.
    package static func fieldset(_ legend: String, style: LabelStyle = .strong, _ body: HTML) -> HTML {
        """
        <fieldset class="ui-set">\(FormView.legend(legend, style))
        \(body)</fieldset>
        """
    }

    private func group(_ parts: Parts, _ legend: String, _ style: LabelStyle, _ body: HTML) -> HTML {
        var described: [String] = []
        if !parts.hint.isEmpty { described.append("\(parts.id)-hint") }
        if parts.isWrong { described.append("\(parts.id)-error") }
        return wrap(
            parts,
            """
            <fieldset class="ui-set"\(attribute("aria-describedby", ids: described))>\
            \(FormView.legend(legend, style))\(parts.hint)\(parts.error)
            \(body)</fieldset>
            """)
    }

    private func choice(
        _ type: HTML, _ name: String, _ id: String, at index: Int, _ option: Choice, isChosen: Bool,
        more: HTML = .empty, errorID: String? = nil
    ) -> HTML {
        let own = index == 0 ? id : "\(id)-\(index + 1)"
        let hint: HTML =
            option.hint.isEmpty
            ? .empty : #"<div class="ui-hint ui-choice__hint" id="\#(own)-item-hint">\#(option.hint)</div>"#
        let described = (option.hint.isEmpty ? [] : ["\(own)-item-hint"]) + (errorID.map { [$0] } ?? [])
        let revealed: HTML =
            option.reveals.isEmpty ? .empty : #"<div class="ui-conditional">\#(option.reveals)</div>"#
        return """
            <div class="ui-choice"><input class="ui-choice__input" id="\(own)" name="\(name)" type="\(type)" \
            value="\(option.value)"\(isChosen, " checked")\(more)\(attribute("aria-describedby", ids: described))>\
            <label class="ui-choice__label" for="\(own)">\(option.label)</label>\(hint)</div>\(revealed)

            """
    }
}
