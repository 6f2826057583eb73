import Feeds
import Foundation
import Governance
import Kernel
import Storage

/// Reads agencies' files into staging, a batch at a time, and carries on wherever it was stopped.
package struct Importer: Sendable {
    /// Rows in one transaction: enough to share a flush, few enough that pages, which write their audit line through
    /// the same queue, rarely wait longer than 0.2 s behind one.
    static let batch = 1000
    /// After so long without a sign of whoever reads a run, another process takes it up.
    static let secondsHeld = 30

    let database: any Database
    let files: ImportFiles
    package let audit: Audit
    /// This process, among those on the same database.
    let holder: String
    let clock: @Sendable () -> Instant

    package init(
        database: any Database, files: ImportFiles, audit: Audit, clock: @escaping @Sendable () -> Instant = { .now }
    ) {
        self.database = database
        self.files = files
        self.audit = audit
        self.clock = clock
        holder = ID<Importer>.make().text
    }

    /// Reads a run to its end, from wherever it stands.
    ///
    /// `progress` is told after every batch. What is wrong with the file itself is kept with the run, which is then
    /// `stopped`; an `ImportRefusal` says that it is somebody else's to read.
    package func read(
        _ id: ID<ImportRun>, progress: @Sendable (ImportRun) -> Void = { _ in }
    ) async throws -> ImportRun {
        let now = clock()
        let holder = holder
        let (run, state) = try await database.write { tx in
            try tx.resumeReading(id, by: holder, at: now)
            guard let run = try tx.importRun(id), let state = try tx.importState(id) else {
                throw ImportRefusal.decidedAlready
            }
            return (run, state)
        }
        guard run.state == .reading, state.mapping != nil else { throw ImportRefusal.decidedAlready }
        do {
            guard files.has(id) else { throw ImportRefusal.fileGone }
            try await readOn(run, state, progress)
        } catch let error as FeedError {
            return try await stop(id, error.message)
        } catch ImportRefusal.fileGone {
            return try await stop(id, ImportRefusal.fileGone.words)
        }
        return try await end(id)
    }

    private func readOn(
        _ run: ImportRun, _ state: ImportState, _ progress: @Sendable (ImportRun) -> Void
    ) async throws {
        guard let mapping = state.mapping else { throw ImportRefusal.decidedAlready }
        let start = state.position
        let source = try files.source(run.id)
        var reader = try start.map { try FeedReader(source, at: $0) } ?? FeedReader(source)
        let matched = try mapping.matched(to: reader.headers, on: run.startedAt.day)
        let seen = start == nil ? [] : try await database.read { try $0.prints(of: run.id) }
        var judging = Judging(matched, withholding: state.withheld, seen: seen)
        let category = mapping.shared
        var after = try start.map { try Stored.text($0) } ?? ""
        var next = try nextBatch(&reader, &judging)
        while !next.isEmpty {
            let rows = next
            let at = try Stored.text(reader.position)
            let bytes = Int((reader.progress ?? 0) * Double(run.fileBytes))
            let (before, now) = (after, clock())
            // The next rows are judged while these are written.
            async let written = database.write { tx -> ImportRun? in
                try tx.stage(rows, in: run, category: category, after: before, now: at, bytes: bytes, at: now)
                return try tx.importRun(run.id)
            }
            next = try nextBatch(&reader, &judging)
            if let state = try await written { progress(state) }
            after = at
            try Task.checkCancellation()
        }
    }

    private func nextBatch(_ reader: inout FeedReader, _ judging: inout Judging) throws -> [StagedRow] {
        var rows: [StagedRow] = []
        rows.reserveCapacity(Self.batch)
        while rows.count < Self.batch, let row = try reader.next() { rows.append(judging.staged(row)) }
        return rows
    }

    private func stop(_ id: ID<ImportRun>, _ problem: String) async throws -> ImportRun {
        let now = clock()
        return try await database.write { tx in
            try tx.stopReading(id, because: problem)
            try note("stopped", on: id, at: now, in: tx)
            guard let run = try tx.importRun(id) else { throw ImportRefusal.decidedAlready }
            return run
        }
    }

    private func end(_ id: ID<ImportRun>) async throws -> ImportRun {
        let change = try await database.read { tx -> ImportChange? in
            guard let run = try tx.importRun(id), let earlier = try tx.importReplaced(by: run) else { return nil }
            return try tx.comparison(of: id, with: earlier).change
        }
        let now = clock()
        return try await database.write { tx in
            try tx.endReading(id, change: change, at: now)
            guard let run = try tx.importRun(id) else { throw ImportRefusal.decidedAlready }
            try note(
                "read to the end: \(run.counts.read) rows, \(run.counts.rejected) rejected, under \(run.agreement)",
                on: id, at: now, in: tx)
            return run
        }
    }

    /// An audit line for what the program does by itself; `worker` is nil.
    func note(_ detail: String, on run: ID<ImportRun>, at now: Instant, in tx: Transaction) throws {
        try audit.append(
            Audit.Entry(
                at: now, worker: nil, action: Action.importFiles.rawValue, subject: run.text, detail: detail,
                outcome: .permitted, reference: ""),
            in: tx)
    }
}
