import Feeds
import Governance
import Joining
import Kernel
import Storage
import Synchronization
import Web

/// Where the figures come from, and bringing in areas.
func dataRoutes(_ house: House) -> [Route] {
    let desk = DataDesk()
    return [
        house.route(.get, "/insight/data", .seeMeasures, audit: .none, desk.show),
        house.route(.get, "/insight/data/filled", .seeMeasures, audit: .none, desk.filled),
        house.route(.get, "/insight/data/filled/csv", .seeMeasures, audit: .export, desk.filledFile),
        house.upload(
            "/insight/data/areas", .manageMeasures, mostBytes: DataPages.mostBytes, to: { _ in desk.sink() },
            desk.bringIn),
    ]
}

/// The handlers behind the data page.
final class DataDesk: Sendable {
    /// Boundary files on their way in, by the name their upload was given.
    private let arriving = Mutex<[String: [UInt8]]>([:])

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private static func readings(
        _ visit: Visit, in tx: Transaction
    ) throws -> [(feed: Mapping, readings: [FilledReading])] {
        let audience = ShownSeries.audience(of: visit.worker.role)
        return try tx.filledCounts().map { feed, counts in
            (feed, counts.map { FilledReading($0, for: audience) }.filter { !$0.periods.isEmpty })
        }
    }

    func filled(_ visit: Visit) async throws -> Answer {
        let feeds = try await visit.read { try Self.readings(visit, in: $0) }
        return visit.page(Page("How complete A&E files are", body: FilledPages.show(feeds)))
    }

    func filledFile(_ visit: Visit) async throws -> Answer {
        let feeds = try await visit.record { tx in
            try visit.note(.seeMeasures, "how complete files are, as a file", in: tx)
            return try Self.readings(visit, in: tx)
        }
        return .download(
            FilledPages.text(feeds), type: "text/csv; charset=utf-8", name: "complete-\(visit.today).csv")
    }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let audience = ShownSeries.audience(of: visit.worker.role)
        let pages = try await visit.read { tx in
            DataPages(
                files: try tx.countedFiles(),
                waiting: try tx.filesToCount(EventCounting.feeds, by: try tx.boundarySetInUse()?.id).count,
                placed: try tx.placedBy(for: audience),
                sets: try tx.boundarySets(), audience: audience,
                mayManage: Policy.allows(visit.worker.role, .manageMeasures),
                mayImport: Policy.allows(visit.worker.role, .importFigures), form: form,
                token: visit.token)
        }
        return visit.page(
            Page("Where the figures come from", hasErrors: !form.errors.isEmpty, body: pages.html), status: status)
    }

    /// Keeps a boundary file in memory until it has been read: it names nobody.
    func sink() -> UploadSink {
        let place = ID<BoundarySet>.make().text
        return UploadSink(
            place: place,
            take: { bytes in self.arriving.withLock { $0[place, default: []] += bytes } },
            finish: { "" }, discard: { self.arriving.withLock { $0[place] = nil } })
    }

    func bringIn(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        let bytes = visit.request.file.flatMap { file in arriving.withLock { $0.removeValue(forKey: file.place) } }
        do {
            let facts = try BoundaryForm(form, bytes: bytes)
            let file = try await offThePool { try BoundaryFile(.bytes(facts.bytes)) }
            return try await visit.submit { tx in
                let year = facts.year ?? file.year
                guard let year else { throw FieldErrors("year", "Say which year the codes belong to") }
                _ = try tx.insert(
                    NewBoundaries(
                        name: facts.name, year: year, source: facts.source, fileHash: file.hash, areas: file.areas),
                    by: visit.worker.id, at: visit.now)
                try visit.note(.manageMeasures, "brought in \(file.areas.count) areas: \(facts.name)", in: tx)
                let left = file.problems.isEmpty ? "" : " \(file.problems.count) left out: \(file.problems[0])"
                return (
                    next: InsightLink.data,
                    notice: "\(grouped(file.areas.count)) areas brought in. Everything is being counted by them.\(left)"
                )
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        } catch let fault as GeoFault {
            return try await page(visit, FormView(form, errors: FieldErrors("file", fault.message)), status: 422)
        } catch let problem as BoundaryProblem {
            return try await page(visit, FormView(form, errors: FieldErrors("file", problem.words)), status: 422)
        }
    }
}

/// What somebody said about a boundary file.
private struct BoundaryForm {
    let name: String
    /// Nil where the file's own columns are to say.
    let year: Int?
    let source: String
    let bytes: [UInt8]

    init(_ form: Form, bytes: [UInt8]?) throws {
        var errors = FieldErrors()
        name = form["name"].trimmed
        source = form["source"].trimmed
        if name.isEmpty { errors.add("name", "Say what these areas are called") }
        if name.count > 200 { errors.add("name", "Use 200 characters or fewer") }
        let typed = form["year"].trimmed
        year = Int(typed)
        if !typed.isEmpty, year.map({ !(1991...2100).contains($0) }) ?? true {
            errors.add("year", "Write the year as four digits, such as 2021")
        }
        if source.isEmpty { errors.add("source", "Say where they come from and under which licence") }
        if source.count > 300 { errors.add("source", "Use 300 characters or fewer") }
        if bytes?.isEmpty ?? true { errors.add("file", "Choose the file") }
        guard errors.isEmpty, let bytes else { throw errors }
        self.bytes = bytes
    }
}

extension Transaction {
    /// Every file counted, by kind, the newest period first.
    func countedFiles() throws -> [CountedFile] {
        try rows(
            """
            SELECT e.feed, e.first_month, e.last_month, e.events, e.elsewhere, e.unplaced, e.repeats, e.counted_at,
                r.period, a.name AS agency_name
            FROM event_run e JOIN import_run r ON r.id = e.run_id JOIN agency a ON a.id = r.agency_id
            ORDER BY e.feed, r.period DESC, r.id
            """
        ).map { row in
            let feed: String = try row["feed"]
            let (first, last): (Int?, Int?) = (try row["first_month"], try row["last_month"])
            let months = first.flatMap { first in
                last.map { "\(Month(number: first).shortName) to \(Month(number: $0).shortName)" }
            }
            return CountedFile(
                title: Mapping.shipped.first { $0.name == feed }?.title ?? feed, agency: try row["agency_name"],
                period: try row["period"], months: months ?? "", events: try row["events"],
                elsewhere: try row["elsewhere"], unplaced: try row["unplaced"], repeats: try row["repeats"],
                countedAt: try row["counted_at"])
        }
    }
}
