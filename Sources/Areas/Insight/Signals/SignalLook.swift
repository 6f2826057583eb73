import Kernel
import Storage

/// How one method last looked at one measure: so that nothing is looked at twice, and a page can say what is missing.
package struct SignalLook: Sendable, Equatable {
    package enum Outcome: String, Sendable, CaseIterable, Storable {
        case quiet, found, tooShort, notFitted
    }

    package let measure: String
    package let method: Signal.Method
    package let outcome: Outcome
    /// Months there are, and months the method needs.
    package let months: Int
    package let needed: Int
    /// What was looked at, in short: the same again needs no other look.
    package let seen: String

    static let table = Table(
        "signal_look", key: ["measure", "method"],
        columns: [
            .text("measure"), .text("method", allowed: Signal.Method.allCases.map(\.rawValue)),
            .text("outcome", allowed: Outcome.allCases.map(\.rawValue)), .integer("months"), .integer("needed"),
            .text("seen"), .integer("at"),
        ])
}

extension Transaction {
    /// How every method last looked at every measure.
    func signalLooks() throws -> [SignalLook] { try all("SELECT * FROM signal_look ORDER BY measure, method") }

    /// When signals were last looked for.
    func lookedForSignalsAt() throws -> Instant? { try value("SELECT MAX(at) FROM signal_look") }

    func keep(_ look: SignalLook, at now: Instant) throws {
        try run(
            """
            INSERT INTO signal_look (measure, method, outcome, months, needed, seen, at)
            VALUES (\(look.measure), \(look.method), \(look.outcome), \(look.months), \(look.needed), \(look.seen), \(now))
            ON CONFLICT (measure, method) DO UPDATE SET outcome = excluded.outcome, months = excluded.months,
                needed = excluded.needed, seen = excluded.seen, at = excluded.at
            """)
    }
}

extension SignalLook: FromRow {
    package init(row: Row) throws {
        measure = try row["measure"]
        method = try row["method"]
        outcome = try row["outcome"]
        months = try row["months"]
        needed = try row["needed"]
        seen = try row["seen"]
    }
}
