import Governance
import Kernel
import Storage

/// What somebody decided about a signal, and why.
package struct SignalStep: Sendable, FromRow {
    package let state: Signal.State
    package let reason: String
    package let by: String
    package let at: Instant
    /// What is done about it, if it led to something.
    package let action: String?

    package init(row: Row) throws {
        state = try row["state"]
        reason = try row["reason"]
        by = try row["worker_name"]
        at = try row["at"]
        action = try row["action_title"]
    }
}

extension Transaction {
    /// Every signal, or those of some states; what a measure that is gone left behind is not told.
    package func signals(in states: [Signal.State] = Signal.State.allCases) throws -> [Signal] {
        let found = try rows(
            """
            SELECT s.id, s.measure, s.area, s.period, s.method, s.observed, s.expected, s.threshold, s.score, s.facts,
                s.state, s.found_at, s.touched_at, a.name AS area_name
            FROM signal s
            LEFT JOIN (SELECT r.code, r.name FROM area r JOIN boundary_set b ON b.id = r.set_id WHERE b.in_use = 1) a
                ON a.code = s.area
            WHERE s.state IN \(list: states)
            """)
        return try found.compactMap(Signal.init(row:)).sorted(by: Signal.isBefore)
    }

    /// One signal; nil when there is none of this name.
    package func signal(_ id: ID<Signal>) throws -> Signal? {
        try signals().first { $0.id == id }
    }

    /// What was decided about signals, oldest first.
    package func signalSteps() throws -> [ID<Signal>: [SignalStep]] {
        var steps: [ID<Signal>: [SignalStep]] = [:]
        for row in try rows(
            """
            SELECT p.signal_id, p.state, p.reason, p.at, w.name AS worker_name, a.title AS action_title
            FROM signal_step p JOIN worker w ON w.id = p.worker_id LEFT JOIN place_action a ON a.id = p.action_id
            ORDER BY p.at, p.id
            """)
        { steps[try row["signal_id"], default: []].append(try SignalStep(row: row)) }
        return steps
    }

    package func signalSteps(of id: ID<Signal>) throws -> [SignalStep] {
        try all(
            """
            SELECT p.state, p.reason, p.at, w.name AS worker_name, a.title AS action_title
            FROM signal_step p JOIN worker w ON w.id = p.worker_id LEFT JOIN place_action a ON a.id = p.action_id
            WHERE p.signal_id = \(id) ORDER BY p.at, p.id
            """)
    }

    /// What partners are doing now, to say which of it a signal led to.
    func openPlaceActions() throws -> [(id: String, title: String)] {
        try rows("SELECT id, title FROM place_action WHERE ended_at IS NULL ORDER BY title, id").map {
            (try $0["id"], try $0["title"])
        }
    }

    /// Adds a decision; nothing that was decided before is changed.
    func decide(
        _ id: ID<Signal>, _ state: Signal.State, because reason: String, action: String?, by worker: ID<Worker>,
        at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO signal_step (id, signal_id, state, reason, action_id, worker_id, at)
            VALUES (\(ID<SignalStep>.make()), \(id), \(state), \(reason), \(action), \(worker), \(now))
            """)
        try run("UPDATE signal SET state = \(state), touched_at = \(now) WHERE id = \(id)")
    }

    func newSignals() throws -> Int { try count("SELECT COUNT(*) FROM signal WHERE state = \(Signal.State.new)") }
}

extension Signal {
    /// Nil where the measure is no longer counted or what was kept cannot be read.
    fileprivate init?(row: Row) throws {
        let (measure, period, facts): (String, String, String) = (
            try row["measure"], try row["period"], try row["facts"]
        )
        guard let known = Measure.shipped.first(where: { $0.id == measure }), let time = Signal.time(period),
            let said = Facts(text: facts)
        else { return nil }
        let (area, name): (String, String?) = (try row["area"], try row["area_name"])
        let score: Double? = try row["score"]
        self.init(
            id: try row["id"], measure: known, area: area.isEmpty ? nil : (area, name ?? area), month: time.month,
            week: time.week, method: try row["method"], observed: try row["observed"], expected: try row["expected"],
            threshold: try row["threshold"], score: score ?? 0, facts: said, state: try row["state"],
            foundAt: try row["found_at"], touchedAt: try row["touched_at"])
    }

    /// The month a kept period lies in, and its Monday where it is a week.
    static func time(_ period: String) -> (month: Month, week: Day?)? {
        if let month = Month(period) { return (month, nil) }
        return Day(period).map { (Month($0), $0) }
    }

    /// New ones first, then what got worse, then what is newest, then what lies furthest beyond its threshold.
    static func isBefore(_ left: Signal, _ right: Signal) -> Bool {
        if left.state.rank != right.state.rank { return left.state.rank < right.state.rank }
        if left.facts.isConcern != right.facts.isConcern { return left.facts.isConcern }
        if left.month != right.month { return left.month > right.month }
        if left.week != right.week { return (left.week?.number ?? .max) > (right.week?.number ?? .max) }
        return (right.score, left.id.text) < (left.score, right.id.text)
    }
}

extension Signal.State {
    /// Where it stands in a list.
    fileprivate var rank: Int {
        switch self {
        case .new: 0
        case .watching: 1
        case .actedOn: 2
        case .explained: 3
        case .closed: 4
        }
    }
}
