import Governance
import Kernel
import Web

/// What a reader asked the list of signals for.
struct SignalFilter: Sendable, Equatable {
    var state: Signal.State?
    var measure: String?

    init(_ query: Form) {
        state = Signal.State(rawValue: query["state"])
        measure = Measure.shipped.first { $0.id == query["measure"] }?.id
    }

    /// Whether it is like what was asked for.
    func takes(_ signal: Signal) -> Bool {
        (state == nil || signal.state == state) && (measure == nil || signal.measure.id == measure)
    }

    var link: Link {
        var query: [(name: String, value: String)] = []
        if let state { query.append(("state", state.rawValue)) }
        if let measure { query.append(("measure", measure)) }
        return InsightLink.signals.with(query: query)
    }

    func with(_ change: (inout SignalFilter) -> Void) -> SignalFilter {
        var copy = self
        change(&copy)
        return copy
    }
}

/// The list of signals: what, where, when, how sure, how far people have come with it, and who had it last.
struct SignalPages: Sendable {
    let all: [ShownSignal]
    let filter: SignalFilter
    let looks: [SignalLook]
    let lookedAt: Instant?
    let audience: CountAudience

    private var shown: [ShownSignal] { all.filter { filter.takes($0.signal) } }

    var html: HTML {
        """
        \(pageHead("Signals", lead: lead, actions: buttonGroup(buttonLink("This week's digest", InsightLink.digest, .secondary))))
        \(subNavigation("Insight", InsightLink.tabs(InsightLink.signals)))
        \(filters)
        \(card(heading, id: "signals", body: list))
        \(card("What was looked at", id: "looked", body: looked))
        """
    }

    private var lead: HTML {
        let new = all.count { $0.signal.state == .new }
        let waiting =
            new == 0 ? "No new signal waits." : "\(new) new \(new == 1 ? "signal waits" : "signals wait") for somebody."
        return "\(waiting) A signal says that something changed more than chance would have it. It does not say why."
    }

    private var heading: String { filter.state.map { "\($0.name): \(shown.count)" } ?? "All signals: \(shown.count)" }

    private var filters: HTML {
        let form = FormView(Form([("state", filter.state?.rawValue ?? ""), ("measure", filter.measure ?? "")]))
        let states = Signal.State.allCases.map { state in
            Choice(state.rawValue, "\(state.name) (\(all.count { $0.signal.state == state }))")
        }
        let known = Set(all.map(\.signal.measure.id))
        let measures = Measure.shipped.filter { known.contains($0.id) }.map { Choice($0.id, $0.title) }
        var chips: [FilterChip] = []
        if let state = filter.state {
            chips.append(FilterChip(state.name, without: filter.with { $0.state = nil }.link))
        }
        if let measure = Measure.shipped.first(where: { $0.id == filter.measure }) {
            chips.append(FilterChip(measure.title, without: filter.with { $0.measure = nil }.link))
        }
        return filterBox(
            action: InsightLink.signals, label: "Show only some",
            fields: """
                \(form.select("state", label: "How far it has come", options: [Choice("", "Any")] + states))\
                \(form.select("measure", label: "Measure", options: [Choice("", "Any")] + measures))
                """,
            chips: chips, clear: InsightLink.signals)
    }

    private var list: HTML {
        guard !all.isEmpty else {
            return emptyState(
                "No signals.",
                "Each time figures come, every measure's newest month is looked at. What changed more than chance would have it will stand here.",
                action: anchor("See every measure", InsightLink.measures))
        }
        guard !shown.isEmpty else {
            return emptyState(
                "No signal is like that.", "Choose another measure, or how far it has come.",
                action: anchor("See all signals", InsightLink.signals))
        }
        let rows = shown.map { one -> [HTML] in
            [
                anchor(one.title, InsightLink.signal(one.signal.id)),
                "\(one.sentence)<br><span class=\"ui-muted ui-small\">\(Self.first(one.place)). \(one.signal.way).</span>",
                Self.tag(one.signal.state), HTML(one.touched),
            ]
        }
        let columns = [
            TableColumn("Signal"), TableColumn("What was found, where and how", .sentences), TableColumn("State"),
            TableColumn("Who had it last"),
        ]
        return dataTable(heading, isCaptionHidden: true, columns: columns, rows: rows)
    }

    /// How far it has come, in a tag.
    static func tag(_ state: Signal.State) -> HTML {
        switch state {
        case .new: Web.tag(state.name, .info)
        case .actedOn: Web.tag(state.name, .good)
        case .watching, .explained, .closed: Web.tag(state.name)
        }
    }

    static func first(_ words: String) -> String { "\(words.prefix(1).uppercased())\(words.dropFirst())" }

    // MARK: What was looked at

    private var looked: HTML {
        guard let lookedAt else { return "<p>Nothing has been looked at yet: no figures have come.</p>" }
        let short = looks.filter { $0.outcome == .tooShort && $0.months > 0 }.compactMap(Self.missing)
        let hidden: HTML =
            audience == .outside
            ? "<p>Signals about \(Suppression.partner.fewWords) in a month are not shown here.</p>" : .empty
        let missing: HTML =
            short.isEmpty
            ? "<p>Every measure with figures has enough history.</p>"
            : "<p>Too little history for some ways of looking:</p>\(bullets(short))"
        return """
            <p>Last looked \(lookedAt.long). Each measure's newest month is read on its control chart; counts with three \
            years behind them are held against the same months of earlier years, in small areas with enough events too; \
            where events say their day, the newest \(WeekCounts.newest) weeks are held against the same weeks of earlier \
            years; and counts by place are searched for neighbouring areas with more than chance would put there. Of the \
            signals from earlier years, about one in twenty is expected to be chance.</p>\(missing)\(hidden)
            """
    }

    /// What is missing, plainly; nil for a measure that is no longer counted.
    static func missing(_ look: SignalLook) -> HTML? {
        guard let measure = Measure.shipped.first(where: { $0.id == look.measure }), look.needed > look.months else {
            return nil
        }
        let what: String =
            switch look.method {
            case .xmr: "a control chart needs \(look.needed)"
            case .farrington: "comparing with the same months of earlier years needs \(look.needed) in a row"
            case .scan: "searching places needs \(look.needed) in a row"
            }
        return "\(anchor(measure.title, InsightLink.measure(measure.id))): \(look.months) months so far; \(HTML(what))."
    }
}
