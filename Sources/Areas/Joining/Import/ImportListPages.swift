import Governance
import Kernel
import People
import Web

/// Every file that came, newest first.
enum ImportListPages {
    static func list(_ entries: [ImportEntry], page: Int, of pages: Int, today: Day) -> Page {
        let send = buttonLink("Send a file", "/imports/new")
        let body: HTML =
            entries.isEmpty
            ? emptyState(
                "No files yet",
                "When an agency sends a file it appears here, with every row accounted for.", action: send)
            : plainCard(
                dataTable(
                    "Files that agencies sent", isCaptionHidden: true,
                    columns: [
                        TableColumn("File"), TableColumn("Whose"), TableColumn("How it stands"),
                        TableColumn("Rows", .figures), TableColumn("Rejected", .figures), TableColumn("Agreement"),
                        TableColumn("Sent"),
                    ], rows: entries.map { row($0, today) })
                    + pagination(page: page, of: pages) { ("/imports" as Link).with(query: [("page", String($0))]) })
        return Page(
            "Imports",
            body: """
                \(pageHead("Imports", lead: "Files that agencies sent, newest first", actions: send))
                \(body)
                """)
    }

    private static func row(_ entry: ImportEntry, _ today: Day) -> [HTML] {
        let run = entry.run
        return [
            anchor(run.title, "/imports/\(run.id)", hidden: "from \(entry.agency)"),
            "<div>\(AgencyBadge(entry.agencyKind.badge, entry.agency).html)</div>", tag(run.state),
            HTML(grouped(run.counts.read)),
            HTML(grouped(run.counts.rejected)), HTML(run.agreement),
            "\(run.startedAt.day.spoken(from: today)), \(run.startedAt.clock), by \(entry.worker ?? "the command line")",
        ]
    }

    static func tag(_ state: ImportRun.State) -> HTML {
        switch state {
        case .received, .staged: Web.tag(state.name, .info)
        case .reading: Web.tag(state.name)
        case .stopped: Web.tag(state.name, .warn)
        case .kept: Web.tag(state.name, .good)
        case .replaced, .abandoned: Web.tag(state.name)
        }
    }
}

/// A file on its way: being read, or stopped.
enum ImportProgressPages {
    static func reading(_ entry: ImportEntry, token: HTML, now: Instant) -> Page {
        let run = entry.run
        let share = run.fileBytes > 0 ? min(100, run.bytesRead * 100 / run.fileBytes) : 0
        let isStarting = run.counts.read == 0
        let pace = run.rowsPerSecond.map { "\(grouped($0)) rows a second. " } ?? ""
        let left = run.secondsLeft.map { "About \(ImportWords.time($0)) left." } ?? ""
        let body: HTML = """
            \(breadcrumb([NavItem("Imports", "/imports")]))
            \(pageHead("Reading the file", lead: "\(run.title), from \(entry.agency)"))
            \(plainCard("""
                \(bigNumber(isStarting ? "Starting" : "\(share) %"))\(progressBar(share, of: 100))
                <p role="status">\(grouped(run.counts.read)) rows read: \(grouped(run.counts.accepted)) accepted, \
                \(grouped(run.counts.corrected)) corrected, \(grouped(run.counts.rejected)) rejected. \(pace)\(left)</p>
                <p>This page shows how far it is every two seconds. You can leave it: the file is read on, also after \
                Breakwater was stopped and started. Nothing is kept until somebody says so.</p>
                \(waits(run, now))\(buttonGroup(
                    buttonLink("Look now", "/imports/\(run.id)", .secondary),
                    postForm(to: "/imports/\(run.id)/abandon", token: token, body: button("Abandon this file", .secondary))))
                """))
            """
        return Page("Reading the file", body: body)
    }

    /// Says so when nothing has happened for long: the program that had begun it may be gone.
    private static func waits(_ run: ImportRun, _ now: Instant) -> HTML {
        let last = run.pace?.touchedAt ?? run.startedAt
        guard now.seconds(since: last) > 120 else { return .empty }
        return callout(
            .warn, "Nothing has been read since \(last.clock)",
            "<p>It may have to wait for another file. If it lasts, ask whoever runs Breakwater, or abandon this file.</p>"
        )
    }

    static func stopped(_ entry: ImportEntry, token: HTML) -> Page {
        let run = entry.run
        let body: HTML = """
            \(breadcrumb([NavItem("Imports", "/imports")]))
            \(pageHead("Reading stopped", lead: "\(run.title), from \(entry.agency)"))
            \(callout(.warn, "The file could not be read to its end", "<p>\(run.problem ?? "")</p>"))
            \(plainCard("""
                <p>\(grouped(run.counts.read)) rows were read before. They stay staged and count for nothing yet.</p>
                \(buttons(run, token))
                """))
            """
        return Page("Reading stopped", body: body)
    }

    private static func buttons(_ run: ImportRun, _ token: HTML) -> HTML {
        buttonGroup(
            postForm(to: "/imports/\(run.id)/resume", token: token, body: button("Read on", .secondary)),
            postForm(to: "/imports/\(run.id)/abandon", token: token, body: button("Abandon this file", .warning)))
    }
}
