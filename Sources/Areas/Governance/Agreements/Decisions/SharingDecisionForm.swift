import Kernel
import Web

/// The form a one-off decision to share is recorded by.
struct SharingDecisionForm {
    static let limits = (line: FormReading.longestLine, text: FormReading.longestText)
    /// A decision further back than this is a slip of the keyboard.
    private static let oldestDays = 3653

    private var reading: FormReading
    private let today: Day
    var errors: FieldErrors { reading.errors }
    private var form: Form { reading.form }

    init(_ form: Form, today: Day) {
        reading = FormReading(form)
        self.today = today
    }

    /// The decision as typed, read in the order of the page; nil when something is wrong, and `errors` says what.
    mutating func decision<Subject>(
        about subject: ID<Subject>, by worker: Worker, at now: Instant
    ) -> SharingDecision? {
        let what = reading.required("what", "Say what was shared")
        let recipient = reading.required("recipient", limit: Self.limits.line, "Say who it was shared with")
        let why = reading.required("why", "Say why it was shared")
        let chosen = form.all("gateways")
        let gateways = LegalBasis.shipped.filter { $0.group == .gateway && chosen.contains($0.key) }.map(\.key)
        let other = reading.text("other_gateway", limit: Self.limits.line)
        if gateways.isEmpty, other.isEmpty {
            reading.complain(
                "gateways", "Name the power or duty to share: choose one, or write it in your own words below")
        }
        let necessity = reading.required("necessity", "Say why it was necessary, and no more than was needed")
        let consent = SharingDecision.Consent(rawValue: form["consent"])
        if consent == nil { reading.complain("consent", "Say whether they were asked") }
        let reason = reading.text("consent_reason")
        if let consent, consent.needsReason, reason.isEmpty {
            reading.complain("consent_reason", "Say why they were not asked, or why it was shared all the same")
        }
        let decidedBy = reading.required("decided_by", limit: Self.limits.line, "Enter who decided")
        let day = day()
        guard errors.isEmpty, let consent, let day else { return nil }
        return SharingDecision(
            id: .make(), subject: subject.text, what: what, recipient: recipient, why: why, gateways: gateways,
            otherGateway: other, necessity: necessity, consent: consent,
            consentReason: consent.needsReason ? reason : "", decidedBy: decidedBy, decidedOn: day, worker: worker.id,
            agency: worker.agency.id, recordedAt: now, corrects: ID(form["corrects"]))
    }

    private mutating func day() -> Day? {
        guard let day = reading.day("decided", called: "the day it was decided") else { return nil }
        if day > today {
            reading.complain("decided", "The day it was decided cannot be in the future")
        } else if today.number - day.number > Self.oldestDays {
            reading.complain("decided", "Check the year: that is more than ten years ago")
        }
        return day
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
