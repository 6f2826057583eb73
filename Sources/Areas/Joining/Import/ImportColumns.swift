import Feeds
import Governance
import Kernel
import Storage
import Web

/// The page on which a file's columns are matched with what they mean, and its first problems seen.
struct ColumnView: Sendable {
    let entry: ImportEntry
    let head: FileHead
    let mapping: Mapping
    /// The feeds it could be read as, the best fitting first.
    let fits: [MappingFit]
    /// The field each column is matched with now; empty for none.
    let chosen: [String]
    let guesses: [ColumnGuess]
    let preview: ColumnPreview?
}

/// What reading the first rows with these columns would find.
struct ColumnPreview: Sendable {
    let counts: ImportRun.Counts
    let groups: [ProblemGroup]

    init(_ rows: [RawRow], _ mapping: MatchedMapping) {
        var judging = Judging(mapping, seen: [])
        var counts = ImportRun.Counts()
        var found: [ProblemGroup.Key: [FoundProblem]] = [:]
        for row in rows {
            let staged = judging.staged(row)
            counts.add(staged.outcome)
            for problem in staged.found {
                let key = ProblemGroup.Key(
                    effect: problem.effect, header: problem.header, reason: ProblemGroup.kind(of: problem.reason))
                found[key, default: []].append(problem)
            }
        }
        self.counts = counts
        groups = found.map { ProblemGroup($0.key, $0.value) }.sorted { left, right in
            (left.effect.rawValue, left.times, right.reason) > (right.effect.rawValue, right.times, left.reason)
        }
    }
}

/// Matching columns, and beginning to read.
enum ColumnHandlers {
    static func show(_ visit: Visit) async throws -> Answer {
        let (entry, head, mappings) = try await opened(visit)
        guard let head else { return .see("/imports/\(entry.run.id)") }
        let wanted = visit.request.query["feed"]
        let mapping = mappings.first { $0.name == (wanted.isEmpty ? entry.run.feed : wanted) } ?? mappings[0]
        let guesses = mapping.guess(headers: head.headers, sample: head.sample, on: visit.today)
        let chosen = guesses.map { $0.field ?? "" }
        return page(visit, entry, head, mappings, mapping, chosen, FormView(), status: 200)
    }

    static func begin(_ visit: Visit) async throws -> Answer {
        let (entry, found, mappings) = try await opened(visit)
        guard let head = found else { return .see("/imports/\(entry.run.id)") }
        let form = visit.request.form
        guard let mapping = mappings.first(where: { $0.name == form["feed"] }) else {
            throw Problem.malformed("That kind of file is not known here.")
        }
        let chosen = head.headers.indices.map { form["column-\($0)"] }
        do {
            let matched = try Self.matched(mapping, head, chosen, form["save_as"].trimmed, visit.today)
            guard form["do"] != "check" else {
                return page(visit, entry, head, mappings, mapping, chosen, FormView(form), status: 200)
            }
            return try await start(visit, entry.run, matched, head)
        } catch let error as FeedError {
            let view = FormView(form, errors: FieldErrors("columns", error.message))
            return page(visit, entry, head, mappings, mapping, chosen, view, status: 422)
        } catch let refusal as ImportRefusal {
            let view = FormView(form, errors: FieldErrors("columns", refusal.words))
            return page(visit, entry, head, mappings, mapping, chosen, view, status: 422)
        } catch let errors as FieldErrors {
            return page(visit, entry, head, mappings, mapping, chosen, FormView(form, errors: errors), status: 422)
        }
    }

    /// The file's own mapping, and whether it is to be kept for the agency's next file.
    private struct Matched: Sendable {
        var mapping: Mapping
        let isSaved: Bool
    }

    private static func matched(
        _ mapping: Mapping, _ head: FileHead, _ chosen: [String], _ name: String, _ today: Day
    ) throws -> Matched {
        let choices = Dictionary(zip(head.headers, chosen), uniquingKeysWith: { first, _ in first })
        _ = try mapping.matched(to: head.headers, choosing: choices, on: today)
        let guesses = mapping.guess(headers: head.headers, sample: head.sample, on: today)
        var own = mapping.choosing(choices, dates: guesses)
        guard !name.isEmpty else { return Matched(mapping: own, isSaved: false) }
        let isName =
            name.utf8.count <= 40 && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        guard isName else {
            throw FieldErrors("save_as", "Use up to 40 letters, digits and hyphens, such as fairmead-roll")
        }
        own.name = name.lowercased()
        return Matched(mapping: own, isSaved: true)
    }

    private static func start(_ visit: Visit, _ run: ImportRun, _ matched: Matched, _ head: FileHead) async throws
        -> Answer
    {
        let wanted = WantedImport(
            category: matched.mapping.shared, agency: run.agency, agreement: run.agreement)
        return try await visit.house.database.countingRefusal(of: wanted, at: visit.now) {
            try await visit.submit { tx in
                let entry = try visit.importEntry("began to read", in: tx)
                var mapping = matched.mapping
                if matched.isSaved {
                    mapping.version = try tx.nextVersion(of: mapping.name, for: run.agency, on: visit.today)
                    try tx.saveMapping(mapping, for: run.agency, by: visit.worker.id, at: visit.now)
                }
                try tx.begin(entry.run, with: mapping, headers: head.headers, on: visit.today)
                return ("/imports/\(run.id)", nil)
            }
        }
    }

    /// The run, the beginning of its file while it waits, and the feeds it could be.
    private static func opened(_ visit: Visit) async throws -> (ImportEntry, FileHead?, [Mapping]) {
        let (entry, mappings) = try await visit.record { tx in
            let entry = try visit.importEntry("looked at the columns of", in: tx)
            return (entry, visit.importReach.allowed(try tx.mappings(for: entry.run.agency)))
        }
        guard entry.run.state == .received else { return (entry, nil, mappings) }
        let files = try visit.importFiles()
        guard files.has(entry.run.id) else { throw ImportRefusal.fileGone }
        return (entry, try await offThePool { try FileHead(files.source(entry.run.id)) }, mappings)
    }

    private static func page(
        _ visit: Visit, _ entry: ImportEntry, _ head: FileHead, _ mappings: [Mapping], _ mapping: Mapping,
        _ chosen: [String], _ form: FormView, status: Int
    ) -> Answer {
        let choices = Dictionary(zip(head.headers, chosen), uniquingKeysWith: { first, _ in first })
        let guesses = mapping.guess(headers: head.headers, sample: head.sample, on: visit.today)
        let own = mapping.choosing(choices, dates: guesses)
        let laid = try? own.matched(to: head.headers, choosing: choices, on: visit.today)
        let fits = mappings.map { $0.fit(headers: head.headers, sample: head.sample, on: visit.today) }
            .sorted { ($0.fit, $1.mapping.name) > ($1.fit, $0.mapping.name) }
        let view = ColumnView(
            entry: entry, head: head, mapping: mapping, fits: fits, chosen: chosen, guesses: guesses,
            preview: laid.map { ColumnPreview(head.rows, $0) })
        return visit.page(ColumnPages.columns(view, form, token: visit.token), status: status)
    }
}

extension ProblemGroup {
    init(_ key: Key, _ found: [FoundProblem]) {
        effect = key.effect
        header = key.header
        reason = key.reason
        times = found.count
        examples = Array(found.prefix(Self.mostExamples))
    }
}

extension Mapping {
    /// This mapping for a file whose columns were matched by hand: each column's name is known by the field it was
    /// matched with, and by no other; dates are read as the file's own values show.
    func choosing(_ choices: [String: String], dates guesses: [ColumnGuess]) -> Mapping {
        var own = self
        let formats = Dictionary(
            guesses.compactMap { guess in guess.formats.map { (guess.header, $0) } },
            uniquingKeysWith: { first, _ in first })
        for place in own.columns.indices {
            let field = own.columns[place].field
            let names = choices.filter { $0.value == field }.map(\.key).sorted()
            let others = Set(choices.filter { $0.value != field }.map { $0.key.lowercased() })
            own.columns[place].aliases =
                (own.columns[place].aliases ?? []).filter { !others.contains($0.lowercased()) && !names.contains($0) }
                + names.filter { $0 != own.columns[place].column }
            if others.contains(own.columns[place].column.lowercased()) {
                own.columns[place].column = names.first ?? "no column: \(field)"
            }
            if let read = names.first.flatMap({ formats[$0] }) { own.columns[place].formats = read }
        }
        return own
    }
}
