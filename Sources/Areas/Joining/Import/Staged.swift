import Feeds
import Governance
import Kernel
import Storage

/// A description of a young person on its way into `source_record`.
struct DraftRecord: Sendable, Equatable {
    /// The first 128 bits of a SHA-256 over everything below: the same description is the same record.
    let key: String
    let localRef: String
    let forename: String
    let middleNames: String
    let surname: String
    let alsoKnownAs: String
    let born: String?
    let sex: String
    let address: String
    let postcode: String
    let nhsNumber: String
    let upn: String
    let pnc: String
    let ethnicity: String
    let school: String
}

/// One judged row on its way into `source_row`.
struct StagedRow: Sendable, Equatable {
    let line: Int
    let outcome: SourceRow.Outcome
    let record: DraftRecord?
    let eventKind: String
    let at: Instant?
    let precision: Precision
    let until: Instant?
    let title: String
    let isSerious: Bool
    let signs: String
    let facts: String
    let original: String
    let problems: String
    let prints: RowPrint
    let found: [FoundProblem]
}

/// One thing that was found in a row, as it is kept with it.
struct FoundProblem: Sendable, Equatable, Codable {
    let line: Int
    let column: Int
    /// The column's name in the file; empty when it is about the whole row.
    let header: String
    /// The field it was to become; empty when it is about the whole row.
    let field: String
    let value: String
    let reason: String
    /// What was kept instead; nil when nothing was.
    let correction: String?
    let effect: RowProblem.Effect

    /// Who put the cell right, when a person did.
    var by: String?
}

extension Transaction {
    /// Writes one batch of judged rows: counts, position and rows stand or fall together.
    ///
    /// - Throws: `ImportRefusal.movedOn` when somebody else has read on from `position` meanwhile.
    func stage(
        _ rows: [StagedRow], in run: ImportRun, category: Category, after position: String, now at: String, bytes: Int,
        at now: Instant
    ) throws {
        var counts = ImportRun.Counts()
        for row in rows { counts.add(row.outcome) }
        let changed = try self.run(
            """
            UPDATE import_run SET position = \(at), bytes_read = \(bytes), rows_read = rows_read + \(counts.read),
                accepted = accepted + \(counts.accepted), corrected = corrected + \(counts.corrected),
                rejected = rejected + \(counts.rejected), touched_at = \(now)
            WHERE id = \(run.id) AND state = \(ImportRun.State.reading) AND COALESCE(position, '') = \(position)
            """)
        guard changed == 1 else { throw ImportRefusal.movedOn }
        let records = try records(rows, of: run, at: now)
        try insert(rows, run.id, category, records)
        try count(rows, in: run.id)
    }

    /// The records these rows are about, those that are new added, by key.
    func records(_ rows: [StagedRow], of run: ImportRun, at now: Instant) throws -> [String: ID<SourceRecord>] {
        var drafts: [(line: Int, draft: DraftRecord)] = []
        var seen: Set<String> = []
        for row in rows {
            if let draft = row.record, seen.insert(draft.key).inserted { drafts.append((row.line, draft)) }
        }
        guard !drafts.isEmpty else { return [:] }
        var known: [String: ID<SourceRecord>] = [:]
        for row in try self.rows(
            """
            SELECT id, record_key FROM source_record
            WHERE agency_id = \(run.agency) AND record_key IN \(list: drafts.map(\.draft.key))
            """)
        { known[try row["record_key"]] = try row["id"] }
        var new: [[Value]] = []
        for (line, draft) in drafts where known[draft.key] == nil {
            guard let id = ID<SourceRecord>(SourceRow.name(run.id, line: line)) else { continue }
            known[draft.key] = id
            new.append(draft.values(id, run.agency, now))
        }
        for chunk in new.chunked(50) {
            try self.run(
                """
                INSERT INTO source_record (id, agency_id, record_key, local_ref, forename, middle_names, surname,
                    also_known_as, born, sex, address, postcode, nhs_number, upn, pnc, ethnicity, school, created_at)
                VALUES \(rows: chunk)
                """)
        }
        return known
    }

    private func insert(
        _ rows: [StagedRow], _ run: ID<ImportRun>, _ category: Category, _ records: [String: ID<SourceRecord>]
    ) throws {
        for chunk in rows.chunked(50) {
            let values = chunk.map { $0.values(run, category, $0.record.flatMap { records[$0.key] }) }
            try self.run(
                """
                INSERT INTO source_row (id, run_id, line, outcome, record_id, category, event_kind, at, precision,
                    until, title, serious, signs, facts, original, problems, ref_digest, record_digest, key_digest,
                    row_digest)
                VALUES \(rows: values)
                """)
        }
    }

    /// Counts what was found by kind, with the first few as examples.
    private func count(_ rows: [StagedRow], in run: ID<ImportRun>) throws {
        var groups: [ProblemGroup.Key: [FoundProblem]] = [:]
        for problem in rows.flatMap(\.found) {
            let key = ProblemGroup.Key(
                effect: problem.effect, header: problem.header, reason: ProblemGroup.kind(of: problem.reason))
            groups[key, default: []].append(problem)
        }
        guard !groups.isEmpty else { return }
        let kinds = try count("SELECT COUNT(*) FROM import_problem WHERE run_id = \(run)")
        for (key, found) in groups.sorted(by: { $0.key < $1.key }) {
            let isKnown = kinds < ProblemGroup.mostKinds
            let examples = Array(found.prefix(ProblemGroup.mostExamples))
            try self.run(
                """
                INSERT INTO import_problem (run_id, effect, header, reason, times, examples)
                VALUES (\(run), \(key.effect.rawValue), \(isKnown ? key.header : ""),
                    \(isKnown ? key.reason : ProblemGroup.otherKinds), \(found.count), \(try Stored.text(examples)))
                ON CONFLICT (run_id, effect, header, reason) DO UPDATE SET times = import_problem.times + \(found.count)
                """)
        }
    }
}

extension DraftRecord {
    fileprivate func values(_ id: ID<SourceRecord>, _ agency: ID<Agency>, _ now: Instant) -> [Value] {
        [
            id.stored, agency.stored, key.stored, localRef.stored, forename.stored, middleNames.stored, surname.stored,
            alsoKnownAs.stored, born.stored, sex.stored, address.stored, postcode.stored, nhsNumber.stored, upn.stored,
            pnc.stored, ethnicity.stored, school.stored, now.stored,
        ]
    }
}

extension StagedRow {
    fileprivate func values(_ run: ID<ImportRun>, _ category: Category, _ record: ID<SourceRecord>?) -> [Value] {
        [
            SourceRow.name(run, line: line).stored, run.stored, line.stored, outcome.stored, record.stored,
            category.rawValue.stored, eventKind.stored, at.stored, precision.stored, until.stored, title.stored,
            isSerious.stored, signs.stored, facts.stored, original.stored, problems.stored, prints.ref.stored,
            prints.record.stored, prints.key.stored, prints.row.stored,
        ]
    }
}

extension Array {
    /// The same items in pieces of at most `size`.
    func chunked(_ size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min(count, $0 + size)]) }
    }
}
