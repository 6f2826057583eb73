import Governance
import Kernel

/// When an answer counts: at once, or with a second person's, and never over what somebody else said.
enum ReviewRules {
    /// The longest reason.
    static let longestReason = 1000

    /// Where the answers to one question leave it.
    enum Outcome: Equatable {
        /// Nobody has said yes or no.
        case open
        /// One person has answered, and a second has to.
        case waiting
        /// Two people have answered differently.
        case disputed
        case settled(PairDecision.Verdict)
    }

    /// One worker's answer.
    struct Answer: Equatable {
        let worker: ID<Worker>
        let verdict: PairDecision.Verdict
    }

    /// - Parameters:
    ///   - answers: Those not taken back, oldest first.
    ///   - needsTwo: Either record carries a risk flag.
    /// - Returns: What follows. "Not sure" settles nothing and contradicts nobody.
    static func outcome(of answers: [Answer], needsTwo: Bool) -> Outcome {
        var latest: [ID<Worker>: PairDecision.Verdict] = [:]
        var order: [ID<Worker>] = []
        for answer in answers where answer.verdict != .unsure {
            if latest[answer.worker] == nil { order.append(answer.worker) }
            latest[answer.worker] = answer.verdict
        }
        guard let last = order.last, let verdict = latest[last] else { return .open }
        let said = Set(latest.values)
        if said.count > 1 { return .disputed }
        if needsTwo && latest.count < 2 { return .waiting }
        return .settled(verdict)
    }

    /// What must be said with an answer.
    ///
    /// - Parameters:
    ///   - verdict: The answer.
    ///   - reason: The words with it.
    ///   - overturns: It goes against what stands, or against something that speaks plainly the other way.
    /// - Returns: What is missing; nothing when the answer can be taken.
    static func check(_ verdict: PairDecision.Verdict, reason: String, overturns: Bool) -> String? {
        if reason.count > longestReason { return "The reason must be 1,000 characters or fewer" }
        if overturns && verdict != .unsure && reason.isEmpty {
            return "Say why: this goes against what stands, or against what the numbers say"
        }
        return nil
    }
}
