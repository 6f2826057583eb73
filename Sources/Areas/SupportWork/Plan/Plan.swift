import Governance
import Kernel
import Storage

/// What a young person and their worker agreed to do, as one version says it.
package struct Plan: Codable, Sendable, Equatable {
    /// What they want, in their own words: it stands first everywhere.
    package var ownWords = ""
    package var goals: [Goal] = []
    package var helps = ""
    /// What to do, and whom to ring, when it gets dangerous.
    package var safety = ""
    /// How it will end well, from the first day.
    package var exitStrategy = ""
    /// What the family does and needs.
    package var family = ""

    package init() {}

    /// A need, what is wanted instead, and who does what about it.
    package struct Goal: Codable, Sendable, Equatable {
        package var id: String
        /// The root cause it goes to, by the list's code.
        package var cause: String
        package var need: String
        package var goal: String
        package var steps: [Step]

        package init(id: String, cause: String, need: String, goal: String, steps: [Step]) {
            self.id = id
            self.cause = cause
            self.need = need
            self.goal = goal
            self.steps = steps
        }
    }

    /// Something somebody does by a day.
    package struct Step: Codable, Sendable, Equatable {
        package var id: String
        package var what: String
        package var who: String
        package var by: String

        package init(id: String, what: String, who: String, by: String) {
            self.id = id
            self.what = what
            self.who = who
            self.by = by
        }

        package var day: Day? { Day(by) }
    }

    package var steps: [Step] { goals.flatMap(\.steps) }

    private struct Causes: Decodable {
        let causes: [Named]
    }

    /// Root causes a need can go back to.
    package static let causes: [Named] = {
        let list: Causes = SupportResource.load("causes")
        return list.causes
    }()
}

/// A version of a plan with who wrote it and why it changed.
package struct PlanVersion: Sendable {
    package let plan: Plan
    package let number: Int
    package let reason: String
    package let by: String
    package let at: Instant
}

/// How far a step has come, as last said. Never overwritten.
package struct StepProgress: Sendable, FromRow {
    /// How it goes.
    package enum State: String, Sendable, CaseIterable, Storable {
        case going, done, stuck

        package var name: String {
            switch self {
            case .going: "Under way"
            case .done: "Done"
            case .stuck: "Something is in the way"
            }
        }
    }

    package let step: String
    package let state: State
    package let words: String
    package let by: String
    package let at: Instant

    package init(row: Row) throws {
        step = try row["step_id"]
        state = try row["state"]
        words = try row["words"]
        by = try row["by_name"]
        at = try row["at"]
    }
}

/// Somebody's yes or no to one version of a plan.
package struct PlanAgreement: Sendable, FromRow {
    package let number: Int
    package let who: String
    package let agrees: Bool
    package let words: String
    package let on: Day
    package let by: String

    package init(row: Row) throws {
        number = try row["number"]
        who = try row["who"]
        agrees = try row["agrees"]
        words = try row["words"]
        on = try row["agreed_on"]
        by = try row["by_name"]
    }
}

extension Plan {
    /// What changed from an earlier version to this one, a sentence each; empty when nothing did.
    func changes(since earlier: Plan) -> [String] {
        var said: [String] = []
        for (name, before, after) in [
            ("Their own words", earlier.ownWords, ownWords), ("What helps", earlier.helps, helps),
            ("The safety plan", earlier.safety, safety), ("How it will end", earlier.exitStrategy, exitStrategy),
            ("The family’s part", earlier.family, family),
        ] where before != after {
            said.append(
                before.isEmpty ? "\(name) was added" : after.isEmpty ? "\(name) was taken out" : "\(name) changed")
        }
        let old = Dictionary(earlier.goals.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for goal in goals {
            guard let before = old[goal.id] else {
                said.append("New goal: \(goal.goal)")
                continue
            }
            if before != goal { said.append("Changed: \(goal.goal)") }
        }
        let kept = Set(goals.map(\.id))
        said += earlier.goals.filter { !kept.contains($0.id) }.map { "Taken out: \($0.goal)" }
        return said
    }
}
