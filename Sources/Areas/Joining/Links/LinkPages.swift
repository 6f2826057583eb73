import Governance
import Kernel
import Linkage
import People
import Storage
import Web
import Wording

/// Linking as a page: what waits, the run at work, the runs before, and how well it does.
struct LinkPage {
    let visit: Visit
    let runs: [LinkRun]
    let unlinked: Int
    let questions: Int
    let quality: LinkQuality
    let blocking: [BlockingReport]
    let settings: LinkSettings

    private var current: LinkRun? { runs.first { $0.isAtWork(at: visit.now) } }

    var page: Page {
        Page(
            "Linking records",
            body: """
                \(pageHead(
                    "Linking records", lead: "Which rows of agencies’ files are about the same young person.",
                    actions: anchor("Review possible links", "/review")))
                \(panels)\(nowCard)\(qualityCard)\(blockingCard)\(runsCard)
                """)
    }

    private var panels: HTML {
        panelStrip(
            "Where linking stands",
            [
                ("Waiting to be linked", "\(bigNumber(Words.number(unlinked)))<p>Records in files that count.</p>"),
                (
                    "Questions for a person",
                    "\(bigNumber(Words.number(questions)))<p>\(anchor("Answer them", "/review"))</p>"
                ),
                ("Last run", lastRun),
            ])
    }

    private var lastRun: HTML {
        guard let last = runs.first(where: { $0.state == .done }) else { return "<p>No run yet.</p>" }
        return "<p><strong>\((last.endedAt ?? last.startedAt).long)</strong></p><p>\(Self.counts(last))</p>"
    }

    // MARK: Now

    private var nowCard: HTML {
        if let current {
            let minutes = max(0, visit.now.seconds(since: current.startedAt) / 60)
            return card(
                "A run is at work", id: "now",
                body: """
                    <p><strong>\(current.stage)</strong></p>
                    <p>Begun \(current.startedAt.clock), \(minutes == 0 ? "less than a minute" : Words.plural(minutes, "minute")) \
                    ago. Pages stay as quick as ever, and nothing is lost if it stops.</p>
                    \(buttonGroup(buttonLink("See how far it is", "/links", .secondary)))
                    """)
        }
        let problem: HTML =
            runs.first.flatMap { run in
                run.state == .failed
                    ? callout(.warn, "The last run did not finish", "<p>\(run.problem ?? "It stopped.")</p>") : nil
            } ?? .empty
        let words: HTML =
            unlinked == 0
            ? "<p>Every record that counts is linked. A run now asks again about what changed and nothing else.</p>"
            : """
            <p>\(Words.plural(unlinked, "record")) wait. A run links those it is sure of and asks about the others. It \
            never changes what a person confirmed.</p>
            """
        return card(
            "Link now", id: "now",
            body: """
                \(problem)\(words)\(postForm(to: "/links", token: visit.token, body: button("Link now")))
                """)
    }

    // MARK: Runs

    private var runsCard: HTML {
        guard !runs.isEmpty else {
            return card("Runs", id: "runs", body: emptyState("No run yet", "Each run is listed here with what it did."))
        }
        let columns = [
            TableColumn("Begun"), TableColumn("State"), TableColumn("Records", .figures),
            TableColumn("Pairs compared", .figures), TableColumn("Linked", .figures),
            TableColumn("New young people", .figures), TableColumn("Asked", .figures), TableColumn("Refused", .figures),
        ]
        return card(
            "Runs", id: "runs",
            body: dataTable(
                "Runs", isCaptionHidden: true, columns: columns,
                rows: runs.map { run in
                    [
                        HTML(run.startedAt.long), state(run),
                        HTML(Words.number(run.counts.records)), HTML(Words.number(run.counts.pairs)),
                        HTML(Words.number(run.counts.links)), HTML(Words.number(run.counts.people)),
                        HTML(Words.number(run.counts.asked)), HTML(Words.number(run.counts.refused)),
                    ]
                }))
    }

    private func state(_ run: LinkRun) -> HTML {
        switch run.state {
        case .done: return tag("Done", .good)
        case .running: return run.isAtWork(at: visit.now) ? tag("At work", .info) : tag("Stopped", .warn)
        case .failed: return "\(tag("Not finished", .warn)) \(run.problem ?? "")"
        }
    }

    static func counts(_ run: LinkRun) -> String {
        """
        \(Words.plural(run.counts.links, "record")) linked, \(Words.plural(run.counts.people, "young person")) new, \
        \(Words.plural(run.counts.asked, "question")) for a person.
        """
    }

    // MARK: How well

    private var qualityCard: HTML {
        let few: HTML =
            quality.settled < settings.fewestPairs
            ? callout(
                .info, "Too few pairs have been reviewed to say much",
                """
                <p>\(Words.plural(quality.settled, "pair")) so far. Shares are shown from \
                \(settings.fewestPairs) on.</p>
                """) : .empty
        let rows = [
            SummaryRow("Two people asked separately", agreement(quality.reviewers, "agree")),
            SummaryRow("People and the engine", agreement(quality.engine, "lean the same way")),
            SummaryRow("Links made without asking", HTML(ownWord)),
        ]
        return card(
            "How well the linking does", id: "quality",
            body: """
                \(few)\(summaryList(rows))
                <p class="ui-small">Reviewed pairs are the hard ones, near the threshold: shares here say how hard they \
                are, not how often a link is wrong. Kappa is agreement beyond chance: 0 is none, 1 is perfect.</p>
                \(groups("By sex, as recorded", quality.bySex))\(groups("By agencies", quality.byAgency))\
                \(groups("By ethnic group, as recorded", quality.byEthnicity))
                """)
    }

    private var ownWord: String {
        let threshold = LinkageRun.weight(settings.linkFrom)
        let estimate = quality.calibration.estimate(weight: threshold)
        let words = Odds.words(1 - estimate.wrong, isCalibrated: estimate.decisions >= Odds.fewestDecisions)
        return "At the threshold, \(words)"
    }

    private func agreement(_ agreement: Agreement, _ verb: String) -> HTML {
        guard agreement.judged > 0, let share = agreement.agreed.share else { return "Nobody has yet" }
        let count = Words.plural(agreement.judged, "pair")
        guard agreement.judged >= settings.fewestPairs else { return "Too few to say: \(count)" }
        let kappa = agreement.kappa.map { ", kappa \(Self.places($0))" } ?? ", kappa cannot be worked out"
        let range =
            agreement.agreed.interval.map {
                " (95% interval \(Self.percent($0.lowerBound)) to \(Self.percent($0.upperBound)))"
            } ?? ""
        return "They \(verb) on \(Self.percent(share)) of \(count)\(range)\(kappa)"
    }

    private func groups(_ title: String, _ groups: [LinkQuality.Group]) -> HTML {
        let shown = groups.filter { $0.pairs >= settings.fewestPairs }
        guard !groups.isEmpty else { return .empty }
        let left = groups.count - shown.count
        let note: HTML =
            left == 0
            ? .empty
            : """
            <p class="ui-small">\(Words.plural(left, "group")) with fewer than \(settings.fewestPairs) reviewed pairs \
            not shown.</p>
            """
        guard !shown.isEmpty else { return "<h3 class=\"ui-h3\">\(title)</h3>\(note)" }
        let rows = shown.map { group -> [HTML] in
            let range =
                group.wrong.interval.map { "\(Self.percent($0.lowerBound)) to \(Self.percent($0.upperBound))" } ?? ""
            return [
                HTML(group.name), HTML(Words.number(group.pairs)),
                HTML(group.wrong.share.map(Self.percent) ?? ""), HTML(range),
            ]
        }
        return """
            <h3 class="ui-h3">\(title)</h3>\(dataTable(
                title, isCaptionHidden: true,
                columns: [
                    TableColumn("Group"), TableColumn("Reviewed pairs", .figures),
                    TableColumn("People overruled the engine", .figures), TableColumn("95% interval", .figures),
                ], rows: rows))\(note)
            """
    }

    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

    private static func places(_ number: Double) -> String {
        let hundredths = Int((abs(number) * 100).rounded())
        let rest = hundredths % 100
        return "\(number < 0 ? "−" : "")\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    // MARK: What was not compared

    private var blockingCard: HTML {
        guard !blocking.isEmpty else { return .empty }
        let skipped = blocking.reduce(0) { $0 + $1.skippedPairs }
        let words: HTML =
            skipped == 0
            ? "<p>Every pair that any rule found was compared.</p>"
            : """
            <p>\(Words.number(skipped)) pairs were not compared, because too many records share what a rule looks for. \
            Another rule may have found them.</p>
            """
        let rows = blocking.map { rule -> [HTML] in
            [
                HTML(rule.rule), HTML(Words.number(rule.pairs)), HTML(Words.number(rule.largestBlock)),
                HTML(Words.number(rule.skippedPairs)),
            ]
        }
        let table = dataTable(
            "How pairs were found", isCaptionHidden: true,
            columns: [
                TableColumn("Records that agree on"), TableColumn("New pairs found", .figures),
                TableColumn("Largest group", .figures), TableColumn("Pairs left out", .figures),
            ], rows: rows)
        return card(
            "How pairs were found in the last run", id: "blocking",
            body: "\(words)\(details("See every rule", table))")
    }
}
