import Governance
import Kernel
import Storage

/// What an import wanted to bring in, and under what: for counting that it was refused.
struct WantedImport: Sendable {
    let category: Category
    let agency: ID<Agency>
    let agreement: String
    /// Rows that would have come in, as far as that was known.
    var rows = 0
}

extension Database {
    /// Does something that an agreement may refuse; the refusal is counted in a transaction of its own, because the one
    /// it was thrown in leaves nothing behind.
    func countingRefusal<Result: Sendable>(
        of wanted: WantedImport, at now: Instant, _ work: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await work()
        } catch ImportRefusal.notCovered(let words) {
            try await countRefusal(of: wanted, saying: words, at: now)
            throw ImportRefusal.notCovered(words)
        }
    }

    /// Counts an import that its agreement refused.
    func countRefusal(of wanted: WantedImport, saying words: String, at now: Instant) async throws {
        try await write { tx in
            let refusal = AgreementRefusal(
                reason: words, consequence: "", agreement: try tx.agreement(reference: wanted.agreement))
            try tx.use(
                .refused(refusal), for: .import, wanted.category, from: wanted.agency, to: nil, items: wanted.rows,
                at: now)
        }
    }
}

extension Transaction {
    /// What keeping a run would bring in; nil until its columns were matched.
    func wanted(by run: ImportRun) throws -> WantedImport? {
        try importState(run.id)?.mapping.map {
            WantedImport(
                category: $0.shared, agency: run.agency, agreement: run.agreement, rows: run.counts.usable)
        }
    }

    /// Counts rows of a run that left as a file, under the agreement they came in by.
    ///
    /// - Parameters:
    ///   - run: Where the rows stand.
    ///   - to: Whose worker took them; nil for whoever runs the program.
    ///   - items: How many rows.
    ///   - now: When.
    /// - Throws: `StorageError` when the database cannot take it.
    package func countExport(of run: ImportRun, to: ID<Agency>?, items: Int, at now: Instant) throws {
        guard run.agency != to, let category = try importState(run.id)?.mapping?.shared,
            let agreement = try agreement(reference: run.agreement)
        else { return }
        try use(.covered(by: agreement), for: .export, category, from: run.agency, to: to, items: items, at: now)
    }
}
