import Casework
import Governance
import Kernel
import Web

/// The pages of a young person's supports.
enum SupportPages {
    static func list(_ supports: [WrittenSupport], names: [String: String], on today: Day) -> HTML {
        guard !supports.isEmpty else {
            return emptyState("No support yet", "Support begins with a decision at the daily meeting.")
        }
        let rows = supports.map { one -> [HTML] in
            let support = one.support
            let name = names[support.pathway] ?? support.pathway
            let interim: HTML = support.interimFor == nil ? .empty : " \(tag("For now", .plain))"
            return [
                #"<a href="\#(SupportPart.overview.link(support.id))">\#(name)</a>\#(interim)"#,
                "\(state(support.status))", "\(one.giver)", "\(when(support, on: today))",
            ]
        }
        return card(
            "Support", id: "support",
            body: dataTable(
                "Every support, the newest first", isCaptionHidden: true,
                columns: [.init("Support"), .init("Where it stands"), .init("Who gives it"), .init("When")],
                rows: rows))
    }

    static func state(_ status: SupportStatus) -> HTML {
        switch status {
        case .seeking: tag(status.name, .warn)
        case .accepted: tag(status.name, .info)
        case .active: tag(status.name, .good)
        case .ended, .withdrawn: tag(status.name, .plain)
        }
    }

    /// "Week 9, since 1 June 2026", "Waiting 12 days", "Ended 1 May 2026".
    static func when(_ support: Support, on today: Day) -> String {
        if let ended = support.endedOn { return "Ended \(ended.long)" }
        if let started = support.startedOn, let week = support.week(on: today) {
            return "Week \(week), since \(started.long)"
        }
        let days = support.daysSinceOpened(on: today)
        return days == 0 ? "Decided today" : days == 1 ? "Waiting 1 day" : "Waiting \(days) days"
    }

    static func overview(_ frame: SupportFrame, _ cards: [HTML], on today: Day) -> HTML {
        let support = frame.support
        let facts: [(label: String, value: String, note: String)] = [
            ("Where it stands", support.status.name, when(support, on: today)),
            ("Who gives it", frame.written.giver, frame.written.agency?.name ?? ""),
            ("Decided", support.openedAt.day.long, ""),
        ]
        return """
            \(card(frame.pathway.name, id: "about", body: "<p>\(frame.pathway.about)</p>\(factsStrip(facts))"))\
            \(cards.reduce(.empty, +))
            """
    }

    static func history(_ moves: [SupportMove]) -> HTML {
        let rows = moves.map { move -> [HTML] in
            ["\(move.at.day.long), \(move.at.clock)", "\(move.what)", "\(move.reason)", "\(move.by ?? "The program")"]
        }
        return card(
            "What happened, the latest first", id: "history",
            body: dataTable(
                "Every step of this support", isCaptionHidden: true,
                columns: [.init("When"), .init("What"), .init("Why"), .init("Who")], rows: rows))
    }
}
