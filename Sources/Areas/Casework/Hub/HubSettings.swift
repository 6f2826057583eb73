import Kernel
import People
import Web

/// How the daily hub works here: its hour, targets and what each level of risk asks for, from a dated list.
package struct HubSettings: Decodable, Sendable {
    struct Meeting: Decodable, Sendable {
        let hour: Int
        let minute: Int
    }

    struct Target: Decodable, Sendable {
        let from: String
        let percent: Int
    }

    /// What one lane of the board asks for.
    struct Level: Decodable, Sendable {
        let level: String
        let heading: String
        let advice: String
        let firstContactWorkingDays: Int
    }

    /// A reason the board can be narrowed to, by words in what worries us.
    struct Reason: Decodable, Sendable {
        let id: String
        let name: String
        let words: [String]
    }

    let meeting: Meeting
    /// Read out at the start of each meeting.
    let statement: String
    /// How long the meeting's agencies may open a record after a decision.
    let windowDays: Int
    let informationDueHour: Int
    let targets: [Target]
    let levels: [Level]
    let reasons: [Reason]

    /// The settings that come with the program.
    static let standard: HubSettings = Resource.load("hub")

    /// The share to decide within one working day that held on a day; none before the first was set.
    func target(on day: Day) -> Int? {
        targets.compactMap { target in Day(target.from).map { (day: $0, percent: target.percent) } }
            .filter { $0.day <= day }.max { $0.day < $1.day }?.percent
    }

    func level(_ tone: RiskTone) -> Level? { levels.first { $0.level == tone.rawValue } }

    func reason(_ id: String) -> Reason? { reasons.first { $0.id == id } }

    /// The latest day for a first contact after a decision: an unset level counts as high.
    package func firstContact(_ level: RiskLevel?, decidedOn day: Day, calendar: WorkingCalendar) -> Day {
        let days = self.level(level.tone)?.firstContactWorkingDays ?? 0
        return (0..<days).reduce(day) { reached, _ in calendar.next(after: reached) }
    }
}

extension HubSettings.Reason {
    /// Whether a concern speaks of this, as whole words.
    func isIn(_ concerns: [String]) -> Bool {
        let text = " \(concerns.map(\.folded).joined(separator: " ")) "
        return words.contains { text.contains(" \($0.folded) ") }
    }
}
