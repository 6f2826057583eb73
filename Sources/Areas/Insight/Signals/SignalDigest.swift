import Governance
import Kernel
import Storage
import Web
import Wording

/// One week of signals: what is new, what was decided, what is watched too long, and which figures are late.
struct SignalDigest: Sendable {
    struct Decision: Sendable {
        let shown: ShownSignal
        let step: SignalStep
    }

    /// After so many days a signal that is watched needs somebody again.
    static let longWatch = 28

    let partnership: String
    /// The week's last day.
    let until: Day
    let new: [ShownSignal]
    let decided: [Decision]
    let watchedLong: [ShownSignal]
    let late: [(measure: Measure, words: String)]
    /// Who reads this copy.
    let audience: CountAudience

    var first: Day { until.adding(days: -6) }
    var title: String { "Signals from \(first.short) to \(until.long)" }

    private static func watched(_ one: ShownSignal) -> String {
        "\(one.title), \(one.place). Nobody has touched it since \(one.signal.touchedAt.day.long)."
    }

    private static func told(_ decision: Decision) -> String {
        "\(decision.shown.title), \(decision.shown.place): \(decision.step.state.name.lowercased()). "
            + "\(decision.step.by): \(decision.step.reason)"
    }

    // MARK: As a page

    func html(today: Day) -> HTML {
        let later: HTML =
            until < today
            ? buttonLink("A week later", link(min(today, until.adding(days: 7))), .secondary) : .empty
        return """
            \(breadcrumb([NavItem("Signals", InsightLink.signals)]))
            \(pageHead(title, lead: "What is new, what was decided, and what waits.", actions: buttonGroup(
                buttonLink("A week earlier", link(until.adding(days: -7)), .secondary), later,
                buttonLink("As plain text", "/insight/signals/digest/text?until=\(until)", .secondary))))
            \(card("New signals: \(new.count)", id: "new", body: list(new, none: "No new signal this week.") { one in
                "\(anchor(one.title, InsightLink.signal(one.signal.id))). \(one.sentence) (\(one.signal.way).)"
            }))
            \(card("Decided: \(decided.count)", id: "decided", body: list(decided, none: "Nothing was decided this week.") { one in
                "\(anchor(one.shown.title, InsightLink.signal(one.shown.signal.id))): \(SignalPages.tag(one.step.state)) \(one.step.reason) (\(one.step.by))"
            }))
            \(card("Watched for more than \(Self.longWatch) days: \(watchedLong.count)", id: "watched", body: list(
                watchedLong, none: "Nothing is watched for too long.") { one in
                "\(anchor(one.title, InsightLink.signal(one.signal.id))). Nobody has touched it since \(one.signal.touchedAt.day.long)."
            }))
            \(card("Late figures: \(late.count)", id: "late", body: list(late, none: "No figures are late.") { one in
                "\(anchor(one.measure.title, InsightLink.measure(one.measure.id))). \(one.words)"
            }))
            <p class="ui-muted">\(readers) \(Self.meaning)</p>
            """
    }

    /// Who may read it, and what stands in it for them.
    private var readers: String {
        let roles = Role.allCases.filter { Policy.allows($0, .seeMeasures) }.map { "\($0.name.lowercasedFirst)s" }
        let who = "Sent to nobody by itself; read here by everyone who sees measures: \(Words.list(roles))."
        return audience == .team
            ? "\(who) This copy has the exact numbers in it: do not pass it on outside the hub and the analysts."
            : "\(who) Small numbers are left out of this copy, so it may be passed on to boards and partners."
    }

    private static let meaning =
        "A signal says that something changed more than chance would have it. It does not say why."

    private func link(_ day: Day) -> Link { "/insight/signals/digest?until=\(day)" }

    private func list<Item>(_ items: [Item], none: String, _ line: (Item) -> HTML) -> HTML {
        items.isEmpty ? "<p>\(none)</p>" : bullets(items.map(line))
    }

    // MARK: As plain text

    var text: String {
        var lines = ["\(partnership): \(title)", ""]
        func part(_ heading: String, _ items: [String], none: String) {
            lines.append("\(heading): \(items.count)")
            lines += items.isEmpty ? [none] : items.map { "- \(Self.oneLine($0))" }
            lines.append("")
        }
        part(
            "New signals", new.map { "\($0.title). \($0.sentence) (\($0.signal.way).)" },
            none: "No new signal this week.")
        part("Decided", decided.map(Self.told), none: "Nothing was decided this week.")
        part(
            "Watched for more than \(Self.longWatch) days", watchedLong.map(Self.watched),
            none: "Nothing is watched for too long.")
        part("Late figures", late.map { "\($0.measure.title). \($0.words)" }, none: "No figures are late.")
        lines += [readers, Self.meaning]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension Transaction {
    /// The digest of the seven days that end on a day.
    func signalDigest(
        until: Day, for audience: CountAudience, partnership: String, today: Day
    ) throws -> SignalDigest {
        let from = until.adding(days: -6)
        let week = from...until
        let all = try shownSignals(for: audience)
        let steps = try signalSteps()
        let decided = all.flatMap { one in
            (steps[one.signal.id] ?? []).filter { week.contains($0.at.day) }.map {
                SignalDigest.Decision(shown: one, step: $0)
            }
        }.sorted { $0.step.at < $1.step.at }
        let late = try Measure.shipped.compactMap { measure -> (measure: Measure, words: String)? in
            try line(measure, for: audience, on: today).late.map { (measure, $0.words) }
        }
        return SignalDigest(
            partnership: partnership, until: until, new: all.filter { week.contains($0.signal.foundAt.day) },
            decided: decided,
            watchedLong: all.filter {
                $0.signal.state == .watching
                    && $0.signal.touchedAt.day.adding(days: SignalDigest.longWatch) < until
            }, late: late, audience: audience)
    }
}
