import Kernel
import Web

/// The questions of a screening as fields of a form, to stand in any page: the hub's, or a professional's referral.
///
/// Every field's name begins with `screen-`, so that it can share a form with others.
package enum ScreeningForm {
    static let reasonLimit = 4000

    static func field(_ row: Int) -> String { "screen-\(row)" }
    static func whenField(_ row: Int) -> String { "screen-\(row)-when" }
    static let age = "screen-age"
    static let exploiter = "screen-exploiter"
    static let tells = "screen-tells"
    static let protective = "screen-helps"
    static let protectiveWords = "screen-helps-words"
    static let own = "screen-own"
    static let ownReason = "screen-own-reason"

    /// Whether a form holds any answer of a screening at all: one left empty is simply not made.
    package static func isStarted(_ form: Form) -> Bool {
        form.fields.contains { $0.name.hasPrefix("screen-") && !$0.value.trimmed.isEmpty && $0.name != age }
    }

    /// Every field, with what the tool is and is not said first.
    package static func fields(_ form: FormView, instrument: Instrument) -> HTML {
        fields(form, instrument: instrument, last: nil)
    }

    /// Every field; beside each question stands what was answered last time.
    package static func fields(_ form: FormView, instrument: Instrument, last: Screening?) -> HTML {
        """
        \(about(instrument))
        \(instrument.rows.map { question(form, $0, last: last?.input.answers[$0.number]) })
        <h2 class="ui-h2">Three more facts</h2>
        \(facts(form))
        <h2 class="ui-h2">What protects them</h2>
        \(strengths(form, instrument))
        <h2 class="ui-h2">Your own judgement</h2>
        \(judgement(form))
        """
    }

    /// What the tool is and is not: on every page that shows it.
    static func about(_ instrument: Instrument) -> HTML {
        callout(
            .warn, instrument.label,
            """
            \(bullets(instrument.notice.map { HTML($0) }))
            <p class="ui-muted">\(instrument.id), version \(instrument.version), \(dated(instrument)).</p>
            """)
    }

    private static func dated(_ instrument: Instrument) -> String {
        Day(instrument.dated)?.long ?? instrument.dated
    }

    private static func question(_ form: FormView, _ row: Instrument.Row, last: ScreeningAnswer?) -> HTML {
        let before = last.map { "Last time: \($0.words.lowercased())" } ?? ""
        let answers = [
            Choice("no", "No"), Choice("suspected", "Suspected"), Choice("known", "Known"),
            Choice("notKnown", "Not known"),
        ]
        let times = [Choice("", "Choose, if suspected or known")] + Recency.allCases.map(time)
        return """
            \(form.radios(
                field(row.number), legend: "\(row.number). \(row.words)", hint: before, isInline: true,
                options: answers))
            \(form.select(
                whenField(row.number), label: "Most recently, for question \(row.number)", options: times))
            """
    }

    private static func time(_ recency: Recency) -> Choice {
        Choice(recency.rawValue, recency.words.prefix(1).uppercased() + recency.words.dropFirst())
    }

    private static func facts(_ form: FormView) -> HTML {
        let options = YesNoUnknown.allCases.map { Choice($0.rawValue, $0.words) }
        return """
            \(form.text(
                age, label: "How old are they?", hint: "In years. Leave it empty when nobody knows", kind: .number,
                width: .five))
            \(form.radios(
                exploiter, legend: "Is somebody suspected of exploiting them?",
                hint: "An adult or another young person who uses, controls or threatens them", isInline: true,
                options: options))
            \(form.radios(
                tells, legend: "Have they told anyone that they are being exploited?",
                hint: "You, a friend, a teacher, anyone", isInline: true, options: options))
            """
    }

    private static func strengths(_ form: FormView, _ instrument: Instrument) -> HTML {
        let options = instrument.protective.map { Choice($0.id, $0.words) }
        return """
            \(form.checkboxes(
                protective, legend: "What is there for them?",
                hint: "This stands beside the score. It is not taken off it.", options: options))
            \(form.textarea(
                protectiveWords, label: "More about what helps", rows: 3, limit: reasonLimit,
                wording: "/wording/check"))
            """
    }

    private static func judgement(_ form: FormView) -> HTML {
        let options = Band.allCases.map { Choice($0.rawValue, $0.name) }
        return """
            <p>The tool informs. You decide. Both are kept.</p>
            \(form.radios(
                own, legend: "How worried are you?", hint: "From all you know, whatever the score may be",
                options: options))
            \(form.textarea(
                ownReason, label: "Why?",
                hint: "Needed when you and the tool differ: we will tell you. Say what you know that it does not ask",
                rows: 4, limit: reasonLimit, wording: "/wording/check"))
            """
    }
}
