import Governance
import Kernel
import People
import Web
import Wording

/// One run as a page: the flags with their shares, which go together, ages and times, and another run beside it.
struct CohortRunPages: Sendable {
    let run: CohortRun
    let shown: ShownCohort
    /// Another run of the same cohort, when one was chosen.
    let other: (run: CohortRun, shown: ShownCohort)?
    let runs: [CohortRun]
    /// The young people in it that this worker may open, by name.
    let people: [(person: ID<Person>, name: String)]?
    private let rule = Suppression.standard
    private let flags = RiskRules.standard.flags

    init(
        run: CohortRun, shown: ShownCohort, other: (run: CohortRun, shown: ShownCohort)?, runs: [CohortRun],
        people: [(person: ID<Person>, name: String)]?
    ) {
        self.run = run
        self.shown = shown
        self.other = other
        self.runs = runs
        self.people = people
    }

    var html: HTML {
        """
        \(breadcrumb([NavItem("Cohorts", "/cohorts"), NavItem(run.definition.name, CohortLink.cohort(run.cohort))]))
        \(pageHead(
            run.definition.name, lead: "\(run.definition.words), looking back from \(run.day.long). \(run.definition.signWords)",
            actions: buttonLink("Download as CSV", CohortLink.file(run), .secondary)))
        \(card("In short", id: "short", body: factsStrip(facts)))
        \(card("How many have each", id: "flags", body: "\(flagTable)\(note)"))
        \(card("What goes together", id: "together", body: together))
        \(names)\(compare)\(made)
        """
    }

    // MARK: In short

    private var facts: [(label: String, value: String, note: String)] {
        let days = shown.medianWait.map { "\(CohortResult.words($0)) days" } ?? "Not shown"
        let after = shown.help.first.map(rule.words) ?? ""
        return [
            ("Young people", rule.words(shown.total), "Counted \(run.ranAt.long)"),
            ("Middle age", shown.medianAge.map(CohortResult.words) ?? "Not shown", "Half are younger, half older"),
            ("First sign to first help", days, "The middle of \(after) helped after a sign"),
            ("A sign, no help decided", shown.help.last.map(rule.words) ?? "", "By the meeting, up to that day"),
        ]
    }

    // MARK: Flags

    private var flagTable: HTML {
        dataTable(
            "How many have each", isCaptionHidden: true,
            columns: [
                TableColumn("What"), TableColumn("Known to have it", .figures), TableColumn("Share", .figures),
                TableColumn("95% sure it is between", .figures),
            ],
            rows: flags.enumerated().map { index, flag in
                let share = CohortRunPages.share(shown, index)
                return [
                    "\(flag.name)<br><span class=\"ui-small\">\(flag.means)</span>",
                    HTML(rule.words(shown.flags[index])), HTML(share.map { Wilson.percent($0.share) } ?? "–"),
                    HTML(share.map { "\(Wilson.percent($0.low)) and \(Wilson.percent($0.high))" } ?? "–"),
                ]
            })
    }

    /// From the counts as they are shown, so that a share never says more than they do.
    static func share(_ shown: ShownCohort, _ flag: Int) -> Wilson? {
        guard let part = shown.flags[flag].value, let whole = shown.total.value else { return nil }
        return Wilson(min(part, whole), of: whole)
    }

    private var note: HTML {
        let small: HTML =
            shown.audience == .team
            ? .empty
            : """
            <p class="ui-small">Counts of \(rule.smallest) to \(rule.largest) are hidden, with others that could give \
            them away; the rest are to the nearest \(rule.roundTo).</p>
            """
        return """
            <p class="ui-small">The share is of those known to have it. The rest are not known to have it, which is \
            not the same as not having it.</p>\(small)
            """
    }

    // MARK: Together

    private var together: HTML {
        let drawn = shown.combinations.compactMap { one in one.count.value.map { (one, $0) } }.filter { $0.1 > 0 }
        guard let (first, most) = drawn.first else {
            return emptyState("No combination can be shown", "Each is of too few young people, or there are none.")
        }
        let words = CohortRunPages.words(first.mask, flags)
        let title = "Most often: \(words), \(most) young people"
        return UpSet(
            id: "cohort-sets", title: title,
            subtitle: "Young people by everything they are known to have, \(run.day.long). Largest groups first.",
            description: "Bars for each combination over dots that say which. All numbers are in the table below.",
            parts: flags.enumerated().map { UpSet.Part($1.letter, $1.name, count: shown.flags[$0].value) },
            combinations: drawn.map { one, count in
                UpSet.Combination(has: flags.indices.map { one.mask & (1 << $0) != 0 }, count: count)
            },
            table: details("See the numbers as a table", "\(combinationTable)")
        ).html
    }

    private var combinationTable: HTML {
        let cut: HTML =
            shown.isCut
            ? "<p>Combinations of few young people are not listed, and some that would give them away.</p>" : .empty
        return dataTable(
            "What goes together", isCaptionHidden: true,
            columns: [TableColumn("They have just these"), TableColumn("Young people", .figures)],
            rows: shown.combinations.map { [HTML(CohortRunPages.words($0.mask, flags)), HTML(rule.words($0.count))] })
            + cut
    }

    /// "Missing and Arrest"; "None of these" for nothing.
    static func words(_ mask: Int, _ flags: [RiskRules.Flag]) -> String {
        let names = flags.indices.filter { mask & (1 << $0) != 0 }.map { flags[$0].name }
        return names.isEmpty ? "none of these" : Words.list(names)
    }

    // MARK: Names, for those who may know them

    private var names: HTML {
        guard let people else { return .empty }
        let list: HTML =
            people.isEmpty
            ? "<p>You may open none of these records.</p>"
            : bullets(people.map { anchor($0.name, RecordPart.overview.link($0.person)) })
        let count = "\(people.count) of \(rule.words(shown.total))"
        return card("Records in it that you may open", id: "names", body: details("Show \(count)", list))
    }

    // MARK: Another run beside it

    private var compare: HTML {
        let others = runs.filter { $0.id != run.id }
        guard !others.isEmpty else { return .empty }
        let links = others.map { one -> HTML in
            let here = CohortLink.run(run).with(query: [("with", one.id.text)])
            return anchor("With \(one.day.long), counted \(one.ranAt.long)", here)
        }
        guard let other else {
            return card("Compare", id: "compare", body: "<p>Set this run beside another:</p>\(bullets(links))")
        }
        let rows = flags.enumerated().map { index, flag -> [HTML] in
            let (now, then) = (CohortRunPages.share(shown, index), CohortRunPages.share(other.shown, index))
            return [
                HTML(flag.name), HTML(then?.words ?? "–"), HTML(now?.words ?? "–"),
                HTML(CohortRunPages.change(now, then)),
            ]
        }
        let changed: HTML =
            other.run.version == run.version && other.run.rules == run.rules
            ? .empty : "<p>\(tag("The rule changed between these runs", .warn)) Part of the difference may be that.</p>"
        return card(
            "Compared with \(other.run.day.long)", id: "compare",
            body: """
                \(changed)<p>\(rule.words(other.shown.total)) young people then, \(rule.words(shown.total)) now.</p>
                \(dataTable(
                    "Compared with \(other.run.day.long)", isCaptionHidden: true,
                    columns: [
                        TableColumn("What"), TableColumn(other.run.day.long, .figures),
                        TableColumn(run.day.long, .figures), TableColumn("Change", .figures),
                    ], rows: rows))
                <p class="ui-small">A change whose range spans 0 may be chance. The same young people can be in both, \
                so the ranges are wider than need be.</p>\(details("Compare with another run", bullets(links)))
                """)
    }

    /// "+8 points (−3 to +19)".
    static func change(_ now: Wilson?, _ then: Wilson?) -> String {
        guard let now, let then else { return "–" }
        let difference = now.difference(from: then)
        func points(_ share: Double) -> String {
            let whole = Int((share * 100).rounded())
            return whole == 0 ? "0" : whole > 0 ? "+\(whole)" : "−\(-whole)"
        }
        return "\(points(difference.points)) points (\(points(difference.low)) to \(points(difference.high)))"
    }

    // MARK: How it was made

    private var made: HTML {
        let shared: HTML =
            run.agreements.isEmpty
            ? "No agency’s file was counted." : "Counted under \(Words.list(run.agreements))."
        return card(
            "How this was counted", id: "made",
            body: """
                <p>Version \(run.version) of the cohort, rules of \(run.rules). \(shared)</p>
                <p>Not counted:</p>\(bullets(run.notCounted.map { HTML($0) }))
                """)
    }
}
