/// What the demonstration's plans, contacts, reviews and endings say, and what each pathway does.
struct SupportWords: Decodable, Sendable {
    /// Steps gained on a ladder from one review to the next, by pathway: the planted effect later evaluations must find.
    /// Youth work alone does nothing, on purpose.
    let effects: [String: Double]
    let ownWords: [String]
    /// Root cause, goal, first step.
    let goals: [[String]]
    let helps: [String]
    let safety: [String]
    let exits: [String]
    let heard: [String]
    let contacts: [String]
    let tried: [String]
    let said: [String]
    let tookPart: [String]
    let ended: [String]
    let strategy: [String]
}
