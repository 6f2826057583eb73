import Kernel
import Web

extension ReferralClock {
    /// The clock that runs now for a referral, or nothing when nobody is waiting for anything.
    package func view(of referral: Referral, at now: Instant) -> ClockView? {
        switch referral.status {
        case .draft, .duplicate, .closed: return nil
        case .quarantined, .received, .waiting, .moreInformation, .decided: break
        }
        if referral.acknowledgedAt == nil && referral.decidedAt == nil {
            return view(acknowledgeBy, from: referral.receivedAt, to: "Acknowledge by", at: now)
        }
        if referral.decidedAt == nil { return view(decideBy, from: referral.receivedAt, to: "Decide by", at: now) }
        if referral.toldAt == nil { return view(tellBy, from: referral.receivedAt, to: "Tell them by", at: now) }
        return nil
    }

    /// Whether what is due now should have been done already.
    package func isOverdue(_ referral: Referral, at now: Instant) -> Bool {
        view(of: referral, at: now)?.state == .over
    }

    private func view(_ due: Instant, from start: Instant, to what: String, at now: Instant) -> ClockView {
        ClockView(
            secondsLeft: due.seconds(since: now), totalSeconds: max(due.seconds(since: start), 1),
            due: "\(what) \(due.spoken(from: now))")
    }
}

extension Instant {
    /// A moment near today as people say it: "2:20pm", "tomorrow 2:20pm", "Friday 2:20pm", "4 December 9am".
    package func spoken(from now: Instant) -> String {
        day == now.day ? clock : "\(day.spoken(from: now.day)) \(clock)"
    }
}
