import Feeds
import Governance
import Kernel
import People
import Web

/// What the report on one file shows.
struct ImportReportView: Sendable {
    let entry: ImportEntry
    let problems: [ProblemGroup]
    let better: Mapping?
    /// Columns the agreement does not cover.
    let withheld: [String]
    /// Rejected rows that somebody put right.
    let fixed: Int
}

/// The report on one file: counts that add up, what was found, what it changes, and the decision.
enum ImportReportPages {
    static func report(_ view: ImportReportView, token: HTML, most: Int) -> Page {
        let (entry, run) = (view.entry, view.entry.run)
        let body: HTML = """
            \(breadcrumb([NavItem("Imports", "/imports")]))
            \(pageHead(
                run.title, lead: "From \(entry.agency), sent \(run.startedAt.long)",
                actions: ImportListPages.tag(run.state)))
            \(view.better.map { wrongFeed($0, run) } ?? .empty)
            \(counts(view))\(columns(.mainAside, """
                \(found(view))\(rejects(view, token, most))
                """, aside: """
                \(decision(view, token))\(changes(entry))\(facts(entry))
                """, label: "About this file"))
            """
        return Page("\(run.title) from \(entry.agency)", body: body)
    }

    private static func wrongFeed(_ mapping: Mapping, _ run: ImportRun) -> HTML {
        callout(
            .warn, "Was the wrong kind of file chosen?",
            """
            <p>\(ImportWords.better(mapping, than: run.feed)) Abandon this one and send the file again as \
            \(mapping.title).</p>
            """)
    }

    // MARK: Counts

    private static func counts(_ view: ImportReportView) -> HTML {
        let counts = view.entry.run.counts
        let sum =
            "\(grouped(counts.accepted)) + \(grouped(counts.corrected)) + \(grouped(counts.rejected)) = "
            + grouped(counts.read)
        let fixed =
            view.fixed == 0
            ? "" : " \(grouped(view.fixed)) rejected rows have been put right since and count as corrected."
        return card(
            "Every row accounted for", id: "counts",
            body: """
                \(factsStrip([
                    ("Read", grouped(counts.read), "rows"), ("Accepted", grouped(counts.accepted), "as they stood"),
                    ("Corrected", grouped(counts.corrected), "and told why"),
                    ("Rejected", grouped(counts.rejected), "and told why"),
                ]))
                <p>\(sum): nothing is missing.\(fixed)</p>
                \(!view.withheld.isEmpty, """
                    <p>\(view.entry.run.agreement) does not cover these columns, so nothing of them was taken: \
                    \(view.withheld.joined(separator: ", ")).</p>
                    """)
                """)
    }

    // MARK: What was found

    private static func found(_ view: ImportReportView) -> HTML {
        let run = view.entry.run
        guard !view.problems.isEmpty else {
            return card(
                "What was found", id: "found",
                body: emptyState("No problems", "Every row could be read just as it stood."))
        }
        let actions: HTML =
            run.counts.corrected > 0 ? anchor("See the corrected rows", "/imports/\(run.id)/rows/corrected") : .empty
        return card(
            "What was found", id: "found", actions: actions,
            body: "<p>As it was when the file was read, the most serious first.</p>\(ProblemPages.table(view.problems))"
        )
    }

    private static func rejects(_ view: ImportReportView, _ token: HTML, _ most: Int) -> HTML {
        let run = view.entry.run
        guard run.counts.rejected > 0 else { return .empty }
        let mayFix = run.state == .staged || run.state == .kept
        let fix: HTML =
            mayFix
            ? """
            <p>Put rows right one by one on screen, or download them, put them right in the file and send just that \
            file back. Rows that are right then join this import.</p>
            \(buttonGroup(
                buttonLink("Put rows right on screen", "/imports/\(run.id)/rows/rejected", .secondary),
                buttonLink("Download the rejected rows", "/imports/\(run.id)/rejected.csv", .secondary)))
            \(details("Send the corrected rows back", uploadForm(
                to: "/imports/\(run.id)/fixed", token: token, mostBytes: most, body: """
                    \(FormView().file("file", label: "The rejected rows, put right",
                        hint: "The file you downloaded. Leave its column \u{201C}line\u{201D} as it is.", accept: ".csv"))
                    \(buttonGroup(button("Send the corrected rows", .secondary)))
                    """)))
            """
            : buttonGroup(
                buttonLink("See the rejected rows", "/imports/\(run.id)/rows/rejected", .secondary),
                buttonLink("Download the rejected rows", "/imports/\(run.id)/rejected.csv", .secondary))
        return card("Rejected rows: \(grouped(run.counts.rejected))", id: "rejects", body: fix)
    }

    // MARK: Beside it

    private static func decision(_ view: ImportReportView, _ token: HTML) -> HTML {
        let run = view.entry.run
        switch run.state {
        case .staged:
            let keep: HTML =
                run.counts.usable > 0
                ? """
                <p>\(grouped(run.counts.usable)) rows will be part of the picture of young people, under \
                \(run.agreement).</p>\(postForm(to: "/imports/\(run.id)/keep", token: token, body: button("Keep these rows")))
                """
                : "<p>No row can be used, so there is nothing to keep.</p>"
            return sideCard(
                "Keep or abandon?", id: "decision",
                body: """
                    \(keep)\(postForm(
                        to: "/imports/\(run.id)/abandon", token: token, body: button("Abandon this file", .secondary)))
                    """)
        case .kept: return decided("Kept", view.entry, run.keptAt)
        case .replaced: return decided("Kept, and replaced since by a later file", view.entry, run.keptAt)
        case .abandoned: return decided("Abandoned: nothing of it counts", view.entry, nil)
        case .received, .reading, .stopped: return .empty
        }
    }

    private static func decided(_ words: String, _ entry: ImportEntry, _ at: Instant?) -> HTML {
        let who = entry.decidedBy ?? "the command line"
        return sideCard(
            "Decided", id: "decision", body: "<p>\(words). By \(who)\(at.map { ", \($0.long)" } ?? "").</p>")
    }

    private static func changes(_ entry: ImportEntry) -> HTML {
        guard let change = entry.change, let earlier = entry.replaces else { return .empty }
        let rows = [("Young people", change.people), ("Rows", change.rows)].map { name, tally -> [HTML] in
            [HTML(name), HTML(grouped(tally.new)), HTML(grouped(tally.changed)), HTML(grouped(tally.gone))]
        }
        return sideCard(
            "Beside the earlier file", id: "changes",
            body: """
                <p>A file of the same kind and time \(entry.run.state == .staged ? "is kept already. This one would take"
                    : "was kept before. This one took") its place. \(anchor("See the earlier file", "/imports/\(earlier)"))</p>
                \(dataTable(
                    "What changes", columns: [
                        TableColumn(""), TableColumn("New", .figures), TableColumn("Changed", .figures),
                        TableColumn("Gone", .figures),
                    ], rows: rows))
                <p>\(anchor("Download the list (CSV)", "/imports/\(entry.run.id)/changes.csv"))</p>
                """)
    }

    private static func facts(_ entry: ImportEntry) -> HTML {
        let run = entry.run
        return sideCard(
            "The file", id: "file",
            body: summaryList([
                SummaryRow("Whose", AgencyBadge(entry.agencyKind.badge, entry.agency).html),
                SummaryRow("Kind", "\(run.feed), version \(run.feedVersion)"), SummaryRow("Time", HTML(run.period)),
                SummaryRow("Agreement", HTML(run.agreement)), SummaryRow("Name", HTML(run.fileName)),
                SummaryRow("Size", "\(grouped(run.fileBytes)) bytes"),
                SummaryRow("Sent by", HTML(entry.worker ?? "the command line")),
                SummaryRow("Fingerprint (SHA-256)", fingerprint(run.fileHash)),
            ]))
    }
}

extension ImportReportPages {
    /// In pieces, so that a narrow column can break it.
    private static func fingerprint(_ hash: String) -> HTML {
        let pieces = Array(hash).chunked(8).map { HTML(String($0)) }
        return #"<span class="ui-code">\#(pieces.joined(by: "<wbr>"))</span>"#
    }
}

/// Problems of rows, on every page that shows them.
enum ProblemPages {
    /// Grouped by kind, with the first lines as examples.
    static func table(_ groups: [ProblemGroup]) -> HTML {
        let rows = groups.map { group -> [HTML] in
            [
                "\(group.header.isEmpty ? "Whole row" : group.header)", effect(group.effect), HTML(group.reason),
                HTML(grouped(group.times)), examples(group.examples),
            ]
        }
        return dataTable(
            "Problems by kind", isCaptionHidden: true,
            columns: [
                TableColumn("Column"), TableColumn("Row is"), TableColumn("Why"), TableColumn("Times", .figures),
                TableColumn("First met"),
            ], rows: rows)
    }

    static func effect(_ effect: RowProblem.Effect) -> HTML {
        switch effect {
        case .noted: tag("Kept as it is")
        case .corrected: tag("Corrected", .info)
        case .rejected: tag("Rejected", .warn)
        }
    }

    private static func examples(_ problems: [FoundProblem]) -> HTML {
        bullets(
            problems.prefix(3).map { problem -> HTML in
                let kept: HTML =
                    problem.correction.map { $0.isEmpty ? ", left out" : ", kept as \u{201C}\($0)\u{201D}" } ?? ""
                return """
                    Line \(problem.line), column \(problem.column)\
                    \(!problem.value.isEmpty, ": \u{201C}\(problem.value)\u{201D}")\(kept)
                    """
            })
    }
}
