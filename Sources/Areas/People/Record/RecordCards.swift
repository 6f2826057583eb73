import Governance
import Kernel
import Web
import Wording

/// The parts of a record's overview, each a function of what was read.
enum RecordCards {
    /// Loud and first: what to mind before anyone rings, writes or knocks.
    static func safeContact(_ frame: RecordFrame) -> HTML {
        guard frame.grant.shows(.contact), !frame.person.safeContact.isEmpty else { return .empty }
        return callout(
            .danger, "Before you make contact", bullets(frame.person.safeContact.map { "<strong>\($0.words)</strong>" })
        )
    }

    /// Missing now, or owed a talk.
    static func missing(_ open: [WrittenNote], _ frame: RecordFrame, now: Instant) -> HTML {
        open.compactMap { written -> HTML? in
            let link: Link = "/young-people/\(frame.person.id)/notes/\(written.note.id)"
            guard let missing = written.note.missing else { return nil }
            if missing.isMissingNow {
                let hours = MissingEpisode.length(now.seconds(since: written.note.at))
                return callout(
                    .danger, "\(frame.firstName) is missing",
                    """
                    <p>Since \(written.note.at.written(to: written.note.precision)), \(hours) now. \
                    \(anchor("Say that they are back", link, hidden: "and where they were found"))</p>
                    """)
            }
            guard let due = missing.openTalkDue() else { return nil }
            let isLate = due < now
            let when = "\(due.clock) on \(due.day.withWeekday)"
            return callout(
                isLate ? .danger : .warn,
                "\(isLate ? "Return talk is late" : "Return talk due"): \(missing.clock(at: now).words)",
                """
                <p>\(written.note.heading). The talk \(isLate ? "was" : "is") due by \(when), 72 hours after \
                \(frame.firstName) was back. \(anchor("Record the talk", link, hidden: "after \(written.note.heading)"))</p>
                """)
        }.joined()
    }

    /// The level that stands, with its date, and what helps beside it.
    static func risk(_ frame: RecordFrame, on today: Day) -> HTML {
        guard frame.grant.shows(.risk) else { return .empty }
        guard let risk = frame.risk else {
            return RiskBanner(
                level: .unset, headline: "Nobody has set a risk level yet",
                dated: "The daily meeting sets it, with a date to look again.", lists: []
            ).html
        }
        let late = risk.lookAgainBy < today ? "This date has passed." : ""
        return RiskBanner(
            level: risk.level.tone, headline: risk.headline,
            dated: """
                Set by \(risk.setBy) on \(risk.setAt.day.spoken(in: today)). \
                Look again by \(risk.lookAgainBy.spoken(in: today)). \(late)
                """.trimmed,
            lists: [
                ("Keeping \(frame.firstName) safe now", lines(risk.keepingSafe, "Nothing written yet")),
                ("What is going well", lines(risk.goingWell, "Nothing written yet. Ask \(frame.firstName) what helps")),
            ]
        ).html
    }

    private static func lines(_ items: [String], _ empty: String) -> [HTML] {
        items.isEmpty ? [HTML(empty)] : items.map { HTML($0) }
    }

    /// The tool's suggestion beside the person's judgement, whether or not they agree.
    static func judgement(_ frame: RecordFrame) -> HTML {
        guard frame.grant.shows(.risk), let risk = frame.risk else { return .empty }
        let suggested = risk.suggested.isEmpty ? "No screening tool was used" : risk.suggested
        let differs = !risk.suggested.isEmpty && !risk.suggested.lowercased().hasPrefix(risk.level.rawValue)
        return sideCard(
            "How this level was set", id: "judgement",
            body: summaryList([
                SummaryRow("The tool suggested", "\(suggested)\(differs, " \(tag("Differs", .info))")"),
                SummaryRow("\(risk.setBy) set", riskTag(risk.level.tone, words: "\(risk.level.name) risk")),
                SummaryRow("Because", HTML(risk.reason.isEmpty ? "No reason was written" : risk.reason)),
            ]))
    }

    /// Those around them, those who help first.
    static func ties(_ ties: [WrittenTie], _ frame: RecordFrame) -> HTML {
        let current = ties.filter { $0.endedAt == nil }
        let link = RecordPart.people.link(frame.person.id)
        let more = #"<p class="ui-small">\#(anchor("See everyone, or add someone", link))</p>"# as HTML
        guard !current.isEmpty else {
            return sideCard(
                "People around \(frame.firstName)", id: "around", body: "<p>Nobody is written down yet.</p>\(more)")
        }
        let rows = current.prefix(8).map { [HTML($0.tie.name), HTML($0.tie.relation), TiePages.kind($0.tie.kind)] }
        return sideCard(
            "People around \(frame.firstName)", id: "around",
            body: """
                \(dataTable(
                    "People around \(frame.firstName)", isCaptionHidden: true,
                    columns: [TableColumn("Person"), TableColumn("Who they are"), TableColumn("How it is")],
                    rows: Array(rows)))\(more)
                """)
    }

    /// Who can see this record, and why this viewer can.
    static func access(_ frame: RecordFrame, _ worker: Worker) -> HTML {
        let agencies = Set(frame.involved.map(\.agency)).count
        let people = frame.involved.count { $0.worker != nil }
        return sideCard(
            "Who can see this", id: "who",
            body: """
                <p class="ui-small">\(Words.plural(people, "named person")) and \(Words.plural(agencies, "agency")) \
                work with \(frame.firstName). \(AccessWords.why(frame.grant.standing)) Shared to protect a child from \
                harm, without consent where needed.</p>
                <p class="ui-small">\(anchor("See who can see this", RecordPart.access.link(frame.person.id)))</p>
                """)
    }
}

/// Why a viewer can see a record, said to them.
enum AccessWords {
    static func why(_ standing: Standing) -> String {
        if standing.hasBrokenGlass { return "You can see it because you opened it in an emergency." }
        switch standing.relation {
        case .team: return "You can see it because you are named in the team."
        case .provider: return "You can see it because your agency gives support."
        case .mentor: return "You can see it because you are their mentor."
        case .meeting: return "You can see it because the daily meeting your agency sits on is about them."
        case .referrer: return "You told us about them."
        case .sameAgency, .none: return "You can see it under your role."
        }
    }
}

extension Day {
    /// "17 November", with the year when it is another one.
    func spoken(in today: Day) -> String { year == today.year ? short : long }
}
