import Feeds
import Governance
import Kernel
import Storage
import Web

/// The rows of a file that were not taken as they stood, and the files made of them.
enum RowHandlers {
    static let pageSize = 50

    static func list(_ visit: Visit) async throws -> Answer {
        guard let outcome = SourceRow.Outcome(rawValue: visit.request.parameters["outcome"] ?? ""),
            outcome != .accepted
        else { throw Problem.notFound }
        let after = Int(visit.request.query["after"]) ?? -1
        let (entry, rows, headers) = try await visit.record { tx in
            let entry = try visit.importEntry("looked at \(outcome.rawValue) rows of", in: tx)
            let rows = try tx.reportedRows(entry.run.id, outcome, after: after, most: pageSize + 1)
            return (entry, rows, try tx.importState(entry.run.id)?.headers ?? [])
        }
        return visit.page(
            RowPages.list(
                entry, outcome, Array(rows.prefix(pageSize)), headers: headers, isLast: rows.count <= pageSize))
    }

    static func rejectsFile(_ visit: Visit) async throws -> Answer {
        let text = try await visit.record { tx in
            let run = try visit.importEntry("downloaded the rejected rows of", in: tx).run
            var file = RejectsFile(run: run.id)
            var text = ""
            while let piece = try file.next(in: tx) {
                text += piece.text
                file = piece.rest
            }
            try tx.countExport(of: run, to: visit.worker.agency.id, items: run.counts.rejected, at: visit.now)
            return text
        }
        return .download(text, type: "text/csv; charset=utf-8", name: "rejected-rows.csv")
    }

    /// Every row that a later file adds, changes or takes away, by line and by the agency's own number.
    static func changesFile(_ visit: Visit) async throws -> Answer {
        let text = try await visit.record { tx in
            let entry = try visit.importEntry("downloaded what changed in", in: tx)
            guard let earlier = entry.replaces else { throw Problem.notFound }
            let compared = try tx.comparison(of: entry.run.id, with: earlier)
            let before = try tx.localRefs(of: earlier)
            let now = try tx.localRefs(of: entry.run.id)
            let writer = CSVWriter()
            var text = writer.line(["what", "their number", "line before", "line now"])
            for one in compared.differences {
                let ref = one.lineNow.flatMap { now[$0] } ?? one.lineBefore.flatMap { before[$0] } ?? ""
                text += writer.line([
                    one.kind.rawValue, ref, one.lineBefore.map { String($0) } ?? "",
                    one.lineNow.map { String($0) } ?? "",
                ])
            }
            try tx.countExport(
                of: entry.run, to: visit.worker.agency.id, items: compared.differences.count, at: visit.now)
            return text
        }
        return .download(text, type: "text/csv; charset=utf-8", name: "what-changed.csv")
    }
}

extension Transaction {
    /// The agency's own number on each usable line of a run.
    func localRefs(of run: ID<ImportRun>) throws -> [Int: String] {
        var refs: [Int: String] = [:]
        for row in try rows(
            """
            SELECT r.line, s.local_ref FROM source_row r JOIN source_record s ON s.id = r.record_id
            WHERE r.run_id = \(run)
            """)
        { refs[try row["line"]] = try row["local_ref"] }
        return refs
    }
}

/// The rows of one outcome.
enum RowPages {
    static func list(
        _ entry: ImportEntry, _ outcome: SourceRow.Outcome, _ rows: [ReportedRow], headers: [String], isLast: Bool
    ) -> Page {
        let run = entry.run
        let title = outcome == .rejected ? "Rejected rows" : "Corrected rows"
        let more: HTML =
            isLast
            ? .empty
            : buttonGroup(
                buttonLink(
                    "Next \(RowHandlers.pageSize) rows",
                    ("/imports/\(run.id)/rows/\(outcome.rawValue)" as Link).with(
                        query: [("after", String(rows.last?.line ?? 0))]), .secondary))
        let table = outcome == .rejected ? rejected(run, rows, headers) : corrected(rows)
        let body: HTML =
            rows.isEmpty
            ? emptyState("No rows here", "Every row of this kind has been shown or put right.")
            : plainCard("\(table)\(more)")
        return Page(
            title,
            body: """
                \(breadcrumb([NavItem("Imports", "/imports"), NavItem(run.title, "/imports/\(run.id)")]))
                \(pageHead(title, lead: "\(run.title), from \(entry.agency)"))
                \(body)
                """)
    }

    private static func rejected(_ run: ImportRun, _ rows: [ReportedRow], _ headers: [String]) -> HTML {
        let mayFix = run.state == .staged || run.state == .kept
        let lines = rows.map { row -> [HTML] in
            let why = row.problems.filter { $0.effect == .rejected }.map(problem)
            let cells = zip(headers, row.cells).filter { !$0.1.isEmpty }.map { SummaryRow($0.0, HTML($0.1)) }
            let fix =
                mayFix ? anchor("Put right", "/imports/\(run.id)/fix/\(row.line)", hidden: "line \(row.line)") : ""
            return [HTML(String(row.line)), bullets(why), details("The row as it stands", summaryList(cells)), fix]
        }
        return dataTable(
            "Rejected rows", isCaptionHidden: true,
            columns: [TableColumn("Line"), TableColumn("Why"), TableColumn("Row"), TableColumn("What to do")],
            rows: lines)
    }

    private static func problem(_ problem: FoundProblem) -> HTML {
        let place = problem.header.isEmpty ? "" : "\(problem.header), column \(problem.column): "
        let value = problem.value.isEmpty ? "" : " (\u{201C}\(problem.value)\u{201D})"
        return HTML("\(place)\(problem.reason)\(value)")
    }

    private static func corrected(_ rows: [ReportedRow]) -> HTML {
        let lines = rows.flatMap { row in
            row.problems.filter { $0.effect == .corrected }.map { problem -> [HTML] in
                [
                    HTML(String(row.line)), HTML(problem.header), HTML(problem.value),
                    problem.correction.map { $0.isEmpty ? "left out" : HTML($0) } ?? "", HTML(problem.reason),
                ]
            }
        }
        return dataTable(
            "Corrected rows", isCaptionHidden: true,
            columns: [
                TableColumn("Line"), TableColumn("Column"), TableColumn("It said"), TableColumn("Kept as"),
                TableColumn("Why"),
            ], rows: lines)
    }
}
