import Feeds
import Governance
import Kernel
import Storage
import Web

/// Putting rejected rows right: one on screen, or many in a file.
enum FixHandlers {
    static func show(_ visit: Visit) async throws -> Answer {
        let fixing = try await opened(visit)
        var form = Form()
        for (place, cell) in fixing.row.cells.enumerated() { form.set("cell-\(place)", cell) }
        return visit.page(FixPages.fix(fixing, FormView(form, errors: fixing.errors()), token: visit.token))
    }

    static func fix(_ visit: Visit) async throws -> Answer {
        let fixing = try await opened(visit)
        let form = visit.request.form
        let cells = fixing.headers.indices.map { form["cell-\($0)"] }
        if let long = cells.firstIndex(where: { $0.utf8.count > 4000 }) {
            let view = FormView(form, errors: FieldErrors("cell-\(long)", "Keep it to 4,000 characters"))
            return visit.page(FixPages.fix(fixing, view, token: visit.token), status: 422)
        }
        let staged = fixing.staged(cells, by: visit.worker.name)
        guard staged.outcome != .rejected else {
            let view = FormView(form, errors: fixing.errors(staged.found))
            return visit.page(FixPages.fix(fixing, view, token: visit.token), status: 422)
        }
        return try await visit.submit { tx in
            let run = try visit.importEntry("put line \(fixing.row.line) right in", in: tx).run
            try tx.fix(
                staged, cells: cells, in: run, category: fixing.mapping.mapping.shared, by: visit.worker.id,
                at: visit.now)
            return ("/imports/\(run.id)/rows/rejected", "Line \(fixing.row.line) is put right.")
        }
    }

    /// Only somebody whose business the file is may send its rows back.
    static func sink(_ visit: Visit) async throws -> UploadSink {
        _ = try await visit.record { try visit.importEntry("sent corrected rows for", in: $0) }
        return try visit.importFiles().sink()
    }

    /// Takes the rows of a corrected file that are now right; those that are not stay as they were.
    static func receive(_ visit: Visit) async throws -> Answer {
        let (entry, state) = try await visit.record { tx in
            let entry = try visit.importEntry("read corrected rows for", in: tx)
            return (entry, try tx.importState(entry.run.id))
        }
        let run = entry.run
        guard let file = visit.request.file, let id = ID<ImportRun>(file.place) else {
            throw Problem.malformed("No file was chosen. Go back and choose the file with the rows you put right.")
        }
        let files = try visit.importFiles()
        defer { files.remove(id) }
        guard let mapping = state?.mapping, run.state == .staged || run.state == .kept else {
            throw ImportRefusal.decidedAlready
        }
        let matched = try mapping.matched(to: state?.headers ?? [], on: run.startedAt.day)
        let worker = visit.worker
        let fixed: [FixedRow]
        do {
            fixed = try await offThePool { try FixedRow.all(in: files.source(id), matched, by: worker.name) }
        } catch let error as FeedError {
            throw Problem.malformed(error.message)
        }
        var taken = 0
        for chunk in fixed.filter({ $0.staged.outcome != .rejected }).chunked(200) {
            taken += try await visit.record { tx in
                try chunk.count { try $0.take(into: run, mapping.shared, by: worker.id, at: visit.now, in: tx) }
            }
        }
        let (count, left) = (taken, fixed.count - taken)
        return try await visit.submit { tx in
            let action = mapping.makes == .person ? Action.importFiles : .importFigures
            try visit.note(action, on: run.id, "\(count) rows put right, under \(run.agreement)", in: tx)
            let rest =
                left == 0 ? "" : " \(grouped(left)) are still not right, or no longer rejected, and stay as they were."
            return ("/imports/\(run.id)", "\(grouped(count)) rows are put right.\(rest)")
        }
    }

    private static func opened(_ visit: Visit) async throws -> Fixing {
        guard let line = Int(visit.request.parameters["line"] ?? "") else { throw Problem.notFound }
        return try await visit.record { tx in
            let entry = try visit.importEntry("opened line \(line) of", in: tx)
            let run = entry.run
            guard let state = try tx.importState(run.id), let mapping = state.mapping,
                let row = try tx.reportedRow(run.id, line: line), row.outcome == .rejected,
                run.state == .staged || run.state == .kept
            else { throw Problem.conflict(what: "This row is no longer waiting to be put right.") }
            let matched = try mapping.matched(to: state.headers, on: run.startedAt.day)
            return Fixing(entry: entry, row: row, headers: state.headers, mapping: matched)
        }
    }
}

/// One rejected row, open to be put right.
struct Fixing: Sendable {
    let entry: ImportEntry
    let row: ReportedRow
    let headers: [String]
    let mapping: MatchedMapping

    /// The row as it would be kept with these cells.
    func staged(_ cells: [String], by worker: String) -> StagedRow {
        StagedRow.fixed(cells, line: row.line, before: row.cells, headers, mapping, by: worker)
    }

    /// What is wrong, at its field.
    func errors(_ problems: [FoundProblem]? = nil) -> FieldErrors {
        var errors = FieldErrors()
        for problem in problems ?? row.problems where problem.effect == .rejected {
            let place = headers.firstIndex(of: problem.header) ?? 0
            errors.add("cell-\(place)", problem.reason)
        }
        return errors
    }
}

extension StagedRow {
    /// A row with cells a person typed: what they changed is said beside what was found.
    static func fixed(
        _ cells: [String], line: Int, before: [String], _ headers: [String], _ mapping: MatchedMapping,
        by worker: String
    ) -> StagedRow {
        let places = cells.indices.map { CellPlace(line: line, column: $0 + 1) }
        let row = RawRow(
            line: line, cells: cells, places: places, surplus: [], problems: [],
            next: FeedPosition(offset: 0, line: line, rows: 0))
        let changes = cells.indices.compactMap { place -> FoundProblem? in
            let old = place < before.count ? before[place] : ""
            guard old != cells[place] else { return nil }
            return FoundProblem(
                line: line, column: place + 1, header: place < headers.count ? headers[place] : "", field: "",
                value: old,
                reason: "\(worker) put it right.", correction: cells[place], effect: .corrected, by: worker)
        }
        var times = TimeCache()
        return StagedRow(
            row, mapping.check(row), changes: changes, isOfPerson: mapping.mapping.makes == .person,
            order: mapping.mapping.columns.map(\.field), times: &times)
    }
}

/// A row of a file of rejected rows that came back.
struct FixedRow: Sendable {
    let staged: StagedRow
    let cells: [String]

    /// Every row of the file that says which line it was.
    static func all(in source: FeedSource, _ mapping: MatchedMapping, by worker: String) throws -> [FixedRow] {
        var reader = try FeedReader(source)
        guard let number = reader.headers.lastIndex(where: { ["line", "line in file"].contains($0) }) else {
            throw FeedError.missingColumns(["line"])
        }
        let places = mapping.headers.map { name in reader.headers.firstIndex(of: name) }
        var rows: [FixedRow] = []
        while let row = try reader.next() {
            guard let line = Int(row.cells[number]) else { continue }
            let cells = places.map { place in place.map { CSVWriter.restored(row.cells[$0]) } ?? "" }
            rows.append(
                FixedRow(
                    staged: .fixed(cells, line: line, before: cells, mapping.headers, mapping, by: worker), cells: cells
                ))
        }
        return rows
    }

    /// Takes it in its rejected row's place; false when that is not waiting any longer.
    func take(
        into run: ImportRun, _ category: Category, by worker: ID<Worker>, at now: Instant, in tx: Transaction
    ) throws -> Bool {
        guard let row = try tx.reportedRow(run.id, line: staged.line), row.outcome == .rejected else { return false }
        try tx.fix(staged, cells: cells, in: run, category: category, by: worker, at: now)
        return true
    }
}

/// The page on which one rejected row is put right.
enum FixPages {
    static func fix(_ fixing: Fixing, _ form: FormView, token: HTML) -> Page {
        let run = fixing.entry.run
        let fields = fixing.headers.enumerated().map { place, header -> HTML in
            let field = place < fixing.mapping.fields.count ? fixing.mapping.fields[place] : nil
            let title = field.flatMap { fixing.mapping.mapping.column(for: $0)?.title } ?? "not read"
            let was = place < fixing.row.cells.count ? fixing.row.cells[place] : ""
            return form.text(
                "cell-\(place)", label: header, hint: "\(title). In the file: \(was.isEmpty ? "empty" : was)",
                width: .half)
        }
        let body: HTML = """
            \(form.summary())
            \(breadcrumb([
                NavItem("Imports", "/imports"), NavItem(run.title, "/imports/\(run.id)"),
                NavItem("Rejected rows", "/imports/\(run.id)/rows/rejected"),
            ]))
            \(pageHead("Put line \(fixing.row.line) right", lead: "\(run.title), from \(fixing.entry.agency)"))
            \(prose("""
                <p>Ask the agency what the row should say. The row as they sent it is kept beside yours, with your name.</p>
                """))
            \(plainCard(postForm(
                to: "/imports/\(run.id)/fix/\(fixing.row.line)", token: token,
                body: "\(fields)\(buttonGroup(button("Check and keep this row")))")))
            """
        return Page("Put line \(fixing.row.line) right", hasErrors: !form.errors.isEmpty, body: body)
    }
}
