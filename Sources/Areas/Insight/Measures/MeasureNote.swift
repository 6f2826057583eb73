import Governance
import Kernel
import Storage

/// Something people put on a measure's chart: what was done and when, a new start for its limits, or its target.
package struct MeasureNote: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable, Storable {
        /// Something was done that may show.
        case done
        /// Limits start anew, because what is counted or how it is done is known to have changed.
        case rebase
        /// Limits come from the months before this one, however it goes on.
        case baseline
        case target

        package var name: String {
            switch self {
            case .done: "What was done"
            case .rebase: "New limits from here"
            case .baseline: "Limits fixed to the months before"
            case .target: "Target"
            }
        }
    }

    package let id: ID<MeasureNote>
    package let measure: String
    package let kind: Kind
    package let day: Day
    package let words: String
    package let value: Double?
    package let by: String
}

extension MeasureNote: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        measure = try row["measure"]
        kind = try row["kind"]
        day = try row["day"]
        words = try row["words"]
        value = try row["value"]
        by = try row["worker_name"]
    }
}

extension Transaction {
    /// The notes on a measure that stand, oldest first.
    package func measureNotes(_ measure: String) throws -> [MeasureNote] {
        try all(
            """
            SELECT n.id, n.measure, n.kind, n.day, n.words, n.value, w.name AS worker_name
            FROM measure_note n JOIN worker w ON w.id = n.worker_id
            WHERE n.measure = \(measure) AND n.withdrawn_at IS NULL ORDER BY n.day, n.at
            """)
    }

    /// Adds a note; whoever reads the chart sees who wrote it.
    package func addMeasureNote(
        _ kind: MeasureNote.Kind, to measure: String, on day: Day, _ words: String, value: Double? = nil,
        by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO measure_note (id, measure, kind, day, words, value, worker_id, at)
            VALUES (\(ID<MeasureNote>.make()), \(measure), \(kind), \(day), \(words), \(value), \(worker), \(now))
            """)
    }

    /// Takes a note off the chart; it stays on record. False when it is not there, or gone already.
    func withdrawMeasureNote(_ id: ID<MeasureNote>, from measure: String, at now: Instant) throws -> Bool {
        try run(
            """
            UPDATE measure_note SET withdrawn_at = \(now)
            WHERE id = \(id) AND measure = \(measure) AND withdrawn_at IS NULL
            """) == 1
    }
}
