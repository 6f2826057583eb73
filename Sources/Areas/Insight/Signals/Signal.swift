import Foundation
import Governance
import Kernel
import Storage
import Surveillance

/// A sign that a measure has changed, and what people made of it.
package struct Signal: Sendable {
    package let id: ID<Signal>
    package let measure: Measure
    /// The small area in its middle, with the area's name; nil when it is about the whole partnership.
    package let area: (code: String, name: String)?
    /// The newest month it is about.
    package let month: Month
    /// The Monday of the week it is about; nil when it is about whole months.
    package let week: Day?
    package let method: Method
    package let observed: Double
    package let expected: Double?
    package let threshold: Double?
    /// How far beyond its threshold it lies: 1 is at the threshold.
    package let score: Double
    package let facts: Facts
    package let state: State
    package let foundAt: Instant
    package let touchedAt: Instant

    /// How it was found.
    package enum Method: String, Sendable, CaseIterable, Storable {
        case xmr, farrington, scan
    }

    /// Whether it is about less than the whole partnership's month: its number stands on no page but the team's.
    package var isFine: Bool { method == .scan || week != nil || area != nil }

    /// What was held against what, in a few words: every signal says it.
    package var way: String {
        switch method {
        case .xmr: "Control chart, by month"
        case .farrington where week != nil: "Same weeks of earlier years"
        case .farrington where area != nil: "Same months of earlier years, small area by small area"
        case .farrington: "Same months of earlier years"
        case .scan: "Places and months together"
        }
    }

    /// What the method says beside the numbers.
    package struct Facts: Sendable, Codable, Equatable {
        /// "high" or "low".
        package var direction: String
        /// "concern", "improvement" or "neutral".
        package var meaning: String
        /// The rule of the control chart that names it.
        package var cause: String?
        /// The first and the last month it is about, counted from the year nought.
        package var first: Int
        package var last: Int
        /// The chance of as much, every measure looked at counted in.
        package var chance: Double?
        /// How many series were looked at together.
        package var series: Int?
        /// The small areas it is about, the middle one first.
        package var areas: [String]?

        package var isHigh: Bool { direction == "high" }
        package var isConcern: Bool { meaning == CauseMeaning.concern.rawValue }
        package var months: ClosedRange<Month> {
            Month(number: min(first, last))...Month(number: max(first, last))
        }

        var text: String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }

        init(
            direction: CauseDirection, meaning: CauseMeaning, cause: SpecialCause? = nil, months: ClosedRange<Month>,
            chance: Double? = nil, series: Int? = nil, areas: [String]? = nil
        ) {
            self.direction = direction.rawValue
            self.meaning = meaning.rawValue
            self.cause = cause?.rawValue
            first = months.lowerBound.number
            last = months.upperBound.number
            self.chance = chance
            self.series = series
            self.areas = areas
        }

        init?(text: String) {
            guard let found = try? JSONDecoder().decode(Facts.self, from: Data(text.utf8)) else { return nil }
            self = found
        }
    }

    /// How far people have come with it.
    package enum State: String, Sendable, CaseIterable, Storable {
        case new, watching, explained, actedOn, closed

        package var name: String {
            switch self {
            case .new: "New"
            case .watching: "Watching"
            case .explained: "Explained"
            case .actedOn: "Acted on"
            case .closed: "Closed"
            }
        }
    }

    static let table = Table(
        "signal", unique: [["measure", "area", "period", "method"]], indexes: [["state"]],
        columns: [
            .text("id"), .text("measure"), .text("area"),
            // The newest month it is about, "2026-10", or the Monday of its week, "2026-10-19".
            .text("period"),
            .text("method"),
            .real("observed"), .real("expected", optional: true), .real("threshold", optional: true),
            .real("score", optional: true),
            // JSON: what the method says, for the page that looks into it.
            .text("facts"), .text("state", allowed: State.allCases.map(\.rawValue)), .integer("found_at"),
            .integer("touched_at"),
        ])

    /// What somebody did about it: a new state, why, and what it led to.
    static let stepTable = Table(
        "signal_step", indexes: [["signal_id"]], appendOnly: true,
        columns: [
            .text("id"), .text("signal_id", references: "signal"),
            .text("state", allowed: State.allCases.map(\.rawValue)), .text("reason", .freeText),
            .text("action_id", optional: true), .text("worker_id", .staff), .integer("at"),
        ])
}
