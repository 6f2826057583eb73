import Feeds
import Joining
import Kernel
import Storage

extension Transaction {
    /// Kept files of these feeds that are not counted yet, or were counted by other boundaries.
    func filesToCount(_ feeds: [String], by set: ID<BoundarySet>?) throws -> [KeptFile] {
        let counted = try rows("SELECT run_id, boundary_set FROM event_run")
        var by: [String: String?] = [:]
        for row in counted {
            let run: String = try row["run_id"]
            by[run] = .some(try row["boundary_set"])
        }
        return try keptFiles(feeds).filter { file in
            guard let used = by[file.run.id.text] else { return true }
            return used != set?.text
        }
    }

    /// Takes away what was counted of files that no longer count: replaced, abandoned or counted anew.
    @discardableResult func forgetEvents(of run: ID<ImportRun>) throws -> Int {
        try self.run("DELETE FROM monthly_count WHERE run_id = \(run)")
        try self.run("DELETE FROM event_place WHERE run_id = \(run)")
        try self.run("DELETE FROM event_filled WHERE run_id = \(run)")
        try self.run("DELETE FROM event_run WHERE run_id = \(run)")
        return try self.run("DELETE FROM event WHERE run_id = \(run)")
    }

    /// Runs that were counted and are kept no longer.
    func runsToForget() throws -> [ID<ImportRun>] {
        try values(
            """
            SELECT e.run_id FROM event_run e JOIN import_run r ON r.id = e.run_id
            WHERE r.state <> \(ImportRun.State.kept) ORDER BY e.run_id
            """)
    }

    func insert(_ events: [Event]) throws {
        for start in stride(from: 0, to: events.count, by: 80) {
            let rows = events[start..<min(events.count, start + 80)].map(\.row)
            try run(
                """
                INSERT INTO event (id, run_id, line, feed, kind, at, until_at, precision, day, month, easting, northing,
                    point_precision, area, category, method, place_type, age_from, age_to, sex, outcome, reference,
                    person)
                VALUES \(rows: rows)
                """)
        }
    }

    /// Marks a file as counted.
    func insert(
        _ tally: EventTally, of file: KeptFile, by set: ID<BoundarySet>?, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO event_run (run_id, feed, first_month, last_month, events, elsewhere, unplaced, repeats,
                counted_at, boundary_set)
            VALUES (\(file.run.id), \(file.mapping.name), \(tally.first?.number), \(tally.last?.number), \(tally.events),
                \(tally.elsewhere), \(tally.unplaced), \(tally.repeats), \(now), \(set))
            """)
        try insert(tally, details: file.run.id)
    }

    /// An event that a newer file tells of again counts once, as the newest file has it.
    func supersede(_ references: [String], feed: String, butOf run: ID<ImportRun>) throws {
        for start in stride(from: 0, to: references.count, by: 400) {
            let some = Array(references[start..<min(references.count, start + 400)])
            try self.run(
                """
                DELETE FROM event WHERE feed = \(feed) AND run_id <> \(run) AND reference IN \(list: some)
                """)
        }
    }

    func insert(_ counts: [MonthlyCount], run: ID<ImportRun>, from line: Int) throws {
        for start in stride(from: 0, to: counts.count, by: 100) {
            let rows = counts[start..<min(counts.count, start + 100)].enumerated().map { offset, count -> [Value] in
                let place = line + start + offset
                return [
                    "\(run)/\(place)".stored, run.stored, place.stored, count.measure.stored, count.part.stored,
                    count.month.number.stored, count.value.stored,
                ]
            }
            try self.run(
                "INSERT INTO monthly_count (id, run_id, line, measure, part, month, value) VALUES \(rows: rows)")
        }
    }
}

extension Event {
    fileprivate var row: [Value] {
        [
            "\(run)/\(line)".stored, run.stored, line.stored, feed.stored, kind.stored, at.stored, until.stored,
            precision.stored, at.day.stored, month.number.stored, easting.stored, northing.stored,
            pointPrecision.rawValue.stored, area.stored, category.stored, method.stored, placeType.stored,
            ageFrom.stored, ageTo.stored, sex.stored, outcome.stored, reference.stored, person.stored,
        ]
    }
}
