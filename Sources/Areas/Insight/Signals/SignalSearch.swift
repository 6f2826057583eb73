import Governance
import Kernel
import Storage

extension EventCounting {
    /// Looks for signals in what measures came to: read first, worked out outside every transaction, then kept.
    ///
    /// What was found before, or goes on with it, is not told again, whatever people made of it.
    package func findSignals(_ measures: [Measure] = Measure.shipped) async throws {
        let now = clock()
        let looked = try await database.read { try $0.signalInput(measures) }
        var verdicts = looked.map { SignalFinding.chart($0.measure, $0.values, notes: $0.notes) }
        let counted = looked.filter {
            ($0.measure.isPlaced ?? false) && $0.measure.unit == .count && !$0.values.isEmpty
        }
        verdicts += SignalFinding.years(counted.map { ($0.measure, $0.values) })
        try await keep(verdicts, at: now)
        try await keep(try await finerSignals(counted, in: measures), at: now)
        for one in counted {
            try Task.checkCancellation()
            let scan = try await database.read { [shelf] tx -> SignalScan? in
                guard let book = try shelf.book(in: tx) else { return nil }
                let scan = SignalScan(
                    one.measure, book: book, whole: one.values, byArea: try tx.countsByArea(of: one.measure.id))
                let seen = try tx.signalLooks().first { $0.measure == one.measure.id && $0.method == .scan }?.seen
                return scan?.seen == seen ? nil : scan
            }
            if let scan { try await keep([scan.verdict(among: counted.count)], at: now) }
        }
    }

    /// What stands out in single weeks, where days are known, and in single small areas, where counts allow.
    private func finerSignals(_ counted: [SignalInput], in measures: [Measure]) async throws -> [FoundSignal] {
        let weeks = try await database.read { tx in try measures.compactMap { try tx.weeks(of: $0) } }
        var areas: [AreaMonths] = []
        for one in counted {
            try Task.checkCancellation()
            let byArea = try await database.read { try $0.countsByArea(of: one.measure.id) }
            areas += AreaMonths.all(one.measure, whole: one.values, byArea: byArea)
        }
        return WeekCounts.signals(weeks) + AreaMonths.signals(areas)
    }

    private func keep(_ found: [FoundSignal], at now: Instant) async throws {
        try await database.write { tx in
            for signal in found { try tx.insertOnce(signal, at: now) }
        }
    }

    private func keep(_ verdicts: [SignalVerdict], at now: Instant) async throws {
        try await database.write { tx in
            for verdict in verdicts {
                try tx.keep(verdict.look, at: now)
                for signal in verdict.found { try tx.insertOnce(signal, at: now) }
            }
        }
    }
}

/// A measure with what it came to and what people marked on it.
struct SignalInput: Sendable {
    let measure: Measure
    let values: [MeasureValue]
    let notes: [MeasureNote]
}

extension Transaction {
    func signalInput(_ measures: [Measure]) throws -> [SignalInput] {
        try measures.map {
            SignalInput(measure: $0, values: try values(of: $0.id), notes: try measureNotes($0.id))
        }
    }

    /// What a measure came to in each small area and month.
    func countsByArea(of measure: String) throws -> [String: [Month: Int]] {
        var counts: [String: [Month: Int]] = [:]
        for row in try rows(
            """
            SELECT area, month, numerator FROM measure_value
            WHERE measure = \(measure) AND area <> '' AND numerator IS NOT NULL
            """)
        {
            let area: String = try row["area"]
            counts[area, default: [:]][Month(number: try row["month"])] = try row["numerator"]
        }
        return counts
    }

    /// Keeps a signal unless it, or one it goes on with, is kept already. True when it was new.
    @discardableResult func insertOnce(_ signal: FoundSignal, at now: Instant) throws -> Bool {
        let earlier = try rows(
            """
            SELECT area, period, facts FROM signal
            WHERE measure = \(signal.measure) AND method = \(signal.method)
            """
        ).compactMap { row -> FoundSignal? in
            let (area, period, text): (String, String, String) = (try row["area"], try row["period"], try row["facts"])
            guard let time = Signal.time(period), let facts = Signal.Facts(text: text) else { return nil }
            return FoundSignal(
                measure: signal.measure, area: area, month: time.month, method: signal.method, observed: 0,
                expected: nil, threshold: nil, score: 0, facts: facts, week: time.week)
        }
        guard !earlier.contains(where: signal.continues) else { return false }
        return try run(
            """
            INSERT INTO signal (id, measure, area, period, method, observed, expected, threshold, score, facts, state,
                found_at, touched_at)
            VALUES (\(ID<Signal>.make()), \(signal.measure), \(signal.area), \(signal.period), \(signal.method),
                \(signal.observed), \(signal.expected), \(signal.threshold), \(signal.score), \(signal.facts.text),
                \(Signal.State.new), \(now), \(now))
            ON CONFLICT (measure, area, period, method) DO NOTHING
            """) == 1
    }
}
