import Feeds
import Governance
import Kernel
import Storage
import Web

/// The pages on which agencies' files come in, are looked through and decided about.
package func importRoutes(_ house: House) -> [Route] {
    let most = house.mostFileBytes
    return [
        house.route(.get, "/imports", .importFigures, audit: .list, ImportHandlers.list),
        house.route(.get, "/imports/new", .importFigures, audit: .none, SendHandlers.facts),
        house.route(.post, "/imports/new", .importFigures, audit: .none, SendHandlers.checkFacts),
        house.route(.get, "/imports/new/file", .importFigures, audit: .none, SendHandlers.chooseFile),
        house.upload("/imports/new/file", .importFigures, mostBytes: most, to: SendHandlers.sink, SendHandlers.receive),
        house.route(.get, "/imports/{run}", .importFigures, audit: .view, ImportHandlers.show),
        house.route(.get, "/imports/{run}/columns", .importFigures, audit: .view, ColumnHandlers.show),
        house.route(.post, "/imports/{run}/columns", .importFigures, audit: .change, ColumnHandlers.begin),
        house.route(.post, "/imports/{run}/resume", .importFigures, audit: .change, ImportHandlers.resume),
        house.route(.post, "/imports/{run}/keep", .importFigures, audit: .change, ImportHandlers.keep),
        house.route(.post, "/imports/{run}/abandon", .importFigures, audit: .change, ImportHandlers.abandon),
        house.route(.get, "/imports/{run}/rows/{outcome}", .importFigures, audit: .view, RowHandlers.list),
        house.route(.get, "/imports/{run}/rejected.csv", .importFigures, audit: .export, RowHandlers.rejectsFile),
        house.route(.get, "/imports/{run}/changes.csv", .importFigures, audit: .export, RowHandlers.changesFile),
        house.route(.get, "/imports/{run}/fix/{line}", .importFigures, audit: .view, FixHandlers.show),
        house.route(.post, "/imports/{run}/fix/{line}", .importFigures, audit: .change, FixHandlers.fix),
        house.upload(
            "/imports/{run}/fixed", .importFigures, mostBytes: most, to: FixHandlers.sink, FixHandlers.receive),
    ]
}

/// How many of the files this worker may decide about wait for somebody, for the menu.
package func importMenuCount(_ tx: Transaction, _ worker: Worker, _ now: Instant) throws -> Int {
    let waiting: [ImportRun.State] = [.received, .stopped, .staged]
    return try tx.count(
        "SELECT COUNT(*) FROM import_run r WHERE r.state IN \(list: waiting) AND \(sql: ImportReach(worker).condition)")
}

extension Visit {
    /// Which files are this worker's business.
    var importReach: ImportReach { ImportReach(worker) }

    /// The files agencies sent, and what reads them; refused where the program was given no folder for them.
    func importFiles() throws -> ImportFiles {
        guard let folder = house.filesFolder else { throw Problem.busy }
        return ImportFiles(folder: folder, keys: house.keys)
    }

    /// The run in this request's path, when it is this worker's business. Looking at it is recorded, with its agreement.
    func importEntry(_ detail: String, in tx: Transaction) throws -> ImportEntry {
        let id: ID<ImportRun> = try request.id("run")
        guard let entry = try tx.importEntry(id) else { throw Problem.notFound }
        let aboutPeople = try tx.tellsOfPeople(entry.run)
        guard Policy.handlesFiles(worker, of: entry.run.agency, aboutPeople: aboutPeople) else {
            let mayOthers = aboutPeople && !importReach.seesPeople
            throw Problem.forbidden(why: mayOthers ? ImportHandlers.aboutPeople : ImportHandlers.notYours)
        }
        try note(
            aboutPeople ? .importFiles : .importFigures, on: id,
            "\(detail) \(entry.run.label), under \(entry.run.agreement)",
            in: tx)
        return entry
    }

    /// The agencies whose files this worker may send.
    func importAgencies(in tx: Transaction) throws -> [Agency] {
        try tx.agencies().filter { Policy.handlesFiles(worker, of: $0.id, aboutPeople: false) }
    }
}

/// The list of files, one file, and what is decided about it.
enum ImportHandlers {
    static let notYours =
        "This file belongs to another agency. Its own panel member and the hub coordinator can see it."
    static let aboutPeople =
        "This file tells of people. The agency's own panel member and the hub coordinator can see it."
    static let pageSize = 25

    static func list(_ visit: Visit) async throws -> Answer {
        let page = min(max(Int(visit.request.query["page"]) ?? 1, 1), 100_000)
        let reach = visit.importReach
        let (entries, total) = try await visit.record { tx in
            let entries = try tx.imports(within: reach, from: (page - 1) * pageSize, most: pageSize)
            try visit.note(.importFigures, "list, \(entries.count) shown", in: tx)
            return (entries, try tx.importCount(within: reach))
        }
        let pages = max(1, (total + pageSize - 1) / pageSize)
        return visit.page(ImportListPages.list(entries, page: page, of: pages, today: visit.today))
    }

    static func show(_ visit: Visit) async throws -> Answer {
        let seen = try await visit.record { tx -> ImportReportView in
            let entry = try visit.importEntry("looked at", in: tx)
            return ImportReportView(
                entry: entry, problems: try tx.importProblems(entry.run.id), better: try tx.betterFeed(for: entry.run),
                withheld: try tx.importState(entry.run.id)?.withheld ?? [],
                fixed: try tx.rowFixes(entry.run.id).count)
        }
        let run = seen.entry.run
        switch run.state {
        case .received: return .see("/imports/\(run.id)/columns")
        case .reading:
            // Without a script: the page asks for itself again until the file is read.
            return visit.page(ImportProgressPages.reading(seen.entry, token: visit.token, now: visit.now)).with(
                "Refresh", "2")
        case .stopped: return visit.page(ImportProgressPages.stopped(seen.entry, token: visit.token))
        case .staged, .kept, .replaced, .abandoned:
            return visit.page(ImportReportPages.report(seen, token: visit.token, most: visit.house.mostFileBytes))
        }
    }

    static func resume(_ visit: Visit) async throws -> Answer {
        let files = try visit.importFiles()
        return try await visit.submit { tx in
            let run = try visit.importEntry("resumed", in: tx).run
            guard files.has(run.id) else { throw ImportRefusal.fileGone }
            guard run.state == .stopped else { throw ImportRefusal.decidedAlready }
            try tx.askToReadOn(run.id)
            return ("/imports/\(run.id)", "The file is being read on.")
        }
    }

    static func keep(_ visit: Visit) async throws -> Answer {
        let files = try visit.importFiles()
        let id: ID<ImportRun> = try visit.request.id("run")
        do {
            let answer = try await visit.submit { tx in
                let run = try visit.importEntry("kept", in: tx).run
                _ = try tx.keep(run.id, by: visit.worker.id, at: visit.now)
                let rows = grouped(run.counts.usable)
                return ("/imports/\(run.id)", "\(rows) rows are kept. They are now part of the picture.")
            }
            files.remove(id)
            return answer
        } catch ImportRefusal.notCovered(let words) {
            let wanted = try await visit.read { tx in try tx.importRun(id).flatMap { try tx.wanted(by: $0) } }
            if let wanted { try await visit.house.database.countRefusal(of: wanted, saying: words, at: visit.now) }
            throw ImportRefusal.notCovered(words)
        }
    }

    static func abandon(_ visit: Visit) async throws -> Answer {
        let files = try visit.importFiles()
        let answer = try await visit.submit { tx in
            let run = try visit.importEntry("abandoned", in: tx).run
            try tx.abandonImport(run.id, by: visit.worker.id, at: visit.now)
            return ("/imports/\(run.id)", "The file is abandoned. Nothing of it counts for anything.")
        }
        files.remove(try visit.request.id("run"))
        return answer
    }
}
