import Kernel
import Web

/// What somebody decided about a signal, as they filled it in.
struct SignalDecision: Sendable {
    static let longest = 2000

    let state: Signal.State
    let reason: String
    let action: String?
    /// How many decisions there were on the page they read.
    let seen: Int

    init(_ form: Form) throws {
        var errors = FieldErrors()
        let state = Signal.State(rawValue: form["state"])
        if state == nil { errors.add("state", "Choose what happens now") }
        let reason = form["reason"].trimmed
        if reason.isEmpty { errors.add("reason", "Say why, so that others can follow it") }
        if reason.count > Self.longest { errors.add("reason", "Use \(grouped(Self.longest)) characters or fewer") }
        guard let state, errors.isEmpty else { throw errors }
        self.state = state
        self.reason = reason
        action = form["action"].isEmpty ? nil : form["action"]
        seen = Int(form["seen"]) ?? -1
    }
}

/// Thrown when somebody else decided first.
struct SignalOvertaken: Error {}
