import Governance
import Kernel
import People
import Web
import Wording

/// "Where this picture comes from", as a page of the record.
struct PersonLinksPage {
    let visit: Visit
    let frame: RecordFrame
    let links: PersonLinks
    /// A form that could not be taken, by the part it stands in.
    let refused: (part: String, view: FormView)?

    private var person: ID<Person> { frame.person.id }

    var body: HTML {
        """
        \(refused?.view.summary())\(notices)
        \(card("Where this picture comes from", id: "links", actions: separateAction, body: linked))
        \(neverCard)\(historyCard)
        """
    }

    private func view(_ part: String) -> FormView {
        refused?.part == part ? refused?.view ?? FormView() : FormView(scope: elementID(part))
    }

    // MARK: What to know first

    private var notices: HTML {
        var boxes: HTML = .empty
        if let into = links.joinedInto {
            boxes += callout(
                .info, "This record stands empty",
                """
                <p>Everything of it is on \(anchor(into.reference, "/young-people/\(into.person)")), because both are one \
                young person.</p>
                """)
        }
        for other in links.others {
            let by = other.worker.map { " by \($0)" } ?? ""
            let when = "on \(other.regrouping.at.day.long)\(by)"
            let name = anchor(other.reference, "/young-people/\(other.person)")
            let words: HTML
            switch other.regrouping.kind {
            case .separated: words = "Separated from \(name) \(when). \(other.regrouping.reason)"
            case .joined where other.regrouping.from == person: words = "Everything went to \(name) \(when)."
            case .joined: words = "Everything of \(name) came here \(when). \(other.regrouping.reason)"
            }
            boxes += callout(.info, "From two records", "<p>\(words)</p>\(takeBack(other))")
        }
        if !links.apart.isEmpty {
            boxes += callout(
                .warn, "Two records here are two young people",
                """
                <p>A reviewer said that records linked here are about different young people.</p>\
                <p>\(buttonLink("Separate them", separate(links.apart[0].right)))</p>
                """)
        }
        return boxes
    }

    private func takeBack(_ other: PersonLinks.Other) -> HTML {
        guard links.mayChange else { return .empty }
        let part = "back-\(other.regrouping.id)"
        let view = view(part)
        let label = other.regrouping.kind == .joined ? "Take the link back" : "Put them back together"
        return details(
            label, isOpen: refused?.part == part,
            postForm(
                to: "/young-people/\(person)/links/take-back", token: visit.token,
                body: """
                    \(FormView.hidden("regrouping", other.regrouping.id.text))
                    <p>Whatever is still where it was put goes back. What was added since stays here.</p>
                    \(view.text("reason", label: "Why"))\(button(label, .warning))
                    """))
    }

    private func separate(_ record: ID<SourceRecord>) -> Link {
        let link: Link = "/young-people/\(person)/links/separate"
        return link.with(query: [("record", record.text)])
    }

    private var separateAction: HTML {
        guard links.mayChange, links.lines.count > 1 else { return .empty }
        return buttonLink("Separate into two", "/young-people/\(person)/links/separate", .secondary)
    }

    // MARK: What is linked

    private var linked: HTML {
        let held: HTML = links.withheld.isEmpty ? .empty : bullets(links.withheld.map { HTML($0) })
        guard !links.lines.isEmpty else {
            return "\(held)\(emptyState("No agency’s record is linked", "They appear here after a linking run."))"
        }
        let columns = [
            TableColumn("Agency"), TableColumn("Says"), TableColumn("How it was linked"), TableColumn("How sure"),
            TableColumn("Files"),
        ]
        return """
            \(held)\(dataTable(
                "Records linked to \(frame.name)", isCaptionHidden: true, columns: columns, rows: links.lines.map(row)))
            """
    }

    private func row(_ line: PersonLinks.Line) -> [HTML] {
        let badge = AgencyBadge(line.agency.kind.badge, line.agency.name).html
        return [
            "\(badge)\(line.agreement.isEmpty ? .empty : "<br>\(smaller("Under \(line.agreement)"))")",
            says(line), how(line), HTML(sure(line)), "\(files(line))\(undo(line))",
        ]
    }

    private func smaller(_ words: String) -> HTML { #"<span class="ui-small">\#(words)</span>"# }

    private func says(_ line: PersonLinks.Line) -> HTML {
        guard line.showsName, frame.grant.shows(.identity) else { return "Not shown to you" }
        let record = line.record
        let name = [record.forename, record.surname].filter { !$0.isEmpty }.joined(separator: " ")
        var parts = [name.isEmpty ? "Name not known" : name]
        if let born = record.born { parts.append("born \(born.long)") }
        let numbers = Identifier.allCases.compactMap { identifier -> String? in
            let shown = identifier.shown(record, to: visit.worker)
            return shown.isEmpty ? nil : "\(identifier.name) \(shown)"
        }
        return parts.joined(separator: ", ").html + numbers.map { "<br>\(smaller($0))" as HTML }.joined()
    }

    private func how(_ line: PersonLinks.Line) -> HTML {
        let by: String =
            switch line.link.maker {
            case .engine: "By the engine"
            case .person: "By \(line.worker ?? "a worker")"
            case .identity: line.isOurs ? "Our own record" : "The agency’s own number"
            }
        let reason: HTML =
            line.link.reason.isEmpty || line.isOurs ? .empty : "<br>\(smaller(line.link.reason))"
        return "\(by), \(line.link.since.day.long)\(reason)"
    }

    private func sure(_ line: PersonLinks.Line) -> String {
        switch line.link.maker {
        case .identity: return "Certain"
        case .person: return "A person looked at it"
        case .engine:
            guard let probability = line.link.probability else { return "The first record of them" }
            return Odds.sentence(probability, by: links.calibration)
        }
    }

    private func files(_ line: PersonLinks.Line) -> HTML {
        if line.isOurs { return "Our own record" }
        guard let newest = line.standings.first(where: { $0.state == .kept }) ?? line.standings.first else {
            return "No file that counts"
        }
        let rows = RowWords.rows(line.standings.filter { $0.state == .kept }.reduce(0) { $0 + $1.rows })
        let place = "\(newest.feed), \(newest.period), under \(newest.agreement)"
        return line.isReplaced ? "\(tag("From a replaced file", .warn)) \(place)" : "\(rows): \(place)"
    }

    private func undo(_ line: PersonLinks.Line) -> HTML {
        guard links.mayChange, !line.isOurs, links.lines.count > 1 else { return .empty }
        let part = "undo-\(line.record.id)"
        let view = view(part)
        return details(
            "Undo this link", isOpen: refused?.part == part,
            postForm(
                to: "/young-people/\(person)/links/undo", token: visit.token,
                body: """
                    \(FormView.hidden("record", line.record.id.text))
                    <p>It goes to a record of its own, and is not linked here again.</p>
                    \(view.text("reason", label: "Why"))\(button("Undo this link", .warning, hidden: line.agency.name))
                    """))
    }

    // MARK: Never

    private var neverCard: HTML {
        let view = view("never")
        let lines = links.nevers.map { never -> HTML in
            let by = never.worker.map { " by \($0)" } ?? ""
            let part = "never-back-\(never.person)"
            let back: HTML =
                links.mayChange
                ? details(
                    "Take this back", isOpen: refused?.part == part,
                    postForm(
                        to: "/young-people/\(person)/links/never/end", token: visit.token,
                        body: """
                            \(FormView.hidden("other", never.person.text))
                            \(self.view(part).text("reason", label: "Why"))\(button("Take this back", .secondary))
                            """)) : .empty
            let name = anchor(never.reference, "/young-people/\(never.person)")
            let since = "\(never.never.since.day.long)\(by)"
            return "Never to be linked with \(name), since \(since). \(never.never.reason)\(back)"
        }
        let form: HTML =
            links.mayChange
            ? details(
                "Never link this young person with another", isOpen: refused?.part == "never",
                postForm(
                    to: "/young-people/\(person)/links/never", token: visit.token,
                    body: """
                        \(view.text("reference", label: "The other record", hint: "Such as YP-2047", width: .ten))
                        \(view.text("reason", label: "How you know that they are two"))
                        \(button("Never link them", .secondary))
                        """)) : .empty
        guard !lines.isEmpty || links.mayChange else { return .empty }
        let none: HTML = lines.isEmpty ? "<p>Nobody has said so of any other record.</p>" : bullets(lines)
        return card("Never to be linked", id: "never", body: "\(none)\(form)")
    }

    // MARK: What was

    private var historyCard: HTML {
        guard !links.past.isEmpty else { return .empty }
        let rows = links.past.map { past -> [HTML] in
            [
                HTML(past.agency), HTML("\(past.since.day.long) to \(past.endedAt.day.long)"),
                HTML(past.endedBy ?? "A linking run"), HTML(past.reason),
            ]
        }
        return card(
            "Links that ended", id: "ended",
            body: dataTable(
                "Links that ended", isCaptionHidden: true,
                columns: ["Agency", "When", "Ended by", "Why"].map { TableColumn($0) }, rows: rows))
    }
}

extension String {
    /// Escaped, as a piece of a page.
    fileprivate var html: HTML { HTML(self) }
}
