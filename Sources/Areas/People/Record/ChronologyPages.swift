import Governance
import Kernel
import Web
import Wording

/// The chronology as markup: short on the overview, whole with its filter, and for paper.
enum ChronologyPages {
    /// As the timeline component tells it.
    static func timeline(_ entries: ArraySlice<ChronologyEntry>, links: Bool) -> HTML {
        Web.timeline(entries.map { view($0, links: links) })
    }

    private static func view(_ entry: ChronologyEntry, links: Bool) -> TimelineEntry {
        let mark: TimelineEntry.Mark =
            switch entry.weight {
            case .ordinary: .none
            case .serious: .serious
            case .progress: .progress
            }
        return TimelineEntry(
            at: entry.at, when: When.words(entry.at, entry.precision, until: entry.until),
            agency: AgencyBadge(entry.agencyKind.badge, entry.agency), title: entry.title, by: entry.addedBy,
            mark: mark, body: body(entry, links: links))
    }

    /// The words, the facts a line each, and at the very end the way to more.
    private static func body(_ entry: ChronologyEntry, links: Bool) -> HTML {
        let link = links ? entry.link.map { anchor(words(entry), $0, hidden: entry.title) } : nil
        let facts = entry.facts.map { HTML($0) } + (provenance(entry).map { [$0] } ?? [])
        guard facts.isEmpty else {
            let lines = facts.joined(by: "<br>")
            return """
                \(paragraphs(entry.body))<p class="ui-small">\(lines)\(link.map { "<br>\($0)" as HTML })</p>
                """
        }
        guard let link else { return paragraphs(entry.body) }
        let isShort = !entry.body.isEmpty && !entry.body.contains("\n")
        return isShort ? "<p>\(entry.body) \(link)</p>" : "\(paragraphs(entry.body))<p>\(link)</p>"
    }

    /// "Fact. Shared under ISA-003": small, under the words it is about.
    private static func provenance(_ entry: ChronologyEntry) -> HTML? {
        let basis = entry.basis.map { $0 == .fact ? tag("Fact") : tag("Opinion", .info) }
        let agreement: HTML? = entry.agreement.isEmpty ? nil : "Shared under \(entry.agreement)"
        let parts = [basis, agreement].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(by: " ")
    }

    private static func words(_ entry: ChronologyEntry) -> String {
        entry.linkWords.isEmpty ? "Open" : entry.linkWords
    }

    /// What is held and not shown, a line each.
    static func held(_ chronology: Chronology) -> HTML {
        guard !chronology.isWhole else { return .empty }
        let lines = chronology.held.map(Chronology.words(for:)) + chronology.withheld
        return callout(.info, "More is held", bullets(lines.map { HTML($0) }))
    }

    /// The filter over a chronology: what is on, and how to take it off.
    static func filter(_ filter: ChronologyFilter, form: FormView, all: [ChronologyEntry], person: ID<Person>) -> HTML {
        let kinds = Set(all.map(\.kind)).sorted().map { Choice($0, $0.capitalizedFirst) }
        let agencies = AgencyKind.allCases.filter { kind in all.contains { $0.agencyKind == kind } }
        let here = RecordPart.chronology.link(person)
        let fields: HTML = """
            \(form.select("kind", label: "What", options: [Choice("", "Everything")] + kinds))\
            \(form.select(
                "agency", label: "From",
                options: [Choice("", "Every agency")] + agencies.map { Choice($0.rawValue, $0.name) }))\
            \(form.select(
                "mark", label: "Mark",
                options: [Choice("", "Any"), Choice("serious", "Serious events"), Choice("progress", "Progress")]))\
            \(form.text("from", label: "From day", hint: "Such as 1 9 2026", width: .ten))\
            \(form.text("to", label: "To day", hint: "Such as 30 11 2026", width: .ten))
            """
        let chips = filter.chips.map { name, label in
            FilterChip(label, without: here.with(query: filter.query(without: name)))
        }
        return filterBox(action: here, label: "Filter", fields: fields, chips: chips, clear: here)
    }
}

/// When something was, short: the month's heading says the year.
enum When {
    static func words(_ at: Instant, _ precision: Precision, until: Instant?) -> String {
        if let until, until.day != at.day {
            let (first, last) = (at.day, until.day)
            return first.month == last.month && first.year == last.year
                ? "\(first.day) to \(last.short)" : "\(first.short) to \(last.short)"
        }
        let day = at.day
        if let until, precision == .minute { return "\(day.short), \(at.clock) to \(until.clock)" }
        switch precision {
        case .minute: return "\(day.short), \(at.clock)"
        case .hour: return "\(day.short), about \(at.clock)"
        case .day: return day.short
        case .month: return "in \(day.monthName)"
        case .about: return "about \(day.short)"
        }
    }
}

/// What of a chronology is asked for.
struct ChronologyFilter: Equatable {
    var kind = ""
    var agency: AgencyKind?
    var mark: ChronologyEntry.Weight?
    var from: Day?
    var to: Day?

    /// Reads the query; days that cannot be read are said, and left out.
    init(_ query: Form, into errors: inout FieldErrors) {
        kind = query["kind"].trimmed
        agency = AgencyKind(rawValue: query["agency"])
        mark = ChronologyEntry.Weight(rawValue: query["mark"]).flatMap { $0 == .ordinary ? nil : $0 }
        from = ChronologyFilter.day(query["from"], "from", &errors)
        to = ChronologyFilter.day(query["to"], "to", &errors)
        if let from, let to, to < from { errors.add("to", "The last day must not be before the first") }
    }

    private static func day(_ text: String, _ field: String, _ errors: inout FieldErrors) -> Day? {
        let typed = text.trimmed
        if typed.isEmpty { return nil }
        if let day = Day(typed) { return day }
        let parts = typed.split { $0.isWhitespace || $0 == "/" || $0 == "-" || $0 == "." }.map(String.init)
        var form = Form()
        for (unit, part) in zip(["day", "month", "year"], parts) { form.set("d-\(unit)", part) }
        if parts.count == 3, case .day(let day) = DayField.read("d", in: form) { return day }
        errors.add(field, "Enter a real day, such as 1 9 2026")
        return nil
    }

    func shows(_ entry: ChronologyEntry) -> Bool {
        let day = entry.at.day
        return (kind.isEmpty || entry.kind == kind) && (agency == nil || entry.agencyKind == agency)
            && (mark == nil || entry.weight == mark) && (from.map { day >= $0 } ?? true)
            && (to.map { day <= $0 } ?? true)
    }

    /// What is on, as name and words.
    var chips: [(name: String, label: String)] {
        var chips: [(name: String, label: String)] = []
        if !kind.isEmpty { chips.append(("kind", kind.capitalizedFirst)) }
        if let agency { chips.append(("agency", agency.name)) }
        if let mark { chips.append(("mark", mark == .serious ? "Serious events" : "Progress")) }
        if let from { chips.append(("from", "From \(from.long)")) }
        if let to { chips.append(("to", "To \(to.long)")) }
        return chips
    }

    /// The query of a link that keeps all but one of them.
    func query(without name: String = "") -> [(name: String, value: String)] {
        let all: [(name: String, value: String)] = [
            ("kind", kind), ("agency", agency?.rawValue ?? ""), ("mark", mark?.rawValue ?? ""),
            ("from", from?.description ?? ""), ("to", to?.description ?? ""),
        ]
        return all.filter { !$0.value.isEmpty && $0.name != name }
    }
}

extension String {
    /// The same words at the start of a line.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
