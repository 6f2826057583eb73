import Kernel
import Web

/// The form a one-off decision to share is recorded by.
struct SharingDecisionForm {
    static let limits = (line: 200, text: 4000)
    /// A decision further back than this is a slip of the keyboard.
    private static let oldestDays = 3653

    private let form: Form
    private let today: Day
    private(set) var errors = FieldErrors()

    init(_ form: Form, today: Day) {
        self.form = form
        self.today = today
    }

    /// The decision as typed, read in the order of the page; nil when something is wrong, and `errors` says what.
    mutating func decision<Subject>(
        about subject: ID<Subject>, by worker: Worker, at now: Instant
    ) -> SharingDecision? {
        let what = required("what", "Say what was shared", most: Self.limits.text)
        let recipient = required("recipient", "Say who it was shared with", most: Self.limits.line)
        let why = required("why", "Say why it was shared", most: Self.limits.text)
        let chosen = form.all("gateways")
        let gateways = LegalBasis.shipped.filter { $0.group == .gateway && chosen.contains($0.key) }.map(\.key)
        let other = text("other_gateway", most: Self.limits.line)
        if gateways.isEmpty, other.isEmpty {
            errors.add("gateways", "Name the power or duty to share: choose one, or write it in your own words below")
        }
        let necessity = required(
            "necessity", "Say why it was necessary, and no more than was needed", most: Self.limits.text)
        let consent = SharingDecision.Consent(rawValue: form["consent"])
        if consent == nil { errors.add("consent", "Say whether they were asked") }
        let reason = text("consent_reason", most: Self.limits.text)
        if let consent, consent.needsReason, reason.isEmpty {
            errors.add("consent_reason", "Say why they were not asked, or why it was shared all the same")
        }
        let decidedBy = required("decided_by", "Enter who decided", most: Self.limits.line)
        let day = day()
        guard errors.isEmpty, let consent, let day else { return nil }
        return SharingDecision(
            id: .make(), subject: subject.text, what: what, recipient: recipient, why: why, gateways: gateways,
            otherGateway: other, necessity: necessity, consent: consent,
            consentReason: consent.needsReason ? reason : "", decidedBy: decidedBy, decidedOn: day, worker: worker.id,
            agency: worker.agency.id, recordedAt: now, corrects: ID(form["corrects"]))
    }

    private mutating func day() -> Day? {
        var reading = AgreementForm(form, agencies: [], today: today)
        let day = reading.day("decided", "the day it was decided")
        for error in reading.errors.list { errors.add(error.field, error.message) }
        guard let day else { return nil }
        if day > today {
            errors.add("decided", "The day it was decided cannot be in the future")
        } else if today.number - day.number > Self.oldestDays {
            errors.add("decided", "Check the year: that is more than ten years ago")
        }
        return day
    }

    private mutating func text(_ name: String, most: Int) -> String {
        let text = form[name].trimmed
        if text.count > most {
            errors.add(name, "Keep this to \(grouped(most)) characters: it has \(grouped(text.count))")
        }
        return text
    }

    private mutating func required(_ name: String, _ message: String, most: Int) -> String {
        let text = text(name, most: most)
        if text.isEmpty { errors.add(name, message) }
        return text
    }

    /// What a new form begins with: today, and the worker who fills it in.
    static func blank(_ worker: Worker, today: Day) -> Form {
        Form([
            ("decided_by", worker.jobTitle.isEmpty ? worker.name : "\(worker.name), \(worker.jobTitle)"),
            ("decided-day", String(today.day)), ("decided-month", String(today.month)),
            ("decided-year", String(today.year)),
        ])
    }

    /// A decision as its form would show it, to be put right.
    static func correcting(_ decision: SharingDecision) -> Form {
        let day = decision.decidedOn
        let fields: [(name: String, value: String)] = [
            ("corrects", decision.id.text), ("what", decision.what), ("recipient", decision.recipient),
            ("why", decision.why), ("other_gateway", decision.otherGateway), ("necessity", decision.necessity),
            ("consent", decision.consent.rawValue), ("consent_reason", decision.consentReason),
            ("decided_by", decision.decidedBy), ("decided-day", String(day.day)),
            ("decided-month", String(day.month)), ("decided-year", String(day.year)),
        ]
        return Form(fields + decision.gateways.map { ("gateways", $0) })
    }
}
