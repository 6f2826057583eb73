import Governance
import Kernel
import People
import Web
import Wording

/// The pages of what is around a young person.
struct AroundPages {
    let lists: ConnectionLists
    let today: Day
    let now: Instant
    let token: HTML

    static func tag(_ tone: Bond, _ lists: ConnectionLists) -> HTML {
        let name = lists.tone(tone)
        switch tone {
        case .helps: return Web.tag(name, .good)
        case .knows: return Web.tag(name)
        case .strained, .shared: return Web.tag(name, .info)
        case .harms: return Web.tag(name, .warn)
        }
    }

    static func standing(_ one: ShownConnection) -> HTML {
        switch one.standing {
        case .current: HTML("Look again by \(one.lookAgainBy.long)")
        case .lapsed: Web.tag("Lapsed: ask again", .warn) + HTML(" since \(one.lookAgainBy.adding(days: 1).long)")
        case .ended: HTML(one.until.map { "Ended \($0.long)" } ?? "Ended")
        }
    }

    /// What stays together in a cell that a phone sets beside its heading.
    private static func together(_ content: HTML) -> HTML { "<span>\(content)</span>" }

    // MARK: The whole

    /// Everything around a young person: the list first, the picture beside it.
    func body(
        _ frame: RecordFrame, _ all: [ShownConnection], intelligence: [HeldIntelligence], episodes: [WrittenNote],
        mayKeep: Bool
    ) -> HTML {
        let person = frame.person.id
        let root: Link = "/young-people/\(person)/around"
        let add: HTML = mayKeep ? buttonLink("Add a connection", "\(root)/new") : .empty
        let standing = all.filter { $0.standing != .ended }
        let ended = all.filter { $0.standing == .ended }
        let actions = buttonGroup(add, buttonLink("Print this", "\(root)/print", .secondary))
        let list =
            standing.isEmpty
            ? emptyState(
                "Nobody and nothing yet", "Write down who helps first: family, a mentor, a teacher they trust.")
            : table("Around \(frame.firstName)", standing, links: true)
        let people: HTML = """
            <p class="ui-small">Family and others who are important are kept under \
            \(anchor("People", RecordPart.people.link(person))); they are in this list and picture too.</p>
            """
        let connections = card(
            "Around \(frame.firstName)", id: "connections", actions: actions,
            body: "<p>Those who help come first.</p>\(list)\(people)")
        let past: HTML =
            ended.isEmpty ? .empty : card("Not any more", id: "ended", body: table("Not any more", ended, links: true))
        // What may not be copied does not leave the screen by the browser's own print either: that has a page of its own.
        let isBound = all.contains { !$0.mayBeCopied }
        let around: HTML = "\(connections)\(picture(frame, standing))\(past)"
        let shown: HTML = isBound ? #"<div class="ui-noprint">\#(around)</div>"# : around
        return """
            \(shown)\(missing(episodes, frame, links: true))\
            \(intelligenceCard(intelligence, frame, mayKeep: mayKeep))\(pack(person))
            """
    }

    private func picture(_ frame: RecordFrame, _ standing: [ShownConnection]) -> HTML {
        guard !standing.isEmpty else { return .empty }
        return plainCard(NetworkPicture(network: Network(standing), name: frame.firstName, lists: lists).html)
    }

    func table(_ caption: String, _ rows: [ShownConnection], links: Bool) -> HTML {
        dataTable(
            caption, isCaptionHidden: true,
            columns: [
                .init("Who or what"), .init("How"), .init("What is known", .sentences), .init("Grade"),
                .init("Current?"),
            ],
            rows: rows.map { one in
                let name: HTML = one.link.flatMap { links ? anchor(one.label, $0) : nil } ?? HTML(one.label)
                let see: HTML =
                    one.page.flatMap { links ? anchor("See it", $0, hidden: "\(one.label), \(one.type)") : nil }
                    ?? .empty
                let grade: HTML = one.grade.isEmpty ? "Not graded" : HTML(one.grade)
                return [
                    name, Self.together("\(Self.tag(one.tone, lists)) \(one.type)"), "\(known(one)) \(see)",
                    one.conditions.isEmpty
                        ? grade : Self.together("\(grade), under conditions: \(one.conditions)"),
                    Self.together(Self.standing(one)),
                ]
            })
    }

    private func known(_ one: ShownConnection) -> HTML {
        if one.isMasked { return "What is written is not shown: it is about a young person you may not see." }
        var parts: [String] = []
        if !one.words.isEmpty { parts.append(one.words.hasSuffix(".") ? one.words : "\(one.words).") }
        if let since = one.since { parts.append("Since \(since.long).") }
        if let source = one.source, !source.isEmpty { parts.append("Who says so: \(source).") }
        return HTML(parts.joined(separator: " "))
    }

    // MARK: Missing episodes

    /// Every missing episode with the clock of its return interview.
    func missing(_ episodes: [WrittenNote], _ frame: RecordFrame, links: Bool) -> HTML {
        guard !episodes.isEmpty else { return .empty }
        let rows = episodes.compactMap { written -> [HTML]? in
            guard let episode = written.note.missing else { return nil }
            let heading = written.note.heading
            let link: Link = "/young-people/\(frame.person.id)/notes/\(written.note.id)"
            let due = episode.talkDue.map { "\($0.day.withWeekday), \($0.clock)" } ?? "72 hours after they are back"
            return [
                links ? anchor(heading, link) : HTML(heading),
                HTML(written.note.at.written(to: written.note.precision)),
                HTML(episode.foundWhere), HTML(due), Self.clock(episode.clock(at: now)),
            ]
        }
        return card(
            "Missing episodes", id: "missing",
            body: """
                <p>Somebody independent offers to talk within 72 hours of coming back.</p>\(dataTable(
                    "Missing episodes, the newest first", isCaptionHidden: true,
                    columns: [
                        .init("Episode"), .init("Began"), .init("Found"), .init("Interview due by"),
                        .init("Return interview"),
                    ], rows: rows))
                """)
    }

    static func clock(_ clock: MissingEpisode.Clock) -> HTML {
        switch clock {
        case .missing, .overdue: Web.tag(clock.words, .warn)
        case .left: Web.tag(clock.words, .info)
        case .done(inTime: false), .done(inTime: nil), .notWanted: Web.tag(clock.words)
        case .done(inTime: true): Web.tag(clock.words, .good)
        }
    }

    // MARK: The ways on

    private func intelligenceCard(_ held: [HeldIntelligence], _ frame: RecordFrame, mayKeep: Bool) -> HTML {
        let root: Link = "/young-people/\(frame.person.id)/intelligence"
        let add: HTML = mayKeep ? buttonLink("Add intelligence", "\(root)/new", .secondary) : .empty
        let words =
            held.isEmpty ? "Nothing is held that you may be told of." : "\(Words.plural(held.count, "item")) held."
        return card(
            "Intelligence", id: "intelligence", actions: add,
            body: "<p>\(words)</p>\(held.isEmpty ? .empty : "<p>\(anchor("See what is held", root))</p>")")
    }

    private func pack(_ person: ID<Person>) -> HTML {
        card(
            "National Referral Mechanism", id: "nrm",
            body: """
                <p>Where a child may be a victim of trafficking or slavery, a first responder tells the Home Office. \
                A child’s agreement is not needed.</p>\
                <p>\(anchor("Draft a referral from this record", "/young-people/\(person)/nrm"))</p>
                """)
    }

    // MARK: To print

    /// What may go on paper: nothing whose handling forbids it.
    func paper(_ frame: RecordFrame, _ all: [ShownConnection], episodes: [WrittenNote]) -> HTML {
        let copied = all.filter { $0.mayBeCopied && $0.standing != .ended }
        let left = all.count { !$0.mayBeCopied && $0.standing != .ended }
        let note: HTML =
            left > 0
            ? "<p>\(Words.plural(left, "connection")) left out: handling conditions do not let them be printed.</p>"
            : .empty
        let list =
            copied.isEmpty
            ? "<p>Nothing that may be printed.</p>" : table("Around \(frame.firstName)", copied, links: false)
        return """
            \(card("Around \(frame.firstName)", id: "connections", body: "\(note)\(list)"))\
            \(picture(frame, copied))\(missing(episodes, frame, links: false))
            """
    }

    // MARK: One connection

    func show(_ written: WrittenConnection, _ one: ShownConnection, _ frame: RecordFrame, _ form: FormView) -> HTML {
        var rows = [
            SummaryRow("Who or what", one.link.map { anchor(one.label, $0) } ?? HTML(one.label)),
            SummaryRow("How", "\(Self.tag(one.tone, lists)) \(one.type)"),
            SummaryRow("What is known", known(one)),
            SummaryRow("Grade", HTML(gradeWords(written.connection.grade, one.grade))),
            SummaryRow("Whether it stands", Self.standing(one)),
            SummaryRow("Written by", "\(one.addedBy), \(one.addedAt.long)"),
        ]
        if !one.conditions.isEmpty { rows.insert(SummaryRow("Conditions", HTML(one.conditions)), at: 4) }
        let steps = one.isMasked ? [] : written.steps
        let history: HTML =
            steps.isEmpty
            ? .empty
            : card(
                "What happened to it", id: "history",
                body: dataTable(
                    "Every step", isCaptionHidden: true,
                    columns: [.init("When"), .init("What"), .init("Why", .sentences), .init("Who")],
                    rows: steps.map {
                        let what = $0.kind == .ended ? "Ended \($0.day.long)" : "Still so. Look again by \($0.day.long)"
                        return [HTML($0.at.long), HTML(what), HTML($0.words), HTML($0.by)]
                    }))
        return """
            \(form.summary())<div\(!one.mayBeCopied, #" class="ui-noprint""#)>\
            \(summaryCard("Connection", id: "about", rows: rows))\(changing(written, one, frame, form))\(history)</div>
            """
    }

    private func gradeWords(_ grade: Grade, _ code: String) -> String {
        let source = lists.sources.first { $0.id == grade.source.rawValue }?.name ?? ""
        let information = lists.informations.first { $0.id == grade.information.rawValue }?.name ?? ""
        return "\(code): source \(source.lowercasedFirst); information \(information)"
    }

    private func changing(
        _ written: WrittenConnection, _ one: ShownConnection, _ frame: RecordFrame, _ form: FormView
    ) -> HTML {
        guard !one.isMasked, one.standing != .ended else { return .empty }
        let root: Link = "/young-people/\(frame.person.id)/around/\(written.connection.id)"
        func own(_ scope: String) -> FormView { form.scope == scope ? form : FormView(scope: scope) }
        let (check, end) = (own("check-"), own("end-"))
        let checking = postForm(
            to: "\(root)/check", token: token,
            body: """
                \(check.textarea("words", label: "What shows that it is still so?", rows: 2, limit: 500))\
                \(check.date("look", legend: "Look again by", hint: "Leave it empty for half a year from now"))\
                \(button("It is still so", .secondary))
                """)
        let ending = postForm(
            to: "\(root)/end", token: token,
            body: """
                \(end.textarea("words", label: "Why does it end?", hint: "Such as: it was not so; they have not met since", rows: 2, limit: 500))\
                \(end.date("on", legend: "Ended on", hint: "Leave it empty for today"))\
                \(button("End it", .secondary))
                """)
        return card(
            "Does it still stand?", id: "change",
            body: """
                \(details("It is still so", isOpen: !check.errors.isEmpty || one.standing == .lapsed, checking))\
                \(details("It is over, or was never so", isOpen: !end.errors.isEmpty, ending))
                """)
    }
}
