import Kernel
import People
import Web

/// A judgement of risk as typed, read and checked against what the tool suggested.
struct RiskForm: Equatable, Sendable {
    let level: RiskLevel
    let headline: String
    /// Why this level and, where it is not the tool's, why not the tool's.
    let reason: String
    let keepingSafe: [String]
    let goingWell: [String]

    /// - Throws: What is wrong, field by field.
    init(_ form: Form, suggested: RiskLevel?) throws(FieldErrors) {
        var reading = FormReading(form)
        let level: RiskLevel? = reading.choice("level", "Choose a level of risk")
        headline = reading.required(
            "headline", limit: FormReading.longestLine, "Say in a sentence who or what is doing harm")
        var reason = reading.required("reason", "Say why you choose this level")
        keepingSafe = reading.lines("safe")
        goingWell = reading.lines("well")
        if let level, let suggested, level != suggested {
            let why = reading.required(
                "disagreement", "The tool suggests \(suggested.name.lowercased()). Say why you do not follow it")
            reason += "\n\nThe tool suggested \(suggested.name.lowercased()). Why it is not followed: \(why)"
        }
        guard let level, reading.errors.isEmpty else { throw reading.errors }
        self.level = level
        self.reason = reason
    }

    /// The judgement that stands, back in the form to be changed; the reason is always given anew.
    static func filled(from risk: RiskJudgement?) -> Form {
        var form = Form()
        guard let risk else { return form }
        form.set("level", risk.level.rawValue)
        form.set("headline", risk.headline)
        form.set("safe", risk.keepingSafe.joined(separator: "\n"))
        form.set("well", risk.goingWell.joined(separator: "\n"))
        return form
    }
}
