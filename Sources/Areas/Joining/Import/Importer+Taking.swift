import Feeds
import Governance
import Kernel
import Storage

/// What became of a request to take a file: a new run, or one that is here already and can go on.
package struct TakenImport: Sendable {
    package let run: ImportRun
    /// It was begun before, with the very same file.
    package let isResumed: Bool
}

extension Importer {
    /// Takes a file from the disk for the command line, ready to be read; the same file again goes on where it was.
    ///
    /// - Throws: `ImportRefusal`, or `FeedError` when the file is no table.
    package func take(_ order: ImportOrder, _ mapping: Mapping, file: FeedSource, name: String) async throws
        -> TakenImport
    {
        let hash = try await offThePool { try Joining.hash(of: file) }
        if let earlier = try await database.read({ try $0.begunBefore(order, hash: hash) }) {
            return TakenImport(run: earlier, isResumed: true)
        }
        let now = clock()
        let headers = try Self.headers(of: file, readAs: mapping, on: now.day)
        let wanted = WantedImport(category: mapping.shared, agency: order.agency, agreement: order.agreement)
        try await database.countingRefusal(of: wanted, at: now) {
            _ = try await database.read { tx in
                try tx.requireCover(mapping.shared, from: order.agency, under: order.agreement, on: now.day)
            }
        }
        let id: ID<ImportRun> = .make()
        let files = files
        let kept = try await offThePool { try files.keep(file, for: id) }
        guard kept.hash == hash else {
            files.remove(id)
            throw FeedError.changedWhileRead
        }
        let run = ImportRun(
            id: id, order, fileName: name, fileHash: hash, fileBytes: kept.bytes, worker: nil, startedAt: now)
        do {
            try await database.countingRefusal(of: wanted, at: now) {
                try await database.write { tx in
                    try tx.insert(run)
                    try tx.begin(run, with: mapping, headers: headers, on: now.day)
                    try note(
                        "began \(run.label), under \(run.agreement), from the command line", on: id, at: now, in: tx)
                }
            }
        } catch {
            files.remove(id)
            throw error
        }
        return TakenImport(run: run, isResumed: false)
    }

    /// The file's columns, when the mapping can read them; else which feed could.
    private static func headers(of file: FeedSource, readAs mapping: Mapping, on day: Day) throws -> [String] {
        let head = try FileHead(file)
        do {
            _ = try mapping.matched(to: head.headers, on: day)
            return head.headers
        } catch FeedError.missingColumns(let names) {
            let best = Mapping.fits(headers: head.headers, sample: head.sample, on: day).first
            guard let best, best.mapping.name != mapping.name, best.lacking.isEmpty, best.fit > 0.5 else {
                throw FeedError.missingColumns(names)
            }
            throw ImportRefusal.wrongFeed(
                "\(FeedError.missingColumns(names).message) The columns look like those of "
                    + "\u{201C}\(best.mapping.name)\u{201D} (\(best.mapping.title)). Nothing was done.")
        }
    }

    /// Keeps or abandons a run for the command line, with its audit line, and lets its file go.
    package func decide(_ id: ID<ImportRun>, keep: Bool) async throws -> ImportRun {
        let now = clock()
        do {
            return try await decideNow(id, keep: keep, at: now)
        } catch ImportRefusal.notCovered(let words) {
            let wanted = try await database.read { tx in try tx.importRun(id).flatMap { try tx.wanted(by: $0) } }
            if let wanted { try await database.countRefusal(of: wanted, saying: words, at: now) }
            throw ImportRefusal.notCovered(words)
        }
    }

    private func decideNow(_ id: ID<ImportRun>, keep: Bool, at now: Instant) async throws -> ImportRun {
        let run = try await database.write { tx -> ImportRun in
            if keep { _ = try tx.keep(id, by: nil, at: now) } else { try tx.abandonImport(id, by: nil, at: now) }
            guard let run = try tx.importRun(id) else { throw ImportRefusal.decidedAlready }
            try note(
                "\(keep ? "kept" : "abandoned") \(run.label), under \(run.agreement), from the command line", on: id,
                at: now, in: tx)
            return run
        }
        files.remove(id)
        return run
    }

    /// Removes waiting files that belong to no run that could still be read, and are not just being written.
    package func tidy() async throws {
        let old = files.untouched(since: clock().adding(hours: -1))
        guard !old.isEmpty else { return }
        let open = try await database.read { tx in
            try old.filter { try tx.importRun($0)?.state.isOpen ?? false }
        }
        for id in Set(old).subtracting(open) { files.remove(id) }
    }
}

extension ImportRun {
    /// A file that has just come.
    package init(
        id: ID<ImportRun>, _ order: ImportOrder, fileName: String, fileHash: String, fileBytes: Int,
        worker: ID<Worker>?, startedAt: Instant
    ) {
        self.id = id
        agency = order.agency
        feed = order.feed
        feedVersion = ""
        period = order.period
        agreement = order.agreement
        self.fileName = fileName
        self.fileHash = fileHash
        self.fileBytes = fileBytes
        self.worker = worker
        self.startedAt = startedAt
        state = .received
        bytesRead = 0
        counts = Counts()
    }
}

extension Transaction {
    /// The run that was begun with the very same file for the same agency, feed and period; refused when it was begun
    /// with another.
    func begunBefore(_ order: ImportOrder, hash: String) throws -> ImportRun? {
        let states: [ImportRun.State] = [.reading, .stopped, .staged]
        guard let run = try importRuns(order.agency, order.feed, order.period, in: states).first else {
            return try importRuns(order.agency, order.feed, order.period, in: [.kept]).first { $0.fileHash == hash }
        }
        if run.fileHash == hash { return run }
        if run.state == .staged {
            throw ImportRefusal.anotherWaits(run.id, state: run.state, rows: run.counts.read)
        }
        throw ImportRefusal.fileChanged(run.id, rows: run.counts.read)
    }
}
