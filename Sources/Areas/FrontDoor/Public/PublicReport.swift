import Foundation
import Kernel
import Web

/// A report as it travels from page to page, sealed in each: no cookie, nothing stored until it is sent.
struct PublicReport: Codable, Sendable, Equatable {
    static let purpose = "public report"

    /// Known only to the sealed page and to us: reference, PIN and referral all come from it.
    let id: String
    let startedAt: Int
    /// By field name, as typed; what was too long or left half done is kept too.
    var answers: [String: [String]] = [:]
    /// The answers have been shown for checking, so that a change leads back there.
    var hasReachedCheck = false

    init(id: ID<PublicReport>, at now: Instant) {
        self.id = id.text
        startedAt = now.milliseconds
    }

    func answer(_ name: String) -> String { answers[name]?.first ?? "" }

    /// The fields of one question, in place of what they held before.
    mutating func take(_ form: Form, of step: ReportStep) {
        for name in step.fields {
            let given = form.all(name).filter { !$0.trimmed.isEmpty }
            answers[name] = given.isEmpty ? nil : given
        }
    }

    /// The answers as a form shows them.
    var form: Form {
        Form(answers.sorted { $0.key < $1.key }.flatMap { name, values in values.map { (name, $0) } })
    }

    /// Enough was told to reach whoever told us, or to know who they are.
    var isNamed: Bool { !answer("reporter_name").isEmpty || !answer("reporter_contact").isEmpty }

    func sealed(_ sealer: Sealer) -> String {
        guard let data = try? JSONEncoder().encode(self) else {
            preconditionFailure("Text and numbers can always be written as JSON.")
        }
        return sealer.seal(String(decoding: data, as: UTF8.self), for: PublicReport.purpose)
    }

    /// Nil when it was not sealed here, or was changed on the way.
    static func open(_ sealed: String, _ sealer: Sealer) -> PublicReport? {
        guard let text = sealer.open(sealed, for: purpose) else { return nil }
        return try? JSONDecoder().decode(PublicReport.self, from: Data(text.utf8))
    }
}
