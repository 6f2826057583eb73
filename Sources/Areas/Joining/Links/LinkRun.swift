import Governance
import Kernel
import Storage

/// One run of the engine over every kept record, with the model it used.
package struct LinkRun: Sendable, FromRow {
    /// How far it has come.
    package enum State: String, Sendable, CaseIterable, Storable {
        case running, done, failed
    }

    package let id: ID<LinkRun>
    package let startedAt: Instant
    package let worker: ID<Worker>?
    package var state: State
    /// What it is doing now, as a person reads it: "Comparing 2,004 records".
    package var stage: String
    package var counts: Counts
    package var endedAt: Instant?
    /// The last sign of life, so that one that stopped with its program is told from one at work.
    package var beatAt: Instant
    /// Why it failed, in words.
    package var problem: String?

    /// What came of it.
    package struct Counts: Sendable, Equatable {
        package var records = 0
        package var pairs = 0
        /// Records linked to a young person by this run.
        package var links = 0
        /// Records of young people made by this run.
        package var people = 0
        package var asked = 0
        package var refused = 0

        package init() {}
    }

    /// After so long without a sign of life a run is held to have stopped.
    package static let secondsOfSilence = 120

    /// A new run, beginning now.
    package init(id: ID<LinkRun>, startedAt: Instant, worker: ID<Worker>?) {
        self.id = id
        self.startedAt = startedAt
        self.worker = worker
        state = .running
        stage = "Starting"
        counts = Counts()
        endedAt = nil
        beatAt = startedAt
        problem = nil
    }

    package init(row: Row) throws {
        id = try row["id"]
        startedAt = try row["started_at"]
        worker = try row["worker_id"]
        state = try row["state"]
        stage = try row["stage"]
        counts = Counts()
        counts.records = try row["records"]
        counts.pairs = try row["pairs"]
        counts.links = try row["links"]
        counts.people = try row["people"]
        counts.asked = try row["asked"]
        counts.refused = try row["refused"]
        endedAt = try row["ended_at"]
        beatAt = try row["beat_at"]
        problem = try row["problem"]
    }

    package func isAtWork(at now: Instant) -> Bool {
        state == .running && now.seconds(since: beatAt) < Self.secondsOfSilence
    }

    static let columns: SQL = """
        r.id, r.started_at, r.ended_at, r.worker_id, r.state, r.stage, r.beat_at, r.records, r.pairs, r.links,
        r.people, r.asked, r.refused, r.problem
        """

    static let table = Table(
        "link_run", indexes: [["started_at"]],
        columns: [
            .text("id"), .integer("started_at"), .integer("ended_at", optional: true),
            .text("worker_id", .staff, optional: true),
            .text("state", allowed: State.allCases.map(\.rawValue)), .text("stage"), .integer("beat_at"),
            .integer("records"), .integer("pairs"), .integer("links"), .integer("people"), .integer("asked"),
            .integer("refused"), .text("problem", optional: true),
            // JSON: what was learnt, and what each blocking rule found and left out.
            .text("model", optional: true), .text("report", optional: true),
        ])
}
