import Governance
import Kernel
import People
import Storage
import Web

/// What a meeting decided under one heading. A later one stands in its place; nothing is overwritten.
package struct PanelOutcome: Sendable {
    package let outcome: String
    package let reason: String
    package let riskBefore: RiskLevel?
    package let riskAfter: RiskLevel?
    package let riskReason: String
    /// Whether the young person's own words were there, and which or why not. Empty for a matter.
    package let voice: String
    package let voiceWords: String
    /// Whether a parent or carer was told, and how or why not. Empty for a matter.
    package let parent: String
    package let parentWords: String
    package let next: Day?

    package init(
        outcome: String, reason: String, riskBefore: RiskLevel?, riskAfter: RiskLevel?, riskReason: String,
        voice: String, voiceWords: String, parent: String, parentWords: String, next: Day?
    ) {
        self.outcome = outcome
        self.reason = reason
        self.riskBefore = riskBefore
        self.riskAfter = riskAfter
        self.riskReason = riskReason
        self.voice = voice
        self.voiceWords = voiceWords
        self.parent = parent
        self.parentWords = parentWords
        self.next = next
    }

    static let table = Table(
        "panel_outcome", unique: [["item_id", "number"]], appendOnly: true,
        columns: [
            .text("id"), .text("item_id", .link, references: "panel_item"), .integer("number"), .text("outcome"),
            .text("reason", .freeText), .text("risk_before", optional: true), .text("risk_after", optional: true),
            .text("risk_reason", .freeText), .text("voice"), .text("voice_words", .freeText), .text("parent"),
            .text("parent_words", .freeText), .text("next_on", optional: true), .text("by_id", references: "worker"),
            .integer("at"),
        ])

    static let dissentTable = Table(
        "panel_dissent", indexes: [["item_id"]], appendOnly: true,
        columns: [
            .text("id"), .text("item_id", .link, references: "panel_item"), .text("words", .freeText),
            .text("by_id", references: "worker"), .integer("at"),
        ])
}

/// A decision with who wrote it down.
struct WrittenOutcome: Sendable, FromRow {
    let item: ID<PanelItem>
    let number: Int
    let outcome: PanelOutcome
    let by: String
    let at: Instant

    init(row: Row) throws {
        item = try row["item_id"]
        number = try row["number"]
        outcome = PanelOutcome(
            outcome: try row["outcome"], reason: try row["reason"], riskBefore: try row["risk_before"],
            riskAfter: try row["risk_after"], riskReason: try row["risk_reason"], voice: try row["voice"],
            voiceWords: try row["voice_words"], parent: try row["parent"], parentWords: try row["parent_words"],
            next: try row["next_on"])
        by = try row["by_name"]
        at = try row["at"]
    }
}

/// Somebody who saw it differently, in their words.
struct Dissent: Sendable, FromRow {
    let item: ID<PanelItem>
    let words: String
    let by: String
    let agency: String

    init(row: Row) throws {
        item = try row["item_id"]
        words = try row["words"]
        by = try row["by_name"]
        agency = try row["agency_name"]
    }
}

extension Transaction {
    package func decide(
        _ outcome: PanelOutcome, on item: ID<PanelItem>, number: Int, by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO panel_outcome (id, item_id, number, outcome, reason, risk_before, risk_after, risk_reason, voice,
                voice_words, parent, parent_words, next_on, by_id, at)
            VALUES (\(ID<PanelOutcome>.make()), \(item), \(number), \(outcome.outcome), \(outcome.reason),
                \(outcome.riskBefore), \(outcome.riskAfter), \(outcome.riskReason), \(outcome.voice),
                \(outcome.voiceWords), \(outcome.parent), \(outcome.parentWords), \(outcome.next), \(worker), \(now))
            """)
    }

    package func dissent(_ words: String, from item: ID<PanelItem>, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO panel_dissent (id, item_id, words, by_id, at)
            VALUES (\(ID<Dissent>.make()), \(item), \(words), \(worker), \(now))
            """)
    }

    /// What was decided on these items, the latest first. Callers mask it person by person.
    func outcomes(of items: [ID<PanelItem>]) throws -> [ID<PanelItem>: [WrittenOutcome]] {
        guard !items.isEmpty else { return [:] }
        let all: [WrittenOutcome] = try all(
            """
            SELECT o.*, w.name AS by_name FROM panel_outcome o JOIN worker w ON w.id = o.by_id
            WHERE o.item_id IN \(list: items) ORDER BY o.number DESC
            """)
        return Dictionary(grouping: all, by: \.item)
    }

    /// Who saw these items differently. Callers mask it person by person.
    func dissents(of items: [ID<PanelItem>]) throws -> [ID<PanelItem>: [Dissent]] {
        guard !items.isEmpty else { return [:] }
        let all: [Dissent] = try all(
            """
            SELECT d.item_id, d.words, w.name AS by_name, a.name AS agency_name FROM panel_dissent d
                JOIN worker w ON w.id = d.by_id JOIN agency a ON a.id = w.agency_id
            WHERE d.item_id IN \(list: items) ORDER BY d.at, d.id
            """)
        return Dictionary(grouping: all, by: \.item)
    }
}

/// A decision as typed, read and checked.
enum OutcomeForm {
    /// - Throws: What is wrong, field by field.
    static func read(
        _ form: Form, _ kind: PanelLists.Kind, isAboutPerson: Bool, risk: RiskLevel?, today: Day
    ) throws -> PanelOutcome {
        var reading = FormReading(form)
        let outcome = kind.outcome(form["outcome"])
        if outcome == nil { reading.complain("outcome", "Choose what is decided") }
        let reason = reading.required("reason", "Say why, so that somebody who was not there understands it")
        let after = form["risk"].isEmpty ? risk : RiskLevel(rawValue: form["risk"])
        if !form["risk"].isEmpty, after == nil { reading.complain("risk", "Choose a level from the list") }
        let riskReason =
            after == risk
            ? reading.text("risk_reason", limit: 1000)
            : reading.required("risk_reason", limit: 1000, "Say why the risk level changes")
        let voice = isAboutPerson ? heard("voice", "Say whether their own words were there", &reading) : ("", "")
        let parent = isAboutPerson ? heard("parent", "Say whether a parent or carer was told", &reading) : ("", "")
        let isLast = outcome?.id == "leave" || outcome?.id == "none"
        let next =
            isLast ? reading.day("next") : reading.coming("next", from: today, "Enter the day to look at it again")
        guard let outcome, reading.errors.isEmpty else { throw reading.errors }
        return PanelOutcome(
            outcome: outcome.id, reason: reason, riskBefore: risk, riskAfter: after, riskReason: riskReason,
            voice: voice.0, voiceWords: voice.1, parent: parent.0, parentWords: parent.1, next: next)
    }

    private static func heard(_ name: String, _ message: String, _ reading: inout FormReading) -> (String, String) {
        let answer = reading.form[name]
        guard ["yes", "no"].contains(answer) else {
            reading.complain(name, message)
            return ("", reading.text("\(name)_words", limit: 1000))
        }
        let words = reading.required(
            "\(name)_words", limit: 1000, answer == "yes" ? "Write it down in a sentence" : "Say why not")
        return (answer, words)
    }
}
