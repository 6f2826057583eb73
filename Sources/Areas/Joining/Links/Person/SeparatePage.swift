import Governance
import Kernel
import People
import Web
import Wording

/// Separating one record into two: first which agencies' records go, then what goes with them.
struct SeparatePage {
    let visit: Visit
    let frame: RecordFrame
    let lines: [PersonLinks.Line]
    /// Empty until the records are chosen.
    let items: [Separation.Item]
    let chosen: Set<ID<SourceRecord>>
    let isSecondStep: Bool
    let form: FormView
    /// What this worker may read of the record: titles of other kinds are left out.
    let visible: Set<Governance.Category>

    private var action: Link { "/young-people/\(frame.person.id)/links/separate" }

    var body: HTML {
        let head: HTML = """
            \(form.summary())\(callout(
                .warn, "Two young people on one record",
                """
                <p>Choose what is about the other young person. It goes to a record of its own, with a number of its own. \
                Both records say that they were separated, who looked stays written on both, and they are never linked \
                again unless somebody takes that back.</p>
                """))
            """
        return head
            + (isSecondStep
                ? card("2. What goes with them", id: "things", body: second)
                : card("1. Whose records go", id: "records", body: first))
    }

    // MARK: Records

    private var first: HTML {
        let options = lines.filter { !$0.isOurs }.map { line in
            Choice(line.record.id.text, words(line), hint: hint(line))
        }
        return postForm(
            to: action, token: visit.token,
            body: """
                \(FormView.hidden("step", "records"))
                \(form.checkboxes("record", legend: "Which records are about the other young person?", options: options))
                \(buttonGroup(button("Go on"), anchor("Cancel", RecordPart.links.link(frame.person.id))))
                """)
    }

    private func words(_ line: PersonLinks.Line) -> String {
        let name = [line.record.forename, line.record.surname].filter { !$0.isEmpty }.joined(separator: " ")
        return "\(line.agency.name): \(line.showsName ? name : "name not shown to you")"
    }

    private func hint(_ line: PersonLinks.Line) -> String {
        guard line.showsName else { return "" }
        let born = line.record.born.map { "born \($0.long)" } ?? "birthday not given"
        let file = line.standings.first.map { "\($0.feed), \($0.period)" } ?? ""
        return [born, line.record.postcode, file].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    // MARK: Things

    private var second: HTML {
        let records = chosen.sorted().map { FormView.hidden("record", $0.text) }
        let going = lines.filter { chosen.contains($0.record.id) }.map { HTML(words($0)) }
        return """
            <p>These records go:</p>\(bullets(going))
            \(postForm(
                to: action, token: visit.token,
                body: """
                    \(FormView.hidden("step", "things"))\(records.joined())
                    \(groups)
                    \(form.text(
                        "reason", label: "How you know that they are two young people",
                        hint: "Kept on both records", style: .strong))
                    \(buttonGroup(
                        button("Separate them", .warning), anchor("Cancel", RecordPart.links.link(frame.person.id))))
                    """))
            """
    }

    private var groups: HTML {
        guard !items.isEmpty else { return "<p>Nothing else is on this record.</p>" }
        let kinds = items.reduce(into: [(name: String, items: [Separation.Item])]()) { groups, item in
            if groups.last?.name == item.movable.name {
                groups[groups.count - 1].items.append(item)
            } else {
                groups.append((item.movable.name, [item]))
            }
        }
        return kinds.map { group -> HTML in
            let rows = group.items.map { item -> [HTML] in
                [title(item.thing), HTML(item.thing.at.day.long), choice(item)]
            }
            return """
                <h3 class="ui-h3">\(group.name)</h3>\(dataTable(
                    group.name, isCaptionHidden: true,
                    columns: [TableColumn("What"), TableColumn("When"), TableColumn("Where it goes")], rows: rows))
                """
        }.joined()
    }

    private func title(_ thing: MovableThing) -> HTML {
        visible.contains(thing.category) ? HTML(thing.title) : "Not shown to you: \(thing.category.name)"
    }

    private func choice(_ item: Separation.Item) -> HTML {
        let typed = form.form[item.field]
        let chosen = typed.isEmpty ? item.suggested?.rawValue ?? "" : typed
        let isRestriction = item.movable.kind == "restriction"
        let halves: [Half] = isRestriction ? [.both] : item.movable.copy == nil ? [.stay, .go] : Half.allCases
        let id = elementID(item.field)
        let options = halves.enumerated().map { index, half -> HTML in
            let own = index == 0 ? id : "\(id)-\(half.rawValue)"
            return """
                <label for="\(own)"><input type="radio" id="\(own)" name="\(item.field)" value="\(half.rawValue)"\
                \(chosen == half.rawValue, " checked")> \(words(half))</label>
                """
        }
        let error: HTML =
            form.errors.message(for: item.field).map { #"<p class="ui-error">\#($0)</p>"# } ?? .empty
        let unclear: HTML = item.suggested == nil ? tag("You choose", .warn) : .empty
        let isShown = visible.contains(item.thing.category)
        let legend = hiddenText("Where this goes: \(isShown ? item.thing.title : "not shown")")
        return """
            <fieldset class="ui-set"><legend class="ui-label">\(legend)\(unclear)</legend>\(error)\
            <div class="ui-choose">\(options)</div></fieldset>
            """
    }

    private func words(_ half: Half) -> String {
        switch half {
        case .stay: "Stays on \(frame.person.reference)"
        case .go: "Goes to the new record"
        case .both: "On both"
        }
    }
}
