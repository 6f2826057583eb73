import Governance
import Kernel
import People
import Web
import Wording

/// What agencies say about who a young person is, with differing values side by side, and who else lives there.
enum AgenciesPages {
    static func body(_ says: AgencySays, _ household: Household?, _ frame: RecordFrame) -> HTML {
        """
        \(differences(says))\(held(says.withheld))
        \(card("What agencies say", id: "says", body: table(says, frame)))
        \(PicturePages.sharedUnder(says.agreements))
        \(household.map { around($0, frame) })
        """
    }

    private static func differences(_ says: AgencySays) -> HTML {
        let names = says.lines.filter(\.differs).map { $0.field.name.lowercased() }
        guard !names.isEmpty else { return .empty }
        let verb = names.count == 1 ? "differs" : "differ"
        return callout(
            .warn, "\(Words.plural(names.count, "detail")) \(verb)",
            """
            <p>Not everybody says the same about \(Words.list(names)). What most agencies say comes first. Ask \
            before you rely on it.</p>
            """)
    }

    private static func held(_ withheld: [String]) -> HTML {
        withheld.isEmpty ? .empty : callout(.info, "More is held", bullets(withheld.map { HTML($0) }))
    }

    private static func table(_ says: AgencySays, _ frame: RecordFrame) -> HTML {
        var rows: [[HTML]] = []
        for line in says.lines {
            for (place, value) in line.values.enumerated() {
                let name: HTML = place == 0 ? "\(line.field.name)" : hiddenText(line.field.name)
                let differs: HTML = line.differs && place == 0 ? " \(tag("They differ", .warn))" : .empty
                rows.append(["\(name)\(differs)", HTML(value.text), who(value), since(value, frame), under(value)])
            }
        }
        if says.isAddressSecret { rows.append(["Address", "Secret. Ask the lead professional", "–", "–", "–"]) }
        guard !rows.isEmpty else {
            return emptyState("Nothing to show", "No agency’s file that you may read is linked to this record.")
        }
        return dataTable(
            "What agencies say", isCaptionHidden: true,
            columns: ["Detail", "What they say", "Who says so", "Since", "Shared under"].map { TableColumn($0) },
            rows: rows)
    }

    private static func who(_ value: SaidValue) -> HTML {
        agencyList(value.sayings.map { AgencyBadge($0.kind.badge, $0.name) })
    }

    private static func since(_ value: SaidValue, _ frame: RecordFrame) -> HTML {
        let lines = value.sayings.compactMap { saying -> HTML? in
            guard let since = saying.since else { return nil }
            return "\(since.day.long), last in the file for \(Period.words(saying.lastPeriod))"
        }
        return lines.isEmpty ? "–" : lines.joined(by: "<br>")
    }

    private static func under(_ value: SaidValue) -> HTML {
        let agreements = Set(value.sayings.map(\.agreement)).subtracting([""]).sorted()
        return agreements.isEmpty ? "–" : HTML(Words.list(agreements))
    }

    // MARK: Household, siblings, school

    private static func around(_ household: Household, _ frame: RecordFrame) -> HTML {
        let address: HTML =
            household.isAddressSecret
            ? "<p>The address is secret, so nobody is looked up by it.</p>"
            : list(household.atAddress, empty: "Nobody else that you may know of.")
        let siblings: HTML =
            household.siblings.isEmpty
            ? "<p>None is written down.</p>"
            : bullets(household.siblings.map { "\($0.name), \($0.relation). \($0.kind.name)" })
        return card(
            "Home, brothers and sisters, school", id: "around",
            body: """
                <p class="ui-small">Only people you may know of are listed, by initials where you may know no more. \
                Others may be there.</p>
                <h3 class="ui-h3">At the same address</h3>\(address)
                <h3 class="ui-h3">Brothers and sisters</h3>\(siblings)
                <h3 class="ui-h3">At the same school, among those you work with</h3>\
                \(list(household.atSchool, empty: "Nobody that you work with."))
                <p>\(anchor("See the people around \(frame.firstName)", RecordPart.people.link(frame.person.id)))</p>
                """)
    }

    private static func list(_ neighbours: [Neighbour], empty: String) -> HTML {
        guard !neighbours.isEmpty else { return "<p>\(empty)</p>" }
        return bullets(
            neighbours.map { one in
                let name: HTML =
                    one.isNamed ? anchor(one.name, RecordPart.overview.link(one.person)) : HTML(one.name)
                return "\(name). \(one.how)"
            })
    }
}
